"""The life of a press: asked or numbered alone, then printed; or refused visibly, never both. Pure.

What is told to the dispatcher besides is in `kiosk.telling`; what a number of the station's own goes through, in
`kiosk.alone`.
"""

from collections.abc import Iterable, Sequence

from firmware.words import Id, Slug, new_id
from kiosk.alone import NO_LEASE, REFUSALS, STORE_FAILED, Alone, AlonePress, Numbers
from kiosk.buttons import Action, ButtonSettings
from kiosk.commands import command_of, zone_of
from kiosk.deeds import Accept, AcceptAlone, Answer, Ask, Deed, Keep, Refuse
from kiosk.hand_list import HallSeen
from kiosk.hearing import Hearing
from kiosk.kept import CentreHeard, Contents, Fact
from kiosk.lamp_pictures import Standing
from kiosk.objections import EVACUATION, NO_LINK, QUEUE_FULL, STARTING, TOO_LATE, is_evacuation, objection, untold
from kiosk.papers import Job, Papers
from kiosk.press_signs import PressSigns
from kiosk.presses import Pressed, Presses
from kiosk.reports import NO_ANSWER
from kiosk.settings import StationSettings
from kiosk.station_time import StationTime
from kiosk.telling import Telling
from mqtt_bridge.commands import IssueTicket, ReportPaper
from mqtt_bridge.devices import Fault
from mqtt_bridge.lease import Leases
from mqtt_bridge.paper import PaperOutcome, TicketPaper
from mqtt_bridge.public import Board, Centre
from mqtt_bridge.replies import Issued, Refusal, Reply

MOST_TICKETS = 8
"""So many presses may be on their way to paper. Whoever presses then would wait for minutes."""


