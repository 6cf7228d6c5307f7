"""Carries faults out, and makes good what they have done. Everything it does is in the history."""

import contextlib
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from simulator.clocks import set_clock
from storm.grounds import Grounds
from storm.history import History
from storm.proxy import Way
from storm.schedule import FaultKind, PlannedFault
from storm.words import FaultBegan, FaultEnded

BACK_S = 30.0
"""A killed process that does not run after so long has not come back."""
_SLOW_S = 0.3
MOST_AT_ONCE = 8
"""Threads. A killed process that is slow to come back holds up no other fault."""

Undo = Callable[[], None]


class Faults:
    """Does what a schedule says, in one thread for each fault under way."""

    def __init__(self, grounds: Grounds, history: History) -> None:
        self._grounds = grounds
        self._history = history
        self._stop = threading.Event()
        self._do: dict[FaultKind, Callable[[str, str], Undo]] = {
            FaultKind.KILL: self._kill,
            FaultKind.FREEZE: self._freeze,
            FaultKind.CUT: self._cut,
            FaultKind.PRINTER: self._printer,
            FaultKind.DISK_FULL: self._fill,
            FaultKind.CLOCK: self._set_clock,
        }

    def run(self, schedule: list[PlannedFault], began: float) -> None:
        """Carry *schedule* out from the moment *began* of the history; return when all is well again."""
        with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
            running = []
            try:
                for fault in schedule:
                    self._stop.wait(max(0.0, began + fault.at_s - self._history.now()))
                    running.append(pool.submit(self._befall, fault))
            except BaseException:
                self._stop.set()  # whoever ends the campaign leaves nobody frozen
                raise
        for befallen in running:
            befallen.result()

    def _befall(self, fault: PlannedFault) -> None:
        kind, target = fault.kind.value, fault.target
        self._history.note(FaultBegan(at=self._history.now(), kind=kind, target=target, detail=fault.detail))
        undo = self._do[fault.kind](target, fault.detail)
        self._stop.wait(fault.lasts_s)
        undo()
        self._history.note(FaultEnded(at=self._history.now(), kind=kind, target=target))

    def _kill(self, name: str, _detail: str) -> Undo:
        hall = self._grounds.hall
        starts = hall.get(f"/daemons/{name}")["starts"]
        hall.post(f"/daemons/{name}", {"do": "kill"})

        def wait_until_back() -> None:
            with contextlib.suppress(TimeoutError):  # the checker finds what has not come back
                hall.until(f"/daemons/{name}", lambda d: d["starts"] > starts and d["state"] == "running", BACK_S)

        return wait_until_back

    def _freeze(self, name: str, _detail: str) -> Undo:
        pid = self._grounds.hall.get(f"/daemons/{name}")["pid"]
        if pid is None:  # it has just ended, and cannot be frozen
            return lambda: None
        try:
            process = os.pidfd_open(pid)
        except ProcessLookupError:
            return lambda: None
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(process, signal.SIGSTOP)

        def thaw() -> None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(process, signal.SIGCONT)
            os.close(process)

        return thaw

    def _cut(self, device: str, detail: str) -> Undo:
        proxy = self._grounds.proxy
        proxy.go(device, Way(detail), _SLOW_S)
        return lambda: proxy.go(device, Way.OPEN)

    def _printer(self, station: str, detail: str) -> Undo:
        hall = self._grounds.hall
        hall.post("/printer", {"station": station, "fault": detail})

        def mend() -> None:
            hall.post("/printer", {"station": station, "fault": "none"})

        return mend

    def _fill(self, machine: str, _detail: str) -> Undo:
        disk = self._grounds.disks[machine]
        disk.fill()
        return disk.free

    def _set_clock(self, machine: str, detail: str) -> Undo:
        clocks = self._grounds.clocks
        set_clock(clocks / machine, int(detail))
        return lambda: set_clock(clocks / machine, 0)
