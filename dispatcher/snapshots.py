"""The public pictures: what the centre is (`centre`), how the hall stands (`board`), who may number alone. Pure."""

from collections.abc import Sequence
from itertools import islice

from centre.hours import coming_hours
from centre.opening import opening_at
from centre.ticker import TickerSettings
from firmware.words import Role
from hall.estimating import Outlook
from hall.line import LineKey
from hall.state import AnnouncementSaid, CallMade, Hall, Summons
from hall.ticket import Ticket
from mqtt_bridge.lease import Leases
from mqtt_bridge.public import (
    AloneStation,
    Announcement,
    Board,
    BoardZone,
    Call,
    Called,
    Centre,
    Opening,
    OpeningHours,
    OpenSpan,
    OpenSummons,
    PlaceSign,
    PurposeSign,
    TickerLine,
    ZoneSign,
)

NUMBERS_SHOWN = 10
"""At most so many numbers stand in a zone's part of the board, now and next each."""
SUMMONSES_SHOWN = 10
STATIONS_SHOWN = 10
"""At most so many stations that numbered alone stand on the board, those that told last."""


def centre_of(hall: Hall, at: float) -> Centre:
    """Return the centre as everybody may know it, and whether it is open *at*, by the stored clock."""
    centre = hall.centre
    return Centre(
        name=centre.name,
        address=centre.address,
        timezone=centre.timezone,
        public_address=centre.public_address,
        day=hall.day,
        hours=_hours_of(hall),
        opening=Opening(**opening_at(centre, hall.day, at)._asdict()),
        zones=tuple(
            ZoneSign(
                zone=zone.name,
                title=zone.title,
                wait_at=zone.wait_at,
                stop_before_break_min=zone.stop_before_break_min,
                stop_before_closing_min=zone.stop_before_closing_min,
            )
            for zone in centre.zones
        ),
        places=tuple(
            PlaceSign(
                place=place.name,
                kind=place.kind,
                number=place.number,
                letter=place.letter,
                title=place.title,
                way=place.way,
                zones=place.zones,
                body=place.body,
            )
            for place in centre.places
        ),
        purposes=tuple(
            PurposeSign(purpose=purpose.name, title=purpose.title, zone=purpose.zone, summons=purpose.summons)
            for purpose in centre.purposes
        ),
        ticker=tuple(_ticker_line(line) for line in centre.ticker),
    )


def _ticker_line(line: TickerSettings) -> TickerLine:
    begins, ends = line.hours.split("-") if line.hours is not None else (None, None)
    return TickerLine(
        text=line.text,
        first_day=line.since.isoformat() if line.since is not None else None,
        last_day=line.until.isoformat() if line.until is not None else None,
        begins=begins,
        ends=ends,
    )


def _hours_of(hall: Hall) -> OpeningHours | None:
    coming = coming_hours(hall.centre, hall.day)
    if coming is None:
        return None
    spans = tuple(OpenSpan(begins=span.begins, ends=span.ends, ends_day=span.ends_day) for span in coming.spans)
    return OpeningHours(spans=spans, known_until=coming.known_until)


def leases_of(hall: Hall, station: str) -> Leases:
    """Return all that *station* may number alone."""
    return Leases(epoch=hall.epoch, leases=tuple(held.lease for held in hall.book.held_by(station)))


def board_of(hall: Hall, at: float) -> Board:
    """Return the board at *at*, by the stored clock. Its size and cost do not grow with the number of tickets."""
    outlook = Outlook(hall, at)
    served = [hall.tickets[place.ticket_id] for place in hall.places.values() if place.ticket_id is not None]
    served.sort(key=lambda ticket: -ticket.called_at)
    return Board(
        epoch=hall.epoch,
        seq=hall.seq,
        at=at,
        calls=tuple(_call_of(hall, call, at) for call in hall.calls),
        zones=tuple(
            BoardZone(
                zone=zone.name,
                now=_now(zone.name, served),
                next=tuple(hall.tickets[ticket_id].number for ticket_id in hall.line(zone.name, NUMBERS_SHOWN)),
                waiting=hall.waiting(zone.name),
                wait=outlook.wait(LineKey(zone.name)),
                open_places=outlook.open_places(zone.name),
            )
            for zone in hall.centre.zones
        ),
        alone=_alone(hall),
        announcements=tuple(announcement_of(hall, said, at) for said in hall.announcements),
        evacuation=hall.evacuating,
        summonses=tuple(_summons_of(hall, each) for each in _most_urgent(hall)),
    )


def announcement_of(hall: Hall, said: AnnouncementSaid, at: float) -> Announcement:
    """Return what all are told, as the hall hears it. Once all speakers have said it, no time to speak is left."""
    return Announcement(
        announcement_id=said.announcement_id,
        kind=said.kind,
        begins=said.begins,
        ends=said.ends,
        at=said.at,
        speak_left_s=_speak_left_s(hall, said.at, said.announced_by, at),
    )


def _speak_left_s(hall: Hall, since: float, announced_by: set[str], at: float) -> float:
    speakers = _speakers(hall)
    is_said = bool(speakers) and speakers <= announced_by
    return 0.0 if is_said else round(max(0.0, hall.centre.queue.speak_s - (at - since)), 3)


def _most_urgent(hall: Hall) -> Sequence[Summons]:
    """Return those that nobody has taken first, then the kinds that are said most often, then the newest."""

    def order(summons: Summons) -> tuple[bool, float, float]:
        kind = hall.centre.summons(summons.kind)
        return summons.taken, kind.repeat_s if kind is not None else 0.0, -summons.raised_at

    return sorted(hall.summonses.values(), key=order)[:SUMMONSES_SHOWN]


def _summons_of(hall: Hall, summons: Summons) -> OpenSummons:
    ticket = hall.tickets.get(summons.ticket_id) if summons.ticket_id is not None else None
    return OpenSummons(
        summons_id=summons.summons_id,
        kind=summons.kind,
        reason=summons.reason,
        place=summons.place,
        station=summons.station,
        number=ticket.number if ticket is not None else None,
        competence=summons.competence,
        raised_at=summons.raised_at,
        taken=summons.taken,
    )


def _alone(hall: Hall) -> tuple[AloneStation, ...]:
    newest = sorted(hall.alone.items(), key=lambda item: (-item[1].told_at, item[0]))
    return tuple(
        AloneStation(station=station, tickets=alone.tickets, told_at=alone.told_at)
        for station, alone in newest[:STATIONS_SHOWN]
    )


def _now(zone: str, served: list[Ticket]) -> tuple[Called, ...]:
    of_zone = (
        Called(number=ticket.number, place=ticket.place)
        for ticket in served
        if ticket.zone == zone and ticket.place is not None
    )
    return tuple(islice(of_zone, NUMBERS_SHOWN))


def newest_call(hall: Hall, at: float) -> Call:
    """Return the call that was made last, as the hall hears it. Raises IndexError when there is none."""
    return _call_of(hall, hall.calls[0], at)


def _speakers(hall: Hall) -> set[str]:
    return {peer.name for peer in hall.centre.peers if peer.role is Role.AUDIO}


def _call_of(hall: Hall, call: CallMade, at: float) -> Call:
    return Call(
        call_id=call.call_id,
        number=call.number,
        zone=call.zone,
        place=call.place,
        language=call.language,
        kind=call.kind,
        at=call.at,
        still_here=call.still_here,
        not_announced=call.is_not_announced,
        speak_left_s=_speak_left_s(hall, call.at, call.announced_by, at),
    )
