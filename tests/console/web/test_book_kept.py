"""The book of receptions in the pages' hands: it may be away, and others write in it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from deadline import DEADLINE_S
from reception_store import booked, store_in

from console.receptions.errors import StoreError
from console.receptions.store import Store
from console.web.receptions import Receptions
from console.web.records import Records


class Kept:
    """A book, opened in a records' thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records = Records()
        self.is_there = True
        self.receptions = Receptions(self.records, self.open_store)

    def open_store(self) -> Store:
        if not self.is_there:
            raise StoreError("no such disk")
        return store_in(self.folder)

    def play(self, steps: Callable[[], Awaitable[None]]) -> None:
        async def within_time() -> None:
            try:
                async with asyncio.timeout(DEADLINE_S):
                    await steps()
            finally:
                await self.records.run(self.receptions.close)

        asyncio.run(within_time())


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    """Give it, closed again at the end."""
    kept = Kept(tmp_path)
    kept.records.start()
    yield kept
    kept.records.stop()


def test_a_book_that_could_not_be_opened_is_opened_by_whoever_asks_next(kept: Kept) -> None:
    async def steps() -> None:
        kept.is_there = False
        with pytest.raises(StoreError, match="no such disk"):
            await kept.receptions.run(lambda store: store.book.seq)
        kept.is_there = True

        assert await kept.receptions.run(lambda store: store.book.seq) == 0

    kept.play(steps)


def test_what_another_program_has_booked_is_there(kept: Kept) -> None:
    async def steps() -> None:
        await kept.receptions.run(lambda store: store.book.seq)
        with store_in(kept.folder) as another:
            booking_id = booked(another, "10:00")

        assert await kept.receptions.run(lambda store: list(store.book.bookings)) == [booking_id]

    kept.play(steps)
