"""The daemon against a real Mosquitto, a simulated printer on TCP, and a dispatcher that does what the test says."""

import json
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from firmware.buttons import HELD_S, Edge
from firmware.inbox import Inbox, Stop
from firmware.settings import parse_settings
from firmware.words import Bilingual, PlaceKind, Role
from kiosk.daemon import KioskDaemon, subscriptions
from kiosk.panel import Panel
from kiosk.settings import KioskSettings
from kiosk.simulated import SimulatedPanel
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, subscription
from mqtt_bridge.commands import AnyCommand, CallNext, IssueTicket, ReportPaper, Request
from mqtt_bridge.devices import Condition, DeviceState, Fault
from mqtt_bridge.paper import PaperOutcome, PrintTicket, TicketPaper
from mqtt_bridge.presence import Presence
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.public import Centre, PlaceSign, ZoneSign
from mqtt_bridge.replies import Accepted, AtPlace, Issued, Refusal, RefusalCode, Reply, Result
from mqtt_bridge.settings import BrokerSettings, DeviceSettings
from mqtt_bridge.topics import CENTRE, DEVICE_STATE, PRINT, REPLY, REQUEST
from printer.preview import Piece
from printer.settings import open_printer
from printer.simulated import PrinterFault, SimulatedPrinter
from printer.spool import Spool

TEXT = Bilingual(kk="Консультация", ru="Консультация")
SIGNS = Centre(
    name=TEXT,
    address=TEXT,
    timezone="Asia/Almaty",
    day="2026-11-23",
    zones=(ZoneSign(zone="consultation", title=TEXT, wait_at=TEXT),),
    places=(PlaceSign(place="window-1", kind=PlaceKind.WINDOW, number=1, zones=("consultation",)),),
)
DEADLINE_S = 8.0


def kiosk_toml(site: str, broker_port: int, printer_port: int, state_dir: Path) -> str:
    return f"""
        site = "{site}"
        device = "entrance"
        station = "entrance"
        state_dir = "{state_dir}"
        broker = {{ port = {broker_port} }}
        printer = {{ transport = "network", host = "127.0.0.1", port = {printer_port}, width_px = 576 }}
        lamps = [{{ name = "ring", pin = 17 }}]

        [[buttons]]
        name = "ticket"
        pin = 5
        action = "take-ticket"
        zone = "consultation"
        language = "kk"

        [[buttons]]
        name = "next"
        pin = 6
        action = "call-next"
        place = "window-1"
    """


class Watcher:
    """A connection to the kiosk's door: asks on one socket, watches on another."""

    def __init__(self, path: Path) -> None:
        self._watch = self._connect(path)
        self._ask = self._connect(path)
        self._watch.sendall(b'{"do": "watch"}\n')
        self._lines = self._watch.makefile("rb")
        self._answers = self._ask.makefile("rb")

    @staticmethod
    def _connect(path: Path) -> socket.socket:
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(DEADLINE_S)
        connection.connect(str(path))
        return connection

    def ask(self, **question: str) -> Any:
        self._ask.sendall(json.dumps(question).encode() + b"\n")
        return json.loads(self._answers.readline())

    def until(self, subject: str, **wanted: object) -> dict[str, Any]:
        """Read words until one on *subject* has all of *wanted*."""
        while True:
            word: dict[str, Any] = json.loads(self._lines.readline())
            if word.pop("subject") == subject and all(word.get(key) == value for key, value in wanted.items()):
                return word

    def lamp(self, state: str) -> None:
        self.until("lamps", lamps={"ring": state})

    def close(self) -> None:
        for thing in (self._lines, self._answers, self._watch, self._ask):
            thing.close()


