"""Rules about tickets and their paper: giving a number, what its station reports, what the reception decides."""

from collections.abc import Container, Iterator

from centre.hours import coming_hours
from centre.opening import open_until, opens_again, paused
from centre.settings import ZoneSettings
from hall.asked import Asked, Decision, refuse
from hall.estimating import Outlook
from hall.leases import not_given
from hall.line import LineKey
from hall.numbering import next_number
from hall.routing import wanted_of
from hall.state import Hall
from hall.ticket import OPEN_STAGES, Stage, Ticket
from mqtt_bridge.commands import Admit, IssueTicket, ReportPaper, Reprint, VoidTicket
from mqtt_bridge.events import (
    PaperReported,
    PaperSilent,
    TicketAdmitted,
    TicketIssued,
    TicketReprinted,
    TicketVoided,
)
from mqtt_bridge.replies import Refusal, RefusalCode


def decide_issue(hall: Hall, asked: Asked[IssueTicket]) -> Decision:
    """Give the zone's next number. Refused for a station that is not there to print it."""
    command = asked.command
    wanted = wanted_of(hall.centre, command)
    if isinstance(wanted, Refusal):
        return wanted
    zone = wanted.zone
    printer = hall.centre.station_peer(command.station)
    if printer is None:
        return refuse(RefusalCode.UNKNOWN_STATION, command.station)
    refusal = _refuse_now(hall, asked, zone) or _refuse_appointment(hall, asked, zone)
    if refusal is not None:
        return refusal
    if printer.name != asked.peer and command.station not in asked.stations_online:
        return refuse(RefusalCode.STATION_OFFLINE, command.station)
    ahead = hall.waiting(zone.name)
    key = LineKey(zone.name, competence=wanted.competence, assistance=command.assistance)
    outlook = Outlook(hall, asked.at)
    wait = outlook.wait(key) if command.due_at is None else None
    is_counted = zone.stop_when_full and command.due_at is None
    if is_counted and (refusal := _refuse_late_turn(hall, outlook, key, asked.at)):
        return refusal
    given = next_number(zone.first, zone.last, hall.given.get(zone.name), hall.in_use, not_given(hall, zone))
    if given is None:
        return refuse(RefusalCode.NUMBERS_USED_UP, f"all of {zone.first}-{zone.last} are in use or reserved")
    return [
        TicketIssued(
            ticket_id=asked.request_id,
            zone=zone.name,
            cycle=given.cycle,
            number=given.number,
            language=command.language,
            station=command.station,
            asker=asked.peer,
            ahead=ahead,
            matters=command.matters,
            competence=wanted.competence,
            assistance=command.assistance,
            representative=command.representative,
            place=command.place,
            due_at=command.due_at,
            official=command.official,
            wait=wait,
        )
    ]


def _refuse_now(hall: Hall, asked: Asked[IssueTicket], zone: ZoneSettings) -> Refusal | None:
    if asked.request_id in hall.tickets:  # a late request of a press that its station has numbered alone
        return refuse(RefusalCode.TOO_LATE, f"numbered {hall.tickets[asked.request_id].number} already")
    if hall.evacuating:
        return refuse(RefusalCode.EVACUATION)
    hours = coming_hours(hall.centre, hall.day) if not zone.by_appointment else None
    if hours is not None and (pause := paused(hours, zone, asked.at)) is not None:
        return refuse(RefusalCode(pause.why.value), until=pause.until)
    if hall.awaited:
        return refuse(RefusalCode.RESTORING, f"until {', '.join(sorted(hall.awaited))} joined")
    return None


def _refuse_appointment(hall: Hall, asked: Asked[IssueTicket], zone: ZoneSettings) -> Refusal | None:
    """Such a zone's tickets come from the check-in, which names the office and the time; no others have these."""
    command = asked.command
    if zone.by_appointment and (command.place is None or command.due_at is None):
        return refuse(RefusalCode.BY_APPOINTMENT, zone.name)
    is_booked = command.place is not None or command.due_at is not None or command.official is not None
    if not zone.by_appointment and is_booked:
        return refuse(RefusalCode.BY_APPOINTMENT, f"{zone.name} knows no appointments")
    if command.place is None:
        return None
    place = hall.centre.place(command.place)
    if place is None or zone.name not in place.zones:
        return refuse(RefusalCode.UNKNOWN_PLACE, f"{command.place} does not serve {zone.name}")
    return None


