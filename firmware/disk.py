"""What makes a file last on a disk that may lose its power at any moment."""

import os
from contextlib import suppress
from pathlib import Path


def replace_durably(path: Path, content: bytes) -> None:
    """Give *path* this content; after a power cut it has either the old one or this one. Blocks. Raises OSError."""
    draft = path.with_name(f"{path.name}.new")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renamings in *folder* last, where its file system can."""
    file = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some shares know no such thing; what they hold was written all the same
            os.fsync(file)
    finally:
        os.close(file)


def make_private(path: Path) -> None:
    """Make an empty file that this account alone may read, unless there is one. Raises OSError.

    One that is there is not even opened: to close it again would let go of the locks of all connections that this
    process has to it (sqlite.org/howtocorrupt.html, 2.2), and another process that leaves would take their log away.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