class Dispatcher:
    """The other end: hears requests and device states, and says what the test says."""

    def __init__(self, settings: DeviceSettings) -> None:
        self.inbox = Inbox()
        self.bridge = Bridge(settings, self.inbox, [subscription(REQUEST), subscription(DEVICE_STATE)])
        self.bridge.start()
        self.until(lambda value: isinstance(value, LinkChanged) and value.up)

    def until(self, wanted: Callable[[Any], bool]) -> Any:
        end = time.monotonic() + DEADLINE_S
        while (left := end - time.monotonic()) > 0:
            for value in self.inbox.take(left, most=1):
                received = self.bridge.read(value) if isinstance(value, Arrived) else None
                heard = value if received is None else received.message
                if wanted(heard):
                    return heard
        raise AssertionError("what the test waits for did not come")

    def asked(self, kind: type[AnyCommand]) -> Any:
        return self.until(lambda heard: isinstance(heard, Request) and isinstance(heard.command, kind))

    def state(self, condition: Condition) -> DeviceState:
        state = self.until(lambda heard: isinstance(heard, DeviceState) and heard.condition is condition)
        assert isinstance(state, DeviceState)
        return state

    def reply(self, request: Request, result: Result) -> None:
        assert self.bridge.publish(REPLY, Reply(id=request.id, result=result), peer="entrance")

    def issue(self, request: Request, number: int = 101) -> None:
        self.reply(request, Issued(paper=paper(request.id, number)))

    def report(self) -> ReportPaper:
        """Hear the next report on paper and take note of it."""
        request = self.asked(ReportPaper)
        self.reply(request, Accepted())
        assert isinstance(request.command, ReportPaper)
        return request.command


def paper(ticket_id: str, number: int = 101) -> TicketPaper:
    return TicketPaper(
        job_id=ticket_id,
        ticket_id=ticket_id,
        number=number,
        zone="consultation",
        language="kk",  # type: ignore[arg-type]  # as it comes from the wire
        issued_at=1_800_000_000.0,
        ahead=3,
    )


class Hall:
    """A kiosk in a thread of this process, with everything that it talks to."""

    def __init__(self, broker: PrivateBroker, site: str, folder: Path, *, centre: bool = True) -> None:
        self.pieces: list[Piece] = []
        self.printer = SimulatedPrinter(self.pieces.append)
        self.printer.start()
        self.dispatcher = Dispatcher(
            DeviceSettings(site=site, device="dispatcher", broker=BrokerSettings(port=broker.port))
        )
        if centre:
            self.dispatcher.bridge.publish(CENTRE, SIGNS)
        self.settings = parse_settings(
            kiosk_toml(site, broker.port, self.printer.port, folder), KioskSettings, "kiosk.toml"
        )
        self.inbox = Inbox()
        self.simulated = SimulatedPanel(self.settings, folder, self.inbox)
        assert self.settings.printer is not None
        self.spool = Spool(open_printer(self.settings.printer), self.inbox, 576, "processed")
        presence = Presence(self.settings, Role.KIOSK)
        self.daemon = KioskDaemon(
            self.settings,
            inbox=self.inbox,
            bridge=Bridge(self.settings, self.inbox, subscriptions(self.settings), presence.will),
            presence=presence,
            panel=Panel(self.settings, self.simulated.open_devices),
            printer=self.spool,
            tell=self.simulated.tell,
        )
        self.watcher = Watcher(folder / "entrance.sock")
        self._owner = threading.Thread(target=self._own, name="owner")
        self._owner.start()

    def _own(self) -> None:
        """Do what `firmware.service.serve` does, which wants the main thread."""
        self.daemon.start()
        due = self.daemon.tick()
        while True:
            for message in self.inbox.take(min(due - time.monotonic(), 1.0)):
                if isinstance(message, Stop):
                    self.daemon.stop()
                    return
                self.daemon.handle(message)
            due = self.daemon.tick()

    def press(self, button: str = "ticket") -> None:
        assert self.watcher.ask(do="press", button=button) == {"ok": True}

    def step_back(self) -> None:
        """Let a button's minimum interval go by, within which another press would be the same one."""
        threading.Event().wait(0.3 + HELD_S)

    def until_spooled(self, jobs: int) -> None:
        """Wait until so many papers wait for the printer."""
        pause, end = threading.Event(), time.monotonic() + DEADLINE_S
        while self.spool.waiting < jobs:
            assert time.monotonic() < end, f"{self.spool.waiting} of {jobs} papers wait"
            pause.wait(0.01)

    def stop(self) -> None:
        self.inbox.put(Stop("test"))
        self._owner.join(15)
        self.watcher.close()
        self.simulated.close()
        self.dispatcher.bridge.stop()
        self.printer.stop()


