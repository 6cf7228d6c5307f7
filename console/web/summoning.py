"""Calling for a worker from a page that has no place."""

from starlette.responses import Response

from console.accounts.roles import Right
from console.web.forms import Form
from console.web.gate import Endpoint
from console.web.staff_request import StaffRequest
from console.web.views.page import Message, Tone
from firmware.words import Slug
from mqtt_bridge.hall_commands import RaiseSummons


class SummonForm(Form, frozen=True, kw_only=True):
    """Who is called for."""

    kind: Slug


async def summon(request: StaffRequest) -> Response:
    """Call for a worker, and say so: this page may not show summonses."""
    kind = request.form(SummonForm).kind
    answer = await request.told(RaiseSummons(kind=kind))
    if answer.status_code >= 400:  # noqa: PLR2004 - what went wrong was said already
        return answer
    return request.say(Message(tone=Tone.GOOD, what=request.words.say("reception.summoned")))


ENDPOINTS = (Endpoint("/summon", summon, Right.SUMMONSES, "POST", SummonForm),)
