"""Puts a journal in place that goes on from a backup, or from nothing. The old one stays until the new one is whole."""

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from centre.checks import encode_centre
from centre.settings import CentreSettings
from dispatcher.backup_folder import Backup
from dispatcher.backup_state import check_backup, reading, state_of
from dispatcher.errors import JournalError, fault_of
from dispatcher.journal import Entry, Journal
from dispatcher.journal_place import SET_ASIDE, beside, is_there, set_aside
from dispatcher.replay import replay
from firmware.disk import sync_folder
from hall.business_day import business_day
from hall.deciding import decide_day
from hall.state import Hall
from mqtt_bridge.events import AnyEvent, Recorded
from mqtt_bridge.lease_events import JournalRestored

_LOG = "-wal"
_SHARED_MEMORY = "-shm"


@dataclass(frozen=True)
class Restored:
    """What has become of it."""

    day: str
    tickets: int
    epoch: int
    older_from: Path | None
    """The backup that the days before the last two were taken from."""
    set_aside: Path | None
    """Where the journal is that was there before."""


def restore(
    journal: Path, centre: CentreSettings, source: Path | None, older: Iterable[Backup], epoch: int, wall: float
) -> Restored:
    """Make a journal from *source*, or an empty one, and let a new epoch of at least *epoch* begin in it.

    *older* are backups that may hold the days that *source* does not. The caller holds the lock. Raises JournalError;
    the journal that was there is in its place then.
    """
    draft = beside(journal, ".restoring")
    try:
        _remove(draft)
        older_from = _copy(source, draft, older) if source is not None else None
        restored = _begin_epoch(draft, centre, epoch, wall)
        for suffix in (_LOG, _SHARED_MEMORY):  # SQLite removes them when it closes a file that is well
            if beside(draft, suffix).exists():
                raise JournalError(f"{draft}: SQLite did not close it")
        give_to_the_folders_owner(draft)
        _sync(draft)
        was_there = set_aside(journal, wall)
        try:
            draft.rename(journal)
        except OSError:
            if was_there is not None:
                _put_back(was_there, journal)
            raise
        sync_folder(journal.parent)
    except (OSError, sqlite3.Error) as error:
        raise JournalError(f"{journal}: not restored: {error}", fault_of(error, journal.parent)) from error
    finally:
        _remove(draft)
    return Restored(restored.day, len(restored.tickets), restored.epoch, older_from, was_there)


def known_epoch(journal: Path, backups: Iterable[Backup]) -> int:
    """Return the highest epoch that anybody here may have heard of; 0 for none."""
    epochs = [backup.epoch for backup in backups]
    others = sorted(journal.parent.glob(f"{journal.name}{SET_ASIDE}*"))
    for path in [journal, *(path for path in others if not path.name.endswith((_LOG, _SHARED_MEMORY)))]:
        with suppress(sqlite3.Error, OSError, ValueError, LookupError):  # damaged, or gone: that is why we are here
            if is_there(path):
                with reading(path, is_alive=path == journal) as file:
                    state = state_of(file)
                    epochs.append(state.epoch if state is not None else 0)
    return max(epochs, default=0)


def _copy(source: Path, draft: Path, older: Iterable[Backup]) -> Path | None:
    """Copy *source* to *draft*, and put before it the days that it lacks; return where these are from."""
    # One that was a journal may have its newest events in a log beside it.
    is_journal = beside(source, _LOG).exists()
    with reading(source, is_alive=is_journal) as whole, closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        whole.backup(copy)
    for backup in older:
        if backup.is_full and backup.path != source and _complete(draft, backup.path):
            return backup.path
    return None


def _complete(draft: Path, full: Path) -> bool:
    """Put the events before those of *draft* there, if *full* has them and is of the same past."""
    with suppress(JournalError):
        check_backup(full)
        with closing(sqlite3.connect(draft, isolation_level=None, uri=True)) as copy:
            copy.execute("ATTACH ? AS older", (f"{full.absolute().as_uri()}?mode=ro&immutable=1",))
            (first,) = copy.execute("SELECT min(seq) FROM main.events").fetchone()
            same = "SELECT at, kind, body FROM {}.events WHERE seq = ?"
            here = copy.execute(same.format("main"), (first,)).fetchone()
            if copy.execute(same.format("older"), (first,)).fetchone() != here:
                return False
            added = copy.execute("INSERT INTO main.events SELECT * FROM older.events WHERE seq < ?", (first,))
            return added.rowcount > 0
    return False


def _begin_epoch(draft: Path, centre: CentreSettings, epoch: int, wall: float) -> Hall:
    with Journal(draft) as journal:
        hall = replay(journal, centre)
        if hall.day and hall.centre.site != centre.site:
            raise JournalError(f"the backup is of the site {hall.centre.site!r}, this is {centre.site!r}")
        at = max(hall.at, wall)
        restored = JournalRestored(epoch=max(epoch, hall.epoch + 1), awaited=tuple(sorted(centre.stations())))
        events: list[AnyEvent] = [restored]
        if not hall.day:
            events = [*decide_day(hall, business_day(at, centre), encode_centre(centre)), restored]
        day = hall.day or business_day(at, centre)
        recorded = [Recorded(seq=hall.seq + 1 + n, at=at, event=event) for n, event in enumerate(events)]
        journal.append([Entry(one, day, "", part) for part, one in enumerate(recorded)])
        return replay(journal, centre)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def give_to_the_folders_owner(path: Path) -> None:
    """Let the dispatcher's account open what root has made."""
    if os.geteuid() == 0:
        owner = path.parent.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def _put_back(was_there: Path, journal: Path) -> None:
    for suffix in (_LOG, ""):
        with suppress(FileNotFoundError):
            beside(was_there, suffix).rename(beside(journal, suffix))


def _remove(draft: Path) -> None:
    for suffix in ("", _LOG, _SHARED_MEMORY, "-journal"):
        beside(draft, suffix).unlink(missing_ok=True)
