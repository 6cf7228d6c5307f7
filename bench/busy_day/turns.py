"""Where every ticket stands after each event of a day, followed by rules of the bench's own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mqtt_bridge.events import (
    AnyEvent,
    CallKind,
    PaperReported,
    Recorded,
    StepUndone,
    TicketAdmitted,
    TicketCalled,
    TicketIssued,
    TicketUnserved,
    TicketVoided,
    VisitFinished,
    VisitorMissed,
)
from mqtt_bridge.hall_events import AppointmentMoved, TicketMarked, TicketReadmitted, TicketResumed
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.place_events import PlaceClosed, PlaceOpened, PlacePaused, TicketParked, TicketTransferred


@dataclass(frozen=True)
class Turn:
    """One ticket's turn."""

    ticket_id: str
    number: int
    issued_at: float
    zone: str
    competence: str | None
    assistance: bool
    due_at: float | None
    only: str | None
    """The only place that may call it."""
    waits: bool = False
    is_back: bool = False
    """It has been called before."""
    place: str | None = None
    back_to: str | None = None
    back_zone: str | None = None
    parked_by: str | None = None


class Turns:
    """Follows the events of a day."""

    def __init__(self) -> None:
        self.turns: dict[str, Turn] = {}
        self.at_place: dict[str, str] = {}
        """Which ticket a place has."""
        self.open: set[str] = set()
        """Places that are open."""
        self._there: set[str] = set()
        """Places that are open or paused."""
        self._steps: dict[str, list[Turn]] = {}

    def waiting(self) -> Iterator[Turn]:
        """Yield who waits."""
        return (turn for turn in self.turns.values() if turn.waits)

    def follow(self, recorded: Recorded) -> None:
        """Let one event have happened."""
        event = recorded.event
        if isinstance(event, TicketIssued):
            self.turns[event.ticket_id] = Turn(
                event.ticket_id,
                event.number,
                recorded.at,
                event.zone,
                event.competence,
                event.assistance,
                event.due_at,
                event.place,
            )
        elif isinstance(event, PlaceOpened | PlacePaused | PlaceClosed):
            self._follow_place(event)
        elif (turn := self.turns.get(getattr(event, "ticket_id", ""))) is not None:
            place = getattr(event, "place", None)
            if isinstance(event, StepUndone):
                self._undo(turn, event.place)
            elif (after := self._after(turn, event)) is not None:
                if place is not None and (turn.place or after.place):
                    self._steps.setdefault(place, []).append(turn)
                self._stand(turn, after)

    def _follow_place(self, event: PlaceOpened | PlacePaused | PlaceClosed) -> None:
        (self.open.add if isinstance(event, PlaceOpened) else self.open.discard)(event.place)
        (self._there.discard if isinstance(event, PlaceClosed) else self._there.add)(event.place)
        if isinstance(event, PlaceClosed):
            for turn in [*self.waiting()]:
                if turn.only == event.place and turn.due_at is None:  # an appointment stays with its office
                    self.turns[turn.ticket_id] = replace(turn, only=None)

    def _after(self, turn: Turn, event: AnyEvent) -> Turn | None:
        """Return how *turn* stands after *event*; None where that changes nothing."""
        match event:
            case PaperReported(outcome=PaperOutcome.CONFIRMED | PaperOutcome.SENT) | TicketAdmitted():
                return replace(turn, waits=True) if turn.place is None else None
            case TicketMarked(assistance=assistance):
                return replace(turn, assistance=assistance)
            case AppointmentMoved(due_at=due_at):
                return replace(turn, due_at=due_at)
            case TicketCalled(kind=CallKind.FIRST, place=place):
                return replace(turn, waits=False, place=place)
            case TicketResumed():
                only = turn.parked_by if turn.parked_by in self._there else None
                return replace(turn, waits=True, is_back=True, only=only, parked_by=None)
            case TicketReadmitted():
                stays = turn.due_at is not None or turn.only in self._there
                return replace(turn, waits=True, is_back=True, only=turn.only if stays else None)
            case _:
                return self._gone(replace(turn, waits=False, place=None), turn, event)

    def _gone(self, gone: Turn, turn: Turn, event: AnyEvent) -> Turn | None:
        """Return how *turn* stands once it has left its place or the line."""
        match event:
            case VisitFinished(comes_back=True):
                only = turn.back_to if turn.back_to in self._there else None
                zone = turn.back_zone or turn.zone
                return replace(gone, waits=True, is_back=True, zone=zone, only=only, back_to=None, back_zone=None)
            case TicketTransferred() as sent:
                back = (sent.place, turn.zone) if sent.comes_back else (turn.back_to, turn.back_zone)
                after = replace(gone, waits=True, is_back=False, zone=sent.zone, only=sent.to_place)
                return replace(after, due_at=None, back_to=back[0], back_zone=back[1])
            case TicketParked(place=place):
                return replace(gone, parked_by=place)
            case VisitFinished() | VisitorMissed() | TicketVoided() | TicketUnserved():
                return gone
            case _:
                return None

    def _stand(self, before: Turn, after: Turn) -> None:
        if before.place is not None and before.place != after.place:
            self.at_place.pop(before.place, None)
        if after.place is not None:
            self.at_place[after.place] = after.ticket_id
        self.turns[after.ticket_id] = after

    def _undo(self, turn: Turn, place: str) -> None:
        before = self._steps[place].pop()
        self._stand(turn, replace(before, assistance=turn.assistance))
