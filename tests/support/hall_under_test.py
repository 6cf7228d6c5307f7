"""A hall to decide in, and a recorder of what happened: for tests alone."""

from collections.abc import Sequence
from typing import Any

from centre.checks import encode_centre
from centre.settings import CentreSettings
from firmware.words import Language, new_id
from hall.asked import Asked
from hall.business_day import business_day, next_turn_over
from hall.deciding import decide, decide_day
from hall.evolving import evolve
from hall.state import Hall
from hall.ticket import Ticket
from hall.time_passing import due_events
from mqtt_bridge.commands import AnyCommand, CallNext, Finish, IssueTicket, ReportPaper
from mqtt_bridge.events import AnyEvent, CentreConfigured, Recorded
from mqtt_bridge.lease_events import JournalRestored
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import AtPlace, Issued, Refusal, RefusalCode, Result


class HallUnderTest:
    """Asks, and lets happen what was decided. Time passes only by `pass_time`."""

    def __init__(self, centre: CentreSettings) -> None:
        self.hall = Hall(centre)
        self.at = 1_800_000_000.0
        self.history: list[tuple[Recorded, str]] = []
        self.stations = {"entrance", "waiting-hall"}
        self.happen(decide_day(self.hall, "2027-01-15", encode_centre(centre)))

    def happen(self, events: Sequence[AnyEvent], request_id: str = "") -> None:
        for event in events:
            recorded = Recorded(seq=self.hall.seq + 1, at=self.at, event=event)
            evolve(self.hall, recorded, request_id)
            self.history.append((recorded, request_id))

    def ask(self, command: AnyCommand, peer: str = "console", request_id: str = "", staff: str = "") -> Result | None:
        """Return the answer; None for a command that brought no news."""
        request_id = request_id or new_id()
        decision = decide(self.hall, Asked(command, request_id, peer, self.at, self.stations, staff))
        if isinstance(decision, Refusal):
            return decision
        self.happen(decision, request_id)
        return self.hall.answers.get(request_id)

    def kinds(self) -> list[str]:
        """Return what happened so far, by the names of the events."""
        return [type(recorded.event).__name__ for recorded, _request_id in self.history]

    def configure(self, centre: CentreSettings) -> None:
        """Have other settings be in force from now on."""
        self.happen([CentreConfigured(settings=encode_centre(centre))])

    def turn_over(self) -> None:
        """Let the night pass, and the next business day begin."""
        self.at = next_turn_over(self.at, self.hall.centre) + 6 * 3600
        day = business_day(self.at, self.hall.centre)
        self.happen(decide_day(self.hall, day, encode_centre(self.hall.centre)))

    def restore(self, events: int) -> None:
        """Go on from a backup that holds the first *events* of the journal."""
        epoch, history = self.hall.epoch + 1, self.history[:events]
        self.hall, self.history = Hall(self.hall.centre), []
        for recorded, request_id in history:
            evolve(self.hall, recorded, request_id)
        self.history = history
        awaited = tuple(sorted(self.hall.centre.stations()))
        self.happen([JournalRestored(epoch=epoch, awaited=awaited)])
        if (day := business_day(self.at, self.hall.centre)) > self.hall.day:
            self.happen(decide_day(self.hall, day, encode_centre(self.hall.centre)))

    def pass_time(self, seconds: float) -> None:
        self.at += seconds

    def issue(self, zone: str = "consultation", language: Language = Language.KK, station: str = "entrance") -> Ticket:
        return self.issued(IssueTicket(zone=zone, language=language, station=station))

    def issued(self, command: IssueTicket) -> Ticket:
        answer = self.ask(command)
        assert isinstance(answer, Issued), answer
        return self.hall.tickets[answer.paper.ticket_id]

    def report(self, ticket: Ticket, outcome: PaperOutcome, peer: str = "") -> Result | None:
        report = ReportPaper(ticket_id=ticket.ticket_id, job_id=ticket.ticket_id, outcome=outcome)
        return self.ask(report, peer=peer or ticket.station)

    def wait(self, zone: str = "consultation", **fields: Any) -> Ticket:
        """Issue a ticket, with these fields of the command, whose paper is out."""
        ticket = self.issued(IssueTicket(zone=zone, language=Language.KK, station="entrance", **fields))
        self.report(ticket, PaperOutcome.CONFIRMED)
        self.pass_time(1)
        return ticket

    def book(self, due_in_s: float, place: str = "office-12") -> Ticket:
        """Check a visitor in whose appointment is at a time from now."""
        return self.wait("personal-reception", place=place, due_at=self.at + due_in_s)

    def serve(self, place: str = "window-1", seconds: float = 60.0) -> Ticket:
        """Call the next, and finish the visit after some time."""
        ticket = self.call(place)
        self.pass_time(seconds)
        self.ask(Finish(place=place))
        return ticket

    def let_time_pass(self, seconds: float) -> None:
        """Let time pass, and happen what it brings."""
        self.pass_time(seconds)
        self.happen(due_events(self.hall, self.at))

    def call(self, place: str = "window-1") -> Ticket:
        answer = self.ask(CallNext(place=place))
        assert isinstance(answer, AtPlace), answer
        assert answer.ticket is not None
        return self.hall.tickets[answer.ticket.ticket_id]


def code(answer: object) -> RefusalCode:
    """Return the code of an answer that must be a refusal."""
    assert isinstance(answer, Refusal), answer
    return answer.code
