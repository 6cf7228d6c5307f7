"""When a station tells the dispatcher that it is there, and with which papers. Pure."""

import logging
from collections.abc import Callable, Sequence

from kiosk.kept import Fact, HallJoined
from kiosk.reports import PASSING
from mqtt_bridge.asking import Asking
from mqtt_bridge.commands import JoinHall, Request
from mqtt_bridge.replies import Refusal, Reply

PATIENCE_S = 5.0
"""After so long without an answer it is said anew, as things stand then."""
AGAIN_S = 2.0
"""After a refusal that passes."""

_log = logging.getLogger("kiosk")


class Joining:
    """Asked once per connection and epoch, and whenever the station's disk has become another one.

    Nothing is asked before the dispatcher was heard on this connection: only then is its epoch known, and whether it
    may lack papers that this station has printed.
    """

    def __init__(self) -> None:
        self._asking = Asking()
        self._epoch = 0
        self._is_heard = False
        self._joined = 0
        self._is_due = True
        self._not_before = float("-inf")

    @property
    def epoch(self) -> int:
        """The epoch that was heard last, if only by an earlier life; 0 for none."""
        return self._epoch

    @property
    def joined(self) -> int:
        """The epoch of the last answer to a `JoinHall`; 0 for none."""
        return self._joined

    def restored(self, epoch: int) -> None:
        """Take the epoch that an earlier life has joined."""
        self._joined = self._joined or epoch
        self._epoch = self._epoch or epoch

    def link_came_up(self) -> None:
        """Take note of a new connection: what the last one heard may be over."""
        self._is_heard = False
        self.again()

    def again(self) -> None:
        """Have it said once more; what is under way is out of date."""
        self._asking = Asking()
        self._is_due = True
        self._not_before = float("-inf")

    def heard(self, epoch: int) -> None:
        """Take the epoch of something that the dispatcher said."""
        if epoch == self._epoch and self._is_heard:
            return
        if epoch != self._epoch:
            _log.info("epoch changed from=%d to=%d", self._epoch, epoch)
        self._epoch, self._is_heard = epoch, True
        self.again()

    def due(self, now: float, make: Callable[[], JoinHall]) -> list[Request]:
        """Return what to publish now; *make* is asked for it at most once. Not for while the link is down."""
        if not self._is_heard:
            return []
        again, given_up = self._asking.due(now)
        self._is_due = self._is_due or bool(given_up)
        if self._is_due and now >= self._not_before:
            self._is_due = False
            again.append(self._asking.ask(make(), now, patience_s=PATIENCE_S))
        return again

    def answered(self, reply: Reply, now: float) -> Sequence[Fact] | None:
        """Take the answer; return what is to be written down, or None when it answers something else."""
        waiting = self._asking.answered(reply)
        if waiting is None:
            return None
        if isinstance(reply.result, Refusal):
            if reply.result.code in PASSING:
                self._is_due, self._not_before = True, now + AGAIN_S
            else:
                _log.warning("join refused code=%s detail=%s", reply.result.code.value, reply.result.detail)
            return ()
        assert isinstance(waiting.request.command, JoinHall)  # noqa: S101 - `due` alone asks here
        earlier, self._joined = self._joined, waiting.request.command.epoch
        return () if earlier == self._joined else (HallJoined(epoch=self._joined),)

    def next_due(self) -> float:
        """Return when `due` has something to say; the past for at once."""
        if not self._is_heard:
            return float("inf")
        return min(self._asking.next_due(), self._not_before if self._is_due else float("inf"))
