"""The book of receptions in the pages' hands: it may be away, and names do not outlive the session that saw them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from reception_store import MONDAY, THURSDAY, booked, store_in
from staff_room import hired, opened, signed_in

from console.accounts.store import StaffStore
from console.receptions.errors import StoreError
from console.receptions.opened import PageView
from console.receptions.rows import Why
from console.receptions.store import Store
from console.web.receptions import Receptions
from console.web.records import Records
from firmware.clock import FakeClock

DEADLINE_S = 5.0


class Kept:
    """Accounts and receptions, opened in a records' thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FakeClock(100.0, THURSDAY)
        self.records = Records()
        self.is_there = True
        self.receptions = Receptions(self.records, lambda: self.accounts, self.clock, self.open_store)

    def open_store(self) -> Store:
        if not self.is_there:
            raise StoreError("no such disk")
        return store_in(self.folder)

    def play(self, steps: Callable[[], Awaitable[None]]) -> None:
        async def within_time() -> None:
            self.accounts: StaffStore = await self.records.run(partial(opened, self.folder))
            try:
                async with asyncio.timeout(DEADLINE_S):
                    await steps()
            finally:
                await self.records.run(self.close)

        asyncio.run(within_time())

    def close(self) -> None:
        self.accounts.close()
        self.receptions.close()

    def show(self, session_id: str, store: Store) -> None:
        page = PageView(session_id, "view", "staff", Why.TODAY)
        self.receptions.names.open(store, page, [booked(store, "10:00")], THURSDAY, self.clock.monotonic())


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    """Give both, closed again at the end."""
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


@pytest.mark.parametrize("ending", ["lock", "sign_out"])
def test_names_are_forgotten_when_the_session_locks_or_ends(kept: Kept, ending: str) -> None:
    async def steps() -> None:
        def sign_in() -> tuple[str, str]:
            hired(kept.accounts, at=MONDAY)
            token = signed_in(kept.accounts, at=THURSDAY)
            view = kept.accounts.sessions.session(token, THURSDAY)
            assert view is not None
            return token, view.session_id

        token, session_id = await kept.records.run(sign_in)
        await kept.receptions.run(partial(kept.show, session_id))
        await kept.records.run(kept.receptions.forget_old)
        assert await kept.records.run(kept.receptions.names.held) == 1

        await kept.records.run(lambda: getattr(kept.accounts.door, ending)(token, THURSDAY))

        await kept.records.run(kept.receptions.forget_old)
        assert await kept.records.run(kept.receptions.names.held) == 0

    kept.play(steps)
