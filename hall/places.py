"""Rules about places: open, paused, closed, and who sits there."""

from collections.abc import Iterator

from hall.asked import Asked, Decision, refuse
from hall.state import Hall
from mqtt_bridge.events import AnyEvent
from mqtt_bridge.place_commands import ClosePlace, OpenPlace, PausePlace
from mqtt_bridge.place_events import PlaceClosed, PlaceOpened, PlacePaused
from mqtt_bridge.replies import PlaceStatus, RefusalCode


def decide_open_place(hall: Hall, asked: Asked[OpenPlace]) -> Decision:
    """Have the place call visitors. Nothing new when the same worker has opened it already."""
    return list(opening(hall, asked.command.place, asked.staff))


def decide_pause_place(hall: Hall, asked: Asked[PausePlace]) -> Decision:
    """Let nobody be at the place for a while. Its visitor goes first."""
    command = asked.command
    if (current := hall.ticket_at(command.place)) is not None:
        return refuse(RefusalCode.PLACE_BUSY, f"{command.place} has {current.number}")
    place = hall.place(command.place)
    if (place.status, place.reason) == (PlaceStatus.PAUSED, command.reason):
        return []
    return [PlacePaused(place=command.place, reason=command.reason, staff=asked.staff)]


def decide_close_place(hall: Hall, asked: Asked[ClosePlace]) -> Decision:
    """End the place's work. Its visitor goes first."""
    command = asked.command
    if (current := hall.ticket_at(command.place)) is not None:
        return refuse(RefusalCode.PLACE_BUSY, f"{command.place} has {current.number}")
    if hall.place(command.place).status is PlaceStatus.CLOSED:
        return []
    return [PlaceClosed(place=command.place, staff=asked.staff)]


def opening(hall: Hall, name: str, staff: str) -> Iterator[AnyEvent]:
    """Yield the event that opens the place, unless it is open and *staff* sits there: calling opens a place, too."""
    place = hall.place(name)
    is_same = not staff or staff == place.staff
    if place.status is not PlaceStatus.OPEN or not is_same:
        yield PlaceOpened(place=name, staff=staff)
