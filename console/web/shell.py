"""What stands around a page: for whom, where they work, which pages they have, and how it all is with the hall."""

from typing import TYPE_CHECKING

from starlette.requests import Request

from centre.place_words import place_label
from console.accounts.live_session import SessionView
from console.accounts.roles import Right
from console.web.views.page import Link, Message, Page, Theme
from console.web.ways import path_asked
from firmware.words import Language

if TYPE_CHECKING:
    from console.web.house import House

LANGUAGE_COOKIE = "kezek-language"
"""What somebody who is not signed in yet has chosen."""
PAGES: tuple[tuple[str, Right, str], ...] = (
    ("reception", Right.ISSUE, "/reception"),
    ("appointments", Right.APPOINTMENTS, "/appointments"),
    ("desk", Right.DESK, "/desk"),
    ("office", Right.OFFICE, "/office"),
    ("hall", Right.HALL, "/hall"),
    ("helper", Right.SUMMONSES, "/helper"),
    ("survey", Right.SURVEY, "/survey"),
    ("schedule", Right.SCHEDULE, "/schedule"),
    ("lists", Right.LISTS, "/lists"),
    ("personal", Right.PEOPLE, "/personal"),
)
"""Each page, who has it, and where it is; in the order in which the person's menu shows them."""


def page_of(house: "House", http: Request, session: SessionView | None, *messages: Message, token: str = "") -> Page:
    """Return the shell of the page that *http* asks for."""
    path = house.pages.nearest(path_asked(http.url.path, http.url.query if http.method == "GET" else ""))
    language = language_of(http, session)
    account = session.account if session is not None else None
    is_open = session is not None and not session.locked and not session.account.must_change
    return Page(
        centre=house.centre.name.get(language),
        language=language,
        theme=Theme(account.theme.value) if account is not None else Theme.AUTO,
        csrf=house.csrf_of(token) if token else "",
        path=path,
        is_open=is_open,
        has_draft=session is not None and is_open and house.drafts.has(session.session_id, path),
        now=house.now(),
        person=account.name if account is not None else "",
        places=tuple(place_names(house, session, language)) if session is not None else (),
        links=tuple(links(session, http.url.path)) if session is not None and is_open else (),
        messages=messages,
        is_dispatcher_away=is_open and house.is_dispatcher_away(),
        is_evacuation=is_open and house.is_evacuation(),
    )


def language_of(http: Request, session: SessionView | None) -> Language:
    """Return the person's language; of a stranger, what was chosen at the door, or Kazakh."""
    if session is not None:
        return session.account.language
    return Language.RU if http.cookies.get(LANGUAGE_COOKIE) == Language.RU.value else Language.KK


def links(session: SessionView, path: str) -> list[Link]:
    """Return the pages that the person's rights open."""
    return [
        Link(name=name, href=href, is_current=path == href or path.startswith(f"{href}/"))
        for name, right, href in PAGES
        if session.may(right)
    ]


def place_names(house: "House", session: SessionView, language: Language) -> list[str]:
    """Return what the places are called that the session holds."""
    held = (house.centre.place(name) for name in session.places)
    return [place_label(place, language) for place in held if place is not None]


def is_by_htmx(http: Request) -> bool:
    """Whether the page's own program asks, and not the browser."""
    return http.headers.get("hx-request") == "true"


def is_stream(http: Request) -> bool:
    """Whether an event stream is asked for."""
    return "text/event-stream" in http.headers.get("accept", "")
