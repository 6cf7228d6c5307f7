"""The kiosk's daemon: carries out what the station's rules want, and shows how the device is."""

import logging
import threading
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from firmware.buttons import Edge
from firmware.clock import Clock, SystemClock
from firmware.inbox import Inbox
from firmware.words import Id, new_id
from kiosk.answering import Answering
from kiosk.buttons import ORDERS
from kiosk.by_hand import ByHand
from kiosk.control import Control, Order, Told
from kiosk.deeds import Accept, AcceptAlone, Answer, Ask, Deed, Keep, Refuse, Spool
from kiosk.keeping import Keeping, StoreFailed, StoreOpened, Written
from kiosk.kept import Fact
from kiosk.objections import QUEUE_FULL, STARTING
from kiosk.panel import Panel, Press
from kiosk.settings import KioskSettings, lamp_names, rules_of
from kiosk.speaking import Speaking
from kiosk.standing import Standing, Tell
from kiosk.station import Station
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, Subscription, subscription
from mqtt_bridge.commands import AnyCommand, IssueTicket, ReportPaper
from mqtt_bridge.devices import Condition, Fault
from mqtt_bridge.lease import Leases
from mqtt_bridge.paper import PaperOutcome, PrintTicket, TicketPaper
from mqtt_bridge.presence import Presence
from mqtt_bridge.public import Board, Centre
from mqtt_bridge.replies import Reply
from mqtt_bridge.topics import BOARD, CENTRE, LEASE, PRINT, REPLY, REQUEST
from printer.jobs import PaperDone, PrinterChanged, PrintJob
from printer.spool import Spool as Printer

ORDER_FAILED = "order-failed"
"""What was ordered by a button that was held could not be done; the log says why."""
STOP_WITHIN_S = 10.0
"""For so long a stop waits for the ticket in the cutter."""

_log = logging.getLogger("kiosk")
_printer_log = logging.getLogger("printer")


def tell_nobody(_subject: str, _word: dict[str, Any]) -> None:
    """Tell nothing: outside a simulation nobody watches."""


def subscriptions(settings: KioskSettings) -> list[Subscription[Any]]:
    """Return what a kiosk wants to hear."""
    wanted: list[Subscription[Any]] = [subscription(CENTRE), subscription(REPLY, peer=settings.device)]
    if settings.station is not None:
        station = settings.station
        wanted += [subscription(PRINT, station=station), subscription(LEASE, station=station), subscription(BOARD)]
    return wanted


