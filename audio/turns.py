"""Which call is spoken next: each id once, in order of arrival, and none that is too old to be of use. Pure.

A call and its recall never pile up: of one ticket at one place only the newest call waits, in the turn of the oldest.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from audio.seen import Seen
from firmware.words import Id, Slug
from mqtt_bridge.public import BOARD_CALLS, Board, Call


@dataclass(frozen=True)
class Turn:
    """A call that waits to be spoken."""

    call: Call
    until: float
    """Monotonic seconds: later it is of no use to anybody."""

    @property
    def id(self) -> Id:
        """The call's."""
        return self.call.call_id


class Taken(NamedTuple):
    """What became of calls that came."""

    new: list[Turn]
    """They shall be spoken."""
    overtaken: list[Turn]
    """They will not be: a newer call of the same ticket to the same place is said instead."""
    late: list[Turn]
    """Nor these: they were made since this speaker listens, and reached it when their time was over."""


class Turns:
    """The calls that wait, and the ids of all that were seen; those in *begun* were seen in an earlier life."""

    def __init__(self, begun: Iterable[Id] = ()) -> None:
        self._waiting: deque[Turn] = deque()
        self._seen = Seen(begun)
        self._listens_since = float("inf")
        """By the dispatcher's time: the first board. What was called before, an earlier life may have said."""

    def __len__(self) -> int:
        return len(self._waiting)

    def take_in(self, calls: Iterable[Call], arrived: float) -> Taken:
        """Note the *calls*, oldest first. One that was seen before is none of what is returned."""
        unseen = [call for call in calls if self._seen.is_new(call.call_id)]
        came = [Turn(call, arrived + call.speak_left_s) for call in unseen if call.speak_left_s > 0]
        overtaken = [older for turn in came if (older := self._line_up(turn)) is not None]
        late = [Turn(call, arrived) for call in unseen if call.speak_left_s <= 0 and call.at > self._listens_since]
        return Taken([turn for turn in came if turn not in overtaken], overtaken, late)

    def _line_up(self, turn: Turn) -> Turn | None:
        """Have *turn* wait; return the older one of it and another call of its ticket, which will not be said."""
        for index, waiting in enumerate(self._waiting):
            if _is_of_one_ticket(waiting.call, turn.call):
                older, newer = sorted((waiting, turn), key=lambda one: one.call.at)
                self._waiting[index] = newer
                return older
        self._waiting.append(turn)
        return None

    def called_off(self, board: Board) -> list[Turn]:
        """Take out the calls that are no longer on *board* although they would have room there: they were undone."""
        self._listens_since = min(self._listens_since, board.at)
        ids = {call.call_id for call in board.calls}
        reaches_back_to = board.calls[-1].at if len(board.calls) >= BOARD_CALLS else float("-inf")
        off = [
            turn
            for turn in self._waiting
            if turn.call.call_id not in ids and reaches_back_to <= turn.call.at < board.at
        ]
        for turn in off:
            self._waiting.remove(turn)
        return off

    def dropped(self, now: float) -> list[Turn]:
        """Take out the calls whose time is over: they stay on the board, unspoken."""
        late = [turn for turn in self._waiting if turn.until <= now]
        if late:
            self._waiting = deque(turn for turn in self._waiting if turn.until > now)
        return late

    def hushed(self) -> list[Turn]:
        """Take out all calls: nobody is called any more."""
        hushed, self._waiting = list(self._waiting), deque()
        return hushed

    def next(self, is_known: Callable[[Slug], bool]) -> Turn | None:
        """Take out the next call to a place that *is_known*. Others wait for the centre to name theirs."""
        for turn in self._waiting:
            if is_known(turn.call.place):
                self._waiting.remove(turn)
                return turn
        return None

    def put_back(self, turn: Turn) -> bool:
        """Put *turn* first again: the sound device did not take it. False when a newer call of its ticket waits."""
        if any(_is_of_one_ticket(waiting.call, turn.call) for waiting in self._waiting):
            return False
        self._waiting.appendleft(turn)
        return True

    def next_due(self) -> float:
        """Return the monotonic time at which the next call grows too old; infinity when none waits."""
        return min((turn.until for turn in self._waiting), default=float("inf"))


def _is_of_one_ticket(one: Call, other: Call) -> bool:
    return (one.number, one.zone, one.place) == (other.number, other.zone, other.place)