@pytest.fixture
def folder() -> Iterator[Path]:
    """Make a folder with a short name: the path of a Unix socket has at most 107 bytes."""
    with tempfile.TemporaryDirectory(prefix="kiosk") as name:
        yield Path(name)


MakeHall = Callable[..., Hall]


@pytest.fixture
def make_hall(shared_broker: PrivateBroker, site: str, folder: Path) -> Iterator[MakeHall]:
    halls: list[Hall] = []

    def make(broker: PrivateBroker = shared_broker, *, centre: bool = True) -> Hall:
        halls.append(Hall(broker, site, folder, centre=centre))
        return halls[-1]

    yield make
    for hall in halls:
        hall.stop()


@pytest.fixture
def hall(make_hall: MakeHall) -> Hall:
    """Make a kiosk that is ready."""
    made = make_hall()
    made.dispatcher.state(Condition.READY)
    made.watcher.lamp("ready")
    return made


def test_a_press_becomes_a_ticket_and_its_report(hall: Hall) -> None:
    hall.press()
    request = hall.dispatcher.asked(IssueTicket)
    hall.watcher.lamp("working")
    hall.dispatcher.issue(request)

    assert hall.dispatcher.report() == ReportPaper(
        ticket_id=request.id, job_id=request.id, outcome=PaperOutcome.CONFIRMED
    )
    printed = hall.watcher.until("printed", ticket_id=request.id, number=101)
    assert 0 < printed["last_byte_at"] - printed["pressed_at"] < 2
    hall.watcher.lamp("ready")
    assert len(hall.pieces) == 1


def test_the_same_answer_twice_is_one_ticket(hall: Hall) -> None:
    hall.press()
    request = hall.dispatcher.asked(IssueTicket)
    hall.dispatcher.issue(request)
    hall.dispatcher.issue(request)
    hall.dispatcher.bridge.publish(PRINT, PrintTicket(paper=paper("c" * 16, 102)), station="entrance")
    assert hall.dispatcher.report().job_id == request.id
    assert hall.dispatcher.report().job_id == "c" * 16

    assert len(hall.pieces) == 2


def test_a_refusal_of_the_dispatcher_is_seen_and_counted(hall: Hall) -> None:
    hall.press()
    request = hall.dispatcher.asked(IssueTicket)
    hall.dispatcher.reply(request, Refusal(code=RefusalCode.NUMBERS_USED_UP))

    hall.watcher.until("refusals", count=1, reason="numbers-used-up", press=request.id)
    hall.watcher.lamp("cannot")


def test_without_an_answer_the_press_is_refused_and_a_late_number_is_void(hall: Hall) -> None:
    hall.press()
    request = hall.dispatcher.asked(IssueTicket)
    hall.watcher.until("refusals", count=1, reason="no-answer", press=request.id)
    assert hall.dispatcher.report().outcome is PaperOutcome.FAILED
    hall.dispatcher.issue(request)

    assert hall.dispatcher.report() == ReportPaper(
        ticket_id=request.id, job_id=request.id, outcome=PaperOutcome.FAILED, fault="no-answer"
    )
    assert hall.pieces == []


def test_a_place_button_calls(hall: Hall) -> None:
    hall.press("next")
    request = hall.dispatcher.asked(CallNext)
    assert request.command == CallNext(place="window-1", finish_current=True)
    hall.watcher.lamp("working")
    hall.dispatcher.reply(request, AtPlace(place="window-1", ticket=None))

    hall.watcher.lamp("ready")