class KioskDaemon:
    """One ticket station or call pad, for which *printer*, *keeping* (the station's disk) and *control* are None.

    *speaking* is the small speaker, if there is one.
    """

    def __init__(  # noqa: PLR0913 - the parts of one device
        self,
        settings: KioskSettings,
        *,
        inbox: Inbox,
        bridge: Bridge,
        presence: Presence,
        panel: Panel,
        printer: Printer | None = None,
        keeping: Keeping | None = None,
        control: Control | None = None,
        speaking: Speaking | None = None,
        tell: Tell = tell_nobody,
    ) -> None:
        self._device = settings.device
        self._inbox = inbox
        self._bridge = bridge
        self._presence = presence
        self._panel = panel
        self._printer = printer
        self._keeping = keeping
        self._control = control
        self._speaking = speaking
        self._tell = tell
        self._clock: Clock = SystemClock()
        self._station = Station(rules_of(settings), now=self._clock.monotonic())
        self._by_hand: ByHand | None = None
        if settings.printer is not None and printer is not None:
            self._by_hand = ByHand(settings.printer, printer, self._station, self._keep)
        self._beside = [part for part in (self._by_hand, speaking) if part is not None]
        self._answering: Answering | None = None
        if speaking is not None:
            buttons = {button.name: button for button in settings.buttons}
            self._answering = Answering(buttons, self._station, speaking)
        self._standing = Standing(self._station, panel, self._by_hand, presence, tell, speaking)
        self._lamps = lamp_names(settings)
        self._accepted = 0
        tell("refusals", {"count": 0, "reason": None, "press": None, "until": None})

    def start(self) -> None:
        """Start the threads of the parts."""
        if self._keeping is not None:
            self._keeping.start()
        self._bridge.start()
        if self._printer is not None:
            self._printer.start()
        if self._speaking is not None:
            self._speaking.start()

    def handle(self, message: object) -> None:
        """See `firmware.service.Daemon`."""
        now = self._clock.monotonic()
        for part in self._beside:
            part.handle(message, now)
        match message:
            case Edge():
                self._press(self._panel.edge(message), now)
            case Arrived():
                self._hear(message, now)
            case LinkChanged(up=up):
                self._do(self._station.link_changed(up=up, now=now), now)
            case PaperDone():
                self._paper_done(message, now)
            case PrinterChanged():
                self._standing.printer_changed(message)
            case Written(facts=facts):
                self._do(self._station.written(facts, now), now)
            case StoreOpened(contents=contents):
                self._do(self._station.store_opened(contents), now)
            case StoreFailed(why=why):
                self._do(self._station.store_failed(why, now), now)

    def tick(self) -> float:
        """See `firmware.service.Daemon`."""
        now = self._clock.monotonic()
        if self._printer is not None:
            self._standing.printer_is_stuck(is_stuck=self._printer.is_stuck(now))
        self._press(self._panel.tick(now), now)
        self._do(self._station.due(now), now)
        self._panel.show(self._lamps.pictures(self._station.standing(now)))
        self._standing.say(self._bridge, now, self._accepted)
        spoken = float("inf") if self._speaking is None else self._speaking.tick(now)
        return min(self._panel.next_due(), self._station.next_due(now), spoken)

    def threads(self) -> Iterable[threading.Thread]:
        """See `firmware.service.Daemon`."""
        workers = (self._printer, self._keeping, self._control, self._speaking)
        own = [worker.thread for worker in workers if worker is not None]
        return (self._bridge.thread, *own, *self._panel.threads())

    def stop(self) -> None:
        """Say offline, finish the ticket in the cutter, tell what became of it, and let go of everything."""
        self._presence.say(self._bridge, Condition.OFFLINE)
        self._panel.show(self._lamps.dark())
        now = self._clock.monotonic()
        self._do(self._station.abandon(), now)
        if self._printer is not None and not self._printer.stop(STOP_WITHIN_S):
            _log.error("printer did not end within_s=%d", STOP_WITHIN_S)
        now = self._clock.monotonic()
        for message in self._inbox.take(0):
            if isinstance(message, PaperDone):
                self._paper_done(message, now)
            if self._by_hand is not None:
                self._by_hand.handle(message, now)
        if self._by_hand is not None:
            self._by_hand.abandon()
        if self._control is not None:
            self._control.close()
        self._do(self._station.due(now), now)
        if self._keeping is not None and not self._keeping.stop():
            _log.error("store did not end, what it had not written is lost")
        if self._speaking is not None and not self._speaking.stop():
            _log.error("speaker did not end, its device has it still")
        self._panel.close()
        self._bridge.stop()

    def _press(self, presses: Sequence[Press], now: float) -> None:
        for press in presses:
            if press.button.action not in ORDERS:
                self._do(self._station.pressed(press.button, press.at, now), now)
            elif self._by_hand is not None:
                _log.info("button held button=%s", press.button.name)
                self._by_hand.order(Order(press.button.action.value), self._show, now)

    def _show(self, told: Told) -> None:
        """Show whoever held a button that it was in vain; what came of it they see otherwise."""
        if not told.is_done:
            now = self._clock.monotonic()
            self._do(self._station.refuse(Refuse(new_id(), ORDER_FAILED, told.text), now), now)

    def _keep(self, fact: Fact) -> None:
        if self._keeping is not None:
            self._keeping.put(fact)

    def _hear(self, arrived: Arrived, now: float) -> None:
        received = self._bridge.read(arrived)
        if received is None:
            return
        match received.message:
            case Centre() as centre:
                self._do(self._station.centre_heard(centre), now)
            case Board() as board:
                self._do(self._station.board_heard(board, arrived.at), now)
            case Leases() as leases:
                self._do(self._station.leases_heard(leases), now)
            case Reply() as reply:
                self._do(self._station.replied(reply, now), now)
            case PrintTicket(paper=paper):
                self._do(self._station.sent_paper(paper, now), now)

    def _do(self, deeds: Iterable[Deed], now: float) -> None:
        for deed in deeds:
            match deed:
                case Accept(request, button):
                    self._bridge.publish(REQUEST, request, peer=self._device)
                    self._expect(request.id, request.command)
                    self._press_accepted()
                    _log.info("press accepted button=%s press=%s", button, request.id)
                case AcceptAlone(press, command, button):
                    self._expect(press, command)
                    self._press_accepted()
                    _log.info("press accepted button=%s press=%s asked=nobody", button, press)
                case Ask(request):
                    self._bridge.publish(REQUEST, request, peer=self._device)
                case Keep(fact):
                    self._keep(fact)
                case Spool(paper, deadline):
                    self._spool(paper, deadline, now)
                case Refuse() | Answer():
                    self._end(deed, now)

    def _end(self, end: Refuse | Answer, now: float) -> None:
        """Let people know how a press without a ticket has ended."""
        if isinstance(end, Refuse):
            _log.warning("press refused press=%s reason=%s detail=%s", end.press, end.reason, end.detail)
            word = {"count": self._station.refused, "reason": end.reason, "press": end.press, "until": end.until}
            self._tell("refusals", word)
        if self._answering is not None:
            self._answering.ended(end, now)

    def _press_accepted(self) -> None:
        self._accepted += 1
        if self._answering is not None:
            self._answering.accepted()

    def _expect(self, press: Id, command: AnyCommand) -> None:
        centre = self._station.centre
        if self._printer is not None and centre is not None and isinstance(command, IssueTicket) and command.zone:
            self._printer.expect(press, command, centre)

    def _spool(self, paper: TicketPaper, deadline: float, now: float) -> None:
        self._tell("paper", msgspec.to_builtins(paper))
        if self._printer is None:
            why = "no-printer"
        elif self._station.centre is None:
            why = STARTING
        elif self._printer.put(PrintJob(paper, self._station.centre, deadline)):
            return
        else:
            why = QUEUE_FULL
        self._paper_done(PaperDone(paper.job_id, paper.ticket_id, PaperOutcome.FAILED, Fault(code=why)), now)

    def _paper_done(self, done: PaperDone, now: float) -> None:
        fault = "" if done.fault is None else done.fault.code
        report = ReportPaper(ticket_id=done.ticket_id, job_id=done.job_id, outcome=done.outcome, fault=fault)
        job, deeds = self._station.printed(report, now)
        for complaint in done.complaints:
            _printer_log.warning("ticket complaint ticket_id=%s what=%s", done.ticket_id, complaint)
        if job is None:
            _printer_log.info("outcome changed ticket_id=%s to=%s", done.ticket_id, done.outcome.value)
        elif done.outcome in {PaperOutcome.CONFIRMED, PaperOutcome.SENT}:
            told = (done.ticket_id, job.paper.number, done.bytes, done.took_ms)
            _printer_log.info("ticket printed ticket_id=%s number=%d bytes=%d took_ms=%d", *told)
        else:
            what = (done.outcome.value, done.ticket_id, job.paper.number, fault)
            _printer_log.warning("ticket %s ticket_id=%s number=%d fault=%s", *what)
        if done.last_byte_at is not None and job is not None:
            times = {"pressed_at": job.pressed_at, "last_byte_at": done.last_byte_at}
            self._tell("printed", {"ticket_id": done.ticket_id, "number": job.paper.number, **times})
        if job is not None and self._answering is not None:
            self._answering.printed(job, done.outcome, now)
        self._do(deeds, now)
