"""What a display has heard of the hall, and when: the newest board, calls that came ahead of it, the connection.

Pure: monotonic time comes in with every word. What is shown of it is `display.scene`'s business.
"""

from dataclasses import dataclass

from display.stage import Stage
from display.stations import Stations
from firmware.words import OpeningState
from mqtt_bridge.public import BOARD_CALLS, Board, Call, Centre
from mqtt_bridge.receptions import Receptions

LINK_PATIENCE_S = 5.0
"""The own connection may be down for so long before the picture counts as stale."""
BOARD_PATIENCE_S = 12.0
"""The dispatcher speaks every 5 s. After so long without a board the picture counts as stale."""
RESUMED_S = 30.0
"""A call that waited for the stage when the picture grew stale has it afterwards, unless it is older than this."""
_DRIFT = 0.0002
"""More than two clocks of Pis without network time drift apart, in seconds a second."""
_IDS_KEPT = 200
"""Far more than a board carries, so that no call on it is ever taken for a new one."""


@dataclass(frozen=True)
class SeenCall:
    """A call, and for how long it is news."""

    call: Call
    news_since: float
    news_until: float
    """Monotonic seconds; not after `news_since` for a call that was old already when it was first seen."""


class Sight:
    """One display's knowledge. A call is news once, on the first sight of its id, on whichever topic."""

    def __init__(self, news_s: float = 12.0, stage: Stage | None = None) -> None:
        self.centre: Centre | None = None
        self.board: Board | None = None
        self.receptions: Receptions | None = None
        self.stations = Stations()
        self.stage = stage or Stage()
        self.closed_since: float | None = None
        """The monotonic time at which the centre was heard to be closed first; None while it is not."""
        self.as_of = 0.0
        """The dispatcher's Unix time of the newest word that is known of it."""
        self._news_s = news_s
        self._seen: dict[str, SeenCall] = {}
        self._ahead: tuple[Call, ...] = ()
        self._heard_at = 0.0
        self._down_at: float | None = None
        self._was_stale = False
        self._hall_offset: float | None = None
        self._offset_at = 0.0

    def link_changed(self, *, up: bool, at: float) -> None:
        """Note that the own connection came up or went down."""
        self._down_at = None if up else at

    def see_centre(self, centre: Centre, at: float) -> None:
        """Take the centre as it is from now on."""
        self.centre = centre
        if centre.opening.state is not OpeningState.CLOSED:
            self.closed_since = None
        elif self.closed_since is None:
            self.closed_since = at

    def advance(self, now: float) -> None:
        """Let time go by for the calls that wait for the stage. An old picture, or an evacuation, has none."""
        if self.board is not None and self.board.evacuation:
            self.stage.clear()
        if now >= self.stale_at():
            self.stage.pause(now)
            self._was_stale = True
            return
        if self._was_stale:
            self._was_stale = False
            self.stage.keep(lambda call: self.hall_time(now) - call.at < RESUMED_S)
        self.stage.advance(now)

    def see_board(self, board: Board, at: float) -> bool:
        """Take *board*, unless it is older than the one that is known; False then.

        An older one is believed only once nothing newer has come for so long that the picture is stale: then the
        journal was begun anew, and waiting for the old count would be waiting for ever.
        """
        known = self.board
        if known is not None and (board.epoch, board.seq) < (known.epoch, known.seq):
            if at - self._heard_at < BOARD_PATIENCE_S:
                return False
            if known.evacuation and board.at <= known.at:
                return False  # a board from before it sends nobody back, however long nothing newer comes
            self._hall_offset = None
        elif known is not None and board.epoch > known.epoch and board.at < known.at:
            # Another journal, whose clock is right: that of the one before had run ahead, and so had its calls.
            self._hall_offset, self._ahead = None, ()
        # The first board may have lain at the broker for hours: nothing tells how old its calls are.
        is_first = known is None
        self._set_hall_clock(board.at, at)
        for call in reversed(board.calls):
            age_s = self._news_s if is_first else max(0.0, self.hall_time(at) - call.at)
            self._note(call, at, at + self._news_s - age_s)
        self._ahead = tuple(
            call for call in self._ahead if call.at >= board.at and all(call.call_id != b.call_id for b in board.calls)
        )
        self.board = board
        self.stage.keep(self._stands)
        self.as_of = max(board.at, *(call.at for call in self._ahead)) if self._ahead else board.at
        self._heard_at = at
        return True

    def see_call(self, call: Call, at: float) -> bool:
        """Take a call that came by the faster way; False if it has been seen before."""
        if call.call_id in self._seen:
            return False
        self._set_hall_clock(call.at, at)
        self._note(call, at, at + self._news_s)
        self._ahead = (call, *self._ahead)[:_IDS_KEPT]
        self.as_of = max(self.as_of, call.at)
        return True

    def calls(self) -> tuple[SeenCall, ...]:
        """Return all that are known, one for each ticket: its newest. The newest first, but behind those in a rush."""
        on_board = self.board.calls if self.board is not None else ()
        newest: dict[tuple[str, int], SeenCall] = {}
        for call in (*self._ahead, *on_board, *self.stage.rush):
            seen = self._seen.get(call.call_id) or SeenCall(call, 0.0, 0.0)
            newest.setdefault((call.zone, call.number), seen)
        rush = {(call.zone, call.number): newest[call.zone, call.number] for call in self.stage.rush}
        return tuple({**rush, **newest}.values())

    def stale_at(self) -> float:
        """Return the monotonic time at which the picture is stale, unless something is heard before."""
        by_board = self._heard_at + BOARD_PATIENCE_S
        return by_board if self._down_at is None else min(by_board, self._down_at + LINK_PATIENCE_S)

    def hall_time(self, at: float) -> float:
        """Return the dispatcher's Unix time at the monotonic time *at*, as far as is known; 0 before any word."""
        return at + self._hall_offset if self._hall_offset is not None else 0.0

    def hall_clock(self, unix_s: float | None) -> float | None:
        """Return the monotonic time at which the dispatcher's clock is at *unix_s*, as far as that is known."""
        return unix_s - self._hall_offset if unix_s is not None and self._hall_offset is not None else None

    def _stands(self, call: Call) -> bool:
        """Tell whether *call* was not undone: a newer board lacks it, and not because it has room for no more."""
        board = self.board
        if board is None or board.at <= call.at or any(call.call_id == known.call_id for known in board.calls):
            return True
        return len(board.calls) >= BOARD_CALLS and call.at <= board.calls[-1].at

    def _note(self, call: Call, at: float, until: float) -> None:
        if call.call_id not in self._seen:
            self._seen[call.call_id] = SeenCall(call, at, until)
            if until > at:
                self.stage.put(call)
            while len(self._seen) > _IDS_KEPT:
                del self._seen[next(iter(self._seen))]

    def _set_hall_clock(self, hall_at: float, at: float) -> None:
        # A word can be late but never early: of all words the one that puts the hall's clock furthest ahead is right.
        # But the two clocks do not run equally fast, so what was right a month ago is believed less and less.
        offset = hall_at - at
        if self._hall_offset is not None:
            offset = max(offset, self._hall_offset - _DRIFT * (at - self._offset_at))
        self._hall_offset, self._offset_at = offset, at
