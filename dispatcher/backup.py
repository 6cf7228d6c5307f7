"""Makes backups of a journal that is in use, on a connection of their own. Blocks as long as the disks do.

A backup of the last two business days is small, and made every minute. One of all days is made once a day.
"""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from dispatcher.backup_folder import DRAFT, Backup, backups_in, superfluous
from dispatcher.backup_state import JournalState, check_backup, reading, state_of
from dispatcher.errors import JournalDamagedError
from dispatcher.schema import SCHEMA
from dispatcher.settings import BackupSettings
from firmware.disk import sync_folder

_CHUNK = 1 << 20


def back_up(journal: Path, settings: BackupSettings, site: str, wall: float) -> list[Backup]:
    """Make those backups that are due, remove those that are no longer needed; return what was made.

    Nothing is made when nothing has happened. Raises OSError, sqlite3.Error, JournalDamagedError.
    """
    folder = Path(settings.folder)
    there = backups_in(folder, site)

    def named(held: JournalState, *, is_full: bool) -> Backup:
        return Backup(held.epoch, held.seq, is_full=is_full, made_at=wall, site=site, folder=folder)

    with reading(journal, is_alive=True) as file:
        state = state_of(file)
    if state is None:
        return []
    made: list[Backup] = []
    if not any((backup.epoch, backup.seq) == (state.epoch, state.seq) for backup in there):
        copy, held = _recent_days(journal)
        made.append(_ship(named(held, is_full=False), copy))
    if not any(backup.is_full and backup.epoch == state.epoch and backup.seq >= state.day_seq for backup in there):
        draft = journal.with_name(f"{journal.name}.backup-draft")
        try:
            held = _all_days(journal, draft)
            made.append(_ship(named(held, is_full=True), draft))
        finally:
            draft.unlink(missing_ok=True)
    if made:
        for backup in superfluous(backups_in(folder, site), settings.keep, settings.keep_days):
            backup.path.unlink(missing_ok=True)
        for left_over in folder.glob(f"{DRAFT}{site}-*"):
            left_over.unlink(missing_ok=True)
    return made


def is_on_the_same_disk(journal: Path, folder: Path) -> bool:
    """Whether a disk that is lost takes the journal and its backups with it. Raises OSError."""
    return journal.parent.stat().st_dev == folder.stat().st_dev


def _recent_days(journal: Path) -> tuple[bytes, JournalState]:
    """Return a database of the last two business days, and of all that was ever counted.

    Made in memory: a share that hangs must not hold the journal open, whose log would grow all the while.
    """
    with closing(sqlite3.connect(":memory:", uri=True, isolation_level=None)) as copy:
        copy.execute("ATTACH ? AS journal", (f"{journal.absolute().as_uri()}?mode=ro",))
        copy.execute("BEGIN")
        first = copy.execute(
            "SELECT coalesce(min(seq), 1) FROM"
            " (SELECT seq FROM journal.events WHERE kind = 'day-opened' ORDER BY seq DESC LIMIT 2)"
        ).fetchone()
        tables = copy.execute("SELECT sql FROM journal.sqlite_schema WHERE type = 'table'").fetchall()
        indices = copy.execute("SELECT sql FROM journal.sqlite_schema WHERE type = 'index' AND sql NOT NULL").fetchall()
        for (made_by,) in tables:
            copy.execute(made_by)
        copy.execute("INSERT INTO main.events SELECT * FROM journal.events WHERE seq >= ? ORDER BY seq", first)
        copy.execute("INSERT INTO main.day_counts SELECT * FROM journal.day_counts")
        for (made_by,) in indices:
            copy.execute(made_by)
        copy.execute("COMMIT")
        copy.execute("DETACH journal")
        copy.execute(f"PRAGMA user_version = {SCHEMA}")
        return copy.serialize(), _begun(state_of(copy))


def _all_days(journal: Path, draft: Path) -> JournalState:
    """Copy the whole journal to *draft*, on the local disk, while others write to it."""
    draft.unlink(missing_ok=True)
    needed = 2 * journal.stat().st_size
    if shutil.disk_usage(journal.parent).free < needed:  # the hall itself must never run out of room by it
        raise OSError(errno.ENOSPC, f"no room for the daily copy, which needs {needed // 1_000_000} MB for a moment")
    with reading(journal, is_alive=True) as source, closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        source.backup(copy)
        # Without a log beside it: a backup is one file, and is read from shares that know no shared memory.
        copy.execute("PRAGMA journal_mode = DELETE")
        return _begun(state_of(copy))


def _begun(state: JournalState | None) -> JournalState:
    """Return the state of a copy, which holds at least what the journal held before it."""
    if state is None:
        raise JournalDamagedError("the journal's last business day cannot be read")
    return state


def _ship(backup: Backup, source: bytes | Path) -> Backup:
    """Bring *source* into the folder: under another name until it is there as a whole, and was read again."""
    draft = backup.folder / f"{DRAFT}{backup.site}-{backup.seq}"
    with draft.open("wb") as file:
        if isinstance(source, bytes):
            file.write(source)
        else:
            with source.open("rb") as whole:
                _copy(lambda: whole.read(_CHUNK), file.write)
        file.flush()
        os.fsync(file.fileno())
    check_backup(draft)
    draft.replace(backup.path)
    sync_folder(backup.folder)
    return backup


def _copy(read: Callable[[], bytes], write: Callable[[bytes], object]) -> None:
    while chunk := read():
        write(chunk)
