"""The lock: a session that goes on, shows nothing until its person is back, and leads back to where they were."""

from functools import partial

from starlette.responses import Response

from console.accounts.refusals import REFUSALS, Refusal, RefusalCode
from console.web.forms import Form
from console.web.gate import Endpoint, For
from console.web.said import REFUSED
from console.web.staff_request import StaffRequest
from console.web.turned_away import TurnedAwayError, Why
from console.web.views.entering import Lock
from console.web.views.parts import Entry
from console.web.ways import LOCK


class Nothing(Form, frozen=True, kw_only=True):
    """A button alone."""


class BackForm(Form, frozen=True, kw_only=True):
    """What leads back to the page that it was said on."""

    back: str = "/"


class UnlockForm(BackForm, frozen=True, kw_only=True):
    """The PIN or the password."""

    code: str = ""


async def lock_page(request: StaffRequest) -> Response:
    """Ask for the PIN."""
    back = request.http.query_params.get("back", "/")
    if not request.session.locked:
        return request.go(_back(request, back))
    return request.page("lock.html", _lock(request, back))


async def lock(request: StaffRequest) -> Response:
    """Lock at once."""
    house = request.house
    await house.records.run(lambda: house.accounts().door.lock(request.token, house.clock.wall()))
    house.sessions.forget()  # first: until then its open pages are told news
    await house.book.forget(request.session.session_id)
    return request.go(house.lock_door(request.http))


async def unlock(request: StaffRequest) -> Response:
    """Go on where it was locked."""
    form = request.form(UnlockForm)
    house = request.house
    act = partial(house.accounts().door.unlock, request.token, form.code, house.clock.wall())
    refused = await house.records.run(act)
    await house.book.forget(request.session.session_id)  # it may have locked by itself a moment ago
    house.sessions.forget()
    if refused is None:
        return request.go(_back(request, form.back))
    if refused.code in {RefusalCode.SESSION_ENDED, RefusalCode.NO_SESSION}:
        house.drafts.forget(request.session.session_id)
        raise TurnedAwayError(Why.SIGNED_OUT)
    return request.page("lock.html", _lock(request, form.back, _words(request, refused)), status=REFUSED)


ENDPOINTS = (
    Endpoint(LOCK, lock_page, is_for=For.LOCKED, is_watched=True),
    Endpoint(LOCK, lock, method="POST", form=Nothing, is_for=For.LOCKED),
    Endpoint("/unlock", unlock, method="POST", form=UnlockForm, is_for=For.LOCKED),
)


def _lock(request: StaffRequest, back: str, error: str = "") -> Lock:
    return Lock(
        person=request.account.name,
        has_pin=request.account.has_pin,
        code=Entry(error=error),
        back=request.house.pages.nearest(back),
        has_typed=request.house.drafts.has_words(request.session.session_id),
    )


def _back(request: StaffRequest, to: str) -> str:
    return request.house.pages.back(to, request.session)


def _words(request: StaffRequest, refused: Refusal) -> str:
    return REFUSALS[refused.code].get(request.language)