def _refuse_late_turn(hall: Hall, outlook: Outlook, key: LineKey, at: float) -> Refusal | None:
    """Refuse whose turn is not expected before the break or the closing."""
    wait, hours = outlook.wait_s(key), coming_hours(hall.centre, hall.day)
    until = open_until(hours, at) if hours is not None else None
    if wait is None or hours is None or until is None or at + wait.middle_s - wait.off_s < until:
        return None
    said = f"the wait would be {wait.middle_s / 60:.0f} min"
    return refuse(RefusalCode.LAST_TICKETS, said, until=opens_again(hours, at))


def decide_report(hall: Hall, asked: Asked[ReportPaper]) -> Decision:
    """Take note of what became of a paper. The first word on a paper counts, and any later good news."""
    command = asked.command
    ticket = hall.tickets.get(command.ticket_id)
    if ticket is None:
        return refuse(RefusalCode.UNKNOWN_TICKET, command.ticket_id)
    if ticket.has_paper and command.job_id == command.ticket_id:
        return []
    return [
        PaperReported(ticket_id=command.ticket_id, job_id=command.job_id, outcome=command.outcome, fault=command.fault)
    ]


def decide_reprint(hall: Hall, asked: Asked[Reprint]) -> Decision:
    """Have a copy printed, of a ticket that still counts."""
    command = asked.command
    ticket = _ticket(hall, command.ticket_id, OPEN_STAGES)
    if isinstance(ticket, Refusal):
        return ticket
    if hall.centre.station_peer(command.station) is None:
        return refuse(RefusalCode.UNKNOWN_STATION, command.station)
    if command.station not in asked.stations_online:
        return refuse(RefusalCode.STATION_OFFLINE, command.station)
    if hall.evacuating:
        return refuse(RefusalCode.EVACUATION)
    return [
        TicketReprinted(
            ticket_id=ticket.ticket_id,
            job_id=asked.request_id,
            station=command.station,
            ahead=ticket.ahead or 0,
            staff=asked.staff,
        )
    ]


def decide_admit(hall: Hall, asked: Asked[Admit]) -> Decision:
    """Let an unsure ticket wait: the reception has its paper before its eyes."""
    ticket = _ticket(hall, asked.command.ticket_id, {Stage.UNSURE})
    if isinstance(ticket, Refusal):
        return ticket
    return [TicketAdmitted(ticket_id=ticket.ticket_id, staff=asked.staff)]


def decide_void(hall: Hall, asked: Asked[VoidTicket]) -> Decision:
    """Let a ticket count no more. One that is at a place is voided only by naming this place."""
    command = asked.command
    ticket = _ticket(hall, command.ticket_id, OPEN_STAGES)
    if isinstance(ticket, Refusal):
        return ticket
    if ticket.place != command.place:
        if ticket.place is None:
            return refuse(RefusalCode.WRONG_STATE, f"{ticket.stage.value}, not at {command.place}")
        return refuse(RefusalCode.TAKEN, ticket.place)
    return [TicketVoided(ticket_id=ticket.ticket_id, place=ticket.place, staff=asked.staff)]


def _ticket(hall: Hall, ticket_id: str, stages: Container[Stage]) -> Ticket | Refusal:
    ticket = hall.tickets.get(ticket_id)
    if ticket is None:
        return refuse(RefusalCode.UNKNOWN_TICKET, ticket_id)
    if ticket.stage not in stages:
        return refuse(RefusalCode.WRONG_STATE, ticket.stage.value)
    return ticket


def silent_papers(hall: Hall, at: float) -> Iterator[PaperSilent]:
    """Yield the tickets whose station has said nothing for too long."""
    for ticket_id, issued_at in hall.unreported.items():
        if at < issued_at + hall.centre.queue.paper_silence_s:
            return  # the oldest come first
        yield PaperSilent(ticket_id=ticket_id)
