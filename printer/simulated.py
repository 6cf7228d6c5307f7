"""A network printer made of software: it speaks ESC/POS over TCP, runs out of paper, falls silent, and cuts tickets.

It behaves as a real one does: real-time questions are answered as they arrive, everything else waits in a buffer; what
was waiting for paper comes out after the refill; a plug pulled loses the buffer.
"""

import select
import socket
import threading
from collections.abc import Callable
from enum import Enum
from time import monotonic

from printer.escpos import LARGEST_RASTER, Command, EndlessPieceError, EscposError, UnknownCommandError, read_command
from printer.picture import DOTS_PER_MM
from printer.preview import Piece, Preview

_DLE_EOT = b"\x10\x04"
_IDLE_S = 60.0
_BUFFER_BYTES = 2 * LARGEST_RASTER
"""When so much waits, nothing more is taken off the wire."""


class PrinterFault(Enum):
    """What may be wrong with the simulated printer."""

    NONE = "none"
    PAPER_LOW = "paper-low"
    PAPER_OUT = "paper-out"
    COVER_OPEN = "cover-open"
    CUTTER_JAMMED = "cutter-jammed"
    """What is printed hangs out uncut, and nothing moves until the knife is free."""
    SILENT = "silent"
    """It takes bytes, answers nothing, prints nothing. Ends as such a state does: with power off and on."""
    UNPLUGGED = "unplugged"
    """Connections are closed and refused."""

    @property
    def paper(self) -> str:
        """Return what its paper sensor would say."""
        return {"paper-low": "low", "paper-out": "out"}.get(self.value, "ok")


_STOPPED = {PrinterFault.PAPER_OUT, PrinterFault.COVER_OPEN, PrinterFault.CUTTER_JAMMED}
_POWER_OFF = {PrinterFault.SILENT, PrinterFault.UNPLUGGED}


