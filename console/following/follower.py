"""What of the journal is to be taken, asked for or forgotten. Pure: time is passed in, the file is behind `Known`.

Whoever restores the journal from a backup, or begins an empty one, changes the past. An epoch tells of most such
changes; comparing tells of all. So after every reconnect and with every new epoch the newest event of the copy is asked
for once more. When it is another one, the newest event that both have is looked for by halves (seventeen questions
among a hundred thousand events: up to the restore all are the same, after it none is), and the copy forgets what
follows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import Protocol

from console.following.news import Standing
from mqtt_bridge.commands import EventsSince
from mqtt_bridge.events import Recorded
from mqtt_bridge.public import Board
from mqtt_bridge.replies import EventsPage

BOARD_AWAY_S = 12.0
"""The dispatcher sends a board every 5 s at least."""
MISSING_S = 1.0
"""Events that the board knows of follow it at once, or were lost."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.25, 8.0
"""A dispatcher that does not answer, or refuses, is asked again after these."""


class Known(Protocol):
    """The events that the copy has."""

    @property
    def first_seq(self) -> int:
        """The oldest one; 0 for none."""

    @property
    def last_seq(self) -> int:
        """The newest one; 0 for none."""

    def recorded(self, seq: int) -> Recorded | None:
        """Return the event, if it is there."""


@dataclass(frozen=True, slots=True)
class Took:
    """These follow what the copy has."""

    recorded: tuple[Recorded, ...]
    after_a_hole: bool = False
    """Events before them are missing, and kept by nobody: the hall is known from the next beginning of a day only."""


@dataclass(frozen=True, slots=True)
class Forgot:
    """The copy's events after this one never happened."""

    after: int


Outcome = Took | Forgot


class _Stage(Enum):
    COMPARING = auto()
    SEARCHING = auto()
    CATCHING_UP = auto()
    LIVE = auto()


