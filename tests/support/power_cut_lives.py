"""One life of a program after the other on the same disk, each ended by a power cut. For tests alone."""

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from power_cut_disk import CutDisk, PowerCutError
from power_cut_file import CutConnection

Connect = Callable[[Path], Any]
"""What opens a SQLite file, as `sqlite3.connect` does."""
SHM_BYTES = 32_768


class CutLives:
    """A folder of folders: in each what one life found, and then changed."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._folder = folder
        self._chance = chance
        self._lives = 0
        self.found = self._new_folder()
        """What the next life finds."""

    def live(
        self, act: Callable[[Path, Connect], None], most_deeds: int, connection: type[CutConnection] = CutConnection
    ) -> None:
        """Let *act* work in the folder until the power goes, at the latest when it is done."""
        disk = CutDisk(self.found, self._chance, self._chance.randint(1, most_deeds))
        with suppress(PowerCutError):
            act(self.found, lambda path: connection(path, disk))
        if disk.remains is None:
            disk.cut()
        before, self.found = self.found, self._new_folder()
        for path in before.iterdir():  # what was written past SQLite, and not made to last
            if path.name not in disk.names and not path.name.endswith("-shm") and self._chance.random() < 0.5:
                (self.found / path.name).write_bytes(path.read_bytes())
        for name, content in (disk.remains or {}).items():
            (self.found / name).write_bytes(content)
            if name.endswith("-wal"):  # the index beside it is never synced: anything may be in it
                garbage = self._chance.randbytes(self._chance.choice([0, SHM_BYTES]))
                (self.found / f"{name.removesuffix('-wal')}-shm").write_bytes(garbage)

    def _new_folder(self) -> Path:
        self._lives += 1
        folder = self._folder / str(self._lives)
        folder.mkdir(parents=True)
        return folder
