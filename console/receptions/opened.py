"""Names that pages are showing: opened by one look for each view of a page, and forgotten soon, or at a lock.

A page that renews itself every few seconds must neither write a look each time nor keep names for ever.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from console.receptions.looking import Seen, look_at_all
from console.receptions.rows import Why
from console.receptions.store import Store

KEEP_S = 600.0
"""So long after somebody opened a page it shows names; then somebody asks for them again, which is a look."""
MOST_VIEWS = 8
"""Of one session. Who opens more has left the first ones."""
MOST_SESSIONS = 100
MOST_NAMES = 500
"""On one page."""


@dataclass(frozen=True, slots=True)
class PageView:
    """One opening of a page: made anew whenever somebody opens it, and told again when it renews itself."""

    session: str
    view: str
    staff: str
    why: Why


@dataclass(slots=True)
class _Held:
    page: PageView
    until: float
    seen: dict[str, Seen] = field(default_factory=dict, repr=False)


class OpenedNames:
    """For one thread: that of the store. *now* is monotonic, *at* Unix seconds."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[str, OrderedDict[str, _Held]] = OrderedDict()

    def open(
        self, store: Store, page: PageView, booking_ids: Iterable[str], at: float, now: float
    ) -> Mapping[str, Seen]:
        """Let the page show these names from now on: one look at all of them."""
        self.forget_old(now)
        views = self._sessions.setdefault(page.session, OrderedDict())
        self._sessions.move_to_end(page.session)
        held = views[page.view] = _Held(page, now + KEEP_S)
        views.move_to_end(page.view)
        while len(views) > MOST_VIEWS:
            views.popitem(last=False)
        while len(self._sessions) > MOST_SESSIONS:
            self._sessions.popitem(last=False)
        return self._seen(store, held, booking_ids, at)

    def renew(
        self, store: Store, page: PageView, booking_ids: Iterable[str], at: float, now: float
    ) -> Mapping[str, Seen] | None:
        """Return the names of a page that is still open; who has come onto it since is one more look.

        None when its time is over, or the session was locked: it shows no names until somebody opens it again.
        """
        self.forget_old(now)
        held = self._sessions.get(page.session, OrderedDict()).get(page.view)
        if held is None or held.page != page:
            return None
        return self._seen(store, held, booking_ids, at)

    def holds(self, page: PageView) -> bool:
        """Whether the page is open still, as far as was looked."""
        held = self._sessions.get(page.session, OrderedDict()).get(page.view)
        return held is not None and held.page == page

    def forget_session(self, session: str) -> None:
        """Forget what a session saw: it was locked, or has ended."""
        self._sessions.pop(session, None)

    def forget_old(self, now: float) -> None:
        """Forget pages whose time is over. To be called now and then, also when nobody opens any."""
        for session, views in list(self._sessions.items()):
            for view, held in list(views.items()):
                if held.until <= now:
                    del views[view]
            if not views:
                del self._sessions[session]

    def sessions(self) -> tuple[str, ...]:
        """Return the sessions whose pages show names."""
        return tuple(self._sessions)

    def held(self) -> int:
        """Return how many names are in memory."""
        return sum(len(held.seen) for views in self._sessions.values() for held in views.values())

    def _seen(self, store: Store, held: _Held, booking_ids: Iterable[str], at: float) -> Mapping[str, Seen]:
        wanted = dict.fromkeys(islice(dict.fromkeys(booking_ids), MOST_NAMES))
        unknown = [booking_id for booking_id in wanted if booking_id not in held.seen]
        if unknown:
            held.seen |= look_at_all(store, unknown, held.page.staff, held.page.why, at)
        bookings = store.book.bookings
        gone = [each for each in held.seen if each not in wanted or each not in bookings or bookings[each].is_erased]
        for booking_id in gone:
            del held.seen[booking_id]
        return dict(held.seen)
