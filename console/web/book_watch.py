"""The book of receptions as open pages show it: looked into again and again, and never from the pages' own thread."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from console.accounts.store import StaffStore
from console.receptions.errors import StoreError
from console.web.book_seen import BookReader, BookSeen, Shown
from console.web.receptions import Receptions
from console.web.records import Records
from firmware.clock import Clock

LOOK_S = 1.0
"""What another program did is seen after so long at most; and names are in memory so long after a lock by time."""
KEEP_S = 30.0
"""A day that no page shows is looked at no more after so long."""


class BookWatch:
    """For the event loop's thread. *at* tells the time of the book, and *changed* is told when there is news."""

    def __init__(
        self,
        receptions: Receptions,
        records: Records,
        accounts: Callable[[], StaffStore],
        clock: Clock,
        at: Callable[[], float],
        changed: Callable[[], None],
    ) -> None:
        self._receptions = receptions
        self._records = records
        self._clock = clock
        self.at = at
        """Unix seconds as the book has them."""
        self._changed = changed
        self._reader = BookReader(accounts, clock)
        self._wanted: dict[date, float] = {}
        self._shown: dict[tuple[str, str], Shown] = {}
        """By session and view."""
        self.seen = BookSeen()

    def want(self, day: date) -> None:
        """Have *day* looked at, as long as this is said again and again."""
        self._wanted[day] = self._clock.monotonic()

    async def look(self, *days: date) -> BookSeen:
        """Look at once, also at *days*."""
        for day in days:
            self.want(day)
        now = self._clock.monotonic()
        self._wanted = {day: at for day, at in self._wanted.items() if now - at < KEEP_S}
        shown = tuple(self._shown.values())
        seen = await self._records.run(partial(self._look, self.at(), tuple(self._wanted), shown))
        gone = set(shown) - set(seen.names)
        self._shown = {key: each for key, each in self._shown.items() if each not in gone}
        self._take(seen)
        return self.seen

    async def show(self, shown: Shown) -> BookSeen:
        """Have a session's page show names: one recorded look. Raises StoreError."""
        await self._receptions.run(partial(self._reader.open, shown=shown, at=self.at()))
        self._shown[shown.page.session, shown.page.view] = shown
        return await self.look()

    async def forget(self, session_id: str) -> None:
        """Forget at once what a session was shown, on all pages."""
        self._shown = {key: shown for key, shown in self._shown.items() if key[0] != session_id}
        self._take(self.seen)
        await self._records.run(partial(self._reader.forget, session_id))

    async def keep_looking(self) -> None:
        """Look until the end, soon after anything was done with the book, and now and then."""
        while True:
            await self.look()
            await self._receptions.wait_for_change(LOOK_S)

    def _take(self, seen: BookSeen) -> None:
        # A session may have been forgotten while the records' thread was looking.
        shown = set(self._shown.values())
        seen = replace(seen, names={each: names for each, names in seen.names.items() if each in shown})
        if seen != self.seen:
            self.seen = seen
            self._changed()

    def _look(self, at: float, days: tuple[date, ...], shown: tuple[Shown, ...]) -> BookSeen:
        """In the records' thread."""
        try:
            return self._receptions.do(partial(self._reader.look, at=at, days=days, shown=shown))
        except StoreError:
            self._reader.forget_all()
            return BookSeen()
