"""Whoever takes a place opens it, and whoever leaves it closes it: the hall calls nobody to where nobody is."""

from console.web.asker import request_id_of
from console.web.filling.tickets import clock_time
from console.web.said import message_of
from console.web.staff_request import StaffRequest
from console.web.views.page import Message, Tone
from firmware.words import PlaceKind
from mqtt_bridge.place_commands import ClosePlace, OpenPlace
from mqtt_bridge.refusals import REFUSALS
from mqtt_bridge.replies import Refusal, RefusalCode


async def open_place(request: StaffRequest, place: str) -> None:
    """Have the hall call to *place*. When that fails, its page shows it closed, and how to open it."""
    if not request.house.is_dispatcher_away():
        await request.ask(OpenPlace(place=place))


def office_places(request: StaffRequest) -> tuple[str, ...]:
    """Return the officials' offices that the session holds."""
    return tuple(place for place in request.session.places if _is_office(request, place))


def desk_places(request: StaffRequest) -> tuple[str, ...]:
    """Return the other places that it holds."""
    return tuple(place for place in request.session.places if not _is_office(request, place))


def _is_office(request: StaffRequest, name: str) -> bool:
    place = request.house.centre_now().place(name)
    return place is not None and place.kind is PlaceKind.OFFICE


def busy_places(request: StaffRequest, places: tuple[str, ...]) -> tuple[Message, ...]:
    """Return a warning for each of *places* that has a visitor: nobody leaves one standing there.

    Nothing while the dispatcher is away: it may have gone on since, and whoever wants to go must be able to.
    """
    hall, say = request.house.copy.hall, request.words.say
    if hall is None or request.house.is_dispatcher_away():
        return ()
    busy = [(place, ticket) for place in places if (ticket := hall.ticket_at(place)) is not None]
    return tuple(
        Message(
            tone=Tone.WARN,
            what=say("entering.busy", place=request.house.place_label(place, request.language), number=ticket.number),
            do=say("entering.busy_do"),
        )
        for place, ticket in busy
    )


async def close_place(request: StaffRequest, place: str) -> tuple[Message, ...]:
    """Have the hall call nobody to *place* any more; return what went wrong.

    A place where somebody was called to at this very moment is not closed.
    """
    house, say = request.house, request.words.say
    one_of_several = request_id_of(request.session.session_id, f"{request.ask_id}{place}")
    result = None if house.is_dispatcher_away() else await request.ask(ClosePlace(place=place), one_of_several)
    if isinstance(result, Refusal) and result.code is RefusalCode.PLACE_BUSY:
        meaning = REFUSALS[result.code.value]
        return (message_of(Tone.WARN, meaning.what, request.language, meaning.do),)
    if result is None:
        label = house.place_label(place, request.language)
        return (Message(tone=Tone.WARN, what=say("entering.left_open", place=label), do=say("entering.left_open_do")),)
    return ()


async def lost_places(request: StaffRequest) -> tuple[Message, ...]:
    """Return what the session has lost since it was last told, and to whom. Each is told once."""
    house, say = request.house, request.words.say
    accounts, at = house.accounts, house.clock.wall()
    lost = await house.records.run(lambda: accounts().places.lost(request.token, at))
    return tuple(
        Message(
            tone=Tone.WARN,
            what=say(
                "entering.lost",
                person=each.name,
                place=house.place_label(each.place, request.language),
                time=clock_time(each.at, house.centre.timezone),
            ),
            do=say("entering.lost_do"),
        )
        for each in lost
    )
