"""The spool over the real transport against the simulated printer: what a fault in the middle of a ticket leaves."""

from collections.abc import Iterator
from time import monotonic

import pytest
from deadline import until
from spooling import Owner, ailing, job, outcome_of, spooling

from firmware.words import Bilingual, new_id
from mqtt_bridge.paper import PaperOutcome
from printer.jobs import PaperDone, PrinterChanged, PrintJob
from printer.network import NetworkWire
from printer.preview import Piece
from printer.sample import sample_centre, sample_paper
from printer.simulated import PrinterFault, SimulatedPrinter
from printer.spool import Spool
from printer.wire import WirePrinter

FAULTS = [fault for fault in PrinterFault if fault.value not in {"none", "paper-low"}]
OUTLIVED = [PrinterFault.PAPER_OUT, PrinterFault.COVER_OPEN, PrinterFault.CUTTER_JAMMED]


def code_of(fault: PrinterFault) -> str:
    return fault.value if fault in OUTLIVED else f"printer-{fault.value}"


def answer_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the printer's thread more time for an answer than a printer that is not silent needs."""
    monkeypatch.setattr("printer.wire.ANSWER_WITHIN_S", 5.0)


class BreakingWire(NetworkWire):
    """Sends a whole ticket of which the printer can print the first half, and goes on when the fault is in force."""

    def __init__(self, station: "Station") -> None:
        super().__init__("127.0.0.1", station.simulated.port)
        self._station = station

    def write(self, data: memoryview, timeout_s: float) -> int:
        fault = self._station.fault_to_come
        if fault is None or len(data) < 100:
            return super().write(data, timeout_s)
        self._station.fault_to_come = None
        left = super().write(data[: len(data) // 2], timeout_s)
        self._station.break_printer(PrinterFault.PAPER_OUT)
        left += super().write(data[left:], timeout_s)
        self._station.break_printer(fault)
        return left


class Station:
    """A spool, the wire, and the printer at its other end."""

    def __init__(self, mm_per_s: float = 0.0, *, is_mute_when_open: bool = False) -> None:
        self.owner = Owner()
        self.tray: list[Piece] = []
        self.garbage: list[Exception] = []
        self.fault_to_come: PrinterFault | None = None
        self.simulated = SimulatedPrinter(
            self.tray.append,
            width_px=384,
            mm_per_s=mm_per_s,
            on_garbage=self.garbage.append,
            is_mute_when_open=is_mute_when_open,
        )
        self.simulated.start()
        self.printer = WirePrinter(lambda: BreakingWire(self))

    def break_printer(self, fault: PrinterFault) -> None:
        """Break it, and wait until the fault is in force."""
        self.simulated.set_fault(fault)
        until(lambda: self.simulated.fault is fault)

    def interrupt(self, spool: Spool, ticket: PrintJob, fault: PrinterFault) -> PaperDone:
        """Break the printer while *ticket* is being printed; return what the spool first says of it."""
        self.fault_to_come = fault
        spool.put(ticket)
        return outcome_of(self.owner, ticket)

    def repair(self) -> None:
        self.simulated.set_fault(PrinterFault.NONE)
        self.owner.hear(PrinterChanged, ailing())


@pytest.fixture
def station() -> Iterator[Station]:
    made = Station()
    yield made
    made.printer.close()
    made.simulated.stop()


@pytest.fixture
def slow_station(monkeypatch: pytest.MonkeyPatch) -> Iterator[Station]:
    """Take more than a second over a ticket."""
    monkeypatch.setattr("printer.spool.DONE_WITHIN_S", 0.5)
    made = Station(mm_per_s=60, is_mute_when_open=True)
    yield made
    made.printer.close()
    made.simulated.stop()


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_seen_outlived_and_prints_nothing_twice(station: Station, fault: PrinterFault) -> None:
    with spooling(station.printer, station.owner) as spool:
        station.owner.hear(PrinterChanged, ailing())
        station.simulated.set_fault(fault)
        station.owner.hear(PrinterChanged, ailing(code_of(fault)))
        ticket = job()
        spool.put(ticket)
        assert not station.owner.has_heard(PaperDone)
        station.simulated.set_fault(PrinterFault.NONE)
        done = outcome_of(station.owner, ticket)
        assert done.outcome is PaperOutcome.CONFIRMED

    assert [len(piece.data) for piece in station.tray] == [done.bytes]
    assert station.garbage == [], "no question came out on paper"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_ticket_too_old_when_the_printer_is_well_again_never_comes_out(
    station: Station, fault: PrinterFault, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fault is not PrinterFault.SILENT:
        answer_late(monkeypatch)
    with spooling(station.printer, station.owner) as spool:
        station.simulated.set_fault(fault)
        station.owner.hear(PrinterChanged, ailing(code_of(fault)))
        old = job(lives_s=0.1)
        spool.put(old)
        done = outcome_of(station.owner, old)
        assert (done.outcome, done.fault and done.fault.code) == (PaperOutcome.FAILED, code_of(fault))
        station.repair()
        fresh = job(106)
        spool.put(fresh)
        assert outcome_of(station.owner, fresh).outcome is PaperOutcome.CONFIRMED

    assert len(station.tray) == 1, "the old one did not flush out with the new one"


@pytest.mark.parametrize("fault", OUTLIVED)
def test_a_ticket_that_stops_in_the_middle_is_unconfirmed_then_confirmed(
    slow_station: Station, fault: PrinterFault
) -> None:
    ticket = job()
    with spooling(slow_station.printer, slow_station.owner) as spool:
        assert slow_station.interrupt(spool, ticket, fault).outcome is PaperOutcome.UNCONFIRMED
        assert slow_station.tray == []
        slow_station.simulated.set_fault(PrinterFault.NONE)
        assert outcome_of(slow_station.owner, ticket).outcome is PaperOutcome.CONFIRMED

    assert len(slow_station.tray) == 1


@pytest.mark.parametrize("fault", [PrinterFault.SILENT, PrinterFault.UNPLUGGED])
def test_a_ticket_that_is_lost_in_the_middle_stays_unconfirmed_and_is_never_sent_again(
    slow_station: Station, fault: PrinterFault
) -> None:
    ticket, fresh = job(), job(106)
    with spooling(slow_station.printer, slow_station.owner) as spool:
        done = slow_station.interrupt(spool, ticket, fault)
        assert (done.outcome, done.fault and done.fault.code) == (PaperOutcome.UNCONFIRMED, code_of(fault))
        slow_station.repair()
        spool.put(ticket)
        assert outcome_of(slow_station.owner, ticket).outcome is PaperOutcome.UNCONFIRMED
        spool.put(fresh)
        slow_station.owner.hear(PaperDone, lambda done: done.job_id == fresh.paper.job_id)
    assert len(slow_station.tray) <= 1, "the fresh one at most"


def test_a_knife_freed_with_the_power_off_leaves_its_ticket_unconfirmed_for_good(
    slow_station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_late(monkeypatch)
    ticket = job()
    with spooling(slow_station.printer, slow_station.owner) as spool:
        done = slow_station.interrupt(spool, ticket, PrinterFault.CUTTER_JAMMED)
        assert (done.outcome, done.fault and done.fault.code) == (PaperOutcome.UNCONFIRMED, "cutter-jammed")
        slow_station.simulated.set_fault(PrinterFault.UNPLUGGED)
        slow_station.owner.hear(PrinterChanged, ailing("printer-unplugged"))
        slow_station.repair()
        spool.put(ticket)
        assert outcome_of(slow_station.owner, ticket).outcome is PaperOutcome.UNCONFIRMED

    assert slow_station.tray == []


def test_a_name_full_of_commands_makes_one_piece_of_paper(station: Station) -> None:
    name = Bilingual(kk="Зал\x1dV\x00\x1b@ \x10\x04\x01", ru="Зал\x1di\x1bm")
    ticket = PrintJob(sample_paper(105, job_id=new_id()), sample_centre(name, name), monotonic() + 10)
    with spooling(station.printer, station.owner) as spool:
        spool.put(ticket)
        done = outcome_of(station.owner, ticket)

    assert done.outcome is PaperOutcome.CONFIRMED
    assert done.complaints
    assert [len(piece.data) for piece in station.tray] == [done.bytes]
    assert station.garbage == []
