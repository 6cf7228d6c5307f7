"""What each button asks the dispatcher for, and whether the centre has it."""

from firmware.words import Slug
from kiosk.buttons import PAUSE_REASON, Action, ButtonSettings
from mqtt_bridge.commands import AnyCommand, CallNext, Finish, IssueTicket, NoShow, Recall, StartServing, Undo
from mqtt_bridge.hall_commands import BeginEvacuation, EndEvacuation, GiveFeedback, RaiseSummons
from mqtt_bridge.place_commands import ClosePlace, OpenPlace, Park, PausePlace
from mqtt_bridge.public import Centre
from mqtt_bridge.replies import RefusalCode

UNKNOWN_ZONE = RefusalCode.UNKNOWN_ZONE.value
UNKNOWN_PLACE = RefusalCode.UNKNOWN_PLACE.value
UNKNOWN_PURPOSE = RefusalCode.UNKNOWN_PURPOSE.value
NO_ZONE = "no-zone"

_FOR_A_PLACE: dict[
    Action,
    type[Recall | StartServing | Finish | NoShow | Undo | Park | OpenPlace | ClosePlace],
] = {
    Action.RECALL: Recall,
    Action.START_SERVING: StartServing,
    Action.FINISH: Finish,
    Action.NO_SHOW: NoShow,
    Action.UNDO: Undo,
    Action.PARK: Park,
    Action.OPEN_PLACE: OpenPlace,
    Action.CLOSE_PLACE: ClosePlace,
}

_FOR_THE_HALL: dict[Action, type[BeginEvacuation | EndEvacuation]] = {
    Action.EVACUATE: BeginEvacuation,
    Action.EVACUATION_OVER: EndEvacuation,
}


def command_of(button: ButtonSettings, station: str | None, zone: Slug | None = None) -> AnyCommand:
    """Return the command of a press; a ticket's is of *zone*, as `zone_of` has found it.

    The settings' checks have seen to it that nothing is missing.
    """
    if button.action is Action.TAKE_TICKET:
        return _issue(button, station, zone)
    if button.action in _FOR_THE_HALL:
        return _FOR_THE_HALL[button.action]()
    if button.action is Action.SUMMON and button.summons is not None:
        return RaiseSummons(kind=button.summons, place=button.place)
    if button.place is None:
        raise ValueError(f"button {button.name} is for no place")
    return _for_a_place(button, button.place)


def _for_a_place(button: ButtonSettings, place: Slug) -> AnyCommand:
    match button.action:
        case Action.CALL_NEXT:
            return CallNext(place=place, finish_current=button.finish_first is not False)
        case Action.PAUSE_PLACE:
            return PausePlace(place=place, reason=button.reason or PAUSE_REASON)
        case Action.FEEDBACK if button.rating is not None:
            return GiveFeedback(place=place, rating=button.rating)
    return _FOR_A_PLACE[button.action](place=place)


def _issue(button: ButtonSettings, station: str | None, zone: Slug | None) -> IssueTicket:
    zone = zone or button.zone
    if zone is None or button.language is None or station is None:
        raise ValueError(f"button {button.name} takes tickets of no zone, language or station")
    return IssueTicket(
        zone=zone,
        language=button.language,
        station=station,
        matters=() if button.purpose is None else (button.purpose,),
        assistance=button.assistance is True,
    )


def zone_of(button: ButtonSettings, centre: Centre | None) -> Slug | None:
    """Return the zone of a button's tickets: its own, or else that of its purpose."""
    if button.zone is not None or button.purpose is None or centre is None:
        return button.zone
    return next((sign.zone for sign in centre.purposes if sign.purpose == button.purpose), None)


def unknown_of(button: ButtonSettings, centre: Centre) -> str | None:
    """Return the code of what *centre* lacks of a button's purpose, zone or place; None when it lacks nothing."""
    if button.action is not Action.TAKE_TICKET:
        known = button.place is None or any(sign.place == button.place for sign in centre.places)
        return None if known else UNKNOWN_PLACE
    if button.purpose is not None and all(sign.purpose != button.purpose for sign in centre.purposes):
        return UNKNOWN_PURPOSE
    zone = zone_of(button, centre)
    if zone is None:
        return NO_ZONE
    return None if any(sign.zone == zone for sign in centre.zones) else UNKNOWN_ZONE
