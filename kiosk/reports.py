"""Reports on paper that must get through: kept until the dispatcher has answered, however long it is away. Pure."""

import logging
from collections import deque
from collections.abc import Container

from firmware.words import Id
from mqtt_bridge.asking import Asking, Waiting
from mqtt_bridge.commands import ReportPaper, Request
from mqtt_bridge.replies import Refusal, RefusalCode, Reply

PATIENCE_S = 30.0
"""After so long without an answer a report is made anew."""
WINDOW = 8
"""So many are under way at once: a dispatcher that comes back is not buried."""
KEPT = 1000
"""Of reports on presses that were given up no more are kept; of papers that came out every one is."""

PASSING = frozenset({RefusalCode.CANNOT_RECORD, RefusalCode.RESTORING})
"""Refusals that say nothing of what was asked: it is asked again."""
PAUSE_S = 1.0
"""So long after such a refusal."""

NO_ANSWER = "no-answer"
"""The cause that a report on a press names when the press was given up."""

_log = logging.getLogger("kiosk")


class Reports:
    """What is still to be told. Of one job one report is under way at a time, so that they arrive in order.

    *held* are tickets of which the dispatcher knows nothing yet: theirs wait.
    """

    def __init__(self, held: Container[Id] = ()) -> None:
        self._held = held
        self._asking = Asking()
        self._queue: deque[ReportPaper] = deque()
        self._jobs_under_way: set[str] = set()
        self._not_before = float("-inf")

    def __len__(self) -> int:
        return len(self._queue) + len(self._jobs_under_way)

    def add(self, report: ReportPaper) -> None:
        """Take a report in; `due` says when to send it. One that waits for the same job is replaced."""
        for earlier in self._queue:
            if earlier.job_id == report.job_id:
                self._queue.remove(earlier)
                break
        if len(self._queue) >= KEPT:
            self._drop_one()
        self._queue.append(report)

    def due(self, now: float) -> list[Request]:
        """Return what to publish now. Not for while the link is down."""
        again, given_up = self._asking.due(now)
        for waiting in reversed(given_up):
            self._take_back(self._ended(waiting))
        for report in self._ready() if now >= self._not_before else ():
            if len(self._jobs_under_way) >= WINDOW:
                break
            self._queue.remove(report)
            self._jobs_under_way.add(report.job_id)
            again.append(self._asking.ask(report, now, patience_s=PATIENCE_S, context=report))
        return again

    def link_came_up(self, now: float) -> list[Request]:
        """Return everything that is under way, to publish again at once."""
        return self._asking.repeat_all(now)

    def answered(self, reply: Reply, now: float) -> ReportPaper | None:
        """Return the report that *reply* answers; None when it answers none. It is done with, unless that passes."""
        waiting = self._asking.answered(reply)
        if waiting is None:
            return None
        report = self._ended(waiting)
        if isinstance(reply.result, Refusal) and reply.result.code in PASSING:
            self._take_back(report)
            self._not_before = now + PAUSE_S
        return report

    def next_due(self) -> float:
        """Return when `due` has something to say; the past for at once."""
        if len(self._jobs_under_way) < WINDOW and self._ready():
            return min(self._not_before, self._asking.next_due())
        return self._asking.next_due()

    def _ready(self) -> list[ReportPaper]:
        under_way = self._jobs_under_way
        return [r for r in self._queue if r.job_id not in under_way and r.ticket_id not in self._held]

    def _take_back(self, report: ReportPaper) -> None:
        """Have *report* made once more, unless a newer one of its job waits."""
        if all(newer.job_id != report.job_id for newer in self._queue):
            self._queue.appendleft(report)

    def _ended(self, waiting: Waiting) -> ReportPaper:
        report = waiting.context
        assert isinstance(report, ReportPaper)  # noqa: S101 - `due` alone asks here
        self._jobs_under_way.discard(report.job_id)
        return report

    def _drop_one(self) -> None:
        for report in self._queue:
            if report.fault == NO_ANSWER:
                self._queue.remove(report)
                _log.warning("report dropped ticket_id=%s kept=%d", report.ticket_id, KEPT)
                return
