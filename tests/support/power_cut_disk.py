"""A disk that loses its power: what was written and not synced is there, not there, or torn. For tests alone.

What a real disk promises after a cut is here, and no more: bytes before the last sync of their file are as they were
then; of each 512 bytes written since, any version may be found, whatever was written before or after it; a file may
be as long as at any time since; and a name that was made or removed counts once its folder was synced.
"""

import random
from pathlib import Path

SECTOR_BYTES = 512


class PowerCutError(Exception):
    """The power is off: whoever gets this could have done nothing any more. No sqlite3.Error, so nobody acts on it."""


class CutFile:
    """A file as its readers see it, and what the disk has of it."""

    def __init__(self, content: bytes = b"") -> None:
        self.seen = bytearray(content)
        self._durable = content
        self._versions: dict[int, list[bytes]] = {}
        self._sizes: list[int] = []

    def write(self, data: bytes, offset: int) -> None:
        """Take *data*; a gap before it is read as zeros."""
        if len(self.seen) < offset:
            self.seen += bytes(offset - len(self.seen))
        self.seen[offset : offset + len(data)] = data
        self._note(offset, offset + len(data))

    def truncate(self, size: int) -> None:
        """Make it *size* bytes long."""
        before = len(self.seen)
        self.seen[size:] = bytes(max(size - before, 0))
        self._note(size, before)

    def sync(self) -> None:
        """Have all of it on the disk."""
        self._durable = bytes(self.seen)
        self._versions.clear()
        self._sizes.clear()

    def after_cut(self, chance: random.Random) -> bytes:
        """Return what a reader finds after the power came back."""
        size = chance.choice([len(self._durable), *self._sizes, len(self.seen)])
        found = bytearray(self._durable[:size])
        # Where a file has grown and nothing arrived, some file systems show zeros, others what was there before.
        grown = size - len(found)
        found += bytes(grown) if chance.random() < 0.5 else chance.randbytes(grown)
        luck = chance.choice([0.0, 0.5, 0.9, 1.0])
        for sector, versions in self._versions.items():
            begin = sector * SECTOR_BYTES
            if begin < size and chance.random() < luck:
                version = chance.choice(versions)
                found[begin : begin + len(version)] = version
        return bytes(found[:size])

    def _note(self, begin: int, end: int) -> None:
        self._sizes.append(len(self.seen))
        for sector in range(begin // SECTOR_BYTES, -(-end // SECTOR_BYTES)):
            version = bytes(self.seen[sector * SECTOR_BYTES : (sector + 1) * SECTOR_BYTES])
            self._versions.setdefault(sector, []).append(version)


class CutDisk:
    """One folder of files. The power goes at the *cut_at*th thing that is asked of it, in the middle of it."""

    def __init__(self, folder: Path, chance: random.Random, cut_at: int) -> None:
        self.folder = folder
        self.remains: dict[str, bytes] | None = None
        """What is found afterwards, by file name; None while there is power."""
        self.deeds = 0
        self._chance = chance
        self._cut_at = cut_at
        self._names = {path.name: CutFile(path.read_bytes()) for path in folder.iterdir()}
        self._durable_names = dict(self._names)

    @property
    def names(self) -> set[str]:
        """The files that it knows, or knew."""
        return {*self._names, *self._durable_names}

    def open(self, name: str) -> CutFile:
        """Return the file called *name*, made if it is not there."""
        return self._names.setdefault(name, CutFile())

    def write(self, file: CutFile, data: bytes, offset: int) -> None:
        """Write, unless the power goes: then some of it was written, perhaps."""
        if self.remains is None:
            file.write(data, offset)
        self._do()

    def truncate(self, file: CutFile, size: int) -> None:
        """Make the file *size* bytes long."""
        if self.remains is None:
            file.truncate(size)
        self._do()

    def delete(self, name: str, *, sync_folder: bool) -> None:
        """Take the name away."""
        if self.remains is None:
            self._names.pop(name, None)
        self._do()
        if sync_folder:
            self._durable_names = dict(self._names)

    def sync(self, file: CutFile, *, sync_folder: bool) -> None:
        """Have the file on the disk, and its name too with *sync_folder*."""
        self._do()
        if self.remains is None:
            file.sync()
        if sync_folder:
            self._durable_names = dict(self._names)

    def cut(self) -> None:
        """Take the power away now."""
        names = {
            name: chance_file
            for name in sorted({*self._names, *self._durable_names})
            if (chance_file := self._chance.choice([self._names, self._durable_names]).get(name)) is not None
        }
        self.remains = {name: file.after_cut(self._chance) for name, file in names.items()}

    def _do(self) -> None:
        """Count. After the cut nothing comes of anything; the connection tells it once SQLite has come back."""
        if self.remains is None:
            self.deeds += 1
            if self.deeds == self._cut_at:
                self.cut()
