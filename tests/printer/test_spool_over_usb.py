"""The spool over the real USB transport against a usblp that behaves: no write hangs, and the cause is told."""

import select
from collections.abc import Iterator
from pathlib import Path

import pytest
from deadline import until
from spooling import Owner, ailing, job, outcome_of, spooling

from mqtt_bridge.paper import PaperOutcome
from printer.jobs import PrinterChanged
from printer.preview import Piece
from printer.simulated import PrinterFault
from printer.simulated_usb import SimulatedUsbPrinter
from printer.usb import UsbWire
from printer.wire import WirePrinter


class PatientWire(UsbWire):
    """Gives the printer whatever time its thread needs: only one that is not well is a printer that takes nothing."""

    def write(self, data: memoryview, timeout_s: float) -> int:
        self._wait_for_the_printer()
        return super().write(data, timeout_s)

    def drain(self, timeout_s: float) -> bool:
        self._wait_for_the_printer()
        return super().drain(timeout_s)

    def _wait_for_the_printer(self) -> None:
        until(lambda: self._wait(select.POLLOUT, 0.0) or not self.status().is_ready)


class Station:
    """A spool's inbox, the wire, and the printer at its other end."""

    def __init__(self, folder: Path) -> None:
        self.owner = Owner()
        self.tray: list[Piece] = []
        self._folder = folder
        self._plugged_in: SimulatedUsbPrinter | None = None

    @property
    def simulated(self) -> SimulatedUsbPrinter:
        assert self._plugged_in is not None
        return self._plugged_in

    def plug_in(self, portions: int | None = None, then: PrinterFault = PrinterFault.PAPER_OUT) -> WirePrinter:
        path = self._folder / "lp0"
        simulated = SimulatedUsbPrinter(path, self.tray.append, portions=portions, then=then)
        simulated.start()
        self._plugged_in = simulated
        open_wire = UsbWire if portions is None else PatientWire
        return WirePrinter(lambda: open_wire(str(path), simulated.control), "status")

    def unplug(self) -> list[Piece]:
        """Let the printer finish what it has taken, and return what lies in its tray."""
        if self._plugged_in is not None:
            self._plugged_in.stop()
            self._plugged_in = None
        return self.tray


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = Station(tmp_path)
    yield made
    made.unplug()


def test_a_ticket_comes_out_and_is_confirmed_when_the_printer_has_taken_all_of_it(station: Station) -> None:
    with spooling(station.plug_in(), station.owner, "status") as spool:
        ticket = job()
        spool.put(ticket)
        done = outcome_of(station.owner, ticket)

    assert done.outcome is PaperOutcome.CONFIRMED
    assert station.simulated.aborts
    assert [len(piece.data) for piece in station.unplug()] == [done.bytes]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (PrinterFault.PAPER_OUT, "paper-out"),
        (PrinterFault.COVER_OPEN, "printer-error"),
        (PrinterFault.UNPLUGGED, "printer-unplugged"),
    ],
)
def test_a_ticket_waits_for_a_printer_that_is_not_well_and_comes_out_once(
    station: Station, fault: PrinterFault, code: str
) -> None:
    printer = station.plug_in()
    station.simulated.set_fault(fault)
    with spooling(printer, station.owner, "status") as spool:
        ticket = job()
        spool.put(ticket)
        station.owner.hear(PrinterChanged, ailing(code))
        assert station.tray == []
        station.simulated.set_fault(PrinterFault.NONE)
        assert outcome_of(station.owner, ticket).outcome is PaperOutcome.CONFIRMED

    assert len(station.unplug()) == 1


@pytest.mark.parametrize(
    ("fault", "code"), [(PrinterFault.PAPER_OUT, "paper-out"), (PrinterFault.CUTTER_JAMMED, "printer-error")]
)
def test_a_write_that_the_printer_no_longer_takes_ends_with_the_cause_and_is_never_repeated(
    station: Station, fault: PrinterFault, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("printer.wire.STUCK_AFTER_S", 0.1)
    with spooling(station.plug_in(portions=1, then=fault), station.owner, "status") as spool:
        ticket = job()
        spool.put(ticket)
        done = outcome_of(station.owner, ticket)
        assert (done.outcome, done.fault and done.fault.code) == (PaperOutcome.UNCONFIRMED, code)
        station.owner.hear(PrinterChanged, ailing(code))
        spool.put(ticket)
        assert outcome_of(station.owner, ticket).outcome is PaperOutcome.UNCONFIRMED

    assert station.unplug() == []


def test_a_last_portion_that_lies_in_the_driver_is_no_ticket(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    printer = station.plug_in()
    with spooling(printer, station.owner, "status") as spool:
        first = job()
        spool.put(first)
        portions = -(-outcome_of(station.owner, first).bytes // 4096)
    station.unplug()
    monkeypatch.setattr("printer.wire.STUCK_AFTER_S", 0.1)
    printer = station.plug_in(portions=portions - 1)
    with spooling(printer, station.owner, "status") as spool:
        ticket = job()
        spool.put(ticket)
        done = outcome_of(station.owner, ticket)

    assert (done.outcome, done.fault and done.fault.code) == (PaperOutcome.UNCONFIRMED, "paper-out")
    assert len(station.unplug()) == 1, "the first"
