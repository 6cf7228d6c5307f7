"""The one way in: who asks, whether they may, and what they have sent. What no endpoint opens is closed."""

import hmac
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from console.accounts.live_session import SessionView
from console.accounts.roles import Right
from console.receptions.errors import StoreError
from console.web.forms import BadBodyError, Form, Typed, parse_form, read_body
from console.web.guarding import BodyTooLargeError, BodyTooSlowError
from console.web.house import House
from console.web.records import OverloadedError
from console.web.sessions import COOKIE
from console.web.staff_request import StaffRequest
from console.web.turned_away import TurnedAwayError, Why
from firmware.words import new_id

_log = logging.getLogger("web")


class For(Enum):
    """Whom an endpoint is for."""

    WORKING = "working"
    """Somebody signed in, whose session is open."""
    ANEW = "anew"
    """Also one whose password must be changed first."""
    LOCKED = "locked"
    """Also one whose session is locked."""


Answer = Callable[[StaffRequest], Awaitable[Response]]


@dataclass(frozen=True)
class Endpoint:
    """One path, and what it asks of who comes."""

    path: str
    """With `{place}` in it: only for who holds that place."""
    answer: Answer
    right: Right | None = None
    """None: for everybody who is signed in."""
    method: str = "GET"
    form: type[Form] | None = None
    is_for: For = For.WORKING
    takes_faulty: bool = False
    """It answers a form with faults itself: by showing it again, with all that was typed."""
    is_watched: bool = False
    """It is asked by the page, not by the person: it keeps no session from locking."""


def route_of(endpoint: Endpoint, house: House) -> Route:
    """Return the route that lets in whom *endpoint* is for."""

    async def handle(http: Request) -> Response:
        token = http.cookies.get(COOKIE, "")
        session = await _session(endpoint, house, token)

        async def answer() -> Response:
            request = await _let_in(endpoint, house, http, session, token)
            if isinstance(request.sent, Typed) and not endpoint.takes_faulty:
                return request.say_faults()
            return await endpoint.answer(request)

        return await answered(house, http, session, answer())

    return Route(endpoint.path, handle, methods=[endpoint.method])


async def answered(house: House, http: Request, session: SessionView | None, answer: Awaitable[Response]) -> Response:
    """Return *answer*, or why there is none."""
    try:
        return await answer
    except TurnedAwayError as error:
        away = error
    except BodyTooLargeError:
        away = TurnedAwayError(Why.TOO_LARGE)
    except OverloadedError:
        away = TurnedAwayError(Why.OVERLOADED)
    except StoreError:  # said in the log by whoever opens it
        away = TurnedAwayError(Why.BOOK_CLOSED)
    except BodyTooSlowError:
        return PlainTextResponse("too slow\n", 408, headers={"Connection": "close"})
    except ClientDisconnect:
        return Response(status_code=400)  # nobody reads it
    return await house.turn_away(http, session, away)


async def _session(endpoint: Endpoint, house: House, token: str) -> SessionView | None:
    if not token:
        return None
    return await (house.sessions.peek(token) if endpoint.is_watched else house.sessions.find(token))


async def _let_in(
    endpoint: Endpoint, house: House, http: Request, session: SessionView | None, token: str
) -> StaffRequest:
    if session is None:
        raise TurnedAwayError(Why.SIGNED_OUT)
    sent = read_sent(await http.body()) if endpoint.method == "POST" else {}
    ask = new_id()
    if endpoint.method == "POST":
        ask = checked_ask(http, sent, house.csrf_of(token))
    if session.locked and endpoint.is_for is not For.LOCKED:
        raise TurnedAwayError(Why.LOCKED)
    if session.account.must_change and endpoint.is_for is For.WORKING:
        raise TurnedAwayError(Why.MUST_CHANGE)
    if endpoint.right is not None and not session.may(endpoint.right):
        raise TurnedAwayError(Why.NO_RIGHT, endpoint.right.value)
    place = http.path_params.get("place")
    if place is not None and place not in session.places:
        about = str(place) if house.centre.place(str(place)) is not None else "unknown-place"
        raise TurnedAwayError(Why.NOT_YOUR_PLACE, about)
    parsed = parse_sent(sent, endpoint.form) if endpoint.form is not None else None
    return StaffRequest(house, http, session, token, ask, parsed)


def read_sent(body: bytes) -> dict[str, tuple[str, ...]]:
    """Read what was posted. Raises TurnedAwayError."""
    try:
        return read_body(body)
    except BadBodyError as error:
        raise TurnedAwayError(Why.NOT_UNDERSTOOD, str(error)) from error


def parse_sent(sent: dict[str, tuple[str, ...]], kind: type[Form]) -> Form | Typed:
    """Return what was posted as a form of this kind. Raises TurnedAwayError."""
    try:
        return parse_form(sent, kind)
    except BadBodyError as error:
        raise TurnedAwayError(Why.NOT_UNDERSTOOD, str(error)) from error


def checked_ask(http: Request, sent: dict[str, tuple[str, ...]], csrf: str) -> str:
    """Take both words out of *sent* that stand in every form, and return the ask's id. Raises TurnedAwayError.

    The page's own program sends them as headers: a region that arrived by itself is the same for all who watch it.
    """
    told = sent.pop("csrf", ("",))[0]
    asked = sent.pop("ask", ("",))[0]
    told, asked = http.headers.get("x-csrf", told), http.headers.get("x-ask", asked)
    if not hmac.compare_digest(told.encode(), csrf.encode()):
        raise TurnedAwayError(Why.STALE)
    if len(asked) != len(new_id()) or not set(asked) <= set("0123456789abcdef"):
        raise TurnedAwayError(Why.NOT_UNDERSTOOD, "the form has no `ask`")
    return asked


async def not_found(house: House, http: Request, error: Exception) -> Response:
    """Answer what no endpoint does. A stranger is sent to the door, whatever they ask for."""
    session = await house.sessions.find(http.cookies.get(COOKIE, "")) if COOKIE in http.cookies else None
    status = error.status_code if isinstance(error, HTTPException) else 404
    if session is None and status == 404:  # noqa: PLR2004 - the one that there is
        return RedirectResponse("/sign-in", 303)
    return await house.turn_away(http, session, TurnedAwayError(Why.NOT_FOUND))
