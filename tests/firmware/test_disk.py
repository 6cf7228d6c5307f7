"""What lasts on a disk."""

import os
from pathlib import Path

import pytest

from firmware.disk import replace_durably


class Syncs:
    """Really syncs, and notes what was synced, and what the folder held then."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, list[str]]] = []
        self._sync = os.fsync

    def __call__(self, descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").resolve()
        folder = path if path.is_dir() else path.parent
        self.seen.append((path.name, sorted(entry.name for entry in folder.iterdir())))
        self._sync(descriptor)


def test_the_content_is_on_the_disk_before_the_name_and_the_name_before_it_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    syncs = Syncs()
    monkeypatch.setattr(os, "fsync", syncs)
    folder = tmp_path / "state"
    folder.mkdir()

    replace_durably(folder / "boot", b"7")

    assert syncs.seen == [("boot.new", ["boot.new"]), ("state", ["boot"])]
    assert (folder / "boot").read_bytes() == b"7"


def test_what_cannot_be_written_leaves_the_old_content(tmp_path: Path) -> None:
    (tmp_path / "boot").write_bytes(b"7")
    (tmp_path / "boot.new").mkdir()

    with pytest.raises(IsADirectoryError):
        replace_durably(tmp_path / "boot", b"8")
    assert (tmp_path / "boot").read_bytes() == b"7"
