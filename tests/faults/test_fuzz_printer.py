"""Whatever a printer answers, and whatever is sent to the simulated one: a known error, little memory, soon."""

import random
import resource
import socket
import time
from itertools import cycle, islice

import pytest
from any_message import spoilt
from deadline import DEADLINE_S
from fuzzing import fuzz, quickly
from hypothesis import example, given
from hypothesis import strategies as st

from printer.device import PrinterError, Receipt, WorkedOff
from printer.drawing import draw_ticket
from printer.encoding import encode
from printer.escpos import EscposError
from printer.network import NetworkWire
from printer.preview import Piece, Preview
from printer.sample import sample_centre, sample_paper
from printer.simulated import PrinterFault, SimulatedPrinter
from printer.status import READY, Status, faults, parse_status, parse_usblp
from printer.wire import WirePrinter

TICKET = encode(draw_ticket(sample_paper(), sample_centre(), 384).layout)
CUT = b"\x1dV\x00"
MOST_MEMORY = 256 << 20
"""Bytes that the preview of 100 kB may take; the highest piece of paper is 46 MB of it."""

COMMANDS = st.sampled_from(
    (
        *(b"\x1b@", b"\n", b"\x1bd\xff", b"\x1bJ\xff", b"\x1b3\xff", b"\x1ba\x02", b"\x1b$\xff\xff", b"\x1b2"),
        *(b"\x1dL\xff\xff", b"\x1dW\xff\xff", b"\x1dP\x01\x01", b"\x1dP\x00\x00", b"\x1dVB\xff", CUT),
        *(b"\x10\x04\x01", b"\x1dr\x01", b"\x1dv0\x03\x01\x00\x01\x00\xff"),
        *(b"\x1dv0\x03\xff\xff\xff\xff", b"\x1dv0\x00\xff\x3f\x40\x00"),
    )
)
JOBS = (
    st.lists(COMMANDS | st.binary(max_size=3), max_size=40).map(b"".join)
    | st.tuples(st.just(TICKET), st.lists(st.tuples(st.integers(0), st.binary(max_size=4)), max_size=4)).map(spoilt)
    | st.tuples(st.lists(COMMANDS, min_size=1, max_size=4), st.integers(1, 3000)).map(lambda n: b"".join(n[0]) * n[1])
    | st.binary(max_size=200)
)
ANSWERS = st.binary(max_size=2) | st.sampled_from([b"\x12", b"\x1a", b"\x16", b"\x00", b"\x03", b"\x14\x00\x00\x0f"])


@given(answers=st.dictionaries(st.integers(0, 6), st.binary(max_size=3)), bits=st.integers(0, 255))
@fuzz
def test_any_status_bytes_are_a_status_with_its_faults(answers: dict[int, bytes], bits: int) -> None:
    for status in (parse_status(answers), parse_usblp(bits)):
        assert isinstance(status, Status)
        assert not (status.is_ready and any(fault.code != "paper-low" for fault in faults(status)))


class GarbledWire:
    """A wire on which *came* arrives, one portion at each look, and for ever; now and then it breaks."""

    def __init__(self, came: list[bytes], breaks_after: int) -> None:
        self._came = cycle(came or [b""])
        self._left = breaks_after

    def write(self, data: memoryview, timeout_s: float) -> int:
        self._use()
        return len(data) if timeout_s else 0

    def drain(self, timeout_s: float) -> bool:
        self._use()
        return bool(next(self._came)) or not timeout_s

    def read(self, timeout_s: float) -> bytes:
        self._use()
        portion = next(self._came)
        if not portion and timeout_s:
            self._left = min(self._left, 3)  # it would have waited: soon enough it breaks
        return portion

    def status(self) -> None:
        return None

    def close(self) -> None:
        pass

    def _use(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise ConnectionResetError("it breaks")


@given(came=st.lists(ANSWERS, max_size=6), breaks_after=st.integers(0, 40))
@fuzz
def test_a_printer_that_talks_nonsense_is_well_or_not_there(came: list[bytes], breaks_after: int) -> None:
    printer = WirePrinter(lambda: GarbledWire(came, breaks_after))
    try:
        assert isinstance(printer.status(), Status)
        receipt = printer.send(TICKET)
        assert isinstance(printer.worked_off(receipt, 0.01), WorkedOff)
        assert printer.worked_off(Receipt((9, 9)), 0.01) is WorkedOff.NEVER
    except PrinterError as error:
        assert error.code  # noqa: PT017 - it is also right not to raise
    printer.close()


@given(job=JOBS)
@example(job=b"\x1dP\x01\x01\x1b3\xff" + b"\x1bd\xff" * 100 + CUT)
@example(job=b"\x1bd\xff" * 30_000 + CUT)
@example(job=b"\x1dv0\x00\xff\xff\xff\xff" + bytes(1000))
@example(job=b"\x1b@" * 20_000)
@example(job=(b"\x1bd\xff" + CUT) * 3000)
@fuzz
def test_any_bytes_are_pictures_or_no_escpos_and_take_little_memory(job: bytes) -> None:
    preview = Preview(384)
    before = _most_memory()
    pieces: list[Piece] = []
    try:
        with quickly():
            for at in range(0, len(job), 4096):
                pieces += preview.feed(job[at : at + 4096])
    except EscposError as error:
        assert str(error)  # noqa: PT017 - it is also right not to raise
    for piece in pieces[:3]:
        assert piece.picture.size == (384, piece.sheet.height_px)
    assert _most_memory() < before + MOST_MEMORY


def _most_memory() -> int:
    """Return how many bytes of memory this process has ever had, whoever asked for them."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.parametrize("seed", range(3))
def test_the_simulated_printer_prints_the_next_ticket_after_any_rubbish(seed: int) -> None:
    chance = random.Random(seed)
    pieces: list[bytes] = []
    printer = SimulatedPrinter(lambda piece: pieces.append(piece.data), width_px=384)
    printer.start()
    try:
        for _ in range(4):
            with socket.create_connection(("127.0.0.1", printer.port), timeout=DEADLINE_S) as client:
                client.sendall(_rubbish(chance))
            printer.set_fault(chance.choice(list(PrinterFault)))
            _switch(printer, on=False)
            _switch(printer, on=True)
        assert _prints(printer, pieces)
    finally:
        printer.stop()


def _rubbish(chance: random.Random) -> bytes:
    parts = [b"\x1dP\x01\x01\x1b3\xff", b"\x1bd\xff" * 300, chance.randbytes(300), TICKET[: chance.randrange(999)], CUT]
    return b"".join(islice(cycle(chance.sample(parts, 4)), chance.randint(1, 9)))


def _switch(printer: SimulatedPrinter, *, on: bool) -> None:
    """Pull the plug, or put it in, and wait until that is so."""
    printer.set_fault(PrinterFault.NONE if on else PrinterFault.UNPLUGGED)
    is_on = not on
    while is_on is not on:
        try:
            socket.create_connection(("127.0.0.1", printer.port), timeout=DEADLINE_S).close()
            is_on = True
        except OSError:
            is_on = False


def _prints(printer: SimulatedPrinter, pieces: list[bytes]) -> bool:
    """Tell whether it takes a ticket, says so, and it comes out."""
    station = WirePrinter(lambda: NetworkWire("127.0.0.1", printer.port))
    deadline = time.monotonic() + DEADLINE_S
    while time.monotonic() < deadline:
        try:
            if station.status() == READY and station.worked_off(station.send(TICKET), 5) is WorkedOff.YES:
                station.close()
                return pieces[-1] == TICKET
        except PrinterError:
            pass  # it is being switched on
    return False
