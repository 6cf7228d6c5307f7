"""The folder of backups: which there are, which is the newest, which are no longer needed."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

DRAFT = ".kezek-draft-"
"""What a file's name begins with while it is written; nobody takes it for a backup."""
_NAME = re.compile(r"kezek_(?P<site>[a-z0-9-]+)_(?P<made>\d{8}T\d{6}Z)_(?P<epoch>\d+)_(?P<seq>\d+)(?P<full>_full)?\.db")
_TIME = "%Y%m%dT%H%M%SZ"


class Backup(NamedTuple):
    """One backup, as its name tells it. Newer is what has the higher epoch and seq: a clock may be wrong."""

    epoch: int
    seq: int
    is_full: bool
    """It holds every day of the journal; the others hold the last two."""
    made_at: float
    """Unix seconds, by the machine's clock."""
    site: str
    folder: Path

    @property
    def name(self) -> str:
        """The file's name."""
        made = datetime.fromtimestamp(self.made_at, UTC).strftime(_TIME)
        return f"kezek_{self.site}_{made}_{self.epoch}_{self.seq}{'_full' if self.is_full else ''}.db"

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.folder / self.name


def backup_at(path: Path) -> Backup | None:
    """Read the name of *path*; None when it is not that of a backup."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        made = datetime.strptime(match["made"], _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None
    epoch, seq = int(match["epoch"]), int(match["seq"])
    return Backup(epoch, seq, match["full"] is not None, made.timestamp(), match["site"], path.parent)


def backups_in(folder: Path, site: str) -> list[Backup]:
    """Return the site's backups, the newest first. Raises OSError; a hanging share hangs it."""
    found = (backup_at(path) for path in folder.iterdir())
    return sorted((backup for backup in found if backup is not None and backup.site == site), reverse=True)


def superfluous(backups: Iterable[Backup], keep: int, keep_days: int) -> list[Backup]:
    """Return what may go: all but the newest *keep*, and of the full ones all but the newest of *keep_days* days."""
    newest_first = sorted(backups, reverse=True)
    recent = [backup for backup in newest_first if not backup.is_full]
    days: dict[str, Backup] = {}
    for backup in newest_first:
        if backup.is_full:
            days.setdefault(datetime.fromtimestamp(backup.made_at, UTC).date().isoformat(), backup)
    kept: Sequence[Backup] = [*recent[:keep], *list(days.values())[:keep_days]]
    return [backup for backup in newest_first if backup not in kept]