class SimulatedPrinter:
    """One printer on one port, with one thread, for one client at a time.

    *on_piece* is called in its thread with each piece of paper; *on_garbage* with what a printer would print as text,
    and when paper came out without end, which is torn off then.
    With *is_mute_when_open* it answers nothing while its cover is open, as many do.
    """

    def __init__(
        self,
        on_piece: Callable[[Piece], object],
        *,
        port: int = 0,
        width_px: int = 576,
        mm_per_s: float = 0.0,
        on_garbage: Callable[[EscposError], None] = lambda _: None,
        is_mute_when_open: bool = False,
    ) -> None:
        self._on_piece = on_piece
        self._on_garbage = on_garbage
        self._width_px = width_px
        self._mm_per_s = mm_per_s
        self._is_mute_when_open = is_mute_when_open
        self._lock = threading.Lock()
        self._wanted = PrinterFault.NONE
        self._fault = PrinterFault.NONE
        self._stopping = False
        self._client: socket.socket | None = None
        self._listener: socket.socket | None = _listen(port)
        self.port: int = self._listener.getsockname()[1]
        self._wake, self._woken = socket.socketpair()
        self._switch_on()
        self.thread = threading.Thread(target=self._run, name=f"simulated-printer-{self.port}", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self.thread.start()

    def set_fault(self, fault: PrinterFault) -> None:
        """Break or repair the printer. From any thread; in force a moment later."""
        with self._lock:
            self._wanted = fault
        self._wake.send(b"!")

    @property
    def fault(self) -> PrinterFault:
        """Return the fault that is in force. From any thread."""
        return self._fault

    def stop(self) -> None:
        """Switch off for good."""
        with self._lock:
            self._stopping = True
        self._wake.send(b"!")
        self.thread.join(5)
        self._wake.close()
        self._woken.close()

    def _switch_on(self) -> None:
        """Begin as after power on: buffer empty, settings forgotten, the paper torn off."""
        self._paper = Preview(self._width_px)
        self._buffer = bytearray()
        self._tail = b""
        self._busy_until = 0.0

    def _run(self) -> None:
        while True:
            with self._lock:
                wanted, stopping = self._wanted, self._stopping
            if wanted is not self._fault or stopping:
                self._change_to(PrinterFault.UNPLUGGED if stopping else wanted)
            if stopping:
                return
            wait_s = self._work()
            sources = [self._woken]
            door = self._client or self._listener  # a second client waits at the door until the first has gone
            if door is not None and len(self._buffer) < _BUFFER_BYTES:
                sources.append(door)
            ready, _, _ = select.select(sources, [], [], wait_s)
            if self._woken in ready:
                self._woken.recv(4096)
            if self._client is not None and self._client in ready:
                self._hear()
            elif self._listener is not None and self._listener in ready:
                self._client, _ = self._listener.accept()
                self._client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _change_to(self, fault: PrinterFault) -> None:
        was, self._fault = self._fault, fault
        if fault in _POWER_OFF or was in _POWER_OFF:
            self._switch_on()
            if fault is not PrinterFault.SILENT:
                self._hang_up()
        if fault is PrinterFault.UNPLUGGED and self._listener is not None:
            self._listener.close()
            self._listener = None
        elif fault is not PrinterFault.UNPLUGGED and self._listener is None:
            self._listener = _listen(self.port)

    def _hang_up(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None
        self._tail = b""

    def _hear(self) -> None:
        assert self._client is not None, "checked by the caller"  # noqa: S101 - for the type checker
        try:
            data = self._client.recv(65536)
        except OSError:
            data = b""
        if not data:
            self._hang_up()
            return
        if self._fault is PrinterFault.SILENT:
            return
        self._answer_in_real_time(self._tail + data)
        self._tail = (self._tail + data)[-2:]
        self._buffer += data

    def _answer_in_real_time(self, data: bytes) -> None:
        """Answer DLE EOT n wherever it stands, even among pixels: real printers look no closer."""
        at = data.find(_DLE_EOT)
        while 0 <= at < len(data) - 2:
            answer = self._status(data[at + 2])
            if answer is not None:
                self._say(answer)
            at = data.find(_DLE_EOT, at + 3)

    def _status(self, question: int) -> int | None:
        """Return the answer to DLE EOT n (Epson, TM-T88III)."""
        out, is_open = self._fault is PrinterFault.PAPER_OUT, self._fault is PrinterFault.COVER_OPEN
        is_jammed = self._fault is PrinterFault.CUTTER_JAMMED
        if is_open and self._is_mute_when_open:
            return None
        low = out or self._fault is PrinterFault.PAPER_LOW
        return {
            1: 0x12 | (0x08 if self._fault in _STOPPED else 0),
            2: 0x12 | (0x04 if is_open else 0) | (0x20 if out else 0) | (0x40 if is_jammed else 0),
            3: 0x12 | (0x08 if is_jammed else 0),
            4: 0x12 | (0x0C if low else 0) | (0x60 if out else 0),
        }.get(question)

    def _say(self, answer: int) -> None:
        if self._client is None:
            return
        try:
            self._client.send(bytes((answer,)))
        except OSError:
            self._hang_up()

    def _work(self) -> float:
        """Execute what is in the buffer; return the seconds until there is more to do."""
        while self._fault not in _STOPPED:
            rest_s = self._busy_until - monotonic()
            if rest_s > 0:
                return rest_s
            try:
                command = read_command(self._buffer)
            except UnknownCommandError as error:
                self._on_garbage(error)
                del self._buffer[:1]
                continue
            if command is None:
                break
            self._execute(command)
        return _IDLE_S

    def _execute(self, command: Command) -> None:
        data = bytes(self._buffer[: command.length])
        del self._buffer[: command.length]
        if command.name == b"\x1dr":
            self._say(0x03 if self._fault is PrinterFault.PAPER_LOW else 0x00)
        rows = self._paper.rows
        try:
            pieces = self._paper.feed(data)
        except EndlessPieceError as error:
            self._on_garbage(error)
            self._paper = Preview(self._width_px)
            return
        for piece in pieces:
            self._on_piece(piece)
        if self._mm_per_s:
            moved_mm = max(self._paper.rows - rows, 0) / DOTS_PER_MM
            self._busy_until = monotonic() + moved_mm / self._mm_per_s


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(1)
    return listener
