"""The hall of a simulated day: the real core on the simulation's clock, and all that happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import simpy

from centre.checks import encode_centre
from centre.hours import OpenSpan, coming_hours
from centre.settings import CentreSettings
from hall.asked import Asked
from hall.business_day import next_turn_over
from hall.deciding import decide, decide_day
from hall.evolving import evolve
from hall.state import Hall
from hall.time_passing import due_events
from mqtt_bridge.commands import AnyCommand
from mqtt_bridge.events import AnyEvent, Recorded
from mqtt_bridge.replies import AtPlace, Refusal, Result

DAY = "2027-02-01"
NEXT_DAY = "2027-02-02"
"""A Monday and a Tuesday without a holiday."""
LOOK_S = 10.0
"""So often it is looked what is due by time."""


@dataclass
class DayHall:
    """Asks and lets happen, in the order of the simulation. Its clock is *env*'s, in Unix seconds."""

    centre: CentreSettings
    env: simpy.Environment
    hall: Hall
    history: list[Recorded] = field(default_factory=list)
    refusals: dict[str, int] = field(default_factory=dict)
    """How often each code was answered."""
    _requests: int = 0

    def __post_init__(self) -> None:
        """Open the day."""
        self.news = self.env.event()
        self.happen(decide_day(self.hall, DAY, encode_centre(self.centre)))

    def ask(self, command: AnyCommand, staff: str = "", peer: str = "console") -> Result | None:
        """Return the answer; None for a command that brought no news."""
        self._requests += 1
        request_id = f"{self._requests:016x}"
        asked = Asked(command, request_id, peer, self.env.now, self.centre.stations(), staff)
        decision = decide(self.hall, asked)
        if isinstance(decision, Refusal):
            self.refusals[decision.code.value] = self.refusals.get(decision.code.value, 0) + 1
            return decision
        self.happen(decision, request_id)
        return self.hall.answers.get(request_id)

    def ask_ticket(self, command: AnyCommand, staff: str = "") -> str | None:
        """Ask for what brings a ticket to a place; return the ticket's id, or None when none came."""
        answer = self.ask(command, staff)
        return answer.ticket.ticket_id if isinstance(answer, AtPlace) and answer.ticket is not None else None

    def happen(self, events: Iterable[AnyEvent], request_id: str = "") -> None:
        """Let *events* happen now, and wake up whoever waits for news."""
        for event in events:
            recorded = Recorded(seq=self.hall.seq + 1, at=self.env.now, event=event)
            evolve(self.hall, recorded, request_id)
            self.history.append(recorded)
            if not self.news.triggered:
                self.news.succeed()
                self.news = self.env.event()

    def let_time_pass(self) -> simpy.events.ProcessGenerator:
        """Look again and again what is due, as the dispatcher does."""
        while True:
            self.happen(due_events(self.hall, self.env.now))
            yield self.env.timeout(LOOK_S)

    def end(self) -> None:
        """Let the night come: who still waits is unserved."""
        self.happen(decide_day(self.hall, NEXT_DAY, encode_centre(self.centre)))


def spans_of_day(centre: CentreSettings) -> Sequence[OpenSpan]:
    """Return when the centre is open on the simulated day."""
    hours = coming_hours(centre, DAY)
    if hours is None:
        raise ValueError(f"{centre.site} is open at every hour: its day has no shape")
    return [span for span in hours.spans if span.begins < next_turn_over(hours.spans[0].begins, centre)]
