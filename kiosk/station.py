"""The life of a press: accepted, asked, printed; or refused visibly. One press ends in one of the two. Pure."""

import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from firmware.lamps import LampState
from firmware.words import Id, new_id
from kiosk.commands import command_of
from kiosk.deeds import Accept, Ask, Deed, Refuse, Spool
from kiosk.reports import NO_ANSWER, Reports
from kiosk.settings import ButtonSettings
from mqtt_bridge.asking import Asking
from mqtt_bridge.commands import IssueTicket, ReportPaper
from mqtt_bridge.paper import PaperOutcome, TicketPaper
from mqtt_bridge.public import Centre
from mqtt_bridge.replies import Issued, Refusal, RefusalCode, Reply

JOB_LIFE_S = 10.0
"""A print job lives so long from its arrival."""
REFUSED_S = 3.0
"""For so long a refusal is shown."""
MOST_TICKETS = 8
"""So many presses may be on their way to paper. Whoever presses then would wait for minutes."""
MOST_ASKED = 100
"""So many presses may wait for an answer: no hand makes more within anybody's patience."""

NO_LINK = "no-link"
STARTING = "starting"
QUEUE_FULL = "queue-full"
TOO_LATE = RefusalCode.TOO_LATE.value
UNKNOWN_ZONE = RefusalCode.UNKNOWN_ZONE.value
UNKNOWN_PLACE = RefusalCode.UNKNOWN_PLACE.value

_REMEMBERED = 1000

_log = logging.getLogger("kiosk")


@dataclass(frozen=True)
class StationSettings:
    """What the rules must know of the settings."""

    station: str | None = None
    patience_s: float = 1.5
    press_age_s: float = 1.0


@dataclass(frozen=True)
class Job:
    """A paper on its way through the printer."""

    paper: TicketPaper
    pressed_at: float | None
    """When it was pressed for here, if it was. Monotonic."""


@dataclass(frozen=True)
class _Press:
    at: float
    takes_ticket: bool


