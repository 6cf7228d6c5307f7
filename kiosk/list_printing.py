"""A list of who waits, on its way to paper: asked for by staff, printed, answered."""

import logging
from collections import deque

from firmware.words import Id
from kiosk.control import Tell, Told
from kiosk.hand_list import HallSeen, hand_list
from mqtt_bridge.paper import PaperOutcome
from printer.jobs import ListDone, ListJob
from printer.list_drawing import ListPage, list_pages
from printer.local_time import local_time
from printer.spool import Spool
from printer.waiting_list import WaitingList

PAGE_LIFE_S = 10.0
"""A paper of a list that has not been begun after so long is given up, as a ticket is."""

_log = logging.getLogger("control")


class ListPrinting:
    """Prints one list at a time, paper by paper, so that tickets go in between. For the owner thread."""

    def __init__(self, printer: Spool) -> None:
        self._printer = printer
        self._pages: deque[ListPage] = deque()
        self._under_way: Id | None = None
        self._tell: Tell = lambda _told: None
        self._summary = ""

    def print(self, seen: HallSeen | None, obstacle: str | None, tell: Tell, now: float) -> None:
        """Print who waits, as far as it is known; *tell* once it is on paper, or cannot be."""
        if self._under_way is not None:
            tell(Told("a list is being printed already", is_done=False))
        elif seen is None:
            tell(Told("the station has not heard of its centre yet", is_done=False))
        elif seen.board is None and not seen.own:
            tell(Told("nothing to list: no board since the start, and no ticket printed here today", is_done=False))
        elif obstacle is not None:
            tell(Told(f"the printer cannot print: {obstacle}", is_done=False))
        else:
            whole = hand_list(seen)
            self._pages = deque(list_pages(whole, seen.centre))
            self._tell, self._summary = tell, _summary(whole, len(self._pages), seen.centre.timezone)
            self._next(now)

    def done(self, done: ListDone, now: float) -> None:
        """Take what became of a paper."""
        if done.job_id != self._under_way:
            return
        if done.outcome in {PaperOutcome.CONFIRMED, PaperOutcome.SENT}:
            self._next(now)
        else:
            why = done.outcome.value if done.fault is None else done.fault.code
            self._end(Told(f"the list did not come out as a whole: {why}", is_done=False))

    def abandon(self) -> None:
        """Answer whoever waits still: the daemon ends."""
        if self._under_way is not None:
            self._end(Told("the station is stopping", is_done=False))

    def _next(self, now: float) -> None:
        if not self._pages:
            self._end(Told(self._summary))
            return
        job = ListJob(self._pages.popleft(), now + PAGE_LIFE_S)
        self._under_way = job.job_id
        if not self._printer.put(job):
            self._end(Told("too many tickets wait for the printer", is_done=False))

    def _end(self, told: Told) -> None:
        self._pages.clear()
        self._under_way = None
        self._tell(told)
        _log.log(logging.INFO if told.is_done else logging.WARNING, "list ended what=%s", told.text)


def _summary(whole: WaitingList, papers: int, timezone: str) -> str:
    numbers = sum(len(zone.numbers) for zone in whole.zones)
    more = sum(zone.more for zone in whole.zones)
    by = "no board has come since the start, so some may have been called"
    if whole.board_at is not None:
        by = f"by the board of {local_time(whole.board_at, timezone, '%d.%m. %H:%M:%S') or 'an unknown time'}"
    return f"printed on {papers} paper(s): {numbers} waiting{f' and {more} unknown' if more else ''}, {by}"
