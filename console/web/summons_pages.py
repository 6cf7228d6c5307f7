"""Calls for a worker: taken, done and let go, from whatever page; and a helper's telephone."""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from starlette.responses import Response

from centre.services import Worker
from console.accounts.roles import Right
from console.web.desk_forms import Nothing
from console.web.filling.summonses import helper as filled
from console.web.filling.summonses import workers_of
from console.web.gate import Answer, Endpoint
from console.web.regions import Region
from console.web.said import REFUSED
from console.web.staff_request import StaffRequest
from console.web.turned_away import TurnedAwayError, Why
from console.web.views.helping import Helper
from console.web.views.page import Message, Tone
from firmware.words import Id
from mqtt_bridge.commands import AnyCommand
from mqtt_bridge.hall_commands import EndSummons, ReleaseSummons, TakeSummons
from mqtt_bridge.replies import Refusal, RefusalCode


@dataclass(frozen=True)
class HelperRegion(Region):
    """A helper's telephone."""

    account_id: str
    workers: frozenset[Worker]

    name = "helper"
    template = "helper/_summonses.html"

    def view(self) -> Helper:
        """See `Region`."""
        looking = self.house.looking(self.language)
        return filled(looking, self.account_id, self.workers) if looking is not None else Helper()


async def helper(request: StaffRequest) -> Response:
    """Show who waits for this person."""
    return request.page("helper.html", _region(request).view(), live="/helper/live")


async def helper_live(request: StaffRequest) -> Response:
    """Tell what changes there."""
    return request.watch(_region(request))


def step(command_of: Callable[[Id], AnyCommand]) -> Answer:
    """Return what answers a summons's button."""

    async def answer(request: StaffRequest) -> Response:
        result = await request.ask(command_of(_summons_id(request)))
        if isinstance(result, Refusal) and result.code is RefusalCode.TAKEN:
            return _say_who(request, result.detail)
        status, messages = request.said_of(result)
        return request.say(*messages, status=status)

    return answer


ENDPOINTS = (
    Endpoint("/helper", helper, Right.SUMMONSES),
    Endpoint("/helper/live", helper_live, Right.SUMMONSES, is_watched=True),
    Endpoint("/summonses/{id}/take", step(lambda one: TakeSummons(summons_id=one)), Right.SUMMONSES, "POST", Nothing),
    Endpoint("/summonses/{id}/done", step(lambda one: EndSummons(summons_id=one)), Right.SUMMONSES, "POST", Nothing),
    Endpoint(
        "/summonses/{id}/give-back", step(lambda one: ReleaseSummons(summons_id=one)), Right.SUMMONSES, "POST", Nothing
    ),
)


def _region(request: StaffRequest) -> HelperRegion:
    account = request.account
    return HelperRegion(request.house, request.language, account.account_id, workers_of(account))


def _summons_id(request: StaffRequest) -> Id:
    summons_id = str(request.http.path_params["id"])
    try:
        return msgspec.convert(summons_id, Id)
    except msgspec.ValidationError as error:
        raise TurnedAwayError(Why.NOT_FOUND) from error


def _say_who(request: StaffRequest, staff: str) -> Response:
    """Say who was first: also to the same person at another screen."""
    if staff == request.account.account_id:
        return request.say()
    person = request.house.people.names.get(staff) or request.words.say("hall.somebody")
    what = request.words.say("hall.taken_first", person=person)
    return request.say(Message(tone=Tone.WARN, what=what), status=REFUSED)
