"""Backups of a journal that is in use: what they hold, which are kept, what a folder that fails does."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from shell_under_test import Shell

from dispatcher.backup import back_up
from dispatcher.backup_folder import Backup, backup_at, backups_in, superfluous
from dispatcher.backup_state import check_backup, reading, tickets_of_last_day
from dispatcher.backups import BackedUp, Backups
from dispatcher.errors import JournalDamagedError
from dispatcher.settings import BackupSettings
from firmware.clock import FakeClock
from firmware.inbox import Inbox

SITE = "borodulikha"
NOON = datetime(2027, 1, 15, 12, tzinfo=UTC).timestamp()
DAY_S = 86_400.0
PIPE_BYTES = 1 << 20
"""More than a backup has, so that what is written into a pipe never waits for a reader."""


@pytest.fixture
def settings(tmp_path: Path) -> BackupSettings:
    folder = tmp_path / "backups"
    folder.mkdir()
    return BackupSettings(folder=str(folder))


def made(shell: Shell, settings: BackupSettings, wall: float = NOON) -> list[Backup]:
    return back_up(shell.path, settings, SITE, wall)


def names(settings: BackupSettings) -> list[str]:
    return sorted(path.name for path in Path(settings.folder).iterdir())


def rows(path: Path) -> list[tuple[int, bytes]]:
    with reading(path, is_alive=False) as file:
        return file.execute("SELECT seq, body FROM events ORDER BY seq").fetchall()


def test_the_first_round_makes_one_of_two_days_and_one_of_all(shell: Shell, settings: BackupSettings) -> None:
    shell.waiting()
    recent, full = made(shell, settings)

    assert not recent.is_full
    assert full.is_full
    assert names(settings) == sorted([recent.name, full.name])
    assert recent.name == f"kezek_borodulikha_20270115T120000Z_1_{shell.hall.seq}.db"
    for backup in (recent, full):
        state = check_backup(backup.path)
        assert (state.epoch, state.seq, state.site) == (1, shell.hall.seq, SITE)
    with reading(full.path, is_alive=False) as file:
        assert tickets_of_last_day(file) == 1


def test_nothing_is_made_while_nothing_happens_and_one_small_one_once_something_has(
    shell: Shell, settings: BackupSettings
) -> None:
    made(shell, settings)
    assert made(shell, settings, NOON + 60) == []
    shell.waiting()

    (backup,) = made(shell, settings, NOON + 120)
    assert not backup.is_full
    assert backup.seq == shell.hall.seq


def test_a_small_one_holds_the_last_two_days_and_a_new_day_has_one_of_all(
    shell: Shell, settings: BackupSettings
) -> None:
    for _day in range(3):
        shell.waiting()
        shell.passes(DAY_S)
    shell.waiting()
    with closing(sqlite3.connect(shell.path)) as file:
        whole = file.execute("SELECT seq, body FROM events ORDER BY seq").fetchall()
        (_, first), (_, _last) = file.execute(
            "SELECT day, seq FROM events WHERE kind = 'day-opened' ORDER BY seq DESC LIMIT 2"
        ).fetchall()[::-1]
    recent, full = made(shell, settings)

    assert rows(full.path) == whole
    assert rows(recent.path) == [row for row in whole if row[0] >= first]
    shell.waiting()
    assert [backup.is_full for backup in made(shell, settings)] == [False]
    shell.passes(DAY_S)
    assert [backup.is_full for backup in made(shell, settings)] == [False, True]


def test_backups_carry_what_was_counted_of_all_days(shell: Shell, settings: BackupSettings) -> None:
    for _day in range(4):
        shell.waiting()
        shell.passes(DAY_S)
    for _round in range(20):
        shell.passes(0.2)
    recent, _full = made(shell, settings)

    with reading(recent.path, is_alive=False) as file:
        days = file.execute("SELECT count(*) FROM day_counts WHERE zone = ''").fetchone()
    assert days == (4,)


def test_a_backup_is_one_file_that_needs_no_log_beside_it(shell: Shell, settings: BackupSettings) -> None:
    for backup in made(shell, settings):
        assert backup.path.read_bytes()[18:20] == b"\x01\x01", "the header says: no write-ahead log"
    assert not list(shell.folder.glob("*draft*"))


def test_a_draft_of_an_earlier_life_is_taken_for_nothing_and_removed(shell: Shell, settings: BackupSettings) -> None:
    draft = Path(settings.folder) / f".kezek-draft-{SITE}-7"
    draft.write_bytes(b"half a backup")
    assert backups_in(Path(settings.folder), SITE) == []
    made(shell, settings)

    assert not draft.exists()


def test_files_of_others_in_the_folder_are_left_alone(shell: Shell, settings: BackupSettings) -> None:
    settings = msgspec.structs.replace(settings, keep=2, keep_days=1)
    others = ["photo.jpg", "kezek_semey_20270115T120000Z_1_5.db", "kezek_borodulikha_20279915T120000Z_1_5.db"]
    for name in others:
        (Path(settings.folder) / name).write_bytes(b"")
    for n in range(5):
        shell.waiting()
        made(shell, settings, NOON + 60 * n)

    left = names(settings)
    assert set(others) < set(left)
    assert len(left) == len(others) + 3


def a_backup(epoch: int, seq: int, day: int, *, is_full: bool = False) -> Backup:
    return Backup(epoch, seq, is_full=is_full, made_at=NOON + day * DAY_S, site=SITE, folder=Path("backups"))


def test_the_newest_is_told_by_the_journals_life_and_not_by_a_clock() -> None:
    before, after = a_backup(1, 900, day=30), a_backup(1_800_000_000, 700, day=-20_000)

    assert max(before, after) is after
    assert superfluous([after, before, a_backup(1, 800, day=31)], keep=2, keep_days=1) == [a_backup(1, 800, day=31)]


def test_one_full_backup_a_day_is_kept_for_so_many_days() -> None:
    fulls = [a_backup(1, 100 * day + n, day, is_full=True) for day in range(5) for n in range(3)]
    gone = superfluous(fulls, keep=1, keep_days=3)

    assert [backup for backup in fulls if backup not in gone] == [fulls[3 * day + 2] for day in (2, 3, 4)]


@pytest.mark.parametrize("is_full", [False, True])
def test_a_name_is_read_back(is_full: bool) -> None:  # noqa: FBT001 - a parameter of the test
    backup = a_backup(1_800_000_000, 123, 4, is_full=is_full)

    assert backup_at(backup.path) == backup


@pytest.mark.parametrize("content", [b"", b"no database at all" * 400])
def test_what_is_no_backup_is_not_good(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b.db").write_bytes(content)

    with pytest.raises(JournalDamagedError):
        check_backup(tmp_path / "b.db")


class BackupRounds:
    """The dispatcher's side of backups with its thread, on a clock of the test's."""

    def __init__(self, shell: Shell, settings: BackupSettings) -> None:
        self.clock = FakeClock()
        self._inbox = Inbox()
        self.backups = Backups(shell.path, settings, SITE, self._inbox, self.clock)
        self.backups.start()

    def round(self) -> str | None:
        """Let a round become due and come to its end; return the fault's code."""
        self.clock.pass_time(61)
        self.backups.tick(is_open=True)
        for message in self._inbox.take(10, most=1):
            assert isinstance(message, BackedUp)
            self.backups.hear(message)
        return self.fault()

    def fault(self) -> str | None:
        return self.backups.fault.code if self.backups.fault is not None else None


