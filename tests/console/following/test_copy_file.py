"""The console's own file of events: what it keeps, what it gives up, and a disk that does not obey."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hall_under_test import HallUnderTest

from console.following.copy_file import SET_ASIDE, CopyFile, open_copy_file
from console.following.copy_keeping import AGAIN_S, ERASE_AGAIN_S, ERASED_AT_ONCE, KeptCopy
from console.following.copy_schema import SCHEMA
from mqtt_bridge.events import DayOpened, Recorded


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "console" / "hall.db"


@pytest.fixture
def file(path: Path) -> Iterator[CopyFile]:
    file = open_copy_file(path)
    yield file
    file.close()


@pytest.fixture
def days(open_hall: HallUnderTest) -> list[Recorded]:
    """Return the events of four days, with some visitors in each."""
    hall = open_hall
    for _day in range(3):
        hall.wait()
        hall.wait()
        hall.turn_over()
    hall.wait()
    return [recorded for recorded, _request_id in hall.history]


def seqs(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as file:
        return [seq for (seq,) in file.execute("SELECT seq FROM events ORDER BY seq")]


def test_what_was_added_is_there_after_opening_anew(path: Path, file: CopyFile, days: list[Recorded]) -> None:
    file.append(days[:10])
    file.append(days[10:])
    file.close()

    with closing(open_copy_file(path)) as again:
        assert (again.first_seq, again.last_seq) == (1, len(days))
        assert [again.recorded(one.seq) for one in days] == days
        assert again.recorded(len(days) + 1) is None


def test_today_begins_with_the_newest_beginning_of_a_day(file: CopyFile, days: list[Recorded]) -> None:
    file.append(days)
    (*_, began) = [one for one in days if isinstance(one.event, DayOpened)]

    assert list(file.since_day_began()) == days[began.seq - 1 :]
    assert isinstance(began.event, DayOpened)
    assert file.day == began.event.day


def test_who_counts_finds_a_days_visits_without_reading_events(
    path: Path, file: CopyFile, days: list[Recorded]
) -> None:
    file.append(days)
    with closing(sqlite3.connect(path)) as reader:
        rows = reader.execute("SELECT day, count(*) FROM events WHERE kind = 'ticket-issued' GROUP BY day").fetchall()

    assert [count for _day, count in rows] == [2, 2, 2, 1]


def test_what_never_happened_is_forgotten(file: CopyFile, days: list[Recorded]) -> None:
    file.append(days)
    file.forget_after(5)
    assert (file.last_seq, file.recorded(6)) == (5, None)
    file.append(days[5:7])
    assert file.last_seq == 7
    file.forget_after(0)
    assert (file.first_seq, file.last_seq, file.day) == (0, 0, "")


@pytest.mark.parametrize("spoil", ["no database", "a newer one", "other tables", "an event that cannot be read"])
def test_a_file_of_no_use_is_set_aside_and_a_new_one_begun(
    path: Path, file: CopyFile, days: list[Recorded], spoil: str
) -> None:
    file.append(days)
    file.close()
    if spoil == "no database":
        path.write_bytes(b"this is no file of events" * 1000)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        if spoil == "a newer one":
            other.execute(f"PRAGMA user_version = {SCHEMA + 1}")
        elif spoil == "other tables":
            other.execute("ALTER TABLE events RENAME TO others")
        elif spoil != "no database":
            other.execute("UPDATE events SET event = x'00' WHERE seq = ?", (len(days),))
    copy = KeptCopy(path, keep_days=400)
    copy.today()

    assert (copy.last_seq, copy.fault) == (0, None)
    assert path.with_name(path.name + SET_ASIDE).exists()
    copy.is_another = False
    copy.append(days)
    assert copy.today()
    copy.close()
    assert seqs(path) == [one.seq for one in days]


def test_damage_that_is_met_while_it_works_begins_a_new_file(path: Path, days: list[Recorded]) -> None:
    copy = KeptCopy(path, keep_days=400)
    copy.append(days[:5])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE events SET event = x'00' WHERE seq = 3")
    assert copy.recorded(3) is None

    assert copy.is_another
    copy.append(days[5:])  # would leave a hole where nobody sees it
    assert copy.last_seq == 0
    copy.close()


def test_without_a_disk_it_goes_on_in_memory_with_the_newest_day_and_tries_the_disk_again(
    path: Path, days: list[Recorded]
) -> None:
    path.parent.write_text("no folder can be made here")
    copy = KeptCopy(path, keep_days=400)
    assert copy.fault is not None
    assert copy.fault.code == "hall-not-kept"
    copy.append(days)
    today = copy.today()
    assert isinstance(today[0].event, DayOpened)
    assert copy.first_seq == today[0].seq

    path.parent.unlink()
    copy.tick(1000.0)
    copy.tick(1000.0 + AGAIN_S - 1)
    assert not copy.is_another
    copy.tick(1000.0 + AGAIN_S)
    assert copy.is_another
    assert (copy.fault, copy.last_seq) == (None, 0)
    copy.close()


def test_old_days_are_erased_in_small_steps_and_the_newest_never(path: Path, days: list[Recorded]) -> None:
    copy = KeptCopy(path, keep_days=2)
    copy.append(days)
    last = days[-1].seq
    settings = next(one.event for one in days if isinstance(one.event, DayOpened)).settings
    many = [
        Recorded(seq=last + 1 + n, at=days[-1].at + n, event=DayOpened(day=day, epoch=1, settings=settings))
        for n, day in enumerate(["2027-02-01"] * ERASED_AT_ONCE + ["2027-06-01"])
    ]
    copy.append(many)
    now, steps = 0.0, 0
    while copy.tick(now) == now + ERASE_AGAIN_S:
        now, steps = now + ERASE_AGAIN_S, steps + 1
    copy.close()

    assert steps == 1
    assert seqs(path) == [many[-1].seq]


def test_a_day_that_is_none_erases_nothing_and_stops_nothing(path: Path, days: list[Recorded]) -> None:
    settings = next(one.event for one in days if isinstance(one.event, DayOpened)).settings
    copy = KeptCopy(path, keep_days=2)
    copy.append([Recorded(seq=1, at=1.0, event=DayOpened(day="no day", epoch=1, settings=settings))])
    assert copy.tick(0.0) == float("inf")
    assert copy.last_seq == 1
    copy.close()
