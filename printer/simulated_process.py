"""The simulated printer as a process of its own: tickets land as files in a folder, a door takes its faults.

`python -m printer.simulated_process --folder DIR --name kiosk-1 --port 0`
"""

import argparse
import logging
import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firmware.clock import Clock, SystemClock
from firmware.door import Door
from firmware.logs import start_log
from firmware.worker import Worker
from printer.escpos import EscposError
from printer.picture import as_paper
from printer.preview import Piece
from printer.simulated import PrinterFault, SimulatedPrinter

_log = logging.getLogger("simulated-printer")


@dataclass(frozen=True)
class _Taken:
    """A ticket that was laid down, and what is told of it."""

    ticket: dict[str, Any]
    piece: Piece


class Tray:
    """A simulated printer whose tickets lie in *folder*/*name* as N.bin and N.png, N from 1, over restarts too.

    Its door, *folder*/*name*.sock, answers `{"do": "fault", "fault": F}`, `{"do": "state"}` and `{"do": "tickets",
    "after": N}`, and tells watchers `printer` (port, fault, paper, garbage) and `ticket` (n, bytes, at).
    """

    def __init__(self, folder: Path, name: str, *, port: int, width_px: int, mm_per_s: float, clock: Clock) -> None:
        self._folder = folder / name
        self._folder.mkdir(parents=True, exist_ok=True)
        self._clock = clock
        self._lock = threading.Lock()
        self._tickets = [_found(path) for path in sorted(self._folder.glob("*.bin"), key=lambda path: int(path.stem))]
        self._taken = self._tickets[-1]["n"] if self._tickets else 0
        self._fault = PrinterFault.NONE
        self._garbage = 0
        # A thread of its own: the printer answers in real time while the picture of its last ticket is being saved.
        self._keeper = Worker(f"tray-{name}", self._keep)
        self._printer = SimulatedPrinter(
            self._take, port=port, width_px=width_px, mm_per_s=mm_per_s, on_garbage=self._complain
        )
        self._door = Door(folder, name, self.answer)
        self._tell()
        self._keeper.start()
        self._printer.start()
        _log.info("simulated printer started name=%s port=%d", name, self._printer.port)

    @property
    def is_alive(self) -> bool:
        """Tell whether both threads live."""
        return self._printer.thread.is_alive() and self._keeper.thread.is_alive()

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """Answer one question of the door."""
        match question.get("do"):
            case "fault":
                try:
                    fault = PrinterFault(question.get("fault"))
                except ValueError:
                    return {"error": f"fault is one of {', '.join(fault.value for fault in PrinterFault)}"}
                with self._lock:
                    self._fault = fault
                self._printer.set_fault(fault)
                self._tell()
                return self._state()
            case "state":
                return self._state()
            case "tickets":
                after = question.get("after", 0)
                if not isinstance(after, int):
                    return {"error": "after is the n of a ticket"}
                with self._lock:
                    return {"tickets": [ticket for ticket in self._tickets if ticket["n"] > after]}
        return {"error": "do is one of fault, state, tickets, watch"}

    def close(self) -> None:
        """Switch off, close the door."""
        self._printer.stop()
        self._keeper.stop()
        self._door.close()

    def _state(self) -> dict[str, Any]:
        with self._lock:
            fault, garbage = self._fault, self._garbage
        return {"port": self._printer.port, "fault": fault.value, "paper": fault.paper, "garbage": garbage}

    def _tell(self) -> None:
        self._door.tell("printer", self._state())

    def _take(self, piece: Piece) -> None:
        """Lay a ticket down, in the printer's thread: what it calls printed is there even if it is killed then."""
        self._taken += 1
        path = self._folder / f"{self._taken}.bin"
        part = path.with_suffix(".part")
        part.write_bytes(piece.data)
        part.replace(path)
        self._keeper.put(_Taken(_found(path) | {"at": self._clock.wall()}, piece))

    def _keep(self, taken: object) -> None:
        if not isinstance(taken, _Taken):
            return  # nothing has come for a while
        as_paper(taken.piece.picture).save(self._folder / f"{taken.ticket['n']}.png")
        with self._lock:
            self._tickets.append(taken.ticket)
        self._door.tell("ticket", taken.ticket)

    def _complain(self, error: EscposError) -> None:
        with self._lock:
            self._garbage += 1
            first = self._garbage == 1
        if first:
            _log.warning("garbage printed error=%s", error)
            self._tell()


def _found(path: Path) -> dict[str, Any]:
    """Return what is told of the ticket that lies at *path*."""
    kept = path.stat()
    return {"n": int(path.stem), "bytes": kept.st_size, "at": kept.st_mtime}


def main(argv: Sequence[str] | None = None) -> int:
    """Run until SIGTERM."""
    parser = argparse.ArgumentParser(prog="kezek-simulated-printer", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where the door and the tickets are")
    parser.add_argument("--name", required=True, help="the name of the door and of the tickets' folder")
    parser.add_argument("--port", type=int, default=0, help="0: any free one; the door tells which")
    parser.add_argument("--width", type=int, choices=(384, 576), default=576)
    parser.add_argument("--mm-per-s", type=float, default=0.0, help="0: as fast as it can; real ones do 100 to 250")
    wish = parser.parse_args(argv)
    start_log()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    tray = Tray(
        wish.folder, wish.name, port=wish.port, width_px=wish.width, mm_per_s=wish.mm_per_s, clock=SystemClock()
    )
    try:
        while not stop.wait(1.0):
            if not tray.is_alive:
                return 1
    finally:
        tray.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
