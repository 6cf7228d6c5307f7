"""A spool and who hears it: for tests alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

from deadline import DEADLINE_S

from firmware.inbox import Inbox
from firmware.words import new_id
from printer.device import Answers, Printer
from printer.jobs import PaperDone, PrinterChanged, PrintJob
from printer.sample import sample_centre, sample_paper
from printer.spool import Spool

T = TypeVar("T")


class Owner:
    """Who hears the spool: waits for what it says, in order."""

    def __init__(self) -> None:
        self.inbox = Inbox()
        self._heard: list[object] = []

    def hear(self, kind: type[T], that: Callable[[T], bool] = lambda _: True, within_s: float = DEADLINE_S) -> T:
        """Return the next value of *kind* of which *that* is true; what came before it is forgotten."""
        deadline = monotonic() + within_s
        while True:
            while self._heard:
                value = self._heard.pop(0)
                if isinstance(value, kind) and that(value):
                    return value
            left_s = deadline - monotonic()
            assert left_s > 0, f"no such {kind.__name__} within {within_s} s"
            self._heard += self.inbox.take(left_s)

    def has_heard(self, kind: type[object], within_s: float = 0.3) -> bool:
        return any(isinstance(value, kind) for value in self._heard + self.inbox.take(within_s))


@contextmanager
def spooling(printer: Printer, owner: Owner, answers: Answers = "processed") -> Iterator[Spool]:
    spool = Spool(printer, owner.inbox, 384, answers)
    spool.start()
    try:
        yield spool
    finally:
        assert spool.stop()


def job(number: int = 105, lives_s: float = 10.0, job_id: str | None = None) -> PrintJob:
    paper = sample_paper(number, job_id=job_id or new_id())
    return PrintJob(paper, sample_centre(), monotonic() + lives_s)


def outcome_of(owner: Owner, wanted: PrintJob) -> PaperDone:
    return owner.hear(PaperDone, lambda done: done.job_id == wanted.paper.job_id)


def ailing(*codes: str) -> Callable[[PrinterChanged], bool]:
    return lambda changed: tuple(fault.code for fault in changed.faults) == codes
