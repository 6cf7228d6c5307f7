"""Visitors: they come, take a ticket, wait; some go away and turn up late, some fetch a paper that is lacking."""

from collections.abc import Sequence

import simpy

from busy_day.day_hall import DayHall
from busy_day.demand import Arrival, Demand, Visit
from centre.hours import Span
from firmware.words import Language
from mqtt_bridge.commands import IssueTicket, ReportPaper
from mqtt_bridge.hall_commands import Readmit, ResumeTicket
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import Issued

PAPER_S = 2.0
"""From the number to the report that its paper is out."""


class Visitors:
    """Everybody who comes on one day, and what will become of their tickets."""

    def __init__(self, day: DayHall, demand: Demand) -> None:
        self.day = day
        self.demand = demand
        self.visits: dict[str, Visit] = {}
        """By ticket."""
        self.turned_away = 0
        """Who was refused a ticket."""
        self._station = min(day.centre.stations())

    def invite(self, spans: Sequence[Span]) -> None:
        """Have everybody come when it is their time."""
        env = self.day.env
        for arrival in self.demand.arrivals(spans):
            env.process(self._come(arrival))
        for place in self.day.centre.places:
            for name in place.zones:
                zone = self.day.centre.zone(name)
                if zone is None or not zone.by_appointment:
                    continue
                for due_at, arrival in self.demand.appointments(spans[0].begins, zone):
                    env.process(self._come(arrival, place.name, due_at))

    def missed(self, ticket_id: str) -> None:
        """Have a visitor turn up who was called in vain, if that is their way."""
        late_s = self.visits[ticket_id].late_s
        if late_s is not None:
            self.day.env.process(self._turn_up(ticket_id, late_s))

    def fetch(self, ticket_id: str, seconds: float) -> None:
        """Have a visitor be away, and come back."""
        self.day.env.process(self._come_back(ticket_id, seconds))

    def _come(
        self, arrival: Arrival, place: str | None = None, due_at: float | None = None
    ) -> simpy.events.ProcessGenerator:
        env = self.day.env
        yield env.timeout(arrival.at - env.now)
        wish = IssueTicket(
            zone=arrival.zone,
            language=self.demand.chance.choice([*Language]),
            station=self._station,
            matters=arrival.matters,
            assistance=arrival.assistance,
            place=place,
            due_at=due_at,
        )
        answer = self.day.ask(wish)
        if not isinstance(answer, Issued):
            self.turned_away += 1
            return
        ticket_id = answer.paper.ticket_id
        self.visits[ticket_id] = self.demand.visit(arrival.zone)
        yield env.timeout(PAPER_S)
        report = ReportPaper(ticket_id=ticket_id, job_id=ticket_id, outcome=PaperOutcome.CONFIRMED)
        self.day.ask(report, peer=self._printer())

    def _printer(self) -> str:
        peer = self.day.centre.station_peer(self._station)
        return peer.name if peer is not None else ""

    def _turn_up(self, ticket_id: str, late_s: float) -> simpy.events.ProcessGenerator:
        yield self.day.env.timeout(late_s)
        self.visits[ticket_id].comes = True
        self.day.ask(Readmit(ticket_id=ticket_id))

    def _come_back(self, ticket_id: str, seconds: float) -> simpy.events.ProcessGenerator:
        yield self.day.env.timeout(seconds)
        self.day.ask(ResumeTicket(ticket_id=ticket_id))
