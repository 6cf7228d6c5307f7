"""What the hall says, told to the book of receptions: a booking's ticket was given, called, missed, finished, or not.

It is told from the pages' thread, which hears every event in its order, also those from before this start; and it is
written down in the records' thread, where a disk or another program's lock may take its time. The owner's thread
answers for the link and the questions, and must not wait for either. Events that come twice are noted once.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Iterable
from functools import partial

from console.receptions.errors import StoreError
from console.receptions.hall_news import take_news
from console.receptions.refusals import Refusal
from console.web.receptions import Receptions
from mqtt_bridge.events import (
    CallKind,
    DayOpened,
    Recorded,
    StepUndone,
    TicketCalled,
    TicketIssued,
    VisitFinished,
    VisitorMissed,
)
from mqtt_bridge.lease_events import JournalRestored

AGAIN_S = 5.0
"""While the book cannot be used it is told again after so long."""

_log = logging.getLogger("web")


class HallTold:
    """For the event loop's thread. While the book is closed it remembers what is to be told."""

    def __init__(self) -> None:
        self._untold: deque[tuple[int, tuple[Recorded, ...]]] = deque()
        self._wake = asyncio.Event()

    def hear_anew(self, recorded: Iterable[Recorded]) -> None:
        """Take all events since the day began: they carry their epoch, and everything heard before is among them."""
        self._untold.clear()
        self.hear(0, recorded)

    def hear(self, epoch: int, recorded: Iterable[Recorded]) -> None:
        """Take events; *epoch* is the journal's before the first of them."""
        telling = tuple(one for one in recorded if _tells(one))
        if telling:
            self._untold.append((epoch, telling))
            self._wake.set()

    async def keep_telling(self, receptions: Receptions) -> None:
        """Tell the book, in order, until the end."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._untold:
                epoch, recorded = told = self._untold[0]
                try:
                    decisions = await receptions.run(partial(take_news, epoch=epoch, events=recorded))
                except StoreError:
                    await asyncio.sleep(AGAIN_S)
                    continue
                for decision in decisions:
                    if isinstance(decision, Refusal):
                        _log.warning("booking not marked why=%s", decision.code.value)
                if self._untold and self._untold[0] is told:
                    self._untold.popleft()


def _tells(one: Recorded) -> bool:
    match one.event:
        case TicketCalled(kind=kind):
            return kind is CallKind.FIRST
        case DayOpened() | JournalRestored() | TicketIssued() | VisitorMissed() | VisitFinished() | StepUndone():
            return True
    return False
