"""What several regions of a page look at, looked at once for each change of the hall."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from console.following.hall_copy import HallCopy
from firmware.clock import Clock

T = TypeVar("T")


class Remembering:
    """For the event loop's thread. Forgets all with each change, and each second: an appointment may be due by then."""

    def __init__(self, copy: HallCopy, clock: Clock) -> None:
        self._copy = copy
        self._clock = clock
        self._of: tuple[int, int] | None = None
        self._known: dict[Hashable, Any] = {}

    def get(self, key: Hashable, look: Callable[[], T]) -> T:
        """Return what *look* returns, or what it returned for the same *key* a moment ago."""
        now = (self._copy.version, int(self._clock.monotonic()))
        if now != self._of:
            self._of = now
            self._known.clear()
        if key not in self._known:
            self._known[key] = look()
        found: T = self._known[key]
        return found
