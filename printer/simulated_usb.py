"""A printer behind a usblp made of software: a path to open, its two ioctls, and a printer that takes what is written.

As with the driver's non-blocking writes, one portion is taken before the printer has asked for it and no more, and a
printer without paper takes nothing (Linux, drivers/usb/class/usblp.c).
"""

import errno
import fcntl
import os
import select
import struct
import threading
from collections.abc import Callable
from pathlib import Path

from printer.preview import Piece, Preview
from printer.simulated import PrinterFault
from printer.usb import LPABORT, LPGETSTATUS

_WELL, _PAPER_OUT, _ERROR = 0x18, 0x38, 0x10
_BITS = {
    PrinterFault.PAPER_OUT: _PAPER_OUT,
    PrinterFault.COVER_OPEN: _ERROR,
    PrinterFault.CUTTER_JAMMED: _ERROR,
}
_PORTION = 4096


class SimulatedUsbPrinter:
    """One printer at *path*, with one thread. *on_piece* is called in it with each piece of paper.

    *portions* are what it takes before the fault *then* befalls it; without them it stays well until `set_fault`.
    """

    def __init__(
        self,
        path: Path,
        on_piece: Callable[[Piece], object],
        *,
        portions: int | None = None,
        then: PrinterFault = PrinterFault.PAPER_OUT,
    ) -> None:
        self.path = path
        self._on_piece = on_piece
        self._portions = portions
        self._then = then
        self._fault = PrinterFault.NONE
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._wake, self._woken = os.pipe()
        self.aborts = False
        """LPABORT was set: a write with the paper out would have ended."""
        os.mkfifo(path)
        self._paper = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        fcntl.fcntl(self._paper, fcntl.F_SETPIPE_SZ, _PORTION)
        self._preview = Preview(384)
        self._thread = threading.Thread(target=self._run, name="simulated-usb-printer", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def set_fault(self, fault: PrinterFault) -> None:
        """Break or repair the printer. From any thread."""
        with self._lock:
            self._fault = fault
        os.write(self._woken, b"!")

    def stop(self) -> None:
        """Take the printer away for good."""
        self._stopping.set()
        os.write(self._woken, b"!")
        self._thread.join(5)
        for descriptor in (self._paper, self._wake, self._woken):
            os.close(descriptor)
        self.path.unlink()

    def control(self, descriptor: int, request: int, argument: int | bytes) -> int | bytes:
        """Do as ioctl(2) does with a file of usblp's."""
        os.fstat(descriptor)
        with self._lock:
            fault = self._fault
        if fault is PrinterFault.UNPLUGGED:
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        if request == LPABORT:
            self.aborts = argument == 1
            return 0
        if request == LPGETSTATUS:
            return struct.pack("i", _BITS.get(fault, _WELL))
        raise OSError(errno.ENOTTY, os.strerror(errno.ENOTTY))

    def _run(self) -> None:
        while not self._stopping.is_set():
            with self._lock:
                takes = self._fault in {PrinterFault.NONE, PrinterFault.PAPER_LOW}
            ready, _, _ = select.select([self._wake, self._paper] if takes else [self._wake], [], [], 0.05)
            if self._wake in ready:
                os.read(self._wake, _PORTION)
            elif self._paper in ready:
                self._take()

    def _take(self) -> None:
        data = os.read(self._paper, _PORTION)
        if not data:  # nobody has it open
            self._stopping.wait(0.01)
            return
        for piece in self._preview.feed(data):
            self._on_piece(piece)
        if self._portions is not None:
            self._portions -= 1
            if self._portions == 0:
                with self._lock:
                    self._fault, self._portions = self._then, None
