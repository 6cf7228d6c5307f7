"""The life of a press: asked or numbered alone, then printed; or refused visibly, never both. Pure.

What is told to the dispatcher besides is in `kiosk.telling`; what a number of the station's own goes through, in
`kiosk.alone`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firmware.lamps import LampState
from firmware.words import Id, Slug, new_id
from kiosk.alone import NO_LEASE, REFUSALS, STORE_FAILED, Alone, AlonePress, Numbers
from kiosk.buttons import Action, ButtonSettings
from kiosk.commands import command_of, zone_of
from kiosk.deeds import Accept, AcceptAlone, Ask, Deed, Keep, Refuse
from kiosk.hand_list import HallSeen
from kiosk.hearing import Hearing
from kiosk.kept import CentreHeard, Contents, Fact
from kiosk.objections import EVACUATION, NO_LINK, QUEUE_FULL, STARTING, TOO_LATE, is_evacuation, objection
from kiosk.papers import Job, Papers
from kiosk.reports import NO_ANSWER
from kiosk.settings import StationSettings
from kiosk.station_time import StationTime
from kiosk.telling import Telling
from mqtt_bridge.asking import Asking
from mqtt_bridge.commands import AnyCommand, IssueTicket, ReportPaper
from mqtt_bridge.devices import Fault
from mqtt_bridge.lease import Leases
from mqtt_bridge.paper import PaperOutcome, TicketPaper
from mqtt_bridge.public import Board, Centre
from mqtt_bridge.replies import Issued, Refusal, Reply

REFUSED_S = 3.0
"""For so long a refusal is shown."""
MOST_TICKETS = 8
"""So many presses may be on their way to paper. Whoever presses then would wait for minutes."""
MOST_ASKED = 100
"""So many presses may wait for an answer: no hand makes more within anybody's patience."""


@dataclass(frozen=True)
class _Press:
    at: float
    command: AnyCommand


