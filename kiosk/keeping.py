"""The store's own thread, for a disk may hang: facts in, word that they are on the disk out.

What could not be written is kept and tried again, in order; a file that makes no sense is set aside for a new one.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from firmware.inbox import Inbox
from firmware.worker import Worker
from kiosk.backlog import Backlog
from kiosk.kept import CAN_WAIT, Contents, Fact
from kiosk.store import Store, StoreDamagedError, StoreError

FILE = "station.db"
RETRY_S = 5.0
"""A disk that failed is tried again after so long."""
TOGETHER_S = 1.0
"""What can wait is written after so long at the latest, unless the station is busy."""
MOST_TOGETHER = 20
"""Or once there is so much of it."""

_log = logging.getLogger("store")


@dataclass(frozen=True)
class StoreOpened:
    """The file is open: this is in it. Comes again when it had to be opened again."""

    contents: Contents


@dataclass(frozen=True)
class StoreFailed:
    """The file cannot be read or written. It is tried again; what is put in meanwhile waits."""

    why: str


@dataclass(frozen=True)
class Written:
    """These facts are on the disk."""

    facts: tuple[Fact, ...]


class Keeping:
    """Keeps facts in *folder*. Tells *inbox*; never blocks whoever puts. *open_store* runs on the thread."""

    def __init__(
        self, folder: Path, inbox: Inbox, open_store: Callable[[Path], Store] = Store, retry_s: float = RETRY_S
    ) -> None:
        self._path = folder / FILE
        self._inbox = inbox
        self._open_store = open_store
        self._retry_s = retry_s
        self._store: Store | None = None
        self._backlog = Backlog()
        self._retry_at = float("-inf")
        self._said = ""
        self._worker = Worker("store", self._work, idle_s=min(TOGETHER_S, retry_s))

    @property
    def thread(self) -> threading.Thread:
        """Return the thread that must live. It may hang for as long as its disk does."""
        return self._worker.thread

    def start(self) -> None:
        """Start the thread. Its first word is what the file holds, or why it cannot be used."""
        self._worker.put(None)
        self._worker.start()

    def put(self, fact: Fact) -> bool:
        """Have *fact* written; False when ten thousand wait already, behind a disk that hangs."""
        return self._worker.put(fact)

    def stop(self, patience_s: float = 3.0) -> bool:
        """Write what waits, close the file, end the thread; False if the disk did not let it in time."""
        self._worker.put(_CLOSE)
        return self._worker.stop(patience_s)

    # What follows runs on the thread.

    def _work(self, job: object | None) -> None:
        if isinstance(job, Fact):
            self._backlog.add(job)
            if isinstance(job, CAN_WAIT) and len(self._backlog) < MOST_TOGETHER:
                return
        self._write()
        if job is _CLOSE and self._store is not None:
            self._store.close()
            self._store = None

    def _write(self) -> None:
        if self._store is None and monotonic() >= self._retry_at:
            self._open()
        if self._store is None or not self._backlog:
            return
        facts = self._backlog.facts()
        try:
            self._store.write(facts)
        except StoreError as error:
            self._store.close()
            self._store = None
            self._fail(error)
        else:
            self._inbox.put(Written(facts))
            self._backlog.clear()

    def _open(self) -> None:
        try:
            try:
                self._store, contents = self._opened()
            except StoreDamagedError as error:
                self._set_aside(error)
                self._store, contents = self._opened()
        except StoreError as error:
            self._fail(error)
        except OSError as error:
            self._fail(StoreError(f"{self._path}: cannot be set aside: {error}"))
        else:
            if self._said:
                _log.info("store changed from=failed to=ok path=%s", self._path)
            self._said = ""
            self._inbox.put(StoreOpened(contents))

    def _opened(self) -> tuple[Store, Contents]:
        store = self._open_store(self._path)
        try:
            return store, store.contents()
        except BaseException:
            store.close()
            raise

    def _set_aside(self, error: StoreDamagedError) -> None:
        aside = self._path.with_name(FILE + ".damaged")
        for suffix in ("-wal", "-shm", ""):
            part = self._path.with_name(FILE + suffix)
            if part.exists():
                part.replace(aside.with_name(aside.name + suffix))
        _log.error("store set aside as=%s why=%s", aside, error)

    def _fail(self, error: StoreError) -> None:
        self._retry_at = monotonic() + self._retry_s
        if str(error) != self._said:
            _log.error("store changed to=failed why=%s", error)
        self._said = str(error)
        self._inbox.put(StoreFailed(str(error)))


_CLOSE = object()
