"""A simulated printer as a process of its own: paper on a TCP port, its pieces and its faults behind a door."""

import argparse
import base64
import logging
import sys
import threading
from collections import deque
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from firmware.clock import Clock, SystemClock
from firmware.door import Door
from firmware.inbox import Inbox
from firmware.logs import start_log
from firmware.service import LONGEST_WAIT_S, serve
from firmware.words import new_id
from printer.escpos import UnknownCommandError
from printer.preview import Piece
from printer.simulated import PrinterFault, SimulatedPrinter

KEPT = 200
"""Pieces that the simulator may still ask for. It asks at once."""

_log = logging.getLogger("printer")


class PrinterProcess:
    """The printer's pieces, in order, for whoever asks. The door's word `pieces` says how many there are."""

    def __init__(self, folder: Path, name: str, port: int, width_px: int, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._life = new_id()
        self._lock = threading.Lock()
        self._pieces: deque[dict[str, Any]] = deque(maxlen=KEPT)
        self._count = 0
        self._garbage = 0
        self.printer = SimulatedPrinter(self._cut, port=port, width_px=width_px, on_garbage=self._puzzled)
        self.printer.start()
        self._door = Door(folder, name, self._answer)
        self._door.tell("pieces", {"life": self._life, "count": 0})
        self._door.tell("fault", {"fault": PrinterFault.NONE.value})

    def handle(self, message: object) -> None:
        """See `firmware.service.Daemon`."""
        raise TypeError(f"nobody sends {message!r} to a printer")

    def tick(self) -> float:
        """See `firmware.service.Daemon`."""
        return self._clock.monotonic() + LONGEST_WAIT_S

    def threads(self) -> Iterable[threading.Thread]:
        """See `firmware.service.Daemon`."""
        return (self.printer.thread, self._door.thread)

    def close(self) -> None:
        """Switch off."""
        self.printer.stop()
        self._door.close()

    def _cut(self, piece: Piece) -> None:
        """Take a piece from the printer's thread."""
        data = base64.b64encode(piece.data).decode()
        with self._lock:
            self._count += 1
            self._pieces.append({"n": self._count, "at": self._clock.wall(), "data": data})
            count = self._count
        _log.info("paper cut n=%d bytes=%d", count, len(piece.data))
        self._door.tell("pieces", {"life": self._life, "count": count})

    def _puzzled(self, error: UnknownCommandError) -> None:
        self._garbage += 1
        if self._garbage == 1:  # a wrong stream has thousands of these, and the first one says it all
            _log.warning("bytes not understood why=%s", error)

    def _answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """Answer in a thread of the door."""
        match question:
            case {"do": "fault", "fault": str(name)}:
                try:
                    fault = PrinterFault(name)
                except ValueError:
                    return {"error": f"there is no fault {name!r}"}
                self.printer.set_fault(fault)
                self._door.tell("fault", {"fault": fault.value})
                return {"ok": True}
            case {"do": "pieces", "since": int(since)}:
                with self._lock:
                    return {"life": self._life, "pieces": [piece for piece in self._pieces if piece["n"] > since]}
        return {"error": f"not understood: {question}"}


def main(argv: Sequence[str] | None = None) -> int:
    """Print until SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m simulator.printer", description=__doc__)
    parser.add_argument("--name", required=True, help="the name of its door")
    parser.add_argument("--doors", type=Path, required=True, metavar="DIR", help="where its door is")
    parser.add_argument("--port", type=int, required=True, help="the TCP port of 127.0.0.1")
    parser.add_argument("--width", type=int, required=True, help="dots of its head")
    options = parser.parse_args(argv)
    start_log()
    try:
        process = PrinterProcess(options.doors, options.name, options.port, options.width)
    except OSError as error:
        sys.stderr.write(f"simulator.printer: port {options.port}: {error.strerror}\n")
        return 1
    try:
        serve(Inbox(), process)
    finally:
        process.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
