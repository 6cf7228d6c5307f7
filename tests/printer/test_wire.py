"""The three wires: TCP against the simulated printer, serial and USB on a pseudo-terminal."""

import errno
import os
import pty
import select
import socket
import struct
import threading
import tty
from collections.abc import Iterator
from contextlib import suppress

import pytest
from deadline import DEADLINE_S, until

from printer.device import PrinterError, Receipt, WorkedOff
from printer.network import NetworkWire
from printer.serial_line import SerialWire
from printer.simulated import PrinterFault, SimulatedPrinter
from printer.status import READY, Paper, Status
from printer.usb import LPABORT, LPGETSTATUS, UsbWire
from printer.wire import WirePrinter

JOB = b"\x1b@\x1dv0\x00\x01\x00\x01\x00\x80\x1dVB\x00"
OUT_OF_PAPER = Status(Paper.OUT, online=False, cover_open=False, error=False, cutter_jammed=False)


@pytest.fixture
def simulated() -> Iterator[SimulatedPrinter]:
    printer = SimulatedPrinter(lambda _: None)
    printer.start()
    yield printer
    printer.stop()


@pytest.fixture
def over_tcp(simulated: SimulatedPrinter) -> Iterator[WirePrinter]:
    printer = WirePrinter(lambda: NetworkWire("127.0.0.1", simulated.port))
    yield printer
    printer.close()


def ask_until(printer: WirePrinter, wanted: Status) -> None:
    """Ask until the printer says *wanted*: one silence may be that of a busy computer."""
    until(printer.status, lambda said: said == wanted)


def ready(printer: WirePrinter) -> bool:
    """Whether the printer is there, and says that it is ready."""
    with suppress(PrinterError):
        return printer.status() == READY
    return False


def test_a_job_is_worked_off_and_the_printer_says_so(over_tcp: WirePrinter) -> None:
    ask_until(over_tcp, READY)
    assert over_tcp.worked_off(over_tcp.send(JOB), DEADLINE_S) is WorkedOff.YES
    ask_until(over_tcp, READY)


def test_pixels_that_look_like_a_question_confuse_nobody(over_tcp: WirePrinter) -> None:
    question = b"\x10\x04\x01" * 8
    job = b"\x1b@\x1dv0\x00\x03\x00\x08\x00" + question + b"\x1dVB\x00"

    for _ in range(20):
        assert over_tcp.worked_off(over_tcp.send(job), DEADLINE_S) is WorkedOff.YES
        ask_until(over_tcp, READY)


def test_out_of_paper_nothing_is_worked_off_until_the_refill(
    simulated: SimulatedPrinter, over_tcp: WirePrinter
) -> None:
    simulated.set_fault(PrinterFault.PAPER_OUT)
    ask_until(over_tcp, OUT_OF_PAPER)
    receipt = over_tcp.send(JOB)

    assert over_tcp.worked_off(receipt, 0.2) is WorkedOff.NOT_YET
    ask_until(over_tcp, OUT_OF_PAPER)  # real-time questions are answered all the same

    simulated.set_fault(PrinterFault.NONE)
    assert over_tcp.worked_off(receipt, DEADLINE_S) is WorkedOff.YES


def test_silence_is_unknown_and_ends(simulated: SimulatedPrinter, over_tcp: WirePrinter) -> None:
    ask_until(over_tcp, READY)
    simulated.set_fault(PrinterFault.SILENT)
    until(lambda: simulated.fault is PrinterFault.SILENT)
    assert over_tcp.status() == Status()
    receipt = over_tcp.send(JOB)
    assert over_tcp.worked_off(receipt, 0.1) is WorkedOff.NOT_YET

    simulated.set_fault(PrinterFault.NONE)
    ask_until(over_tcp, READY)
    assert over_tcp.worked_off(receipt, 0.1) is WorkedOff.NEVER, "it was switched off and on"


def test_a_pulled_plug_is_told_and_may_be_put_back(simulated: SimulatedPrinter, over_tcp: WirePrinter) -> None:
    ask_until(over_tcp, READY)
    simulated.set_fault(PrinterFault.UNPLUGGED)
    with pytest.raises(PrinterError) as caught:
        until(over_tcp.status, lambda _: False)  # until it raises
    assert caught.value.code == "printer-unplugged"
    with pytest.raises(PrinterError) as caught:
        over_tcp.send(JOB)
    assert not caught.value.left, "not one byte went"

    simulated.set_fault(PrinterFault.NONE)
    until(lambda: ready(over_tcp))


def test_a_job_that_went_halfway_says_that_bytes_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(DEADLINE_S)
        printer = WirePrinter(lambda: NetworkWire("127.0.0.1", server.getsockname()[1]))
        taken: list[socket.socket] = []

        def hang_up_early() -> None:
            client, _ = server.accept()
            taken.append(client)
            client.recv(1000)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.close()

        thread = threading.Thread(target=hang_up_early)
        thread.start()
        with pytest.raises(PrinterError) as caught:
            printer.send(bytes(50_000_000))
        thread.join()
    assert caught.value.left


