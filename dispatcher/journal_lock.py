"""One process on one journal: the dispatcher that has it open, or the command that restores it."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from dispatcher.errors import JournalInUseError


class JournalLock:
    """A lock on a file beside the journal. It ends with its process, however that ends."""

    def __init__(self, journal: Path) -> None:
        self._journal = journal
        self._file: int | None = None

    def take(self) -> None:
        """Take it at once. Raises JournalInUseError, and OSError when there is no place for its file."""
        file = os.open(self._journal.with_name(f"{self._journal.name}.lock"), os.O_RDONLY | os.O_CREAT, 0o644)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(file)
            raise JournalInUseError(f"{self._journal}: is in use by another process") from error
        except BaseException:
            os.close(file)
            raise
        self._file = file

    def release(self) -> None:
        """Let others have it."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def __enter__(self) -> Self:
        self.take()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.release()
