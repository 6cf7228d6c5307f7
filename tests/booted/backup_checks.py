"""Backups on another disk, with the drop-in that Kezek gives as an example."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checklist import Checklist
from hall_units import DAEMONS
from sandbox_checks import can_write
from unit import systemctl, until

_UNIT = DAEMONS["dispatcher"]
_FOLDER = Path("/mnt/kezek-backup")
_SETTINGS = Path("/etc/kezek/dispatcher.toml")
_MADE_S = 10.0


def check_backups(checks: Checklist, example: Path) -> None:
    """Install the example: backups are made where it opens a folder, and nobody needs that folder to start."""
    drop_in = example.read_text(encoding="utf-8").partition("[Service]\n")[2]
    with _backups_wanted():
        _UNIT.drop_in(drop_in)
        with checks.check("the dispatcher starts without the disk of its backups"):
            systemctl("restart", _UNIT.name)
        with checks.check(f"the dispatcher makes its backups where {example.name} lets it") as say:
            _FOLDER.mkdir()
            shutil.chown(_FOLDER, "kezek", "kezek")
            systemctl("restart", _UNIT.name)
            until(lambda: any(_FOLDER.glob("kezek_*.db")), _MADE_S)
            say(" ".join(sorted(path.name for path in _FOLDER.glob("kezek_*.db"))))
        _UNIT.drop_in("")
    with checks.check(f"without {example.name} the dispatcher cannot write there"):
        systemctl("restart", _UNIT.name)
        assert not can_write(_UNIT, _FOLDER), f"{_FOLDER} is open"


@contextmanager
def _backups_wanted() -> Iterator[None]:
    before = _SETTINGS.read_text(encoding="utf-8")
    _SETTINGS.write_text(f'{before}\n[backup]\nfolder = "{_FOLDER}"\nevery_s = 1\n', encoding="utf-8")
    try:
        yield
    finally:
        _SETTINGS.write_text(before, encoding="utf-8")
