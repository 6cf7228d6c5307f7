"""`kezek-dispatcher restore`: says in plain sentences what there is to restore, and what it has done."""

import argparse
import sys
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from centre.checks import load_centre
from centre.settings import CentreSettings
from dispatcher.backup_folder import Backup, backups_in
from dispatcher.backup_state import JournalState, check_backup, reading, tickets_of_last_day
from dispatcher.errors import JournalError, JournalInUseError
from dispatcher.journal_lock import JournalLock
from dispatcher.restoring import give_to_the_folders_owner, known_epoch, restore
from dispatcher.settings import DispatcherSettings
from firmware.clock import SystemClock

PURPOSE = "put a journal in place that goes on from a backup; the dispatcher must not run, or have lost its own"
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command can be told."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--from", type=Path, metavar="FILE", dest="source", help="this backup; else the newest good one")
    what.add_argument("--empty", action="store_true", help="begin with nothing: stations tell what they printed")
    what.add_argument("--list", action="store_true", help="show the backups, and change nothing")


def run(settings: DispatcherSettings, options: argparse.Namespace) -> int:
    """Do what was asked for; 1 with one line on standard error when it cannot be done."""
    centre, journal = load_centre(Path(settings.centre)), Path(settings.journal)
    try:
        backups = _backups(settings, centre)
        if options.list:
            _list(backups, centre)
            return 0
        journal.parent.mkdir(parents=True, exist_ok=True)
        with JournalLock(journal):
            return _restore(journal, centre, backups, options)
    except JournalInUseError:
        return _fail(f"a dispatcher has {journal} in use; stop it first: sudo systemctl stop kezek-dispatcher")
    except (JournalError, OSError) as error:
        return _fail(str(error))


def _restore(journal: Path, centre: CentreSettings, backups: list[Backup], options: argparse.Namespace) -> int:
    wall, began = SystemClock().wall(), time.perf_counter()
    source = None
    if not options.empty:
        source, state = (options.source, check_backup(options.source)) if options.source else _newest_good(backups)
        _say(f"Going on from {source}, whose last event is of {_moment(state.at, wall, centre)}.")
    epoch = max(known_epoch(journal, backups) + 1, int(wall))
    restored = restore(journal, centre, source, backups, epoch, wall)
    for beside in (journal, journal.with_name(f"{journal.name}.lock")):
        give_to_the_folders_owner(beside)
    _say(f"It holds {restored.tickets} tickets of {restored.day}." if source else "Begun with an empty journal.")
    if restored.older_from is not None:
        _say(f"Older days were added from {restored.older_from.name}.")
    if restored.set_aside is not None:
        _say(f"The journal that was there is now {restored.set_aside}.")
    awaited = ", ".join(sorted(centre.stations())) or "nobody"
    _say(f"No number is given until these stations have told what they printed: {awaited}.")
    _say(f"Done in {time.perf_counter() - began:.2f} s. A dispatcher that waits for it goes on by itself;")
    _say("one that was stopped is started with: sudo systemctl start kezek-dispatcher")
    return 0


def _backups(settings: DispatcherSettings, centre: CentreSettings) -> list[Backup]:
    return backups_in(Path(settings.backup.folder), centre.site) if settings.backup is not None else []


def _newest_good(backups: list[Backup]) -> tuple[Path, JournalState]:
    for backup in backups:
        try:
            return backup.path, check_backup(backup.path)
        except JournalError as error:
            _say(f"Passed over: {error}.")
    raise JournalError("there is no good backup; name one with --from, or begin with nothing: restore --empty")


def _list(backups: list[Backup], centre: CentreSettings) -> None:
    wall = SystemClock().wall()
    if not backups:
        _say("There are no backups.")
    for backup in backups:
        try:
            state = check_backup(backup.path)
            with reading(backup.path, is_alive=False) as file:
                tickets = tickets_of_last_day(file)
        except JournalError as error:
            _say(f"{_moment(backup.made_at, wall, centre)}: unusable: {error}")
            continue
        held = "all days" if backup.is_full else "two days"
        _say(
            f"{_moment(backup.made_at, wall, centre)}: seq {state.seq}, {tickets} tickets of {state.day}, {held}:"
            f" {backup.name}"
        )


def _moment(at: float, wall: float, centre: CentreSettings) -> str:
    """Say when, and how long ago."""
    when = datetime.fromtimestamp(at, ZoneInfo(centre.timezone)).strftime("%Y-%m-%d %H:%M:%S")
    age = wall - at
    if age < 0:
        return f"{when} (the clock of this machine says that this is to come)"
    for seconds, name in ((_DAY, "days"), (_HOUR, "hours"), (_MINUTE, "minutes")):
        if age >= 2 * seconds:
            return f"{when} ({age / seconds:.0f} {name} ago)"
    return f"{when} ({age:.0f} seconds ago)"


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")


def _fail(why: str) -> int:
    sys.stderr.write(f"kezek-dispatcher: {why}\n")
    return 1
