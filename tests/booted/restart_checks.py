"""What becomes of a daemon that is killed, hangs, has wrong settings, or is told to stop."""

import signal
from pathlib import Path

from checklist import Checklist
from hall_heard import HallHeard, take_ticket
from hall_units import DAEMONS, processes_of_kezek, role_of, stand_in
from unit import Unit, systemctl

from firmware.clock import SystemClock
from firmware.settings import EXIT_SETTINGS

BACK_S = 10.0
FIRST_CALL_S = 3.0
STOP_S = 15.0
SHORT_WATCHDOG_S = 3
_DEAF = """
import signal, threading
from firmware.notify import systemd_notify
signal.signal(signal.SIGTERM, signal.SIG_IGN)
systemd_notify("READY=1")
threading.Event().wait()
"""
_SETTINGS = Path("/etc/kezek")
_clock = SystemClock()


def check_kill(checks: Checklist, hall: HallHeard) -> None:
    """Kill -9 of each: back, ready, and in a later life."""
    for device, unit in DAEMONS.items():
        with checks.check(f"{unit.name} is back after kill -9") as say:
            before, restarts = hall.until_working(device), unit.restarts
            unit.signal(signal.SIGKILL)
            took = unit.until_back(restarts, BACK_S)
            now = hall.until_working(device, before.boot)
            say(f"active after {took:.2f} s, {now.condition.value}, start {before.boot} → {now.boot}")


def check_first_call(checks: Checklist, hall: HallHeard) -> None:
    """Kill the dispatcher while a visitor waits, and call the visitor."""
    with checks.check("the first call after kill -9 of the dispatcher is answered within three seconds") as say:
        take_ticket("entrance")
        hall.until_waiting(1)
        restarts, began = DAEMONS["dispatcher"].restarts, _clock.monotonic()
        DAEMONS["dispatcher"].signal(signal.SIGKILL)
        ticket = hall.call()
        took = _clock.monotonic() - began
        assert took <= FIRST_CALL_S, f"it took {took:.2f} s"
        DAEMONS["dispatcher"].until_back(restarts, BACK_S)
        say(f"number {ticket.number} after {took:.2f} s")


def check_watchdog(checks: Checklist, hall: HallHeard) -> None:
    """Let each stand still: it is replaced, and says where it stood."""
    for device, unit in DAEMONS.items():
        with checks.check(f"{unit.name} is replaced when it hangs") as say:
            unit.drop_in(f"WatchdogSec={SHORT_WATCHDOG_S}")
            systemctl("restart", unit.name)
            before, restarts = hall.until_working(device), unit.restarts
            unit.signal(signal.SIGSTOP)
            took = unit.until_back(restarts, SHORT_WATCHDOG_S + BACK_S)
            now = hall.until_working(device, before.boot)
            log = unit.log(200)
            assert "Watchdog timeout" in log, "the watchdog is not in the log"
            assert "most recent call first" in log, "where it hung is not in the log"
            say(f"after {took:.1f} s with WatchdogSec={SHORT_WATCHDOG_S}, {now.condition.value}")
            unit.drop_in("")
            systemctl("restart", unit.name)


def check_wrong_settings(checks: Checklist) -> None:
    """Write a wrong key: exit code 78, no restart, and a line that names the file and the key."""
    for unit in DAEMONS.values():
        with checks.check(f"{unit.name} does not run on wrong settings, and says which") as say:
            path = _SETTINGS / f"{role_of(unit)}.toml"
            right = path.read_text(encoding="utf-8")
            try:
                path.write_text('colour = "red"\n' + right, encoding="utf-8")
                _try_restart(unit)
                unit.until(5, ActiveState="failed", SubState="failed", ExecMainStatus=str(EXIT_SETTINGS))
                complaint = next(line for line in unit.log().splitlines() if str(path) in line)
                assert "colour" in complaint, complaint
                assert unit.restarts == 0, "it was started again"
                say(complaint)
            finally:
                path.write_text(right, encoding="utf-8")
                systemctl("restart", unit.name)


def check_stop(checks: Checklist, hall: HallHeard) -> None:
    """Stop each: it ends by itself, in time, and leaves nothing behind."""
    hall.forget()
    for device, unit in DAEMONS.items():
        with checks.check(f"{unit.name} stops when it is told to") as say:
            began = _clock.monotonic()
            systemctl("stop", unit.name)
            took = _clock.monotonic() - began
            assert took < STOP_S, f"it took {took:.1f} s"
            unit.until(1, ActiveState="inactive", Result="success", ExecMainStatus="0")
            hall.until_offline(device)
            say(f"after {took:.2f} s with exit code 0")
    with checks.check("nothing of Kezek is left over"):
        left = processes_of_kezek()
        assert not left, f"left over: {left}"


def leave_deaf(checks: Checklist) -> None:
    """Leave a daemon running that will not stop: the next reboot must not wait for it."""
    with checks.check("a daemon that does not hear SIGTERM runs"):
        deaf = stand_in("deaf", _DEAF)
        systemctl("start", deaf.name)
        assert deaf.pid, "it does not run"


def _try_restart(unit: Unit) -> None:
    systemctl("stop", unit.name)
    systemctl("start", "--no-block", unit.name)