class Station:
    """What a kiosk knows, and what it makes of presses, replies and papers. Time is passed in, deeds come out."""

    def __init__(self, settings: StationSettings, time: StationTime | None = None, now: float = 0.0) -> None:
        self._settings = settings
        self.time = time or StationTime()
        self.centre: Centre | None = None
        """The newest snapshot, of this life or an earlier one; none before the first."""
        self.board: Board | None = None
        """The newest one, however old."""
        self.printer_obstacle: str | None = STARTING if settings.station is not None else None
        """The fault that keeps the printer from printing, if there is one."""
        self._hearing = Hearing(now)
        self._alone = Alone(self.time, now)
        self._telling = Telling(settings.station, settings.zones, self._alone, self.time)
        self._papers = Papers(self._telling)
        self._presses = Presses(settings.patience_s)
        self._signs = PressSigns(settings.take_s)

    @property
    def refused(self) -> int:
        """Presses that were refused visibly."""
        return self._signs.refused_count

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

    def standing(self, now: float) -> Standing:
        """Return what the lamps need to know."""
        tickets = self._settings.ticket_buttons
        paused = self._alone.paused(tickets, self.centre, now)
        alone = {number.press.button for number in self._alone.unwritten.values()}
        return Standing(
            obstacle=self.obstacle(now),
            refused=self._signs.refused_now(now),
            doing=frozenset(self._presses.buttons() | alone | self._papers.buttons()),
            to_take=self._signs.to_take(now),
            paused=paused,
            is_paused=bool(tickets) and len(paused) == len(tickets),
        )

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
        press, name = new_id(), button.name
        if now - at > self._settings.press_age_s:
            return self.refuse(Refuse(press, TOO_LATE, f"button {name}, {now - at:.1f} s ago", None, name), now)
        zone = zone_of(button, self.centre)
        reason = QUEUE_FULL if self._presses.is_full else self._objection(button, zone, now)
        if reason is not None:
            until = self._alone.opens(zone, reason, self.centre, now)
            return self.refuse(Refuse(press, reason, f"button {name}", until, name), now)
        self._signs.pressed(name)
        if button.action is Action.NOW_SERVING:
            return (Answer(name),)
        asked = Pressed(at, command_of(button, self._settings.station, zone), name)
        if isinstance(asked.command, IssueTicket) and self._hearing.is_absent(now):
            number = self._number(press, asked, NO_ANSWER if self._hearing.link_is_up else NO_LINK, now)
            if number:
                return (AcceptAlone(press, asked.command, button.name), *number)
        return (Accept(self._presses.ask(press, asked, now), name),)

    def replied(self, reply: Reply, now: float) -> Sequence[Deed]:
        """Take an answer of the dispatcher's. Late and repeated ones act once at most."""
        self._heard()
        if self._presses.is_answered(reply):
            if isinstance(reply.result, Issued):
                self._alone.spell.end()
                asked = self._presses.take(reply.id)
                return (self._papers.spool(reply.result.paper, now, asked.at, asked.button),)
            if isinstance(reply.result, Refusal):
                no = reply.result
                return self._ended(reply.id, no.code.value, now, no.detail, no.until)
            return (Answer(self._presses.take(reply.id).button),)
        told = self._telling.answered(reply, now)
        if told is None and isinstance(reply.result, Issued) and self._papers.is_disowned(reply.result.paper.job_id):
            self._papers.disown(reply.result.paper.job_id, reply.result.paper.ticket_id)
        return _keep(told or ())

    def sent_paper(self, paper: TicketPaper, now: float) -> Sequence[Deed]:
        """Take a ticket that somebody else wants printed here."""
        if paper.job_id in self._presses:
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
        if job is None or job.pressed_at is None:
            return job, _keep(facts)
        if report.outcome is PaperOutcome.FAILED:
            return job, (*_keep(facts), *self.refuse(Refuse(report.job_id, report.fault, button=job.button), now))
        if report.outcome is not PaperOutcome.UNCONFIRMED:
            self._signs.came_out(job.button, now)
        return job, _keep(facts)

    def abandon(self) -> Sequence[Deed]:
        """Give up all that was asked for, without a word to anybody but the dispatcher: the daemon ends."""
        unwritten = list(self._alone.unwritten)
        for press in (*self._presses.tickets(), *unwritten):
            self._papers.disown(press, press)
        self._presses.abandon()
        return _keep([self._alone.burn(press) for press in unwritten])

    def link_changed(self, *, up: bool, now: float) -> Sequence[Deed]:
        """Take note of the link; what waits for an answer is asked again at once."""
        self._hearing.link_changed(up=up, now=now)
        if not up:
            return ()
        return [Ask(request) for request in (*self._presses.repeat_all(now), *self._telling.link_came_up(now))]

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
        self.time.heard(board.at, at)
        self._hearing.board_heard(at)
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
        return [self._papers.spool(number.paper, now, number.press.at, number.press.button) for number in numbers]

    def due(self, now: float) -> Sequence[Deed]:
        """Do what time alone brings: ask again, number alone, give up, report."""
        self._alone.spell.due(now)
        again, given_up = self._presses.due(now)
        deeds: list[Deed] = [Ask(request) for request in again] if self._hearing.link_is_up else []
        for press in given_up:
            self._hearing.unanswered()
            deeds += self._ended(press, NO_ANSWER, now)
        for press in self._alone.late(now):
            deeds += self._burn(press, now)
        self._telling.zones_changed(self._zones)
        if self._hearing.link_is_up:
            deeds += [Ask(request) for request in self._telling.due(now)]
        return deeds

    def next_due(self, now: float) -> float:
        """Return when `due` or `standing` may have something new to say."""
        due = min(self._presses.next_due(), self._alone.next_due(), self._signs.next_due(now))
        return min(due, self._telling.next_due(now)) if self._hearing.link_is_up else due

    def _heard(self) -> None:
        self._hearing.heard()
        self._alone.spell.heard()

    @property
    def _zones(self) -> tuple[Slug, ...]:
        return self._settings.zones_in(self.centre)

    def _objection(self, button: ButtonSettings, zone: Slug | None, now: float) -> str | None:
        if button.action is Action.NOW_SERVING:
            return untold(self.board, self._hearing, now)
        takes = button.action is Action.TAKE_TICKET
        why_alone = self._why_not_alone(zone, now) if takes else NO_LEASE
        reason = objection(button, self.centre, why_alone, link_is_up=self._hearing.link_is_up)
        if reason is not None or not takes:
            return reason
        is_full = len(self._presses.tickets()) + len(self._alone.unwritten) + len(self._papers) >= MOST_TICKETS
        pause = None if zone is None or not self.printer_obstacle else self._alone.pause(zone, self.centre, now)
        if pause is not None:
            return pause.why.value  # who has no paper at night is not sent to the reception, which is closed
        return self.printer_obstacle or (QUEUE_FULL if is_full else None)

    def _why_not_alone(self, zone: Slug | None, now: float) -> str | None:
        if is_evacuation(self.board):
            return EVACUATION
        return NO_LEASE if zone is None else self._alone.obstacle(zone, self.centre, now)

    def _ended(self, press: Id, cause: str, now: float, detail: str = "", until: float | None = None) -> Sequence[Deed]:
        """End a press that the dispatcher did not carry out: as a ticket alone, if the cause is one for that."""
        asked = self._presses.take(press)
        if not isinstance(asked.command, IssueTicket) or cause not in {NO_ANSWER, *REFUSALS}:
            return self.refuse(Refuse(press, cause, detail, until, asked.button), now)
        if number := self._number(press, asked, cause, now):
            return number
        # The dispatcher may have given a number that nobody will see on paper: it is told so, and if the number
        # comes after all it is not printed.
        self._papers.disown(press, press)
        why = self._why_not_alone(asked.command.zone, now)
        cause = cause if why in {None, NO_LEASE} else str(why)
        until = self._alone.opens(asked.command.zone, cause, self.centre, now)
        return self.refuse(Refuse(press, cause, detail, until, asked.button), now)

    def _number(self, press: Id, asked: Pressed, cause: str, now: float) -> Sequence[Deed]:
        """Take a number of the station's own for a press; nothing when there is none to be had."""
        command = asked.command
        if not isinstance(command, IssueTicket) or self.centre is None or self._why_not_alone(command.zone, now):
            return ()
        alone = AlonePress(press, command.zone, command, asked.at, cause, asked.button)
        return (Keep(self._alone.number(alone, self.centre, now)),)

    def _burn(self, press: Id, now: float) -> Sequence[Deed]:
        self._papers.disown(press, press)
        button = self._alone.unwritten[press].press.button
        burnt, why = self._alone.burn(press), self._alone.store_trouble
        return (Keep(burnt), *self.refuse(Refuse(press, STORE_FAILED, why or "", button=button), now))

    def refuse(self, refusal: Refuse, now: float) -> Sequence[Deed]:
        """End a press visibly, without a ticket."""
        self._signs.refused(refusal.button, now)
        return (refusal,)


def _keep(facts: Iterable[Fact]) -> Sequence[Deed]:
    return tuple(Keep(fact) for fact in facts)
