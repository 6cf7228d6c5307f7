"""The book of receptions as open pages show it: looked into again and again, and never from the pages' own thread."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from console.receptions.day_view import DayView, ToTell, day_view, to_tell
from console.receptions.errors import StoreError
from console.receptions.looking import Seen
from console.receptions.opened import PageView
from console.receptions.rows import Why
from console.receptions.settings import ReceptionsSettings
from console.receptions.store import Store
from console.web.receptions import Receptions
from firmware.clock import Clock

LOOK_S = 1.0
KEEP_S = 30.0
"""A day that no page shows is looked at no more after so long."""


@dataclass(frozen=True)
class BookSeen:
    """All that open pages show of the book, at one moment."""

    settings: ReceptionsSettings | None = None
    """None while the book cannot be used."""
    today: date = date.min
    days: Mapping[date, DayView] = field(default_factory=dict)
    to_tell: tuple[ToTell, ...] = ()
    names: Mapping[str, Mapping[str, Seen]] = field(default_factory=dict, repr=False)
    """By session and booking: only what was looked at, and for a while."""

    @property
    def schedule(self) -> ReceptionsSettings:
        """The schedule, and the rules of booking. Raises StoreError while the book cannot be used."""
        if self.settings is None:
            raise StoreError("the book of receptions is closed")
        return self.settings

    def names_of(self, session_id: str) -> Mapping[str, Seen]:
        """Return what a session may show."""
        return self.names.get(session_id, {})


@dataclass(frozen=True)
class _Shown:
    page: PageView
    booking_ids: frozenset[str]
    day: date | None
    """All of this day, instead."""


class BookWatch:
    """For the event loop's thread. *at* tells the time of the book, and *touch* that something may have changed."""

    def __init__(
        self, receptions: Receptions, clock: Clock, at: Callable[[], float], touch: Callable[[], None]
    ) -> None:
        self._receptions = receptions
        self._clock = clock
        self.at = at
        """Unix seconds as the book has them."""
        self._touch = touch
        self._wanted: dict[date, float] = {}
        self._shown: dict[tuple[str, str], _Shown] = {}
        self.seen = BookSeen()

    def want(self, day: date) -> None:
        """Have *day* looked at, as long as this is said again and again."""
        self._wanted[day] = self._clock.monotonic()

    async def look(self, *days: date) -> BookSeen:
        """Look at once, also at *days*. Raises StoreError."""
        for day in days:
            self.want(day)
        now = self._clock.monotonic()
        self._wanted = {day: at for day, at in self._wanted.items() if now - at < KEEP_S}
        look = partial(self._look, at=self.at(), wanted=tuple(self._wanted), shown=tuple(self._shown.values()))
        try:
            self.seen, gone = await self._receptions.look(look)
        except StoreError:
            self.seen = BookSeen()
            self._shown.clear()
            raise
        finally:
            self._touch()
        for shown in gone:
            self._shown.pop((shown.page.session, shown.page.view), None)
        return self.seen

    async def show(self, page: PageView, booking_ids: Iterable[str] = (), day: date | None = None) -> BookSeen:
        """Have the session's pages show these names, or those of a whole day: one recorded look. Raises StoreError."""
        shown = _Shown(page, frozenset(booking_ids), day)
        await self._receptions.run(partial(self._open, shown=shown, at=self.at()))
        self._shown[page.session, page.view] = shown
        return await self.look()

    async def keep_looking(self) -> None:
        """Look until the end, soon after anything was done with the book, and now and then."""
        while True:
            try:
                await self.look()
            except StoreError:
                await asyncio.sleep(LOOK_S)
            await self._receptions.wait_for_change(LOOK_S)

    # What follows runs in the records' thread.

    def _open(self, store: Store, *, shown: _Shown, at: float) -> None:
        ids = _ids(shown, day_view(store.book, store.table_at(at), shown.day, at) if shown.day is not None else None)
        self._receptions.names.open(store, shown.page, ids, at, self._clock.monotonic())

    def _look(
        self, store: Store, *, at: float, wanted: tuple[date, ...], shown: tuple[_Shown, ...]
    ) -> tuple[BookSeen, list[_Shown]]:
        table, now = store.table_at(at), self._clock.monotonic()
        asked = {table.today, *wanted, *(each.day for each in shown if each.day is not None)}
        days = {day: day_view(store.book, table, day, at) for day in asked}
        names: dict[str, dict[str, Seen]] = {}
        gone: list[_Shown] = []
        for each in shown:
            ids = _ids(each, days.get(each.day) if each.day is not None else None)
            found = self._receptions.names.renew(store, each.page, ids, at, now)
            if found is None:
                gone.append(each)
            else:
                names.setdefault(each.page.session, {}).update(found)
        return BookSeen(table.settings, table.today, days, to_tell(store.book, table), names), gone


def page_view(session_id: str, view: str, staff: str, why: Why) -> PageView:
    """Return one opening of names in a session."""
    return PageView(session_id, view, staff, why)


def _ids(shown: _Shown, day: DayView | None) -> list[str]:
    if day is None:
        return sorted(shown.booking_ids)
    rows = [row for reception in day.receptions for row in reception.rows]
    return [row.booking_id for row in (*rows, *day.stranded)]
