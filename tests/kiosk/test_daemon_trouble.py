"""The daemon in trouble: its printer, its link, its buttons, and a centre that it does not know yet."""

import time

import msgspec
import pytest
from deadline import DEADLINE_S
from kiosk_hall import Hall, MakeHall
from obedient_dispatcher import SIGNS, paper

from firmware.buttons import Edge
from mqtt_bridge.commands import CallNext, IssueTicket, ReportPaper
from mqtt_bridge.devices import Condition, Fault
from mqtt_bridge.paper import PaperOutcome, PrintTicket
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.topics import CENTRE, PRINT
from printer.simulated import PrinterFault

SILENT_S = 0.7
"""Silence of a printer that has been told to be silent."""


@pytest.mark.parametrize(
    ("fault", "code", "paper_says"),
    [
        (PrinterFault.PAPER_OUT, "paper-out", "out"),
        (PrinterFault.COVER_OPEN, "cover-open", "ok"),
        (PrinterFault.CUTTER_JAMMED, "cutter-jammed", "ok"),
        (PrinterFault.SILENT, "printer-silent", "unknown"),
        (PrinterFault.UNPLUGGED, "printer-unplugged", "unknown"),
    ],
)
def test_a_printer_in_trouble_refuses_presses_and_comes_back_by_itself(
    hall: Hall, fault: PrinterFault, code: str, paper_says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fault is PrinterFault.SILENT:
        monkeypatch.setattr("printer.wire.ANSWER_WITHIN_S", SILENT_S)
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
    monkeypatch.setattr("printer.wire.ANSWER_WITHIN_S", DEADLINE_S)
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
    hall.until_unlinked()
    hall.printer.set_fault(PrinterFault.NONE)
    hall.watcher.until("printed", number=101)
    hall.press()
    hall.watcher.until("refusals", reason="no-link")
    own_broker.start()

    first, second = hall.dispatcher.report(), hall.dispatcher.report()
    assert first == ReportPaper(ticket_id=request.id, job_id=request.id, outcome=PaperOutcome.CONFIRMED)
    assert second.outcome is PaperOutcome.CONFIRMED


def test_a_jammed_button_is_a_fault_of_the_device(make_hall: MakeHall) -> None:
    hall = make_hall()
    hall.watcher.lamp("ready")
    now = time.monotonic()
    hall.inbox.put(Edge("ticket", closed=True, at=now - 11, at_start=True))

    assert hall.dispatcher.state(Condition.DEGRADED).faults == (Fault(code="button-stuck", detail="ticket"),)