def test_a_place_button_shows_that_nobody_waits(hall: Hall) -> None:
    hall.press("next")
    request = hall.dispatcher.asked(CallNext)
    hall.dispatcher.reply(request, Refusal(code=RefusalCode.NOBODY_WAITING))

    hall.watcher.until("refusals", reason="nobody-waiting", press=request.id)
    hall.watcher.lamp("cannot")


@pytest.mark.parametrize(
    ("fault", "code", "paper_says"),
    [
        (PrinterFault.PAPER_OUT, "paper-out", "out"),
        (PrinterFault.COVER_OPEN, "cover-open", "ok"),
        (PrinterFault.SILENT, "printer-silent", "unknown"),
        (PrinterFault.UNPLUGGED, "printer-unplugged", "unknown"),
    ],
)
def test_a_printer_in_trouble_refuses_presses_and_comes_back_by_itself(
    hall: Hall, fault: PrinterFault, code: str, paper_says: str
) -> None:
    hall.printer.set_fault(fault)
    hall.watcher.until("printer", printer={"state": code, "paper": paper_says})
    hall.watcher.lamp("cannot")
    assert Fault(code=code) in [
        msgspec.structs.replace(fault, detail="") for fault in hall.dispatcher.state(Condition.FAULT).faults
    ]
    hall.press()
    hall.watcher.until("refusals", count=1, reason=code)

    hall.printer.set_fault(PrinterFault.NONE)
    hall.watcher.until("printer", printer={"state": "ok", "paper": "ok"})
    hall.dispatcher.state(Condition.READY)
    hall.step_back()
    hall.press()
    hall.dispatcher.issue(hall.dispatcher.asked(IssueTicket))
    assert hall.dispatcher.report().outcome is PaperOutcome.CONFIRMED


def test_little_paper_is_no_reason_to_refuse(hall: Hall) -> None:
    hall.printer.set_fault(PrinterFault.PAPER_LOW)
    hall.watcher.until("printer", printer={"state": "paper-low", "paper": "low"})
    assert hall.dispatcher.state(Condition.DEGRADED).faults == (Fault(code="paper-low"),)
    hall.press()

    hall.dispatcher.issue(hall.dispatcher.asked(IssueTicket))
    assert hall.dispatcher.report().outcome is PaperOutcome.CONFIRMED


def test_before_the_centre_is_known_presses_are_refused(make_hall: MakeHall) -> None:
    hall = make_hall(centre=False)
    hall.watcher.until("printer", printer={"state": "ok", "paper": "ok"})
    hall.dispatcher.state(Condition.READY)
    hall.press()
    hall.watcher.until("refusals", count=1, reason="starting")
    hall.dispatcher.bridge.publish(CENTRE, SIGNS)
    hall.dispatcher.bridge.publish(PRINT, PrintTicket(paper=paper("c" * 16)), station="entrance")
    assert hall.dispatcher.report().outcome is PaperOutcome.CONFIRMED
    hall.press("next")

    assert hall.dispatcher.asked(CallNext)


def test_a_paper_for_a_station_that_knows_no_centre_fails_and_is_reported(make_hall: MakeHall) -> None:
    hall = make_hall(centre=False)
    hall.dispatcher.state(Condition.READY)
    hall.dispatcher.bridge.publish(PRINT, PrintTicket(paper=paper("c" * 16)), station="entrance")

    report = hall.dispatcher.report()
    assert (report.outcome, report.fault) == (PaperOutcome.FAILED, "starting")


