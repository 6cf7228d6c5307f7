"""The hall as its moderator sees it: who waits, who works where, and who is on the way to whom."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from console.seeing.places import place_seen
from console.seeing.waiting import ZoneSeen, zones_seen
from console.web.filling.choices import pause_words
from console.web.filling.looking import Looking
from console.web.filling.tickets import ticket_seen, waits_since
from console.web.lengths import length
from console.web.views.hall import (
    CallNow,
    CallsNow,
    ListedZone,
    PlaceNow,
    PlacesNow,
    Safety,
    Waiting,
    WaitingList,
    Zone,
)
from console.web.views.parts import Ticket, Timer
from hall.ticket import Stage
from mqtt_bridge.replies import PlaceStatus

MOST_OF_A_ZONE = 12
"""So many of a zone's line are shown; the rest is counted, and stands in the list to print."""
LATE_S = 1800.0
"""Who has waited for longer is shown as waiting long."""


def waiting(looking: Looking) -> Waiting:
    """Return everybody who waits, by zone."""
    zones = tuple(_zone(looking, seen) for seen in zones_seen(looking.hall))
    timers = [zone.longest for zone in zones if zone.longest is not None]
    return Waiting(
        zones=zones,
        waiting=sum(zone.waiting for zone in zones),
        longest=min(timers, key=lambda timer: timer.since, default=None),
    )


def places_now(looking: Looking, holders: Mapping[str, str]) -> PlacesNow:
    """Return every staffed place, and others where something is done; *holders* are names by place."""
    places = tuple(
        _place(looking, settings.name, holders.get(settings.name, ""))
        for settings in looking.centre.places
        if settings.staffed or looking.hall.place(settings.name).status is not PlaceStatus.CLOSED
    )
    return PlacesNow(places=places, open_now=sum(place.status == PlaceStatus.OPEN.value for place in places))


def calls_now(looking: Looking) -> CallsNow:
    """Return who is called or served: those on the way first, the longest so the first."""
    calls = []
    for settings in looking.centre.places:
        seen, ticket = place_seen(looking.hall, settings.name), looking.hall.ticket_at(settings.name)
        if ticket is None:
            continue
        call = CallNow(
            ticket=ticket_seen(looking, ticket),
            place=looking.place(settings.name),
            since=Timer(since=seen.since),
            is_serving=ticket.stage is Stage.SERVING,
            recalls=max(0, ticket.calls - 1),
            is_unheard=seen.not_announced,
        )
        calls.append(call)
    return CallsNow(calls=tuple(sorted(calls, key=lambda call: (call.is_serving, call.since.since))))


def safety(looking: Looking, *, may_evacuate: bool) -> Safety:
    """Return whether everybody leaves."""
    hall = looking.hall
    since = Timer(since=hall.evacuating_since) if hall.evacuating else None
    return Safety(may_evacuate=may_evacuate, evacuation_since=since)


def waiting_list(looking: Looking) -> WaitingList:
    """Return everybody who waits, to be printed: no time runs on on paper."""
    zones = [
        ListedZone(label=looking.zone(seen.zone), tickets=tuple(_printed(looking, one) for one in seen.waiting))
        for seen in zones_seen(looking.hall)
        if seen.waiting
    ]
    made_at = datetime.fromtimestamp(looking.at, ZoneInfo(looking.centre.timezone))
    return WaitingList(
        made_at=made_at.strftime("%d.%m.%Y, %H:%M"),
        zones=tuple(zones),
        waiting=sum(len(zone.tickets) for zone in zones),
    )


def _zone(looking: Looking, seen: ZoneSeen) -> Zone:
    hall = looking.hall
    longest = min((waits_since(hall.tickets[ticket_id]) for ticket_id in seen.waiting), default=None)
    by_status: dict[PlaceStatus, list[str]] = {status: [] for status in PlaceStatus}
    for place in looking.centre.places:
        if seen.zone in place.zones:
            by_status[hall.place(place.name).status].append(looking.place(place.name))
    return Zone(
        name=seen.zone,
        label=looking.zone(seen.zone),
        tickets=tuple(_waiting(looking, ticket_id) for ticket_id in seen.waiting[:MOST_OF_A_ZONE]),
        waiting=len(seen.waiting),
        longest=_timer(looking, longest) if longest is not None else None,
        served_by=tuple(by_status[PlaceStatus.OPEN]),
        paused=tuple(by_status[PlaceStatus.PAUSED]),
    )


def _waiting(looking: Looking, ticket_id: str) -> Ticket:
    ticket = looking.hall.tickets[ticket_id]
    return replace(ticket_seen(looking, ticket), waited=_timer(looking, waits_since(ticket)))


def _printed(looking: Looking, ticket_id: str) -> Ticket:
    ticket = looking.hall.tickets[ticket_id]
    since = waits_since(ticket)
    return replace(ticket_seen(looking, ticket), waited=Timer(since=since, shown=length(looking.at - since)))


def _timer(looking: Looking, since: float) -> Timer:
    return Timer(since=since, is_late=looking.at - since > LATE_S)


def _place(looking: Looking, name: str, holder: str) -> PlaceNow:
    seen, ticket = place_seen(looking.hall, name), looking.hall.ticket_at(name)
    is_paused = seen.status is PlaceStatus.PAUSED
    is_closed = seen.status is PlaceStatus.CLOSED
    return PlaceNow(
        name=name,
        label=looking.place(name),
        status=seen.status.value,
        reason=pause_words(looking.language, seen.reason) if is_paused else "",
        person=holder or ("" if is_closed else looking.person(seen.staff)),
        since=Timer(since=seen.seen_at) if is_paused else None,
        number=ticket.number if ticket is not None else None,
    )
