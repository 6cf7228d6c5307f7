"""How long a test waits for what must come: for tests alone."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

DEADLINE_S = 20.0
"""Seconds, on however busy a machine. They pass only where a test fails."""
START_S = 60.0
"""Likewise for a process that has just been started, with others beside it."""
_LOOK_S = 0.02

T = TypeVar("T")


def until(look: Callable[[], T], wanted: Callable[[T], object] = bool, deadline_s: float = DEADLINE_S) -> T:
    """Look again and again until what is seen is *wanted*; return it. Fails at the deadline."""
    end, pause = time.monotonic() + deadline_s, threading.Event()
    while not wanted(seen := look()):
        assert time.monotonic() < end, f"what the test waits for did not come; it is {seen!r:.2000}"
        pause.wait(_LOOK_S)
    return seen