def test_a_ticket_printed_while_the_broker_is_away_is_reported_when_it_is_back(
    make_hall: MakeHall, own_broker: PrivateBroker
) -> None:
    hall = make_hall(own_broker)
    hall.watcher.lamp("ready")
    hall.press()
    request = hall.dispatcher.asked(IssueTicket)
    hall.printer.set_fault(PrinterFault.PAPER_OUT)
    hall.watcher.until("printer", printer={"state": "paper-out", "paper": "out"})
    hall.dispatcher.issue(request)
    hall.dispatcher.bridge.publish(PRINT, PrintTicket(paper=paper("c" * 16, 102)), station="entrance")
    hall.until_spooled(2)
    own_broker.kill()
    hall.printer.set_fault(PrinterFault.NONE)
    hall.watcher.until("printed", number=101)
    hall.press()
    hall.watcher.until("refusals", reason="no-link")
    own_broker.start()

    first, second = hall.dispatcher.report(), hall.dispatcher.report()
    assert first == ReportPaper(ticket_id=request.id, job_id=request.id, outcome=PaperOutcome.CONFIRMED)
    assert second.outcome is PaperOutcome.CONFIRMED


def test_a_stop_finishes_the_ticket_in_the_printer_and_reports_it(hall: Hall) -> None:
    hall.press()
    request = hall.dispatcher.asked(IssueTicket)
    hall.dispatcher.issue(request)
    hall.dispatcher.bridge.publish(PRINT, PrintTicket(paper=paper("c" * 16, 102)), station="entrance")
    hall.watcher.until("printed", number=101)
    hall.inbox.put(Stop("test"))
    hall.dispatcher.state(Condition.OFFLINE)

    hall.watcher.lamp("off")


def test_a_stop_disowns_the_press_that_was_not_answered_yet(hall: Hall) -> None:
    hall.press()
    request = hall.dispatcher.asked(IssueTicket)
    hall.inbox.put(Stop("test"))

    assert hall.dispatcher.report() == ReportPaper(
        ticket_id=request.id, job_id=request.id, outcome=PaperOutcome.FAILED, fault="no-answer"
    )


def test_a_jammed_button_is_a_fault_of_the_device(make_hall: MakeHall) -> None:
    hall = make_hall()
    hall.watcher.lamp("ready")
    now = time.monotonic()
    hall.inbox.put(Edge("ticket", closed=True, at=now - 11, at_start=True))

    assert hall.dispatcher.state(Condition.DEGRADED).faults == (Fault(code="button-stuck", detail="ticket"),)


def test_a_door_refuses_what_it_does_not_know(hall: Hall) -> None:
    assert hall.watcher.ask(do="press", button="nine") == {"error": "no button 'nine'; there are ticket, next"}
    assert "error" in hall.watcher.ask(do="sing", button="ticket")


def test_the_command_runs_says_ready_and_ends_on_sigterm(shared_broker: PrivateBroker, site: str, folder: Path) -> None:
    pieces: list[Piece] = []
    printer = SimulatedPrinter(pieces.append)
    printer.start()
    settings = folder / "kiosk.toml"
    settings.write_text(kiosk_toml(site, shared_broker.port, printer.port, folder))
    dispatcher = Dispatcher(
        DeviceSettings(site=site, device="dispatcher", broker=BrokerSettings(port=shared_broker.port))
    )
    dispatcher.bridge.publish(CENTRE, SIGNS)
    command = [sys.executable, "-m", "kiosk", "--config", str(settings), "--simulate", str(folder)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        dispatcher.state(Condition.READY)
        watcher = Watcher(folder / "entrance.sock")
        assert watcher.until("buttons")["buttons"] == [
            {"name": "ticket", "action": "take-ticket", "zone": "consultation", "language": "kk", "place": None},
            {"name": "next", "action": "call-next", "zone": None, "language": None, "place": "window-1"},
        ]
        watcher.lamp("ready")
        watcher.ask(do="press", button="ticket")
        dispatcher.issue(dispatcher.asked(IssueTicket))
        assert dispatcher.report().outcome is PaperOutcome.CONFIRMED
        watcher.close()
        process.send_signal(signal.SIGTERM)
        dispatcher.state(Condition.OFFLINE)
        _out, log = process.communicate(timeout=DEADLINE_S)
    finally:
        process.kill()
        process.communicate()
        dispatcher.bridge.stop()
        printer.stop()

    assert process.returncode == 0, log.decode()
    assert b"printer ticket printed ticket_id=" in log
    assert b"Traceback" not in log
