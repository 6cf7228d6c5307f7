"""A unit of the systemd that this runs under: ask it, signal it, wait for it."""

import signal
import subprocess
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from firmware.clock import SystemClock

LOOK_S = 0.05
_DROP_INS = Path("/etc/systemd/system")
_OURS = "zz-booted.conf"
"""Read after Kezek's own files, and so it wins."""


def systemctl(*words: str) -> str:
    """Run systemctl; return what it printed. Raises CalledProcessError."""
    command = ["systemctl", *words]
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=120)
    return ran.stdout.strip()


def until(is_so: Callable[[], bool], deadline_s: float) -> float:
    """Look again and again until it *is_so*; return the seconds that it took. Raises TimeoutError."""
    clock, pause = SystemClock(), threading.Event()
    began = clock.monotonic()
    while not is_so():
        if clock.monotonic() - began > deadline_s:
            raise TimeoutError(f"not after {deadline_s:g} s")
        pause.wait(LOOK_S)
    return clock.monotonic() - began


class Unit:
    """One service, by name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def show(self, key: str) -> str:
        """Return a property, as `systemctl show` prints it."""
        return systemctl("show", "--property", key, "--value", self.name)

    @property
    def pid(self) -> int:
        """The process that systemd watches; 0 when there is none."""
        return int(self.show("MainPID"))

    @property
    def restarts(self) -> int:
        """How often systemd has started it again by itself."""
        return int(self.show("NRestarts"))

    def until(self, deadline_s: float, **wanted: str) -> float:
        """Wait until all properties are as *wanted*; return the seconds that it took. Raises TimeoutError."""
        try:
            return until(lambda: self._shown(wanted) == wanted, deadline_s)
        except TimeoutError as error:
            raise TimeoutError(f"{self.name} is {self._shown(wanted)} and not {wanted}, {error}") from None

    def _shown(self, keys: Iterable[str]) -> dict[str, str]:
        return {key: self.show(key) for key in keys}

    def until_back(self, restarts_before: int, deadline_s: float) -> float:
        """Wait until systemd has started it once more and it has said that it is ready."""
        return self.until(deadline_s, NRestarts=str(restarts_before + 1), ActiveState="active", SubState="running")

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to its main process."""
        systemctl("kill", "--kill-whom=main", f"--signal={number.name}", self.name)

    def log(self, lines: int = 30) -> str:
        """Return its last words."""
        command = ["journalctl", "--quiet", "--boot", "--output=cat", f"--lines={lines}", f"--unit={self.name}"]
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=30).stdout

    def drop_in(self, text: str) -> None:
        """Give it settings of the check's own; in force at its next start. An empty text takes them back."""
        path = _DROP_INS / f"{self.name}.d" / _OURS
        path.parent.mkdir(exist_ok=True)
        if text:
            path.write_text(f"[Service]\n{text}\n", encoding="utf-8")
        else:
            path.unlink(missing_ok=True)
        systemctl("daemon-reload")
