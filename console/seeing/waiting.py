"""Everyone who waits, by zone: assistance first, then as they will be called about; and zones that nobody serves."""

from collections.abc import Iterable

import msgspec

from hall.state import Hall
from hall.ticket import Stage, Ticket
from mqtt_bridge.replies import PlaceStatus


class ZoneSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One zone."""

    zone: str
    waiting: tuple[str, ...]
    """Ids of tickets: assistance first, then by turn."""
    open_places: int
    paused_places: int

    @property
    def is_unserved(self) -> bool:
        """Whether somebody waits and no place calls."""
        return bool(self.waiting) and not self.open_places


def zones_seen(hall: Hall) -> list[ZoneSeen]:
    """Return every zone of the centre, in its order."""
    return [
        ZoneSeen(
            zone=zone.name,
            waiting=_assistance_first(hall, hall.line(zone.name)),
            open_places=_places(hall, zone.name, PlaceStatus.OPEN),
            paused_places=_places(hall, zone.name, PlaceStatus.PAUSED),
        )
        for zone in hall.centre.zones
    ]


def aside(hall: Hall) -> list[Ticket]:
    """Return the tickets that staff must do something about, or whose visitors may come back.

    Unsure papers first, then who is parked, then who was missed and may still come. The longest so the first.
    """
    order = (Stage.UNSURE, Stage.PARKED, Stage.NO_SHOW)
    tolerance_s = hall.centre.queue.late_tolerance_s
    found = [
        ticket
        for ticket in hall.tickets.values()
        if ticket.stage in order and (ticket.stage is not Stage.NO_SHOW or hall.at - ticket.ended_at <= tolerance_s)
    ]
    return sorted(found, key=lambda ticket: (order.index(ticket.stage), ticket.moved_at))


def newest(hall: Hall, most: int) -> list[Ticket]:
    """Return the tickets that were issued last, the newest first."""
    ids = list(hall.tickets)[-most:]
    return [hall.tickets[ticket_id] for ticket_id in reversed(ids)]


def found(hall: Hall, number: int) -> list[Ticket]:
    """Return today's tickets with this number, those still open first, then the newest."""
    same = [ticket for ticket in hall.tickets.values() if ticket.number == number]
    ended = {Stage.FINISHED, Stage.NO_SHOW, Stage.VOID, Stage.UNSERVED}
    return sorted(same, key=lambda ticket: (ticket.stage in ended, -ticket.turn[1]))


def open_ticket_id(hall: Hall, number: int) -> str | None:
    """Return the ticket that is meant when somebody says *number*: one that has not ended, or else the newest."""
    return next((ticket.ticket_id for ticket in found(hall, number)), None)


def _assistance_first(hall: Hall, line: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(line, key=lambda ticket_id: not hall.tickets[ticket_id].assistance))


def _places(hall: Hall, zone: str, status: PlaceStatus) -> int:
    return sum(zone in place.zones and hall.place(place.name).status is status for place in hall.centre.places)
