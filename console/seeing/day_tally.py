"""What was done at each place today: visits finished and missed, and how long they took. Kept by hearing events."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from mqtt_bridge.events import (
    AnyEvent,
    CallKind,
    DayOpened,
    Recorded,
    ServingStarted,
    StepUndone,
    TicketCalled,
    VisitFinished,
    VisitorMissed,
)


@dataclass(frozen=True, slots=True)
class _Ended:
    """A place's newest visit that has ended, for when that is taken back."""

    ticket_id: str
    took_s: float | None
    """None for one that was missed."""
    began_at: float


@dataclass(slots=True)
class PlaceTally:
    """One place's day."""

    served: int = 0
    missed: int = 0
    served_s: float = 0.0
    """How long all visits together took, in seconds."""
    began: dict[str, float] = field(default_factory=dict)
    """When the visitor at the place was called, or came, by ticket."""
    ended: list[_Ended] = field(default_factory=list)
    """The newest last; as many as can be taken back."""

    @property
    def mean_s(self) -> float | None:
        """How long a visit took on average."""
        return self.served_s / self.served if self.served else None


_KEPT = 5


class DayTally:
    """The places of the day that was opened last."""

    def __init__(self) -> None:
        self.places: dict[str, PlaceTally] = {}

    def at(self, place: str) -> PlaceTally:
        """Return the day of *place*; an empty one when nothing was done there."""
        return self.places.get(place) or PlaceTally()

    def hear(self, recorded: Iterable[Recorded]) -> None:
        """Count what has happened."""
        for one in recorded:
            self._count(one.event, one.at)

    def _count(self, event: AnyEvent, at: float) -> None:
        match event:
            case DayOpened():
                self.places.clear()
            case TicketCalled(kind=CallKind.FIRST) | ServingStarted():
                self._of(event.place).began[event.ticket_id] = at
            case VisitFinished():
                place = self._of(event.place)
                began = place.began.pop(event.ticket_id, at)
                place.served += 1
                place.served_s += at - began
                _note(place, _Ended(event.ticket_id, at - began, began))
            case VisitorMissed():
                place = self._of(event.place)
                place.missed += 1
                _note(place, _Ended(event.ticket_id, None, place.began.pop(event.ticket_id, at)))
            case StepUndone():
                self._take_back(event)

    def _of(self, place: str) -> PlaceTally:
        return self.places.setdefault(place, PlaceTally())

    def _take_back(self, event: StepUndone) -> None:
        place = self._of(event.place)
        if not place.ended or place.ended[-1].ticket_id != event.ticket_id:
            return  # a call was taken back, or a void
        ended = place.ended.pop()
        place.began[event.ticket_id] = ended.began_at
        if ended.took_s is None:
            place.missed -= 1
        else:
            place.served -= 1
            place.served_s -= ended.took_s


def _note(place: PlaceTally, ended: _Ended) -> None:
    place.ended.append(ended)
    del place.ended[:-_KEPT]
