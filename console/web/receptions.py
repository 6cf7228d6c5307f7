"""The book of receptions as the pages use it: opened whenever it can be."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from console.receptions.errors import StoreError
from console.receptions.store import Store
from console.web.records import Records

T = TypeVar("T")

_log = logging.getLogger("web")


class Receptions:
    """For the event loop's thread. *open_store* raises StoreError, and may be called again and again."""

    def __init__(self, records: Records, open_store: Callable[[], Store]) -> None:
        self._records = records
        self._open_store = open_store
        self._store: Store | None = None
        self._is_closed = False
        self._changed = asyncio.Event()

    async def run(self, act: Callable[[Store], T]) -> T:
        """Do *act* with the book as it is now, in the records' thread, and return what it returns.

        Raises StoreError while the book cannot be used: the pages say so, and whoever asks next tries again.
        """
        try:
            return await self.look(act)
        finally:
            self._changed.set()

    async def look(self, act: Callable[[Store], T]) -> T:
        """Do the same with what only reads: nobody need look again for it. Raises StoreError."""
        return await self._records.run(partial(self.do, act))

    async def wait_for_change(self, patience_s: float) -> None:
        """Wait until something was done with the book, or that long. For one who waits."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience_s):
                await self._changed.wait()
        self._changed.clear()

    # What follows runs in the records' thread.

    def close(self) -> None:
        """Let go of the file, until somebody asks for it again."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def do(self, act: Callable[[Store], T]) -> T:
        """Do *act* with the book as it is now. Raises StoreError."""
        try:
            if self._store is None:
                self._store = self._open_store()
            self._store.refresh()
            done = act(self._store)
        except StoreError as error:
            if not self._is_closed:
                _log.warning("book of receptions closed why=%s", error)
            self._is_closed = True
            self.close()
            raise
        self._is_closed = False
        return done
