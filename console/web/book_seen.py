"""What open pages show of the book of receptions at one moment, and how the records' thread reads it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from console.accounts.store import StaffStore
from console.receptions.book import Book
from console.receptions.day_view import DayView, ToTell, day_view, to_tell
from console.receptions.errors import StoreError
from console.receptions.looking import Seen
from console.receptions.opened import OpenedNames, PageView
from console.receptions.rows import Why
from console.receptions.settings import ReceptionsSettings
from console.receptions.store import Store
from firmware.clock import Clock

_MINUTE_S = 60.0


@dataclass(frozen=True)
class Shown:
    """One opening of names, and of whom: of one booking, of those whom an office receives today, or of a whole day."""

    page: PageView
    booking_id: str = ""
    office: str = ""
    day: date | None = None


@dataclass(frozen=True)
class BookSeen:
    """All that open pages show of the book."""

    settings: ReceptionsSettings | None = None
    """None while the book cannot be used."""
    today: date = date.min
    days: Mapping[date, DayView] = field(default_factory=dict)
    to_tell: tuple[ToTell, ...] = ()
    names: Mapping[Shown, Mapping[str, Seen]] = field(default_factory=dict, repr=False)
    """By booking: only what was looked at, and for a while."""

    @property
    def schedule(self) -> ReceptionsSettings:
        """The schedule, and the rules of booking. Raises StoreError while the book cannot be used."""
        if self.settings is None:
            raise StoreError("the book of receptions is closed")
        return self.settings

    @property
    def day(self) -> DayView | None:
        """Today; None while the book cannot be used."""
        return self.days.get(self.today)

    def names_on(self, session_id: str, view: str) -> Mapping[str, Seen] | None:
        """Return what one opening of a page may show; None when it was not opened with names."""
        for shown, names in self.names.items():
            if (shown.page.session, shown.page.view) == (session_id, view):
                return names
        return None

    def names_of(self, session_id: str) -> Mapping[str, Seen]:
        """Return what a session's lists may show. What an office looked at is that opening's alone."""
        found: dict[str, Seen] = {}
        for shown, names in self.names.items():
            if shown.page.session == session_id and shown.page.why is not Why.OFFICE:
                found |= names
        return found


class BookReader:
    """For the records' thread. What it has made of the book holds until the book, or the minute, is another."""

    def __init__(self, accounts: Callable[[], StaffStore], clock: Clock) -> None:
        self._accounts = accounts
        self._clock = clock
        self._opened = OpenedNames()
        self._book = Book()
        self._as_of = (-1, -1)
        self._days: dict[date, DayView] = {}
        self._to_tell: tuple[ToTell, ...] = ()
        self._names: dict[Shown, Mapping[str, Seen]] = {}

    def look(self, store: Store, *, at: float, days: Collection[date], shown: Collection[Shown]) -> BookSeen:
        """Return how the book is *at* these Unix seconds; who was *shown* and is missing may be shown no more."""
        self._forget_old()
        self._notice(store, at)
        table, now = store.table_at(at), self._clock.monotonic()
        asked = {table.today, *days, *(each.day for each in shown if each.day is not None)}
        self._days = {day: self._day(store, at, day) for day in sorted(asked)}
        names = {}
        for each in shown:
            known = self._names.get(each) if self._opened.holds(each.page) else None
            found = known or self._opened.renew(store, each.page, self._wanted(store, at, each), at, now)
            if found is not None:
                names[each] = found
        self._names = names
        return BookSeen(table.settings, table.today, self._days, self._to_tell, names)

    def open(self, store: Store, *, shown: Shown, at: float) -> None:
        """Open names: one look, which is written down."""
        self._notice(store, at)
        self._opened.open(store, shown.page, self._wanted(store, at, shown), at, self._clock.monotonic())

    def forget(self, session_id: str) -> None:
        """Forget what a session was shown."""
        self._opened.forget_session(session_id)
        self._names = {shown: names for shown, names in self._names.items() if shown.page.session != session_id}

    def forget_all(self) -> None:
        """Forget all names, and what was made of a book that cannot be used."""
        for session_id in self._opened.sessions():
            self.forget(session_id)
        self._book = Book()

    def held(self) -> int:
        """Return how many names are in memory."""
        return self._opened.held()

    def _forget_old(self) -> None:
        """Forget the names of pages whose time is over, and of sessions that are locked or have ended."""
        self._opened.forget_old(self._clock.monotonic())
        at, sessions = self._clock.wall(), self._accounts().sessions
        for session_id in self._opened.sessions():
            view = sessions.by_id(session_id, at, active=False)
            if view is None or view.locked:
                self.forget(session_id)

    def _notice(self, store: Store, at: float) -> None:
        # Slots begin with a minute: who has become early, due or late is seen with the next one.
        as_of = (store.book.seq, int(at // _MINUTE_S))
        if self._book is store.book and self._as_of == as_of:
            return
        self._book, self._as_of = store.book, as_of
        self._days, self._names = {}, {}
        self._to_tell = to_tell(store.book, store.table_at(at))

    def _day(self, store: Store, at: float, day: date) -> DayView:
        return self._days.get(day) or day_view(store.book, store.table_at(at), day, at)

    def _wanted(self, store: Store, at: float, shown: Shown) -> list[str]:
        if shown.booking_id:
            return [shown.booking_id]
        day = self._day(store, at, shown.day or store.table_at(at).today)
        of_office = (one for one in day.receptions if shown.office in {"", one.reception.office})
        rows = [row for one in of_office for row in one.rows]
        return [row.booking_id for row in (*rows, *(() if shown.office else day.stranded))]
