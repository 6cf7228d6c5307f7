"""What opens a person's session: another password, a PIN for the lock."""

from functools import partial

from starlette.responses import Response

from console.accounts.refusals import REFUSALS, Refusal, RefusalCode
from console.web.forms import Form
from console.web.gate import Endpoint, For
from console.web.said import INVALID, REFUSED
from console.web.sessions import COOKIE
from console.web.staff_request import StaffRequest
from console.web.turned_away import TurnedAwayError, Why
from console.web.views.entering import PasswordChange, PinChange
from console.web.views.page import Message, Tone
from console.web.views.parts import Entry

_ENDED = frozenset({RefusalCode.SESSION_ENDED, RefusalCode.NO_SESSION})


class PasswordForm(Form, frozen=True, kw_only=True):
    """A password instead of another. Its rules are the accounts'."""

    old: str = ""
    new: str = ""
    again: str = ""


class PinForm(Form, frozen=True, kw_only=True):
    """A PIN for the lock; nothing takes it away."""

    password: str = ""
    pin: str = ""


async def password_page(request: StaffRequest) -> Response:
    """Ask for another password, or for a PIN."""
    return request.page("password.html", _view(request))


async def set_password(request: StaffRequest) -> Response:
    """Keep another password; all other sessions end."""
    form, house = request.form(PasswordForm), request.house
    if form.new != form.again:
        differs = request.words.say("entering.again_differs")
        return request.page("password.html", _view(request, again=Entry(error=differs)), status=INVALID)
    act = partial(house.accounts().secrets.change_password, request.token, form.old, form.new, house.clock.wall())
    changed = await house.records.run(act)
    house.sessions.forget()
    if isinstance(changed, Refusal):
        said = Entry(error=_words(request, changed))
        is_old = changed.code is RefusalCode.WRONG_PASSWORD
        view = _view(request, old=said) if is_old else _view(request, new=said)
        return request.page("password.html", view, status=REFUSED)
    response = request.go("/")
    is_encrypted = request.http.url.scheme == "https"
    response.set_cookie(COOKIE, changed.token, httponly=True, secure=is_encrypted, samesite="strict", path="/")
    return response


async def set_pin(request: StaffRequest) -> Response:
    """Keep a PIN for the lock, or none."""
    form, house = request.form(PinForm), request.house
    act = partial(house.accounts().secrets.set_pin, request.token, form.password, form.pin or None, house.clock.wall())
    refused = await house.records.run(act)
    house.sessions.forget()
    if refused is not None:
        said = Entry(error=_words(request, refused))
        is_password = refused.code is RefusalCode.WRONG_PASSWORD
        pin = (
            PinChange(has_pin=request.account.has_pin, password=said)
            if is_password
            else PinChange(has_pin=request.account.has_pin, pin=said)
        )
        return request.page("password.html", _view(request, pin=pin), status=REFUSED)
    say = request.words.say
    done = say("entering.pin_set") if form.pin else say("entering.pin_removed")
    view = _view(request, pin=PinChange(has_pin=bool(form.pin)))
    return request.page("password.html", view, Message(tone=Tone.GOOD, what=done))


ENDPOINTS = (
    Endpoint("/password", password_page, is_for=For.ANEW),
    Endpoint("/password", set_password, method="POST", form=PasswordForm, is_for=For.ANEW),
    Endpoint("/pin", set_pin, method="POST", form=PinForm),
)


def _view(
    request: StaffRequest,
    *,
    old: Entry | None = None,
    new: Entry | None = None,
    again: Entry | None = None,
    pin: PinChange | None = None,
) -> PasswordChange:
    nothing = Entry()
    is_first = request.account.must_change
    return PasswordChange(
        is_first=is_first,
        old=old or nothing,
        new=new or nothing,
        again=again or nothing,
        pin=None if is_first else pin or PinChange(has_pin=request.account.has_pin),
    )


def _words(request: StaffRequest, refused: Refusal) -> str:
    """Return why not. Raises TurnedAwayError when that has ended the session."""
    if not _ENDED.isdisjoint(refused.codes):
        raise TurnedAwayError(Why.SIGNED_OUT)
    return " ".join(REFUSALS[code].get(request.language) for code in refused.codes)
