"""Threads that may hang: each says when it takes something up, and the service loop sees that it does not come back."""

import logging
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from firmware.clock import Clock, SystemClock

GRACE_S = 5.0
"""Between seeing that a vital thread hangs and ending the process: the state is told meanwhile, and a process that was
itself frozen finds out that nothing hangs."""

_PLACES = 4

_log = logging.getLogger("service")


class ThreadError(RuntimeError):
    """A thread that the daemon cannot do without is of no use. The process ends; systemd starts a clean one."""


class ThreadDiedError(ThreadError):
    """It has ended."""


class ThreadHungError(ThreadError):
    """It does not come back."""


class WatchedThread(threading.Thread):
    """A thread that says what it is at: it blocks for no longer than it said, or it hangs.

    *is_vital*: the daemon is of no use without it, and a new process may be. A thread that is not only makes a fault.
    """

    def __init__(self, run: Callable[[], None], name: str, *, is_vital: bool = False) -> None:
        super().__init__(target=run, name=name, daemon=True)
        self.is_vital = is_vital
        self._clock: Clock = SystemClock()
        self._due = float("inf")

    def takes_up(self, limit_s: float) -> None:
        """Say that something begins, or goes on, which takes *limit_s* at most. For the thread itself."""
        self._due = self._clock.monotonic() + limit_s

    def rests(self) -> None:
        """Say that it is over. For the thread itself."""
        self._due = float("inf")

    def is_overdue(self, now: float) -> bool:
        """Tell whether the thread has been at one thing for longer than it takes. From any thread."""
        return self.is_alive() and now > self._due


@dataclass(frozen=True)
class Hung:
    """A thread that hangs, and where in the program."""

    thread: str
    where: str


TellHung = Callable[[tuple[Hung, ...]], None]
"""Hears all that hang whenever that has changed. Called by the owner thread."""


class Watch:
    """Looks at a daemon's threads. For the owner thread."""

    def __init__(self, tell: TellHung) -> None:
        self._tell = tell
        self._hung: dict[WatchedThread, tuple[float, Hung]] = {}

    def look(self, threads: Iterable[threading.Thread], now: float) -> None:
        """Look once. Raises ThreadDiedError, and ThreadHungError once a vital thread has hung for `GRACE_S`."""
        hung: dict[WatchedThread, tuple[float, Hung]] = {}
        for thread in threads:
            if not thread.is_alive():
                raise ThreadDiedError(f"thread {thread.name} has died")
            if isinstance(thread, WatchedThread) and thread.is_overdue(now):
                hung[thread] = self._hung.get(thread) or self._noticed(thread, now)
        for thread in self._hung.keys() - hung.keys():
            _log.info("thread changed thread=%s from=hung to=well", thread.name)
        if hung.keys() != self._hung.keys():
            self._tell(tuple(each for _since, each in hung.values()))
        self._hung = hung
        for thread, (since, each) in hung.items():
            if thread.is_vital and now - since >= GRACE_S:
                raise ThreadHungError(f"thread {thread.name} hangs in {each.where}")

    def _noticed(self, thread: WatchedThread, now: float) -> tuple[float, Hung]:
        hung = Hung(thread.name, _where(thread))
        _log.error("thread changed thread=%s from=well to=hung where=%s", hung.thread, hung.where)
        return now, hung


def _where(thread: threading.Thread) -> str:
    """Say in which lines *thread* is, the innermost first: "socket.py:833 create_connection < network.py:16 __init__".

    sys._current_frames is the one window into another thread; faulthandler's report would be many lines.
    """
    frame = sys._current_frames().get(thread.ident or 0)  # noqa: SLF001
    places: list[str] = []
    while frame is not None and len(places) < _PLACES:
        code = frame.f_code
        places.append(f"{Path(code.co_filename).name}:{frame.f_lineno} {code.co_name}")
        frame = frame.f_back
    return " < ".join(places)
