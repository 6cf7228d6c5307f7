"""The thread for what is slow and must be done in order: accounts and receptions on their files, passwords."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from console.web.loops import settle, settle_with_error
from firmware.watching import WatchedThread
from firmware.worker import Worker

T = TypeVar("T")


class OverloadedError(RuntimeError):
    """Ten thousand things wait to be done already."""


@dataclass(frozen=True)
class _Job:
    act: Callable[[], Any]
    done: asyncio.Future[Any]


class Records:
    """Does one thing after the other, in one thread of its own."""

    def __init__(self) -> None:
        self._worker = Worker("records", self._work, is_vital=True)

    @property
    def thread(self) -> WatchedThread:
        """The thread, for the service loop to watch."""
        return self._worker.thread

    def start(self) -> None:
        """Start the thread."""
        self._worker.start()

    def stop(self) -> None:
        """Let it finish what it was given, and end it."""
        self._worker.stop()

    async def run(self, act: Callable[[], T]) -> T:
        """Return what *act* returns, or raise what it raises. For the event loop's thread."""
        job = _Job(act, asyncio.get_running_loop().create_future())
        if not self._worker.put(job):
            raise OverloadedError("too much waits to be written down")
        done: T = await job.done
        return done

    def _work(self, job: object) -> None:
        if not isinstance(job, _Job):
            return
        try:
            result = job.act()
        except Exception as error:  # noqa: BLE001 - whoever asked for it gets it
            settle_with_error(job.done, error)
        else:
            settle(job.done, result)
