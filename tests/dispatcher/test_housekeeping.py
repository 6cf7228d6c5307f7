"""Ended days are counted, and old ones removed: on a real file, a little at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from dispatcher.housekeeping import EVENTS_AT_ONCE, Housekeeping
from dispatcher.journal import Entry, Journal
from dispatcher.schema import SCHEMA
from firmware.words import Language, new_id
from mqtt_bridge.events import DayOpened, PaperSilent, Recorded, TicketIssued

SCHEMA_1 = """
CREATE TABLE events (
    seq INTEGER PRIMARY KEY, day TEXT NOT NULL, at REAL NOT NULL, kind TEXT NOT NULL, request_id TEXT,
    part INTEGER NOT NULL, zone TEXT, cycle INTEGER, number INTEGER, body BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX once_per_request ON events (request_id, part) WHERE request_id IS NOT NULL;
CREATE UNIQUE INDEX once_per_number ON events (day, zone, cycle, number) WHERE number IS NOT NULL;
CREATE INDEX days ON events (seq) WHERE kind = 'day-opened';
PRAGMA user_version = 1;
"""
"""What the first Kezek made."""


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.db") as journal:
        yield journal


def day(n: int) -> str:
    return (date(2027, 1, 1) + timedelta(days=n)).isoformat()


def fill(journal: Journal, days: int, tickets: int) -> None:
    """Write *days* business days of *tickets* tickets each."""
    seq = 0
    for n in range(days):
        batch: list[Entry] = []
        for k in range(tickets + 1):
            seq += 1
            event = DayOpened(day=day(n), epoch=1, settings="{}") if k == 0 else issued(k)
            batch.append(Entry(Recorded(seq=seq, at=86_400.0 * n + k, event=event), day(n)))
        journal.append(batch)


def issued(number: int) -> TicketIssued:
    return TicketIssued(
        ticket_id=new_id(),
        zone="consultation",
        cycle=0,
        number=number,
        language=Language.KK,
        station="entrance",
        asker="entrance",
        ahead=0,
    )


def tidied(journal: Journal, today: str, keep_days: int = 400) -> int:
    """Do all that is due; return in how many portions."""
    housekeeping = Housekeeping(journal, keep_days)
    housekeeping.day_began(today)
    portions = 0
    while housekeeping.is_due:
        housekeeping.do_some()
        portions += 1
    return portions


def kept_days(journal: Journal) -> list[str]:
    return sorted({recorded.event.day for recorded in all_of(journal) if isinstance(recorded.event, DayOpened)})


def all_of(journal: Journal) -> list[Recorded]:
    return journal.after(0, 1_000_000, 1 << 40)


def test_every_day_that_has_ended_is_counted_once_and_today_is_not(journal: Journal) -> None:
    fill(journal, days=3, tickets=5)
    tidied(journal, day(2))
    tidied(journal, day(2))

    assert [(count.day, count.zone, count.issued) for count in journal.counts] == [
        (day(0), "", 5),
        (day(0), "consultation", 5),
        (day(1), "", 5),
        (day(1), "consultation", 5),
    ]


def test_a_large_day_is_counted_in_small_portions(journal: Journal) -> None:
    fill(journal, days=2, tickets=3 * EVENTS_AT_ONCE)

    assert tidied(journal, day(1)) >= 4
    assert next(iter(journal.counts)).issued == 3 * EVENTS_AT_ONCE


def test_old_days_are_removed_once_they_are_counted_and_their_figures_stay(journal: Journal) -> None:
    fill(journal, days=6, tickets=EVENTS_AT_ONCE + 50)
    before = all_of(journal)
    tidied(journal, day(5), keep_days=2)

    assert kept_days(journal) == [day(3), day(4), day(5)]
    assert all_of(journal) == before[3 * (EVENTS_AT_ONCE + 51) :]
    assert len({count.day for count in journal.counts}) == 5


def test_whoever_asks_for_events_that_are_gone_gets_the_oldest_that_are_kept(journal: Journal) -> None:
    fill(journal, days=3, tickets=5)
    tidied(journal, day(2), keep_days=1)

    page = journal.after(0, 4, 1 << 20)
    assert [recorded.seq for recorded in page] == [7, 8, 9, 10]
    assert isinstance(page[0].event, DayOpened)


def test_removing_is_taken_up_again_after_a_kill_in_the_middle(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal.db") as journal:
        fill(journal, days=3, tickets=3 * EVENTS_AT_ONCE)
        housekeeping = Housekeeping(journal, 1)
        housekeeping.day_began(day(2))
        while len(all_of(journal)) == 3 * (3 * EVENTS_AT_ONCE + 1):
            housekeeping.do_some()
    with Journal(tmp_path / "journal.db") as journal:
        assert kept_days(journal) == [day(0), day(1), day(2)]
        tidied(journal, day(2), keep_days=1)
        assert kept_days(journal) == [day(1), day(2)]
        assert next(iter(journal.counts)).issued == 3 * EVENTS_AT_ONCE


def test_a_day_with_an_event_that_nobody_can_read_is_left_as_it_is(journal: Journal, tmp_path: Path) -> None:
    fill(journal, days=2, tickets=5)
    with closing(sqlite3.connect(tmp_path / "journal.db")) as file, file:
        file.execute("UPDATE events SET body = x'7b' WHERE seq = 3")
    tidied(journal, day(1), keep_days=1)

    assert list(journal.counts) == []
    with closing(sqlite3.connect(tmp_path / "journal.db")) as file:
        assert file.execute("SELECT count(*) FROM events").fetchone() == (12,)


def test_a_journal_of_the_first_kezek_is_taken_over_with_all_its_days(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.executescript(SCHEMA_1)
        opened = b'{"type":"day-opened","day":"2027-01-01","epoch":1,"settings":"{}"}'
        silent = b'{"type":"paper-silent","ticket_id":"00000000000000aa"}'
        for row in ((1, 5.0, "day-opened", opened), (2, 6.0, "paper-silent", silent)):
            file.execute("INSERT INTO events VALUES (?, '2027-01-01', ?, ?, NULL, 0, NULL, NULL, NULL, ?)", row)
        file.commit()
    for _twice in range(2):
        with Journal(path) as journal:
            read = [recorded for recorded, _request_id in journal.since_last_day()]
            assert read == [
                Recorded(seq=1, at=5.0, event=DayOpened(day="2027-01-01", epoch=1, settings="{}")),
                Recorded(seq=2, at=6.0, event=PaperSilent(ticket_id="00000000000000aa")),
            ]
            assert list(journal.counts) == []
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
