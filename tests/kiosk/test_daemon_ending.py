"""The daemon's end: what it still prints, disowns and tells; and the command from its start to SIGTERM."""

import signal
import subprocess
import sys
from pathlib import Path

from deadline import DEADLINE_S
from door_watcher import Watcher
from kiosk_hall import Hall, kiosk_toml
from obedient_dispatcher import SIGNS, Dispatcher, paper

from firmware.inbox import Stop
from mqtt_bridge.commands import IssueTicket, ReportPaper
from mqtt_bridge.devices import Condition
from mqtt_bridge.paper import PaperOutcome, PrintTicket
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.settings import BrokerSettings, DeviceSettings
from mqtt_bridge.topics import CENTRE, PRINT
from printer.preview import Piece
from printer.simulated import SimulatedPrinter


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
    assert hall.ends_by_itself()


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
            {"name": "list", "action": "waiting-list", "zone": None, "language": None, "place": None},
            {"name": "roll", "action": "roll-changed", "zone": None, "language": None, "place": None},
            {"name": "complaint", "action": "take-ticket", "zone": None, "language": "ru", "place": None},
            {"name": "good", "action": "feedback", "zone": None, "language": None, "place": "window-1"},
            {"name": "alarm", "action": "evacuate", "zone": None, "language": None, "place": None},
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
