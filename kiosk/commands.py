"""What each button asks the dispatcher for, and whether the centre has it."""

from kiosk.settings import Action, ButtonSettings
from mqtt_bridge.commands import AnyCommand, CallNext, Finish, IssueTicket, NoShow, Recall, StartServing, Undo
from mqtt_bridge.public import Centre
from mqtt_bridge.replies import RefusalCode

UNKNOWN_ZONE = RefusalCode.UNKNOWN_ZONE.value
UNKNOWN_PLACE = RefusalCode.UNKNOWN_PLACE.value

_FOR_A_PLACE: dict[Action, type[Recall | StartServing | Finish | NoShow | Undo]] = {
    Action.RECALL: Recall,
    Action.START_SERVING: StartServing,
    Action.FINISH: Finish,
    Action.NO_SHOW: NoShow,
    Action.UNDO: Undo,
}


def command_of(button: ButtonSettings, station: str | None) -> AnyCommand:
    """Return the command of a press. The settings' checks have seen to it that nothing is missing."""
    if button.action is Action.TAKE_TICKET:
        if button.zone is None or button.language is None or station is None:
            raise ValueError(f"button {button.name} takes tickets of no zone, language or station")
        return IssueTicket(zone=button.zone, language=button.language, station=station)
    if button.place is None:
        raise ValueError(f"button {button.name} is for no place")
    if button.action is Action.CALL_NEXT:
        return CallNext(place=button.place, finish_current=button.finish_first is not False)
    return _FOR_A_PLACE[button.action](place=button.place)


def unknown_of(button: ButtonSettings, centre: Centre) -> str | None:
    """Return the code of what *centre* lacks of a button's zone or place; None when it lacks nothing."""
    if button.zone is None:
        known = any(sign.place == button.place for sign in centre.places)
        return None if known else UNKNOWN_PLACE
    known = any(sign.zone == button.zone for sign in centre.zones)
    return None if known else UNKNOWN_ZONE
