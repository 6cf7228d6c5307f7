"""The daemon alone: its dispatcher silent or unable, its broker dead, its disk hanging, its power cut."""

import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from deadline import DEADLINE_S
from door_watcher import Watcher
from kiosk_hall import SHORT_S, Hall, MakeHall, kiosk_toml
from obedient_dispatcher import SIGNS, Dispatcher, paper
from station_disk import Disk, ticket
from station_under_test import lease

from kiosk.keeping import FILE
from kiosk.kept import LeasesHeld, NumberGiven, TicketEnded
from kiosk.store import Store
from mqtt_bridge.commands import IssueTicket
from mqtt_bridge.devices import Condition, Fault
from mqtt_bridge.paper import PaperOutcome, PrintTicket
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.replies import Refusal, RefusalCode
from mqtt_bridge.settings import BrokerSettings, DeviceSettings
from mqtt_bridge.topics import CENTRE, PRINT
from printer.preview import Piece
from printer.simulated import PrinterFault, SimulatedPrinter

PATIENT_KIOSK = f"""
import sys
from kiosk import alone
from kiosk.__main__ import main
from printer import wire
alone.STORE_WITHIN_S = wire.ANSWER_WITHIN_S = {DEADLINE_S}
sys.exit(main())
"""
"""The command, for a machine whose disk and printer take their time."""


def may_number(hall: Hall) -> str:
    """Have the station join and hold a lease that its disk knows of; return the disk's id."""
    hall.dispatcher.board()
    store = hall.dispatcher.joined().store
    assert store is not None
    hall.dispatcher.lease(lease(store=store))
    hall.watcher.until("alone", left={"consultation": 10})
    return store


@pytest.fixture(autouse=True)
def _slow_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine's own disk take its time."""
    monkeypatch.setattr("kiosk.alone.STORE_WITHIN_S", DEADLINE_S)


def test_the_first_visitor_waits_the_next_ones_do_not_and_all_are_told_afterwards(unanswered: Hall) -> None:
    hall = unanswered
    may_number(hall)
    hall.press()
    request = hall.dispatcher.asked(IssueTicket)
    hall.watcher.until("printed", ticket_id=request.id, number=801)
    hall.watcher.lamp("ready")
    state = hall.dispatcher.state(Condition.DEGRADED)
    assert [fault.code for fault in state.faults] == ["alone"]
    hall.step_back()
    hall.press()
    hall.watcher.until("printed", number=802)

    first, second = hall.dispatcher.report_alone(), hall.dispatcher.report_alone()
    assert (first.ticket_id, first.number, first.cycle) == (request.id, 801, -1)
    assert (first.outcome, second.number) == (PaperOutcome.CONFIRMED, 802)
    assert second.ticket_id not in {request.id for request in hall.dispatcher.heard}, "nobody was asked for it"
    hall.dispatcher.board(seq=2)
    hall.dispatcher.state(Condition.READY)
    assert len(hall.pieces) == 2


def test_a_late_answer_is_no_second_ticket_and_voids_nothing(unanswered: Hall) -> None:
    hall = unanswered
    may_number(hall)
    hall.press()
    request = hall.dispatcher.asked(IssueTicket)
    hall.watcher.until("printed", number=801)
    hall.dispatcher.issue(request)
    assert hall.dispatcher.report_alone().ticket_id == request.id
    hall.dispatcher.bridge.publish(PRINT, PrintTicket(paper=paper("c" * 16, 102)), station="entrance")

    assert hall.dispatcher.report().ticket_id == "c" * 16
    assert len(hall.pieces) == 2
    hall.watcher.until("alone", tickets=0)
    hall.press()
    assert hall.dispatcher.asked(IssueTicket), "who answers is asked again"


def test_a_dispatcher_that_cannot_record_has_the_station_number_at_once(hall: Hall) -> None:
    may_number(hall)
    hall.press()
    request = hall.dispatcher.asked(IssueTicket)
    hall.dispatcher.reply(request, Refusal(code=RefusalCode.CANNOT_RECORD))

    hall.watcher.until("printed", ticket_id=request.id, number=801)
    assert hall.dispatcher.report_alone().number == 801


def test_without_a_broker_a_station_goes_on_over_a_restart_and_another_day(
    make_hall: MakeHall, own_broker: PrivateBroker
) -> None:
    hall = make_hall(own_broker, patience_s=SHORT_S)
    hall.watcher.lamp("ready")
    hall.dispatcher.bridge.publish(CENTRE, msgspec.structs.replace(SIGNS, day="2026-11-24"))
    store = may_number(hall)
    own_broker.kill()
    hall.press()
    hall.watcher.until("printed", number=801)
    hall.restart()
    hall.watcher.lamp("ready")
    hall.press()
    hall.watcher.until("printed", number=802)
    own_broker.start()
    hall.dispatcher.board(seq=2)

    joined = hall.dispatcher.joined()
    assert (joined.store, [held.next for held in joined.held]) == (store, [803])
    first, second = hall.dispatcher.report_alone(), hall.dispatcher.report_alone()
    assert [first.number, second.number] == [801, 802]
    assert second.age_s < first.age_s < DEADLINE_S * 2
    assert len(hall.pieces) == 2


