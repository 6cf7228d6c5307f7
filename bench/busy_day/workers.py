"""Workers: they open their place, call, recall, serve, send on, have lunch, err now and then, and go home."""

from collections.abc import Iterator, Sequence

import simpy

from busy_day.day_hall import DayHall
from busy_day.demand import HOUR_S, MINUTE_S, Visit
from busy_day.visitors import Visitors
from centre.hours import Span
from centre.settings import CentreSettings, PlaceSettings
from hall.ticket import OPEN_STAGES
from mqtt_bridge.commands import AnyCommand, CallNext, Finish, NoShow, Recall, StartServing, Undo
from mqtt_bridge.place_commands import ClosePlace, OpenPlace, Park, PausePlace, Transfer
from mqtt_bridge.replies import AtPlace, Result

RECALL_AFTER_S = 45.0
LUNCH = "lunch"
ERRS = 0.02
"""Of all visits, the end of which is taken back at once and given again."""
OVERTIME_S = 30 * MINUTE_S
"""So long after closing at most a worker goes on while somebody waits."""
AWAY = (6.5 * HOUR_S, 7.5 * HOUR_S)
"""After the opening: for this hour a competence has no open place."""
Steps = simpy.events.ProcessGenerator


class Worker:
    """Works at one place for a day."""

    def __init__(
        self, day: DayHall, visitors: Visitors, place: PlaceSettings, away: Sequence[tuple[float, float]]
    ) -> None:
        self._day = day
        self._visitors = visitors
        self._place = place.name
        self._zones = place.zones
        self._away = away
        self._chance = visitors.demand.chance
        self._staff = f"staff-{place.name}"

    def work(self, spans: Sequence[Span]) -> Steps:
        """Work within *spans*, and be away in between."""
        env, chance = self._day.env, self._chance
        for last, span in enumerate(spans, 1 - len(spans)):
            yield env.timeout(max(0.0, span.begins + chance.uniform(0, 5) * MINUTE_S - env.now))
            self._ask(OpenPlace(place=self._place))
            yield from self._serve_until(span.ends if last else span.ends + OVERTIME_S, overtime=not last)
            self._ask(ClosePlace(place=self._place) if not last else PausePlace(place=self._place, reason=LUNCH))

    def _serve_until(self, ends: float, *, overtime: bool) -> Steps:
        env = self._day.env
        while env.now < ends:
            for begins, until in self._away:
                if begins <= env.now < until:
                    self._ask(ClosePlace(place=self._place))
                    yield env.timeout(until - env.now)
                    self._ask(OpenPlace(place=self._place))
            ticket_id = self._day.ask_ticket(CallNext(place=self._place), self._staff)
            if ticket_id is not None:
                yield from self._receive(ticket_id)
                yield env.timeout(self._chance.uniform(5, 60))
            elif overtime and env.now >= ends - OVERTIME_S:
                return
            else:
                yield self._day.news | env.timeout(MINUTE_S)  # an appointment is due without any news

    def _receive(self, ticket_id: str) -> Steps:
        env, visit = self._day.env, self._visitors.visits[ticket_id]
        if not visit.comes:
            yield from self._miss(ticket_id)
            return
        yield env.timeout(visit.walk_s)
        self._ask(StartServing(place=self._place))
        yield env.timeout(visit.services_s.pop(0) if visit.services_s else MINUTE_S)
        yield from self._end(ticket_id, visit)

    def _miss(self, ticket_id: str) -> Steps:
        """Call again until the rules let the visitor be a no-show."""
        while True:
            yield self._day.env.timeout(RECALL_AFTER_S)
            if isinstance(self._ask(NoShow(place=self._place)), AtPlace):
                self._visitors.missed(ticket_id)
                return
            self._ask(Recall(place=self._place))

    def _end(self, ticket_id: str, visit: Visit) -> Steps:
        if visit.parked_s is not None:
            self._ask(Park(place=self._place, reason="a paper is lacking"))
            self._visitors.fetch(ticket_id, visit.parked_s)
            visit.parked_s = None
        elif visit.transferred and (zone := self._other_zone()) is not None:
            self._ask(Transfer(place=self._place, to_zone=zone, comes_back=visit.comes_back))
            visit.transferred = False
        else:
            self._ask(Finish(place=self._place))
            if self._chance.random() < ERRS:
                yield self._day.env.timeout(3)
                self._ask(Undo(place=self._place))
                yield self._day.env.timeout(5)
                if self._day.hall.tickets[ticket_id].stage in OPEN_STAGES:
                    self._ask(Finish(place=self._place))

    def _other_zone(self) -> str | None:
        """Return a zone that visitors are sent on to: one without appointments that is served elsewhere."""
        zones = [zone.name for zone in self._day.centre.zones if not zone.by_appointment]
        return next((zone for zone in zones if zone not in self._zones), None)

    def _ask(self, command: AnyCommand) -> Result | None:
        return self._day.ask(command, self._staff)


def places_away(centre: CentreSettings) -> Iterator[str]:
    """Yield the places that are closed for an hour, so that one competence has no open place."""
    if centre.competences:
        wanted = centre.competences[0].name
        yield from (place.name for place in centre.places if wanted in place.competences)