class Station:
    """What a kiosk knows, and what it makes of presses, replies and papers. Time is passed in, deeds come out."""

    def __init__(self, settings: StationSettings) -> None:
        self._settings = settings
        self._link_up = False
        self.centre: Centre | None = None
        """The newest snapshot; none before the first."""
        self.printer_obstacle: str | None = STARTING if settings.station is not None else None
        """The fault that keeps the printer from printing, if there is one."""
        self._asking = Asking()
        self._reports = Reports()
        self._asked: dict[Id, _Press] = {}
        self._printing: dict[Id, Job] = {}
        self._given_up: OrderedDict[Id, None] = OrderedDict()
        self._refused_until = float("-inf")
        self.refused = 0
        """Presses that were refused visibly."""

    def obstacle(self) -> str | None:
        """Return why nothing can be done at all just now: a code, or None."""
        if not self._link_up:
            return NO_LINK
        return self.printer_obstacle or (STARTING if self.centre is None else None)

    def lamp(self, now: float) -> LampState:
        """Return what the lamps are to say."""
        if self._refused_until > now or self.obstacle() is not None:
            return LampState.CANNOT
        return LampState.WORKING if self._printing or self._asked else LampState.READY

    def pressed(self, button: ButtonSettings, at: float, now: float) -> Sequence[Deed]:
        """Take a press that was made *at*."""
        press = new_id()
        if now - at > self._settings.press_age_s:
            return self._refuse(press, TOO_LATE, now, f"button {button.name}, {now - at:.1f} s ago")
        reason = self._objection(button) if len(self._asked) < MOST_ASKED else QUEUE_FULL
        if reason is not None:
            return self._refuse(press, reason, now, f"button {button.name}")
        command = command_of(button, self._settings.station)
        self._asked[press] = _Press(at, takes_ticket=isinstance(command, IssueTicket))
        request = self._asking.ask(command, now, patience_s=self._settings.patience_s, request_id=press)
        return (Accept(request, button.name),)

    def replied(self, reply: Reply, now: float) -> Sequence[Deed]:
        """Take an answer of the dispatcher's. Late and repeated ones act once at most."""
        if self._asking.answered(reply) is not None:
            press = self._asked.pop(reply.id)
            if isinstance(reply.result, Issued):
                return self._print(reply.result.paper, now, pressed_at=press.at)
            if isinstance(reply.result, Refusal):
                return self._refuse(reply.id, reply.result.code.value, now, reply.result.detail)
            return ()
        report = self._reports.answered(reply)
        if report is not None:
            if isinstance(reply.result, Refusal) and report.fault != NO_ANSWER:
                _log.warning("report refused ticket_id=%s code=%s", report.ticket_id, reply.result.code.value)
        elif isinstance(reply.result, Issued) and reply.result.paper.job_id in self._given_up:
            self._disown(reply.result.paper.job_id, reply.result.paper.ticket_id)
        return ()

    def sent_paper(self, paper: TicketPaper, now: float) -> Sequence[Deed]:
        """Take a ticket that somebody else wants printed here."""
        if paper.job_id in self._given_up:
            self._disown(paper.job_id, paper.ticket_id)
            return ()
        return self._print(paper, now, pressed_at=None)

    def printed(self, report: ReportPaper, now: float) -> tuple[Job | None, Sequence[Deed]]:
        """Take what became of a paper; return the job that has ended with it, and what to do.

        Comes a second time, and ends no job then, when the printer tells late. A press whose paper never left ends as a
        refusal.
        """
        self._reports.add(report)
        job = self._printing.pop(report.job_id, None)
        if job is not None and job.pressed_at is not None and report.outcome is PaperOutcome.FAILED:
            return job, self._refuse(report.job_id, report.fault, now)
        return job, ()

    def abandon(self) -> None:
        """Give up all that was asked for, without a word to anybody but the dispatcher: the daemon ends."""
        for press, asked in self._asked.items():
            if asked.takes_ticket:
                self._disown(press, press)
        self._asked.clear()
        self._asking = Asking()

    def link_changed(self, *, up: bool, now: float) -> Sequence[Deed]:
        """Take note of the link; what waits for an answer is asked again at once."""
        self._link_up = up
        if not up:
            return ()
        return [Ask(request) for request in (*self._asking.repeat_all(now), *self._reports.link_came_up(now))]

    def due(self, now: float) -> Sequence[Deed]:
        """Do what time alone brings: ask again, give up, report."""
        again, given_up = self._asking.due(now)
        deeds: list[Deed] = [Ask(request) for request in again] if self._link_up else []
        for waiting in given_up:
            press = waiting.request.id
            if self._asked.pop(press).takes_ticket:
                # The dispatcher may have given a number that nobody will see on paper: it is told so, and if the number
                # comes after all it is not printed.
                self._disown(press, press)
            deeds += self._refuse(press, NO_ANSWER, now)
        if self._link_up:
            deeds += [Ask(request) for request in self._reports.due(now)]
        return deeds

    def next_due(self, now: float) -> float:
        """Return when `due` or `lamp` may have something new to say."""
        due = min(self._asking.next_due(), self._reports.next_due() if self._link_up else float("inf"))
        return min(due, self._refused_until) if self._refused_until > now else due

    def _objection(self, button: ButtonSettings) -> str | None:
        if not self._link_up:
            return NO_LINK
        if self.centre is None:
            return STARTING
        if button.zone is None:
            known = any(sign.place == button.place for sign in self.centre.places)
            return None if known else UNKNOWN_PLACE
        if self.printer_obstacle is not None:
            return self.printer_obstacle
        if all(sign.zone != button.zone for sign in self.centre.zones):
            return UNKNOWN_ZONE
        asked = sum(press.takes_ticket for press in self._asked.values())
        return QUEUE_FULL if asked + len(self._printing) >= MOST_TICKETS else None

    def _print(self, paper: TicketPaper, now: float, pressed_at: float | None) -> Sequence[Deed]:
        self._printing.setdefault(paper.job_id, Job(paper, pressed_at))
        return (Spool(paper, now + JOB_LIFE_S),)

    def _refuse(self, press: Id, reason: str, now: float, detail: str = "") -> Sequence[Deed]:
        self._refused_until = now + REFUSED_S
        self.refused += 1
        return (Refuse(press, reason, detail),)

    def _disown(self, job_id: Id, ticket_id: Id) -> None:
        self._given_up[job_id] = None
        while len(self._given_up) > _REMEMBERED:
            self._given_up.popitem(last=False)
        self._reports.add(ReportPaper(ticket_id=ticket_id, job_id=job_id, outcome=PaperOutcome.FAILED, fault=NO_ANSWER))