def test_a_station_without_a_lease_refuses_as_soon_as_nobody_answers(
    make_hall: MakeHall, own_broker: PrivateBroker
) -> None:
    hall = make_hall(own_broker)
    hall.watcher.lamp("ready")
    own_broker.kill()
    hall.watcher.lamp("cannot")
    hall.press()

    hall.watcher.until("refusals", count=1, reason="no-link")


def test_a_disk_that_hangs_refuses_the_press_and_nothing_is_printed_later(
    make_hall: MakeHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk()
    hall = make_hall(disk=disk, patience_s=SHORT_S)
    hall.watcher.lamp("ready")
    may_number(hall)
    disk.answers.clear()
    with monkeypatch.context() as hanging:
        hanging.setattr("kiosk.alone.STORE_WITHIN_S", SHORT_S)
        hall.press()
        request = hall.dispatcher.asked(IssueTicket)
        hall.watcher.until("refusals", reason="store-failed", press=request.id)
    fault = Fault(code="store-failed", detail="the disk did not answer within 1 s")
    assert fault in hall.dispatcher.state(Condition.FAULT).faults
    assert hall.dispatcher.report().outcome is PaperOutcome.FAILED
    hall.dispatcher.board(seq=2)
    disk.answers.set()
    hall.dispatcher.state(Condition.READY)
    assert hall.pieces == []
    hall.step_back()
    hall.press()

    hall.watcher.until("printed", number=802)


def test_a_disk_that_cannot_be_used_leaves_a_station_that_works_while_it_is_answered(
    make_hall: MakeHall, folder: Path
) -> None:
    (folder / FILE).mkdir()
    hall = make_hall()
    while [fault.code for fault in hall.dispatcher.state(Condition.DEGRADED).faults] != ["store-failed"]:
        pass  # while the link is not up yet there is no lease either
    hall.dispatcher.board()
    assert hall.dispatcher.joined().store is None
    hall.press()
    hall.dispatcher.issue(hall.dispatcher.asked(IssueTicket))

    assert hall.dispatcher.report().outcome is PaperOutcome.CONFIRMED


def test_two_hundred_tickets_are_told_in_order(make_hall: MakeHall, folder: Path) -> None:
    given = [ticket(number) for number in range(1, 201)]
    store = Store(folder / FILE)
    store.write([LeasesHeld(leases=(lease(1, 300, store=store.contents().store),))])
    store.write([NumberGiven(ticket=one) for one in given])
    store.write([TicketEnded(ticket_id=one.ticket_id, outcome=PaperOutcome.SENT) for one in given])
    store.close()
    hall = make_hall()
    told = [hall.dispatcher.report_alone() for _ in given]

    assert [report.ticket_id for report in told] == [one.ticket_id for one in given]
    hall.watcher.until("alone", untold=0)


def test_a_station_killed_before_it_knew_says_unconfirmed_and_never_prints_it_again(
    shared_broker: PrivateBroker, site: str, folder: Path
) -> None:
    pieces: list[Piece] = []
    printer = SimulatedPrinter(pieces.append)
    printer.start()
    settings = folder / "kiosk.toml"
    settings.write_text(kiosk_toml(site, shared_broker.port, printer.port, folder))
    dispatcher = Dispatcher(
        DeviceSettings(site=site, device="dispatcher", broker=BrokerSettings(port=shared_broker.port))
    )
    dispatcher.bridge.publish(CENTRE, SIGNS)
    command = [sys.executable, "-c", PATIENT_KIOSK, "--config", str(settings), "--simulate", str(folder)]
    process = subprocess.Popen(command)
    try:
        dispatcher.state(Condition.READY)
        dispatcher.board()
        store = dispatcher.joined().store
        assert store is not None
        dispatcher.lease(lease(store=store))
        with closing(Watcher(folder / "entrance.sock")) as watcher:
            watcher.until("alone", left={"consultation": 10})
            watcher.ask(do="press", button="ticket")
            request = dispatcher.asked(IssueTicket)
            printer.set_fault(PrinterFault.PAPER_OUT)
            watcher.until("printer", printer={"state": "paper-out", "paper": "out"})
            dispatcher.reply(request, Refusal(code=RefusalCode.CANNOT_RECORD))
            watcher.until("alone", tickets=1)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        printer.set_fault(PrinterFault.NONE)
        process = subprocess.Popen(command)
        dispatcher.state(Condition.READY)
        dispatcher.board(seq=2)
        report = dispatcher.report_alone()
        process.terminate()
        dispatcher.state(Condition.OFFLINE)
    finally:
        process.kill()
        process.communicate()
        dispatcher.bridge.stop()
        printer.stop()

    assert (report.ticket_id, report.number, report.outcome) == (request.id, 801, PaperOutcome.UNCONFIRMED)
    assert (report.fault, pieces) == ("restarted", [])