class Station:
    """What a kiosk knows, and what it makes of presses, replies and papers. Time is passed in, deeds come out."""

    def __init__(self, settings: StationSettings, time: StationTime | None = None, now: float = 0.0) -> None:
        self._settings = settings
        self._time = time or StationTime()
        self.centre: Centre | None = None
        """The newest snapshot, of this life or an earlier one; none before the first."""
        self.board: Board | None = None
        """The newest one, however old."""
        self.printer_obstacle: str | None = STARTING if settings.station is not None else None
        """The fault that keeps the printer from printing, if there is one."""
        self._hearing = Hearing(now)
        self._alone = Alone(self._time, now)
        self._telling = Telling(settings.station, settings.zones, self._alone, self._time)
        self._papers = Papers(self._telling)
        self._asking = Asking()
        self._asked: dict[Id, _Press] = {}
        self._refused_until = float("-inf")
        self.refused = 0
        """Presses that were refused visibly."""

    def alone(self) -> Numbers:
        """Return how the station stands with numbers of its own."""
        return self._alone.numbers(self._zones)

    def obstacle(self, now: float) -> str | None:
        """Return why nothing can be done at all just now: a code, or None."""
        if is_evacuation(self.board):
            return EVACUATION
        is_up = self._hearing.link_is_up
        is_absent = self._settings.station is not None and self._hearing.is_absent(now)
        if (is_absent or not is_up) and not any(self._alone.has_numbers(zone) for zone in self._zones):
            return NO_ANSWER if is_up else NO_LINK
        return self.printer_obstacle or (STARTING if self.centre is None else None)

    def lamp(self, now: float) -> LampState:
        """Return what the lamps are to say."""
        if self._refused_until > now or self.obstacle(now) is not None:
            return LampState.CANNOT
        return LampState.WORKING if self._papers or self._asked or self._alone.unwritten else LampState.READY

    def faults(self, now: float) -> Sequence[Fault]:
        """Return what ails the station besides its devices."""
        if self._settings.station is None:
            return ()
        return self._alone.faults(self._zones, self.centre, is_absent=self._hearing.is_absent(now))

    def seen(self, now: float) -> HallSeen | None:
        """Return what is known of the hall, for a list on paper; None before its centre is."""
        return None if self.centre is None else self._telling.seen(self.centre, self.board, now)

    def pressed(self, button: ButtonSettings, at: float, now: float) -> Sequence[Deed]:
        """Take a press that was made *at*."""
        press = new_id()
        if now - at > self._settings.press_age_s:
            return self.refuse(press, TOO_LATE, now, f"button {button.name}, {now - at:.1f} s ago")
        zone = zone_of(button, self.centre)
        reason = self._objection(button, zone, now) if len(self._asked) < MOST_ASKED else QUEUE_FULL
        if reason is not None:
            return self.refuse(press, reason, now, f"button {button.name}", self._opens(zone, reason, now))
        asked = _Press(at, command_of(button, self._settings.station, zone))
        if isinstance(asked.command, IssueTicket) and self._hearing.is_absent(now):
            number = self._number(press, asked, NO_ANSWER if self._hearing.link_is_up else NO_LINK, now)
            if number:
                return (AcceptAlone(press, asked.command, button.name), *number)
        self._asked[press] = asked
        request = self._asking.ask(asked.command, now, patience_s=self._settings.patience_s, request_id=press)
        return (Accept(request, button.name),)

    def replied(self, reply: Reply, now: float) -> Sequence[Deed]:
        """Take an answer of the dispatcher's. Late and repeated ones act once at most."""
        self._heard()
        if self._asking.answered(reply) is not None:
            if isinstance(reply.result, Issued):
                self._alone.spell.end()
                return (self._papers.spool(reply.result.paper, now, self._asked.pop(reply.id).at),)
            if isinstance(reply.result, Refusal):
                no = reply.result
                return self._ended(reply.id, no.code.value, now, no.detail, no.until)
            del self._asked[reply.id]
            return ()
        told = self._telling.answered(reply, now)
        if told is None and isinstance(reply.result, Issued) and self._papers.is_disowned(reply.result.paper.job_id):
            self._papers.disown(reply.result.paper.job_id, reply.result.paper.ticket_id)
        return _keep(told or ())

    def sent_paper(self, paper: TicketPaper, now: float) -> Sequence[Deed]:
        """Take a ticket that somebody else wants printed here."""
        if paper.job_id in self._asked:
            return self.replied(Reply(id=paper.job_id, result=Issued(paper=paper)), now)
        if self._papers.is_disowned(paper.job_id):
            self._papers.disown(paper.job_id, paper.ticket_id)
            return ()
        if paper.job_id in self._alone.unwritten or paper.job_id in self._alone.reports:
            return ()  # its paper has a number of the station's own
        return (self._papers.spool(paper, now),)

    def printed(self, report: ReportPaper, now: float) -> tuple[Job | None, Sequence[Deed]]:
        """Take what became of a paper; return the job that has ended with it, and what to do.

        Comes a second time, and ends no job then, when the printer tells late. A press whose paper never left ends as a
        refusal.
        """
        job, facts = self._papers.ended(report, now)
        if job is not None and job.pressed_at is not None and report.outcome is PaperOutcome.FAILED:
            return job, (*_keep(facts), *self.refuse(report.job_id, report.fault, now))
        return job, _keep(facts)

    def abandon(self) -> Sequence[Deed]:
        """Give up all that was asked for, without a word to anybody but the dispatcher: the daemon ends."""
        unwritten = list(self._alone.unwritten)
        asked = [press for press, asked in self._asked.items() if isinstance(asked.command, IssueTicket)]
        for press in (*asked, *unwritten):
            self._papers.disown(press, press)
        self._asked.clear()
        self._asking = Asking()
        return _keep([self._alone.burn(press) for press in unwritten])

    def link_changed(self, *, up: bool, now: float) -> Sequence[Deed]:
        """Take note of the link; what waits for an answer is asked again at once."""
        self._hearing.link_changed(up=up, now=now)
        if not up:
            return ()
        return [Ask(request) for request in (*self._asking.repeat_all(now), *self._telling.link_came_up(now))]

    def centre_heard(self, centre: Centre) -> Sequence[Deed]:
        """Take the newest snapshot of the centre."""
        is_news = centre != self.centre and self._settings.station is not None
        self.centre = centre
        return _keep([CentreHeard(centre=centre)] if is_news else ())

    def board_heard(self, board: Board, at: float) -> Sequence[Deed]:
        """Take a board that arrived *at*. One that was heard before does not say that anybody is there."""
        old = self.board
        if old is not None and old.epoch == board.epoch and (board.seq, board.at) <= (old.seq, old.at):
            return ()
        self.board = board
        self._time.heard(board.at, at)
        self._heard()
        return _keep(self._telling.epoch_heard(board.epoch))

    def leases_heard(self, leases: Leases) -> Sequence[Deed]:
        """Take the dispatcher's word on what may be numbered alone."""
        return _keep(self._telling.leases_heard(leases))

    def store_opened(self, contents: Contents) -> Sequence[Deed]:
        """Take what the station's disk holds, unless it is the disk that was open before."""
        is_other, facts = self._alone.store_opened(contents)
        if not is_other:
            return ()
        facts = (*facts, *self._telling.restored(contents))
        if self.centre is None:
            self.centre = contents.centre
        elif self.centre != contents.centre:
            facts = (*facts, CentreHeard(centre=self.centre))
        return _keep(facts)

    def store_failed(self, why: str, now: float) -> Sequence[Deed]:
        """Take note that the disk cannot be written; whoever waits for it is refused."""
        self._alone.store_trouble = why
        return [deed for press in list(self._alone.unwritten) for deed in self._burn(press, now)]

    def written(self, facts: Iterable[Fact], now: float) -> Sequence[Deed]:
        """Take note of what is on the disk: numbers that are, may be printed."""
        numbers = self._alone.written(facts, now)
        return [self._papers.spool(number.paper, now, number.press.at) for number in numbers]

    def due(self, now: float) -> Sequence[Deed]:
        """Do what time alone brings: ask again, number alone, give up, report."""
        self._alone.spell.due(now)
        again, given_up = self._asking.due(now)
        deeds: list[Deed] = [Ask(request) for request in again] if self._hearing.link_is_up else []
        for waiting in given_up:
            self._hearing.unanswered()
            deeds += self._ended(waiting.request.id, NO_ANSWER, now)
        for press in self._alone.late(now):
            deeds += self._burn(press, now)
        self._telling.zones_changed(self._zones)
        if self._hearing.link_is_up:
            deeds += [Ask(request) for request in self._telling.due(now)]
        return deeds

    def next_due(self, now: float) -> float:
        """Return when `due` or `lamp` may have something new to say."""
        due = min(self._asking.next_due(), self._alone.next_due())
        if self._hearing.link_is_up:
            due = min(due, self._telling.next_due(now))
        return min(due, self._refused_until) if self._refused_until > now else due

    def _heard(self) -> None:
        self._hearing.heard()
        self._alone.spell.heard()

    @property
    def _zones(self) -> tuple[Slug, ...]:
        return self._settings.zones_in(self.centre)

    def _objection(self, button: ButtonSettings, zone: Slug | None, now: float) -> str | None:
        takes = button.action is Action.TAKE_TICKET
        why_alone = self._why_not_alone(zone, now) if takes else NO_LEASE
        reason = objection(button, self.centre, why_alone, link_is_up=self._hearing.link_is_up)
        if reason is not None or not takes:
            return reason
        asked = sum(isinstance(press.command, IssueTicket) for press in self._asked.values())
        is_full = asked + len(self._alone.unwritten) + len(self._papers) >= MOST_TICKETS
        return self.printer_obstacle or (QUEUE_FULL if is_full else None)

    def _why_not_alone(self, zone: Slug | None, now: float) -> str | None:
        if is_evacuation(self.board):
            return EVACUATION
        return NO_LEASE if zone is None else self._alone.obstacle(zone, self.centre, now)

    def _opens(self, zone: Slug | None, reason: str, now: float) -> float | None:
        pause = None if zone is None else self._alone.pause(zone, self.centre, now)
        return pause.until if pause is not None and pause.why.value == reason else None

    def _ended(self, press: Id, cause: str, now: float, detail: str = "", until: float | None = None) -> Sequence[Deed]:
        """End a press that the dispatcher did not carry out: as a ticket alone, if the cause is one for that."""
        asked = self._asked.pop(press)
        if not isinstance(asked.command, IssueTicket) or cause not in {NO_ANSWER, *REFUSALS}:
            return self.refuse(press, cause, now, detail, until)
        if number := self._number(press, asked, cause, now):
            return number
        # The dispatcher may have given a number that nobody will see on paper: it is told so, and if the number
        # comes after all it is not printed.
        self._papers.disown(press, press)
        why = self._why_not_alone(asked.command.zone, now)
        cause = cause if why in {None, NO_LEASE} else str(why)
        return self.refuse(press, cause, now, detail, self._opens(asked.command.zone, cause, now))

    def _number(self, press: Id, asked: _Press, cause: str, now: float) -> Sequence[Deed]:
        """Take a number of the station's own for a press; nothing when there is none to be had."""
        command = asked.command
        if not isinstance(command, IssueTicket) or self.centre is None or self._why_not_alone(command.zone, now):
            return ()
        return (Keep(self._alone.number(AlonePress(press, command.zone, command, asked.at, cause), self.centre, now)),)

    def _burn(self, press: Id, now: float) -> Sequence[Deed]:
        self._papers.disown(press, press)
        burnt, why = self._alone.burn(press), self._alone.store_trouble
        return (Keep(burnt), *self.refuse(press, STORE_FAILED, now, why or ""))

    def refuse(
        self, press: Id, reason: str, now: float, detail: str = "", until: float | None = None
    ) -> Sequence[Deed]:
        """End a press visibly, without a ticket."""
        self._refused_until = now + REFUSED_S
        self.refused += 1
        return (Refuse(press, reason, detail, until),)


def _keep(facts: Iterable[Fact]) -> Sequence[Deed]:
    return tuple(Keep(fact) for fact in facts)
