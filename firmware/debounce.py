"""A button's contact, from raw edges to presses. Pure: time is passed in, and only the edges' own times count."""

from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True)
class Timing:
    """What makes a press of an edge."""

    debounce_s: float = 0.025
    """The contact must be still this long before it counts as closed, or as open again."""
    min_interval_s: float = 0.3
    """Presses closer together than this are one: a nervous finger, a worn spring."""
    stuck_s: float = 10.0
    """Nobody holds a button for so long: it is jammed."""
    hold_s: float | None = None
    """A button that somebody holds for so long is held; None: no matter. Less than `stuck_s`."""


class What(Enum):
    """What a contact has to say."""

    PRESSED = auto()
    TOO_SOON = auto()
    """A press within the minimum interval after the one before: it asks for nothing."""
    HELD = auto()
    STUCK = auto()
    FREED = auto()
    """It was stuck, and is open again."""


@dataclass(frozen=True)
class Change:
    """One thing that a contact has to say, and since when it is so."""

    what: What
    at: float
    """For a press the moment at which it is accepted: the first edge and the debounce."""


class Contact:
    """One contact. What it says depends on its edges alone, not on when or how often it is asked.

    A contact that is closed at start was pressed by nobody, but it may turn out to be stuck.
    """

    def __init__(self, timing: Timing, at: float, *, closed: bool) -> None:
        self._timing = timing
        self._now = at
        self._raw = closed
        self._raw_since = at
        self._steady = closed
        self._closed_since = at
        self._decided_at = at
        self._last_press = float("-inf")
        self._is_stuck = False
        self._is_held = timing.hold_s is None or closed
        """Or need not be told to be."""

    @property
    def is_stuck(self) -> bool:
        """Whether it has been closed for longer than anybody presses."""
        return self._is_stuck

    def edge(self, at: float, *, closed: bool) -> list[Change]:
        """Take an edge; return what came to pass until then.

        One that is told late counts from when it was, or from what was decided since: a busy machine loses no press.
        """
        changes = self.settle(at)
        if closed is not self._raw:
            self._raw = closed
            self._raw_since = max(at, self._decided_at)
        return changes

    def settle(self, now: float) -> list[Change]:
        """Return what has come to pass by *now*, in the order of time; each thing once."""
        self._now = max(self._now, now)
        changes: list[Change] = []
        settled_at = self._raw_since + self._timing.debounce_s
        if self._raw is not self._steady and settled_at <= self._now:
            changes += self._remain(settled_at)  # before it opened
            changes += self._become(settled_at, closed=self._raw)
        return changes + self._remain(self._now)

    def next_due(self) -> float:
        """Return when `settle` may have something to say without another edge; infinity for never."""
        due = [self._raw_since + self._timing.debounce_s] if self._raw is not self._steady else []
        if self._steady and not self._is_stuck:
            due.append(self._closed_since + self._timing.stuck_s)
        if self._steady and not self._is_held:
            due.append(self._closed_since + (self._timing.hold_s or 0.0))
        return min(due, default=float("inf"))

    def _become(self, at: float, *, closed: bool) -> list[Change]:
        self._steady = closed
        self._decided_at = at
        if closed:
            self._closed_since = self._raw_since
            self._is_held = self._timing.hold_s is None
            if at - self._last_press < self._timing.min_interval_s:
                return [Change(What.TOO_SOON, at)]
            self._last_press = at
            return [Change(What.PRESSED, at)]
        if self._is_stuck:
            self._is_stuck = False
            return [Change(What.FREED, at)]
        return []

    def _remain(self, by: float) -> list[Change]:
        """Return what comes of staying closed until then."""
        changes: list[Change] = []
        if not self._steady:
            return changes
        held_at = self._closed_since + (self._timing.hold_s or 0.0)
        if not self._is_held and by >= held_at:
            self._is_held = True
            changes.append(Change(What.HELD, held_at))
        stuck_at = self._closed_since + self._timing.stuck_s
        if not self._is_stuck and by >= stuck_at:
            self._is_stuck = True
            changes.append(Change(What.STUCK, stuck_at))
        return changes
