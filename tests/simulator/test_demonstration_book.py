"""The book of receptions that guests see: filled for a demonstration, with nobody who exists."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from reception_days import CENTRE, CHECKOUT, SHIPPED, at
from reception_store import KEY

from console.receptions.book import Stage
from console.receptions.checks import parse_receptions
from console.receptions.looking import look_at_all
from console.receptions.rows import Why
from console.receptions.store import Store
from console.receptions.timetable import timetables
from console.receptions.vault import Vault
from simulator.demonstration import receptions_here
from simulator.demonstration_book import VISITORS, fill_book, fill_books

TODAY = date(2027, 1, 23)  # a Saturday: guests come on any day


def store_of(folder: Path, today: date = TODAY) -> Store:
    text = receptions_here(SHIPPED.read_text(encoding="utf-8"), today)
    schedule = parse_receptions(text, CENTRE, "receptions.toml")
    return Store(folder / "receptions.db", Vault([KEY]), timetables(schedule, CENTRE.timezone, lambda _day: True))


@pytest.mark.parametrize("moment", ["00:10", "08:00", "10:45", "12:30", "23:50"])
def test_at_whatever_hour_guests_come_some_are_to_come_and_the_first_has_been_received(
    tmp_path: Path, moment: str
) -> None:
    with store_of(tmp_path) as store:
        assert fill_book(store, at(f"{TODAY} {moment}")) == VISITORS
        stages = [booking.stage for booking in store.book.bookings.values()]

    assert {Stage.BOOKED, Stage.MOVED, Stage.CANCELLED, Stage.RECEIVED} <= set(stages)
    assert (Stage.ABSENT in stages) == (moment > "11:00")


def test_they_come_today_and_on_later_days_and_todays_list_is_final(tmp_path: Path) -> None:
    with store_of(tmp_path) as store:
        fill_book(store, at(f"{TODAY} 09:00"))
        days = {booking.slot.day for booking in store.book.live()}

        assert min(days) == TODAY
        assert len(days) > 1
        assert (TODAY, "akimat-office") in store.book.lists
        assert [delay.now_min for delay in store.book.delays.values()] == [10]


def test_nobody_who_exists_is_named(tmp_path: Path) -> None:
    with store_of(tmp_path) as store:
        fill_book(store, at(f"{TODAY} 09:00"))
        seen = look_at_all(store, store.book.bookings, "staff-7", Why.TODAY, at(f"{TODAY} 09:00"))

    assert sorted(each.person.name for each in seen.values()) == sorted(
        f"Келуші {number} / Посетитель {number}" for number in range(1, VISITORS + 1)
    )


def test_a_book_with_visitors_to_come_is_left_alone_and_filled_again_on_another_day(tmp_path: Path) -> None:
    with store_of(tmp_path) as store:
        fill_book(store, at(f"{TODAY} 09:00"))
        before = len(store.book.bookings)
        assert fill_book(store, at(f"{TODAY} 09:05")) == 0
        assert len(store.book.bookings) == before

    later = date(2027, 2, 22)
    with store_of(tmp_path, later) as store:
        assert fill_book(store, at(f"{later} 09:00")) > 0


def test_a_run_directory_has_its_consoles_book_filled(tmp_path: Path) -> None:
    shutil.copy(CHECKOUT / "centre" / "borodulikha.toml", tmp_path / "centre.toml")
    calendars = [path for path in (CHECKOUT / "centre").glob("*.toml") if path.name != "borodulikha.toml"]
    for path in calendars:
        shutil.copy(path, tmp_path / path.name)
    (tmp_path / "receptions.toml").write_text(
        receptions_here(SHIPPED.read_text(encoding="utf-8"), date(2027, 1, 21)), encoding="utf-8"
    )
    (tmp_path / "settings").mkdir()
    settings = (
        f'site = "{CENTRE.site}"\ndevice = "console"\nstate_dir = "state"\n'
        '[store]\nreceptions = "receptions.toml"\nfile = "state/receptions.db"\nkey = "state/key"\nmake_key = true\n'
    )
    (tmp_path / "settings" / "console.toml").write_text(settings, encoding="utf-8")

    fill_books(tmp_path, ["console"], at("2027-01-21 09:00"))

    assert (tmp_path / "state" / "receptions.db").stat().st_size > 0
    assert (tmp_path / "state" / "key").exists()
