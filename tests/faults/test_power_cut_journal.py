"""The power goes at any moment: what the journal has acknowledged is there afterwards, and nothing half."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from power_cut_file import CarelessConnection, CutConnection
from power_cut_lives import Connect, CutLives

from dispatcher.journal import Entry, Journal
from firmware.words import Language
from mqtt_bridge.events import DayOpened, Recorded, TicketIssued

DAY = DayOpened(day="2027-01-15", epoch=1, settings="{}" * 3000)
LIVES = 20
MOST_DEEDS = 500
"""What an undisturbed life asks of the disk, about."""


class JournalUnderCuts:
    """One journal, and all that it ever said to be on the disk."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._chance = random.Random(seed)
        self._lives = CutLives(folder, self._chance)
        self.acknowledged: list[Entry] = []
        self._underway: list[Entry] = []

    def live(self, connection: type[CutConnection] = CutConnection) -> None:
        """Write until the power goes, and look what is left."""
        self._lives.live(self._write, MOST_DEEDS, connection)
        # As the shipped program does it, on the machine's own SQLite.
        with Journal(self._lives.found / "journal.db") as journal:
            found = journal.after(0, 1_000_000, 1 << 40)
        with closing(sqlite3.connect(self._lives.found / "journal.db")) as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        said = [entry.recorded for entry in self.acknowledged]
        with_last = said + [entry.recorded for entry in self._underway]
        assert found in (said, with_last), f"{len(found)} events of {len(said)} or {len(with_last)}"
        if len(found) > len(said):  # on the disk, though nobody was told
            self.acknowledged += self._underway
        self._underway = []

    def _write(self, folder: Path, connect: Connect) -> None:
        with Journal(folder / "journal.db", connect) as journal:
            for _ in range(self._chance.randint(1, 100)):
                size = self._chance.choice([1, 1, 1, 2, 5, 40])
                self._underway = [_entry(len(self.acknowledged) + n) for n in range(size)]
                journal.append(self._underway)
                self.acknowledged += self._underway
                self._underway = []
                if self._chance.random() < 0.1:
                    journal.tidy()


def _entry(n: int) -> Entry:
    if n == 0:
        return Entry(Recorded(seq=1, at=1000.0, event=DAY), DAY.day)
    request_id = f"{n:016x}"
    event = TicketIssued(
        ticket_id=request_id,
        zone="consultation",
        cycle=0,
        number=n,
        language=Language.KK,
        station="entrance",
        asker="entrance",
        ahead=0,
    )
    return Entry(Recorded(seq=n + 1, at=1000.0 + n, event=event), DAY.day, request_id)


@pytest.mark.parametrize("seed", range(10))
def test_what_the_journal_acknowledged_outlives_any_power_cut(tmp_path: Path, seed: int) -> None:
    journal = JournalUnderCuts(tmp_path, seed)
    for _ in range(LIVES):
        journal.live()

    assert len(journal.acknowledged) > LIVES


def test_a_journal_that_does_not_sync_is_found_out(tmp_path: Path) -> None:
    found_out = 0
    for seed in range(10):
        try:
            JournalUnderCuts(tmp_path / str(seed), seed).live(CarelessConnection)
        except (AssertionError, sqlite3.Error, RuntimeError):
            found_out += 1

    assert found_out >= 5, "or these tests could not fail"
