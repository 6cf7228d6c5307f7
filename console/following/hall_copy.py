"""The copy of the hall that the pages read: in their thread, changed by news alone."""

import logging
from collections.abc import Callable, Iterable

from centre.checks import decode_centre
from console.following.hall_clock import HallClock
from console.following.news import (
    BoardSeen,
    CopyBroken,
    DeviceChanged,
    HallAnew,
    HallGrew,
    News,
    Standing,
    StandingChanged,
)
from hall.evolving import evolve
from hall.state import Hall
from mqtt_bridge.devices import DeviceState
from mqtt_bridge.events import DayOpened, Recorded
from mqtt_bridge.public import Board

_INDIGESTIBLE = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError)

_log = logging.getLogger("following")


class HallCopy:
    """For one thread. *broken* hears, once, of an event that the hall cannot take; it is then asked for anew."""

    def __init__(self, broken: Callable[[CopyBroken], object]) -> None:
        self._tell_broken = broken
        self._is_broken = False
        self._standing = Standing.STARTING
        self._clock = HallClock()
        self.hall: Hall | None = None
        """As it was after the newest event; None until a day has begun, and while the copy is broken."""
        self.board: Board | None = None
        """The newest one that was heard."""
        self.devices: dict[str, DeviceState] = {}
        self.version = 0
        """Grows with all that is heard, so that a page knows whether it is out of date."""

    @property
    def standing(self) -> Standing:
        """How near this is to the hall."""
        return Standing.BEHIND if self._is_broken and self._standing is Standing.LIVE else self._standing

    def now(self, at: float) -> float:
        """Return the hall's time, in Unix seconds, at *at* on the monotonic clock; never before the newest event."""
        newest, now = self.hall.at if self.hall is not None else 0.0, self._clock.time(at)
        return newest if now is None else max(newest, now)

    def hear(self, news: News) -> None:
        """Take *news* in."""
        self.version += 1
        match news:
            case HallGrew(recorded):
                if not self._is_broken:
                    self._grow(recorded)
            case HallAnew(recorded):
                self.hall, self._is_broken = None, False
                self._grow(recorded)
            case BoardSeen(board, at):
                self.board = board
                self._clock.hear(board, at)
            case StandingChanged(standing):
                self._standing = standing
            case DeviceChanged(device, state):
                self.devices[device] = state

    def _grow(self, recorded: Iterable[Recorded]) -> None:
        """Let *recorded* happen. What comes before the first beginning of a day is of a day that nobody knows."""
        hall = self.hall
        for one in recorded:
            if hall is None and isinstance(one.event, DayOpened):
                hall = Hall(decode_centre(one.event.settings), seq=one.seq - 1)
            if hall is None:
                continue
            try:
                if one.seq != hall.seq + 1:
                    raise ValueError(f"it follows {hall.seq}")
                evolve(hall, one)
            except _INDIGESTIBLE as error:
                self._break(f"event {one.seq}: {error!r}")
                return
        self.hall = hall

    def _break(self, why: str) -> None:
        _log.error("hall copy broken why=%s", why)
        self.hall, self._is_broken = None, True
        self._tell_broken(CopyBroken(why))