class Follower:
    """Knows where the copy ends. The caller puts every outcome into the copy at once, in order."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self.seq = 0
        """The newest event of the copy."""
        self._last: Recorded | None = None
        self._stage = _Stage.COMPARING
        self._same, self._differs = 0, 0
        """While searching: an event that both have, and a later one that differs."""
        self._asked: EventsSince | None = None
        self._ask_at, self._pause_s = 0.0, FIRST_PAUSE_S
        self._is_up = self._was_live = False
        self._board_at = float("-inf")
        self._epoch = self._board_seq = 0
        self._missing_since: float | None = None
        self.begin(known, 0.0)

    def begin(self, known: Known, now: float) -> None:
        """Go on with another copy."""
        self._known, self.seq, self._last = known, known.last_seq, known.recorded(known.last_seq)
        self._compare(now)

    @property
    def has_caught_up(self) -> bool:
        """Whether the copy has all that was told, as far as anybody knows."""
        return self._stage is _Stage.LIVE

    def standing(self, now: float) -> Standing:
        """Return how near the copy is."""
        if not self._is_up or now - self._board_at > BOARD_AWAY_S:
            return Standing.AWAY
        if self._stage is _Stage.LIVE:
            return Standing.LIVE
        return Standing.BEHIND if self._was_live else Standing.STARTING

    def link_changed(self, now: float, *, up: bool) -> None:
        """Compare anew: what was published meanwhile was lost, and the journal may be another."""
        self._is_up = up
        if up:
            self._compare(now)

    def hear_board(self, board: Board, now: float) -> None:
        """Note how far the hall is, and in which epoch."""
        is_anew = self._epoch not in {0, board.epoch}
        self._board_at, self._epoch, self._board_seq = now, board.epoch, board.seq
        if is_anew or (self._stage is _Stage.LIVE and board.seq < self.seq):
            self._compare(now)
        self._note_missing(now)

    def hear_events(self, recorded: Sequence[Recorded], now: float) -> list[Outcome]:
        """Take what follows at once. Before a gap nothing is taken: the gap is asked for."""
        if self._stage in {_Stage.COMPARING, _Stage.SEARCHING}:
            return []
        if any(one.seq == self.seq and one != self._last for one in recorded):
            self._compare(now)
            return []
        news = tuple(one for one in recorded if one.seq > self.seq)
        if not news:
            return []
        if news[0].seq != self.seq + 1 or any(b.seq != a.seq + 1 for a, b in pairwise(news)):
            self._catch_up(now)
            return []
        return self._take(Took(news), now)

    def question(self, now: float) -> EventsSince | None:
        """Return what is to be asked now, if anything; `answer` must be told what came of it."""
        if not self._is_up or self._asked is not None or now < self._ask_at:
            return None
        if self._stage is _Stage.LIVE:
            if self._missing_since is None or now - self._missing_since < MISSING_S:
                return None
            self._stage = _Stage.CATCHING_UP
        if self._stage is _Stage.SEARCHING:
            self._asked = EventsSince(seq=self._middle - 1, limit=1)
        else:
            before = 1 if self._stage is _Stage.COMPARING and self.seq else 0
            self._asked = EventsSince(seq=self.seq - before)
        return self._asked

    def answer(self, question: EventsSince, page: EventsPage | None, now: float) -> list[Outcome]:
        """Take the page, None for a refusal or silence. One to an older question says nothing."""
        if question is not self._asked:
            return []
        self._asked = None
        if page is None:
            self._pause(now)
            return []
        self._pause_s = FIRST_PAUSE_S
        match self._stage:
            case _Stage.COMPARING if self.seq:
                return self._hear_compared(page, now)
            case _Stage.SEARCHING:
                return self._hear_searched(page)
            case _:
                return self._hear_caught_up(page, now)

    def next_due(self, now: float) -> float:
        """Return the monotonic time at which there may be something to ask; infinity for never by itself."""
        if not self._is_up or self._asked is not None:
            return float("inf")
        if self._stage is not _Stage.LIVE:
            return max(self._ask_at, now)
        return self._missing_since + MISSING_S if self._missing_since is not None else float("inf")

    def _compare(self, now: float) -> None:
        self._stage, self._asked, self._ask_at = _Stage.COMPARING, None, now

    def _catch_up(self, now: float) -> None:
        if self._stage is _Stage.LIVE:
            self._stage, self._ask_at = _Stage.CATCHING_UP, now

    def _pause(self, now: float) -> None:
        self._ask_at, self._pause_s = now + self._pause_s, min(self._pause_s * 2, LONGEST_PAUSE_S)

    def _take(self, took: Took, now: float) -> list[Outcome]:
        self._last = took.recorded[-1]
        self.seq = self._last.seq
        self._note_missing(now)
        return [took]

    def _note_missing(self, now: float) -> None:
        if self._board_seq <= self.seq:
            self._missing_since = None
        elif self._missing_since is None:
            self._missing_since = now

    def _hear_compared(self, page: EventsPage, now: float) -> list[Outcome]:
        first = page.events[0] if page.events else None
        if first is not None and (first.seq > self.seq or self._last in {None, first}):
            return self._hear_caught_up(page, now)  # the same past, or one that nobody can compare any more
        self._stage, self._same, self._differs = _Stage.SEARCHING, self._known.first_seq - 1, self.seq
        return self._narrowed()

    @property
    def _middle(self) -> int:
        return (self._same + self._differs) // 2

    def _hear_searched(self, page: EventsPage) -> list[Outcome]:
        middle, first = self._middle, page.events[0] if page.events else None
        # What the journal or the copy keeps no more cannot be compared, and is older than what differs.
        if first is not None and (first.seq > middle or self._known.recorded(middle) in {None, first}):
            self._same = middle
        else:
            self._differs = middle
        return self._narrowed()

    def _narrowed(self) -> list[Outcome]:
        if self._differs - self._same > 1:
            return []
        # When nothing is the same, the other journal may well end before the copy began.
        self.seq = self._same if self._same >= self._known.first_seq else 0
        self._last = self._known.recorded(self.seq)
        self._stage = _Stage.CATCHING_UP
        return [Forgot(self.seq)]

    def _hear_caught_up(self, page: EventsPage, now: float) -> list[Outcome]:
        self._stage = _Stage.CATCHING_UP
        news = tuple(one for one in page.events if one.seq > self.seq)
        outcomes = self._take(Took(news, after_a_hole=news[0].seq != self.seq + 1), now) if news else []
        if page.last_seq < self.seq:
            self._compare(now)
        elif page.last_seq == self.seq:
            self._stage, self._was_live = _Stage.LIVE, True
            self._missing_since = now if self._board_seq > self.seq else None
        elif not news:
            self._pause(now)  # it was decided, and is not written down yet
        return outcomes