@pytest.fixture
def rounds(shell: Shell, settings: BackupSettings) -> Iterator[BackupRounds]:
    rounds = BackupRounds(shell, settings)
    yield rounds
    rounds.backups.stop()


def test_a_folder_that_is_gone_is_a_fault_until_it_is_back(rounds: BackupRounds, settings: BackupSettings) -> None:
    assert rounds.round() is None
    away = Path(settings.folder).rename(f"{settings.folder}.away")
    assert rounds.round() == "backup-failed"
    away.rename(settings.folder)

    assert rounds.round() is None


def test_a_folder_that_hangs_makes_backups_late_and_nothing_else(
    shell: Shell, rounds: BackupRounds, settings: BackupSettings
) -> None:
    """A pipe in the draft's place hangs whoever opens it to write, as a dead share does."""
    assert rounds.round() is None
    shell.waiting()
    # The thread reads the journal when it comes to it, so its draft may bear the number of any event below.
    drafts = [Path(settings.folder) / f".kezek-draft-{SITE}-{shell.hall.seq + later}" for later in range(16)]
    for draft in drafts:
        os.mkfifo(draft)
    rounds.clock.pass_time(61)
    rounds.backups.tick(is_open=True)
    for _minute in range(4):
        rounds.clock.pass_time(61)
        rounds.backups.tick(is_open=True)
        shell.waiting()
    assert rounds.fault() == "backup-late"
    assert shell.hall.seq < int(drafts[-1].name.rpartition("-")[2])

    answering = [os.open(draft, os.O_RDONLY | os.O_NONBLOCK) for draft in drafts]  # the share answers, with an error
    for end in answering:
        fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    assert rounds.round() == "backup-failed"
    for draft, end in zip(drafts, answering, strict=True):
        os.close(end)
        draft.unlink()
    assert rounds.round() is None


def test_a_warning_is_given_when_both_are_on_one_disk(rounds: BackupRounds, caplog: pytest.LogCaptureFixture) -> None:
    rounds.round()
    rounds.round()

    assert len([record for record in caplog.records if "own disk" in record.getMessage()]) == 1
