"""The service loop that every daemon stands on: one owner thread, one inbox, a watchdog fed by progress alone."""

import gc
import logging
import signal
import threading
from collections.abc import Iterable
from typing import Protocol

from firmware.clock import Clock, SystemClock
from firmware.inbox import Inbox, Stop
from firmware.notify import Notify, systemd_notify
from firmware.watching import TellHung, Watch

LONGEST_WAIT_S = 1.0
"""The loop comes round at least so often, so that the watchdog can tell idle from hung."""

_log = logging.getLogger("service")


class Daemon(Protocol):
    """What a role gives to the loop. All three are called by the owner thread and block for a second at most."""

    def handle(self, message: object) -> None:
        """Act on one value from the inbox."""

    def tick(self) -> float:
        """Do what is due, after every batch from the inbox; return the monotonic time of what is due next."""

    def threads(self) -> Iterable[threading.Thread]:
        """Return the threads that must live for the daemon to be of use; a `WatchedThread` must not hang either."""


def serve(
    inbox: Inbox,
    daemon: Daemon,
    notify: Notify = systemd_notify,
    clock: Clock | None = None,
    tell_hung: TellHung = lambda _hung: None,
) -> str:
    """Handle messages in order until Stop; return its reason. Run it in the main thread.

    Raises ThreadDiedError and ThreadHungError. *tell_hung* hears which threads hang, whenever that has changed.
    """
    now = (clock or SystemClock()).monotonic
    watch = Watch(tell_hung)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda n, _frame: inbox.put(Stop(signal.Signals(n).name)))
    due = daemon.tick()
    gc.collect()
    gc.freeze()  # what stands now stands for good: no collection looks through it while somebody waits
    notify("READY=1", "STATUS=running")
    while True:
        batch = inbox.take(min(max(due - now(), 0.0), LONGEST_WAIT_S))
        for index, message in enumerate(batch):
            if isinstance(message, Stop):
                for later in batch[index + 1 :]:
                    inbox.put(later)  # a station that stops still tells what became of its last paper
                _log.info("service stopping reason=%s", message.reason)
                notify("STOPPING=1", "STATUS=stopping")
                return message.reason
            daemon.handle(message)
        due = daemon.tick()
        watch.look(daemon.threads(), now())
        notify("WATCHDOG=1")  # only a loop that came round, with all its threads alive, says so
