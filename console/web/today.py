"""Today's receptions as pages show them: a copy without names in the pages' thread, and names for who opened them."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from console.receptions.day_view import DayView, day_view
from console.receptions.errors import StoreError
from console.receptions.looking import Seen
from console.receptions.opened import PageView
from console.receptions.settings import ReceptionsSettings
from console.receptions.store import Store
from console.web.receptions import Receptions
from firmware.clock import Clock

LOOK_S = 1.0
"""What another page or program did is seen after so long at most."""
ANEW_S = 10.0
"""Who has become late is seen after so long."""


@dataclass(frozen=True)
class DaySeen:
    """The day, without any name, and the schedule's words for it."""

    seq: int
    view: DayView
    schedule: ReceptionsSettings

    def booking_ids(self, office: str) -> list[str]:
        """Return the bookings that the page of *office* shows."""
        return [row.booking_id for one in self.view.receptions if one.reception.office == office for row in one.rows]


@dataclass(frozen=True)
class _Opened:
    page: PageView
    office: str
    names: Mapping[str, Seen]


class Today:
    """For the event loop's thread. *now* is Unix seconds; *changed* is told when there is something new."""

    def __init__(
        self, receptions: Receptions, clock: Clock, now: Callable[[], float], changed: Callable[[], None]
    ) -> None:
        self._receptions = receptions
        self._clock = clock
        self._now = now
        self._changed = changed
        self._opened: dict[tuple[str, str], _Opened] = {}
        """By session and view."""
        self._anew_at = 0.0
        self.day: DaySeen | None = None
        """None while the book cannot be used."""

    def names(self, session: str, view: str) -> Mapping[str, Seen] | None:
        """Return the names that a page may show now, by booking; None when nobody has opened it."""
        opened = self._opened.get((session, view))
        return opened.names if opened is not None else None

    async def open(self, page: PageView, office: str) -> None:
        """Let a page show the names of its office's visitors: one look at all of them. Raises StoreError."""
        await self.look()
        if self.day is None:
            raise StoreError("the book of receptions cannot be used")
        wanted, at, now = self.day.booking_ids(office), self._now(), self._clock.monotonic()
        names = await self._receptions.run(lambda store: self._receptions.names.open(store, page, wanted, at, now))
        self._opened = {**self._opened, (page.session, page.view): _Opened(page, office, names)}
        self._changed()

    async def forget(self, session: str) -> None:
        """Forget at once what a session was shown."""
        self._opened = {key: opened for key, opened in self._opened.items() if key[0] != session}
        await self._receptions.forget(session)

    async def keep_looking(self) -> None:
        """Look again and again."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK_S)

    async def look(self) -> None:
        """Look at the book now, and tell if it has changed."""
        now, before = self._clock.monotonic(), (self.day, self._opened)
        is_due = now >= self._anew_at
        act = partial(self._look, None if is_due else self.day, self._opened, self._now(), now)
        try:
            day, opened = await self._receptions.look(act)
        except StoreError:
            day, opened = None, {}
        if is_due:
            self._anew_at = now + ANEW_S
        self.day = day
        # A page that was opened meanwhile was not looked for, and one that was forgotten meanwhile stays so.
        meanwhile = {key: held for key, held in self._opened.items() if key not in before[1]}
        self._opened = {key: held for key, held in opened.items() if key in self._opened} | meanwhile
        if (self.day, self._opened) != before:
            self._changed()

    def _look(
        self, known: DaySeen | None, opened: Mapping[tuple[str, str], _Opened], at: float, now: float, store: Store
    ) -> tuple[DaySeen, dict[tuple[str, str], _Opened]]:
        """In the records' thread."""
        day = known if known is not None and known.seq == store.book.seq else _day(store, at)
        held = self._receptions.names
        renewed: dict[tuple[str, str], _Opened] = {}
        for key, each in opened.items():
            names = held.renew(store, each.page, day.booking_ids(each.office), at, now)
            if names is not None:
                renewed[key] = _Opened(each.page, each.office, names)
        return day, renewed


def _day(store: Store, at: float) -> DaySeen:
    table = store.table_at(at)
    return DaySeen(store.book.seq, day_view(store.book, table, table.today, at), table.settings)
