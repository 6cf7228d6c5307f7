"""A slow device's own thread: takes jobs from its inbox and answers into the owner's."""

from collections.abc import Callable

from firmware.inbox import Inbox, Stop
from firmware.watching import WatchedThread

LIMIT_S = 30.0
"""A job takes less, unless its worker is made with another limit."""


class Worker:
    """One thread that does one job after the other.

    *work* is given each job, and None whenever *idle_s* passed without one. What *work* raises ends the thread, and
    with it, by the service loop, the process. A job that takes longer than *limit_s* hangs; *is_vital* says whether the
    process ends for it, or only has a fault.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[object | None], None],
        idle_s: float = 1.0,
        *,
        limit_s: float = LIMIT_S,
        is_vital: bool = False,
    ) -> None:
        self._inbox = Inbox()
        self._work = work
        self._idle_s = idle_s
        self._limit_s = limit_s
        self.thread = WatchedThread(self._run, name, is_vital=is_vital)

    def start(self) -> None:
        """Start the thread."""
        self.thread.start()

    def put(self, job: object) -> bool:
        """Give the thread a job. Never blocks."""
        return self._inbox.put(job)

    def goes_on(self) -> None:
        """Say from within a long job that it has come further: the limit counts from now on."""
        self.thread.takes_up(self._limit_s)

    def stop(self, patience_s: float = 10.0) -> bool:
        """Let the thread finish what it has been given, then end it; False if it had not ended in time."""
        if not self.thread.is_alive():
            return True
        self._inbox.put(Stop("worker"))
        self.thread.join(patience_s)
        return not self.thread.is_alive()

    def _run(self) -> None:
        while True:
            self.thread.rests()
            jobs = self._inbox.take(self._idle_s, most=1)
            self.thread.takes_up(self._limit_s)
            if not jobs:
                self._work(None)
            elif isinstance(jobs[0], Stop):
                return
            else:
                self._work(jobs[0])
