"""What the console does for the book by itself: freezing, erasing and warning, by clocks that it believes."""

import logging
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from reception_days import at, visitor
from reception_store import MONDAY, booked, bytes_of, store_in

from console.receptions.rows import events_after
from console.receptions.store import Store
from console.upkeep import CLOCKS_AGREE_S, ERASE_S, SCRUB_S, Upkeep

THURSDAY = date(2027, 1, 21)
FROZEN = at("2027-01-19 00:00")
AFTER_A_YEAR = at("2028-01-22 03:00")


def no_warnings(_day: date) -> Iterator[str]:
    return iter(())


@pytest.fixture
def upkeep() -> Upkeep:
    return Upkeep(no_warnings)


def test_a_list_freezes_at_its_moment_though_nobody_asks(store: Store, upkeep: Upkeep) -> None:
    booked(store, "10:00")
    upkeep.tick(store, 0.0, FROZEN - 1, FROZEN - 1)
    assert (THURSDAY, "akimat-office") not in store.book.lists

    upkeep.tick(store, 1.0, FROZEN, FROZEN)

    assert store.book.lists[THURSDAY, "akimat-office"].newest.at == FROZEN
    written = sum(1 for _ in events_after(store.file, 0))
    upkeep.tick(store, 2.0, FROZEN + 1, FROZEN + 1)
    assert sum(1 for _ in events_after(store.file, 0)) == written


@pytest.mark.parametrize("hall", [None, FROZEN - CLOCKS_AGREE_S, FROZEN + CLOCKS_AGREE_S])
def test_nothing_happens_by_a_clock_that_nobody_vouches_for(
    store: Store, upkeep: Upkeep, hall: float | None, caplog: pytest.LogCaptureFixture
) -> None:
    booked(store, "10:00")
    with caplog.at_level(logging.INFO):
        for second in range(3):
            upkeep.tick(store, float(second), FROZEN, hall)

    assert (THURSDAY, "akimat-office") not in store.book.lists
    assert caplog.text.count("clocks differ") == (0 if hall is None else 1)


def test_data_whose_time_is_over_are_gone_from_the_disk(store: Store, upkeep: Upkeep) -> None:
    booking_id = booked(store, "10:00", visitor(name="Құпия Құпияұлы"))
    (sealed,) = store.file.execute("SELECT person FROM bookings").fetchone()
    assert sealed in bytes_of(store)

    upkeep.tick(store, 0.0, AFTER_A_YEAR, AFTER_A_YEAR)

    assert store.book.bookings[booking_id].is_erased
    assert sealed not in bytes_of(store)


def test_a_year_is_over_only_when_both_clocks_say_so(store: Store, upkeep: Upkeep) -> None:
    booking_id = booked(store, "10:00")
    for wall, hall in ((AFTER_A_YEAR, AFTER_A_YEAR - 80_000), (AFTER_A_YEAR - 80_000, AFTER_A_YEAR)):
        Upkeep(no_warnings).tick(store, 0.0, wall, hall)
        assert not store.book.bookings[booking_id].is_erased

    upkeep.tick(store, 0.0, AFTER_A_YEAR, AFTER_A_YEAR)
    assert store.book.bookings[booking_id].is_erased


def test_a_log_that_somebody_reads_is_emptied_when_they_have_done(store: Store, upkeep: Upkeep) -> None:
    booked(store, "10:00")
    (sealed,) = store.file.execute("SELECT person FROM bookings").fetchone()
    with store_in(store.path.parent) as reader:
        reader.file.execute("BEGIN")
        reader.file.execute("SELECT * FROM events").fetchall()
        upkeep.tick(store, 0.0, AFTER_A_YEAR, AFTER_A_YEAR)
        assert sealed in bytes_of(store)
        reader.file.execute("ROLLBACK")

    upkeep.tick(store, SCRUB_S - 1, AFTER_A_YEAR, AFTER_A_YEAR)
    assert sealed in bytes_of(store)
    upkeep.tick(store, SCRUB_S, AFTER_A_YEAR, AFTER_A_YEAR)
    assert sealed not in bytes_of(store)


def test_it_looks_for_what_to_erase_once_an_hour(store: Store, upkeep: Upkeep) -> None:
    booking_id = booked(store, "10:00")
    upkeep.tick(store, 0.0, MONDAY, MONDAY)
    upkeep.tick(store, ERASE_S - 1, AFTER_A_YEAR, AFTER_A_YEAR)
    assert not store.book.bookings[booking_id].is_erased

    upkeep.tick(store, ERASE_S, AFTER_A_YEAR, AFTER_A_YEAR)

    assert store.book.bookings[booking_id].is_erased


def test_a_warning_of_the_schedule_is_said_when_it_is_new(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    said = {date(2027, 1, 11): ["A"], date(2027, 1, 12): ["A", "B"], date(2027, 1, 13): [], date(2027, 1, 14): ["A"]}
    upkeep = Upkeep(lambda day: said[day])
    told: list[int] = []
    with caplog.at_level(logging.WARNING):
        for now, day in enumerate(said):
            for second in range(2):
                moment = at(f"{day} 09:00") + second
                upkeep.tick(store, now + second / 10, moment, moment)
            told.append(len(caplog.records))

    assert [after - before for before, after in pairwise([0, *told])] == [1, 1, 0, 1]