def test_status_sent_unasked_is_not_taken_for_a_ticket_done() -> None:
    class Chatty:
        def __init__(self) -> None:
            self.to_say = b""

        def write(self, data: memoryview, timeout_s: float) -> int:  # noqa: ARG002 - named as the Protocol names it
            return len(data)

        def drain(self, timeout_s: float) -> bool:  # noqa: ARG002 - named as the Protocol names it
            return True

        def read(self, timeout_s: float) -> bytes:  # noqa: ARG002 - named as the Protocol names it
            said, self.to_say = self.to_say, b""
            return said

        def status(self) -> None: ...

        def close(self) -> None: ...

    wire = Chatty()
    printer = WirePrinter(lambda: wire)
    receipt = printer.send(JOB)
    wire.to_say = b"\x10\x00\x00\x0f"
    assert printer.worked_off(receipt, 0) is WorkedOff.NOT_YET
    wire.to_say = b"\x00"
    assert printer.worked_off(receipt, 0) is WorkedOff.YES
    assert printer.worked_off(Receipt((receipt[0] - 1, 1)), 0) is WorkedOff.NEVER


class Terminal:
    """The other end of a line: what was written comes out here."""

    def __init__(self) -> None:
        self.inside, outside = pty.openpty()
        tty.setraw(outside)
        self.path = os.ttyname(outside)
        self._outside = outside

    def read(self, count: int) -> bytes:
        came = b""
        while len(came) < count and select.select([self.inside], [], [], DEADLINE_S)[0]:
            came += os.read(self.inside, 4096)
        return came

    def close(self) -> None:
        os.close(self.inside)
        os.close(self._outside)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    terminal = Terminal()
    yield terminal
    terminal.close()


def test_a_serial_line_carries_both_ways(terminal: Terminal) -> None:
    wire = SerialWire(terminal.path, 115200, "none")

    assert wire.write(memoryview(JOB), 1) == len(JOB)
    assert terminal.read(len(JOB)) == JOB
    os.write(terminal.inside, b"\x12")
    assert wire.read(DEADLINE_S) == b"\x12"
    assert wire.read(0) == b""
    wire.close()


def test_a_serial_line_that_is_not_there_is_unplugged() -> None:
    printer = WirePrinter(lambda: SerialWire("/dev/ttyNowhere", 9600, "rts-cts"))

    with pytest.raises(PrinterError, match="printer-unplugged"):
        printer.status()


class Driver:
    """Behaves like usblp's ioctls."""

    def __init__(self) -> None:
        self.bits = 0x18
        self.aborts = False
        self.is_gone = False

    def control(self, descriptor: int, request: int, argument: int | bytes) -> int | bytes:
        os.fstat(descriptor)
        if self.is_gone:
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        if request == LPABORT:
            self.aborts = argument == 1
            return 0
        assert request == LPGETSTATUS
        return struct.pack("i", self.bits)


def test_usb_asks_the_driver_and_never_waits_for_paper(terminal: Terminal) -> None:
    driver = Driver()
    printer = WirePrinter(lambda: UsbWire(terminal.path, driver.control), "status")

    assert printer.status().is_ready
    assert driver.aborts, "a write with the paper out would never return"
    printer.send(JOB)
    assert terminal.read(len(JOB)) == JOB, "no question in the stream"
    driver.bits = 0x38
    assert printer.status().paper is Paper.OUT
    driver.is_gone = True
    with pytest.raises(PrinterError, match="printer-unplugged"):
        printer.status()
    driver.bits, driver.is_gone = 0x18, False
    assert printer.status().is_ready
    printer.close()


def test_usb_without_the_right_is_told_as_forbidden() -> None:
    def forbid() -> UsbWire:
        raise PermissionError(errno.EACCES, "Permission denied")

    with pytest.raises(PrinterError, match="printer-forbidden"):
        WirePrinter(forbid, "status").status()


def test_a_device_that_takes_nothing_is_given_up(terminal: Terminal) -> None:
    wire = UsbWire(terminal.path, Driver().control)
    taken = 0
    while count := wire.write(memoryview(bytes(4096)), 0.05):
        taken += count

    assert taken > 0
    wire.close()


class EndlessWire:
    """The line of a character generator: takes everything, and always has something to say."""

    def write(self, data: memoryview, _timeout_s: float) -> int:
        return len(data)

    def drain(self, _timeout_s: float) -> bool:
        return True

    def read(self, _timeout_s: float) -> bytes:
        return b"\xff" * 100

    def status(self) -> None:
        """Know nothing."""

    def close(self) -> None:
        """Nothing to hang up."""


def test_a_machine_that_talks_without_end_is_no_printer_and_holds_nobody_up() -> None:
    printer = WirePrinter(EndlessWire)
    receipt = printer.send(JOB)

    assert printer.worked_off(receipt, 0.1) is WorkedOff.NOT_YET
    with pytest.raises(PrinterError) as caught:
        printer.status()
    assert "talks without end" in caught.value.detail
