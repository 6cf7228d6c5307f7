"""Rules about papers whose numbers the dispatcher did not give: it takes them in as they are."""

from bisect import bisect_left

import msgspec

from hall.asked import Asked, Decision, refuse
from hall.business_day import business_day
from hall.lease_book import LEASES_AN_EPOCH, left
from hall.leases import Decided, top_up
from hall.routing import competence_of
from hall.state import Hall
from mqtt_bridge.commands import PrintedPaper, ReportAlone
from mqtt_bridge.events import PaperReported, TicketAdopted, TicketUnserved
from mqtt_bridge.lease_events import LeaseRetired
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import RefusalCode

APART_S = 1e-5
"""Tickets of one lease are at least so far apart: the line keeps the order of their numbers."""
LOWEST_CYCLE = -(2**62)
"""What the journal's file can hold, and more than any epoch needs."""


def decide_alone(hall: Hall, asked: Asked[ReportAlone]) -> Decision:
    """Take in what a station numbered alone. If the dispatcher numbered the same press, nobody has seen that number."""
    command = asked.command
    known = hall.tickets.get(command.ticket_id)
    if known is not None and known.station != command.station:
        return refuse(RefusalCode.NOT_ALLOWED, f"{command.ticket_id} is a ticket of {known.station}")
    if known is not None and known.alone:
        return []
    if hall.centre.zone(command.zone) is None:
        return refuse(RefusalCode.UNKNOWN_ZONE, command.zone)
    decided = Decided(hall, asked.request_id)
    cycle = own_cycle(decided, command) if command.cycle < 0 else decided.book.fresh_cycle()
    issued_at = _issued_at(hall, cycle, command.number, asked.at - command.age_s)
    matters = tuple(matter for matter in command.matters if hall.centre.purpose(matter) is not None)
    adopted = _adopted(command, command.station, cycle, issued_at, alone=True)
    competence = competence_of(hall.centre, matters)
    decided.add(msgspec.structs.replace(adopted, matters=matters, competence=competence, assistance=command.assistance))
    decided.add(_reported(command.ticket_id, command.outcome, command.fault))
    if known is None and command.outcome is not PaperOutcome.FAILED and is_of_the_past(hall, issued_at):
        decided.add(TicketUnserved(ticket_id=command.ticket_id))
    _mind_the_lease(decided, command)
    return decided.events


def adopt_printed(decided: Decided, paper: PrintedPaper, station: str, issued_at: float) -> None:
    """Take in a paper that came out of *station*, with the number that stands on it."""
    past = is_of_the_past(decided.hall, issued_at)
    cycle = own_cycle(decided, paper) if paper.cycle < 0 or not past else decided.book.fresh_cycle()
    decided.add(_adopted(paper, station, cycle, issued_at, alone=paper.alone))
    decided.add(_reported(paper.ticket_id, PaperOutcome.CONFIRMED))
    if past and paper.ticket_id not in decided.hall.tickets:
        decided.add(TicketUnserved(ticket_id=paper.ticket_id))


def confirm_printed(decided: Decided, paper: PrintedPaper) -> None:
    """Take note that the paper of a ticket that is known came out."""
    decided.add(_reported(paper.ticket_id, PaperOutcome.CONFIRMED))


def is_of_the_past(hall: Hall, issued_at: float) -> bool:
    """Tell whether a ticket of that time belongs to a business day that has ended."""
    return business_day(max(0.0, issued_at), hall.centre) < hall.day


def own_cycle(decided: Decided, paper: PrintedPaper | ReportAlone) -> int:
    """Return the cycle that the paper's number has by its own word, or a fresh one if that cannot be.

    It cannot be when another ticket has the very same number (two memory cards with one content), when the number is
    not of the lease that has this cycle, or when the cycle is one that this epoch has still to give.
    """
    book, cycle = decided.book, paper.cycle
    serial, lease = book.serial_of(cycle), book.lease_of(cycle)
    is_possible = LOWEST_CYCLE < cycle < LEASES_AN_EPOCH and (serial is None or serial <= book.serial)
    fits = lease is None or (lease.zone == paper.zone and lease.first <= paper.number <= lease.last)
    if is_possible and fits and not decided.is_taken(paper.zone, cycle, paper.number):
        return cycle
    return book.fresh_cycle()


def _issued_at(hall: Hall, cycle: int, number: int, told: float) -> float:
    """Return when a number was issued: as *told*, but between its neighbours of the same lease and day."""
    known = hall.issued_alone.get(cycle, [])
    index = bisect_left(known, (number, 0.0))
    issued_at = max(0.0, told)
    if index > 0 and not is_of_the_past(hall, known[index - 1][1]):
        below, at = known[index - 1]
        issued_at = max(issued_at, at + (number - below) * APART_S)
    if index < len(known) and not is_of_the_past(hall, known[index][1]):
        above, at = known[index]
        issued_at = min(issued_at, at - (above - number) * APART_S)
    return issued_at


def _adopted(
    paper: PrintedPaper | ReportAlone, station: str, cycle: int, issued_at: float, *, alone: bool
) -> TicketAdopted:
    return TicketAdopted(
        ticket_id=paper.ticket_id,
        zone=paper.zone,
        cycle=cycle,
        number=paper.number,
        language=paper.language,
        station=station,
        issued_at=max(0.0, issued_at),
        alone=alone,
    )


def _reported(ticket_id: str, outcome: PaperOutcome, fault: str = "") -> PaperReported:
    return PaperReported(ticket_id=ticket_id, job_id=ticket_id, outcome=outcome, fault=fault)


def _mind_the_lease(decided: Decided, command: ReportAlone) -> None:
    """End the lease if it is used up, and give the station more if it has little left."""
    held = next((held for held in decided.book.held_by(command.station) if held.lease.cycle == command.cycle), None)
    if held is not None and left(held) == 0:
        decided.add(LeaseRetired(station=command.station, lease=held.lease, why="used-up"))
    station = decided.book.stations.get(command.station)
    if station is not None and command.zone in station.zones:
        top_up(decided, [msgspec.structs.replace(station, zones=(command.zone,))])
