"""A slow device's own thread: takes jobs from its inbox and answers into the owner's."""

import threading
from collections.abc import Callable

from firmware.inbox import Inbox, Stop


class Worker:
    """One thread that does one job after the other.

    *work* is given each job, and None whenever *idle_s* passed without one. What *work* raises ends the thread, and
    with it, by the service loop, the process.
    """

    def __init__(self, name: str, work: Callable[[object | None], None], idle_s: float = 1.0) -> None:
        self._inbox = Inbox()
        self._work = work
        self._idle_s = idle_s
        self.thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self.thread.start()

    def put(self, job: object) -> bool:
        """Give the thread a job. Never blocks."""
        return self._inbox.put(job)

    def stop(self, patience_s: float = 10.0) -> bool:
        """Let the thread finish what it has been given, then end it; False if it had not ended in time."""
        if not self.thread.is_alive():
            return True
        self._inbox.put(Stop("worker"))
        self.thread.join(patience_s)
        return not self.thread.is_alive()

    def _run(self) -> None:
        while True:
            jobs = self._inbox.take(self._idle_s, most=1)
            if not jobs:
                self._work(None)
            elif isinstance(jobs[0], Stop):
                return
            else:
                self._work(jobs[0])
