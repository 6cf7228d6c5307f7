"""What a page says of whoever types into it: that they are there, and what they have typed when it goes away."""

from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.responses import Response

from console.web.drafts import MOST_LETTERS, TypedForms
from console.web.forms import Form
from console.web.gate import Endpoint, For
from console.web.locking import Nothing
from console.web.staff_request import StaffRequest
from console.web.turned_away import TurnedAwayError, Why

Tab = Annotated[str, Meta(pattern="^[0-9a-f]{16}$")]
"""Made by the page: two tabs may have the same page open, and each gets back its own."""


class PageForm(Form, frozen=True, kw_only=True):
    """One page in one tab."""

    page: Annotated[str, Meta(min_length=1, max_length=500)]
    tab: Tab


class DraftForm(PageForm, frozen=True, kw_only=True):
    """What was typed there."""

    typed: Annotated[str, Meta(min_length=1, max_length=MOST_LETTERS)]
    leaving: bool = False
    """The page goes away, whyever. Kept only if that was the lock: else the person has left it, or sent it."""


async def here(_request: StaffRequest) -> Response:
    """Somebody types, clicks or presses keys: to have asked is all."""
    return Response(status_code=204)


async def keep(request: StaffRequest) -> Response:
    """Keep what was typed until the page is open again."""
    form, session = request.form(DraftForm), request.session
    try:
        typed = msgspec.json.decode(form.typed, type=TypedForms)
    except msgspec.DecodeError as error:
        raise TurnedAwayError(Why.NOT_UNDERSTOOD, "the draft is none") from error
    is_kept = request.house.pages.is_worked_on(form.page, session)
    if is_kept and (session.locked or not form.leaving):
        request.house.drafts.keep(session.session_id, form.tab, form.page, typed)
    return Response(status_code=204)


async def give_back(request: StaffRequest) -> Response:
    """Give back what was typed in the page, which then keeps it itself."""
    form, session = request.form(PageForm), request.session
    typed = request.house.drafts.give_back(session.session_id, form.tab, form.page)
    if not request.house.pages.is_worked_on(form.page, session):  # no longer
        typed = ()
    return Response(msgspec.json.encode(typed), media_type="application/json")


ENDPOINTS = (
    Endpoint("/here", here, method="POST", form=Nothing),
    Endpoint("/draft", keep, method="POST", form=DraftForm, is_for=For.LOCKED, is_watched=True),
    Endpoint("/draft/back", give_back, method="POST", form=PageForm, is_watched=True),
)
