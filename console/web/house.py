"""All that a page may need, in one place; and how a page that is turned away looks."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from centre.place_words import place_label
from centre.settings import CentreSettings
from console.accounts.acts import Act
from console.accounts.live_session import SessionView
from console.accounts.store import StaffStore
from console.accounts.tokens import csrf_token
from console.following.hall_copy import HallCopy
from console.following.news import Standing
from console.seeing.day_tally import DayTally
from console.seeing.papers import DayPapers
from console.web.asker import Asker
from console.web.book_watch import BookWatch
from console.web.drafts import Drafts
from console.web.filling.looking import Looking
from console.web.live import GONE, Live
from console.web.once import Once
from console.web.pages import Pages
from console.web.people import People
from console.web.receptions import Receptions
from console.web.records import Records
from console.web.remembering import Remembering
from console.web.rendering import render
from console.web.said import away_message
from console.web.sessions import COOKIE, Sessions
from console.web.shell import is_by_htmx, is_stream, language_of, page_of
from console.web.surveying import Surveying
from console.web.turned_away import DOORS, RECORDED, STATUS, TurnedAwayError, Why
from console.web.views.entering import Wrong
from console.web.ways import LOCK, lock_door, page_before, path_asked
from firmware.clock import Clock
from firmware.words import Language

_log = logging.getLogger("web")


@dataclass(frozen=True)
class House:
    """What stands behind all pages. For the event loop's thread; `accounts` for the records' alone."""

    device: str
    """The peer that asks the dispatcher."""
    centre: CentreSettings
    clock: Clock
    copy: HallCopy
    asker: Asker
    records: Records
    accounts: Callable[[], StaffStore]
    sessions: Sessions
    live: Live
    tally: DayTally
    papers: DayPapers
    people: People
    remembering: Remembering
    receptions: Receptions
    book: BookWatch
    surveying: Surveying
    drafts: Drafts
    pages: Pages
    once: Once = field(default_factory=Once)

    def now(self) -> float:
        """Return the hall's time in Unix seconds."""
        return self.copy.now(self.clock.monotonic())

    def is_dispatcher_away(self) -> bool:
        """Whether what the pages show may be out of date, and nothing can be asked."""
        return self.copy.standing is not Standing.LIVE

    def is_evacuation(self) -> bool:
        """Whether everybody leaves."""
        return self.copy.hall is not None and self.copy.hall.evacuating

    def centre_now(self) -> CentreSettings:
        """Return the settings in force in the hall; those of this machine while nobody knows."""
        return self.copy.hall.centre if self.copy.hall is not None else self.centre

    def place_label(self, name: str, language: Language) -> str:
        """Return what the place is called."""
        place = self.centre_now().place(name)
        return place_label(place, language) if place is not None else name

    def looking(self, language: Language) -> Looking | None:
        """Return how the hall is now, the same for all who look at one moment; None while nobody knows."""
        return self.remembering.get(language, lambda: self._looking(language))

    def _looking(self, language: Language) -> Looking | None:
        hall = self.copy.hall
        if hall is None:
            return None
        names = self.people.names
        return Looking(hall, self.now(), language, self.device, self.tally, self.copy.devices, names)

    def csrf_of(self, token: str) -> str:
        """Return the word that every form of a session carries: nobody can make it who does not know the token."""
        return csrf_token(token)

    async def turn_away(self, http: Request, session: SessionView | None, away: TurnedAwayError) -> Response:
        """Answer why not, in the person's language; write down what nobody does by accident."""
        if session is not None and away.why in RECORDED:
            note = partial(self.note_turned_away, session, away)
            await self.records.run(note)
        if is_stream(http):
            return Response(GONE, media_type="text/event-stream")
        door = DOORS.get(away.why)
        if away.why is Why.LOCKED:
            door = self.lock_door(http)
        if door is not None:
            if is_by_htmx(http):
                return Response(status_code=STATUS[away.why], headers={"HX-Redirect": door})
            return RedirectResponse(door, 303)
        status, language = STATUS[away.why], language_of(http, session)
        if is_by_htmx(http):
            page = page_of(self, http, session, away_message(away.why, language))
            return HTMLResponse(render("shell/_said.html", page, Wrong(code=str(status))), status)
        page = page_of(self, http, session, token=http.cookies.get(COOKIE, ""))
        return HTMLResponse(render("wrong.html", page, Wrong(code=str(status))), status)

    def lock_door(self, http: Request) -> str:
        """Return the lock that leads back to the page that is asked for, or that asks."""
        if http.method == "GET" and not is_by_htmx(http):
            before = path_asked(http.url.path, http.url.query)
        else:
            before = page_before(http.headers.get("referer", ""), http.headers.get("host", ""))
        return before if before.partition("?")[0] == LOCK else lock_door(self.pages.nearest(before))

    def note_turned_away(self, session: SessionView, away: TurnedAwayError) -> None:
        """Write it down. For the records' thread."""
        account_id = session.account.account_id
        _log.warning("request turned away staff=%s why=%s about=%s", account_id, away.why.value, away.about)
        about = away.about or "none"
        self.accounts().acts.record(account_id, Act.REFUSED, self.clock.wall(), about, away.why.value)
