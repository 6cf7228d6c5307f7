"""One visitor's turn, and where it stands."""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from firmware.words import Bilingual, Language
from hall.line import LineKey, Rank, Turn
from mqtt_bridge.estimate import WaitEstimate


class Stage(Enum):
    """Where a ticket is in its life."""

    ISSUED = "issued"
    """Not callable and not counted: nobody has reported its paper yet."""
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    """Its visitor fetches something: nobody calls it until it is resumed."""
    FINISHED = "finished"
    NO_SHOW = "no-show"
    UNSURE = "unsure"
    """Its paper may or may not be out: the reception decides."""
    VOID = "void"
    UNSERVED = "unserved"


OPEN_STAGES = frozenset({Stage.ISSUED, Stage.WAITING, Stage.CALLED, Stage.SERVING, Stage.PARKED, Stage.UNSURE})
"""Somebody in the hall may hold a ticket of these, so its number is in use."""
AT_A_PLACE = frozenset({Stage.CALLED, Stage.SERVING})


class Return(NamedTuple):
    """A place that has sent the ticket on and waits for it, and in whose line it then stands."""

    place: str
    zone: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a ticket stands: all that a step of a place can change, and undoing it brings back."""

    stage: Stage
    zone: str
    rank: Rank
    place: str | None
    calls: int
    bound_to: str | None
    returns: tuple[Return, ...]
    parked_by: str | None


@dataclass(slots=True)
class Ticket:
    """One visitor's turn."""

    ticket_id: str
    zone: str
    """In whose line it stands: that of its number, until it is transferred."""
    cycle: int
    number: int
    language: Language
    station: str
    turn: Turn
    ahead: int | None
    """How many waited before it; none when the dispatcher did not number it."""
    alone: bool = False
    """Its station numbered it."""
    known_at: float = 0.0
    """When the dispatcher first heard of it."""
    matters: tuple[str, ...] = ()
    """The purposes that its visitor comes for."""
    competence: str | None = None
    assistance: bool = False
    representative: bool = False
    due_at: float | None = None
    """An appointment's time."""
    office: str | None = None
    """And where it is."""
    official: Bilingual | None = None
    """And who receives there, by the post."""
    wait: WaitEstimate | None = None
    """How long it was expected to wait when it was issued."""
    stage: Stage = Stage.ISSUED
    has_paper: bool = False
    """A station has confirmed a paper, or the reception has seen it."""
    rank: Rank = Rank.ORDINARY
    place: str | None = None
    calls: int = 0
    """How often it was called to the place where it is: 1 after the first call."""
    unheard: frozenset[str] = frozenset()
    """Which of these calls no speaker has said."""
    bound_to: str | None = None
    """The only place that calls it."""
    returns: tuple[Return, ...] = ()
    """Where it goes back to, once finished where it was sent: to the last first."""
    parked_by: str | None = None
    first_called_at: float = 0.0
    """When it was first called to the place where it is."""
    called_at: float = 0.0
    """When it was called last."""
    serving_since: float = 0.0
    """When its visitor was last noted as having come to a place."""
    ended_at: float = 0.0
    """When its visit ended or was missed."""
    ended_place: str = ""
    """And where."""
    still_here: bool = False
    """Its last first call asked whether the visitor is still there."""
    moved_seq: int = 0
    """The event that brought it where it stands, and when."""
    moved_at: float = 0.0
    served_seq: int = 0
    """The event that ended its last visit at a place."""
    served_s: float = 0.0
    """How long that visit had taken."""

    @property
    def returns_to(self) -> str | None:
        """The place that it goes back to, once it is finished where it is."""
        return self.returns[-1].place if self.returns else None

    @property
    def recalls(self) -> int:
        """How often it was called again where it is, for all to hear; -1 when nobody has heard even the first call."""
        return self.calls - len(self.unheard) - 1

    @property
    def issued_at(self) -> float:
        """When it was issued, by the hall's time."""
        return self.turn[0]

    @property
    def line_key(self) -> LineKey:
        """The line that it waits in, if it waits."""
        return LineKey(self.zone, self.rank, self.competence, self.assistance, self.bound_to)

    @property
    def turn_in_line(self) -> Turn:
        """Its place in that line: by time of issue, or of the appointment."""
        if self.rank is Rank.APPOINTMENT and self.due_at is not None:
            return (self.due_at, *self.turn[1:])
        return self.turn

    @property
    def standing(self) -> Standing:
        """Where it stands now."""
        return Standing(
            self.stage,
            self.zone,
            self.rank,
            self.place,
            self.calls,
            self.bound_to,
            self.returns,
            self.parked_by,
        )
