"""The journal on a real file."""

import sqlite3
from pathlib import Path

import pytest

from dispatcher.errors import JournalError, JournalNewerError
from dispatcher.journal import Entry, Journal
from dispatcher.schema import SCHEMA
from firmware.words import Language, new_id
from mqtt_bridge.events import AnyEvent, DayOpened, Recorded, TicketAdmitted, TicketIssued

DAY = DayOpened(day="2027-01-15", epoch=1, settings="{}")


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


def entry(seq: int, event: AnyEvent, request_id: str = "", part: int = 0, day: str = "2027-01-15") -> Entry:
    return Entry(Recorded(seq=seq, at=1000.0 + seq, event=event), day, request_id, part)


def test_what_was_appended_is_read_back_from_the_last_day_on(tmp_path: Path) -> None:
    later = DayOpened(day="2027-01-16", epoch=1, settings="{}")
    entries = [entry(1, DAY), entry(2, issued(101)), entry(3, later), entry(4, issued(101), "ab" * 8, 0, "2027-01-16")]
    with Journal(tmp_path / "journal.db") as journal:
        journal.append(entries)
    with Journal(tmp_path / "journal.db") as journal:
        read = list(journal.since_last_day())

    assert read == [(entries[2].recorded, ""), (entries[3].recorded, "ab" * 8)]


def test_a_number_given_twice_on_one_day_is_refused_and_nothing_of_its_transaction_is_kept(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal.db") as journal:
        journal.append([entry(1, DAY), entry(2, issued(101))])
        with pytest.raises(sqlite3.IntegrityError):
            journal.append([entry(3, issued(102)), entry(4, issued(101))])

        assert [recorded.seq for recorded, _request_id in journal.since_last_day()] == [1, 2]


def test_a_request_acts_once(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal.db") as journal:
        journal.append([entry(1, DAY), entry(2, issued(101), "ab" * 8)])
        with pytest.raises(sqlite3.IntegrityError):
            journal.append([entry(3, issued(102), "ab" * 8)])


def test_pages_are_bounded_in_count_and_bytes_and_never_empty_before_the_end(tmp_path: Path) -> None:
    admitted = [entry(seq, TicketAdmitted(ticket_id="0" * 16)) for seq in range(2, 12)]
    with Journal(tmp_path / "journal.db") as journal:
        journal.append([entry(1, DAY), *admitted])

        assert [recorded.seq for recorded in journal.after(3, 4, 10_000)] == [4, 5, 6, 7]
        assert [recorded.seq for recorded in journal.after(3, 4, 1)] == [4]
        assert journal.after(11, 4, 1) == []


def test_every_append_is_on_the_disk_when_it_returns(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal.db") as journal:
        journal.append([entry(1, DAY)])
        reader = sqlite3.connect(tmp_path / "journal.db")
        try:
            assert reader.execute("SELECT count(*) FROM events").fetchone() == (1,)
            assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        finally:
            reader.close()


def test_a_damaged_file_is_told_and_not_used(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.write_bytes(b"this is no database, and long enough to be taken for none" * 100)

    with pytest.raises(JournalError, match=r"journal\.db: "):
        Journal(path)


def test_a_journal_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with Journal(path):
        pass
    file = sqlite3.connect(path)
    file.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    file.close()

    with pytest.raises(JournalNewerError, match=f"schema {SCHEMA + 1}, this program reads {SCHEMA}"):
        Journal(path)


def test_a_journal_that_is_refused_is_not_kept_open(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.write_bytes(b"this is no database, and long enough to be taken for none" * 100)

    with pytest.raises(JournalError) as refused:
        Journal(path)

    assert refused.value.__traceback__ is not None, "its frames are alive, and so would be the file"
    assert path not in {Path(link).resolve() for link in Path("/proc/self/fd").iterdir() if link.exists()}


def test_a_tidied_journal_holds_everything_in_its_own_file(tmp_path: Path) -> None:
    with Journal(tmp_path / "journal.db") as journal:
        journal.append([entry(1, DAY)])
        size = (tmp_path / "journal.db").stat().st_size
        journal.tidy()

        assert (tmp_path / "journal.db").stat().st_size > size
        assert [recorded.seq for recorded, _request_id in journal.since_last_day()] == [1]
