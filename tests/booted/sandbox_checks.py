"""What holds for a daemon that runs: it is ready, it may do little, and its memory has an end."""

import re
import subprocess
from pathlib import Path

from checklist import Checklist
from hall_units import ALL, DAEMONS, forget, stand_in
from unit import Unit, systemctl

MOST_EXPOSURE = 2.0
READY_S = 5.0
_CLOSED = ("/etc/kezek", "/usr", "/opt/kezek", "/root", "/var/log")
_OPEN = ("/var/lib/kezek",)
_LEAK = "leaked = []\nwhile True: leaked.append(bytearray(1 << 20))"


def check_start(checks: Checklist) -> None:
    """Look whether every unit became active by its own word, and at the first try."""
    for unit in ALL:
        with checks.check(f"{unit.name} is ready") as say:
            unit.until(READY_S, ActiveState="active", SubState="running", NRestarts="0", Result="success")
            began, ready = (
                int(unit.show(key)) / 1e6 for key in ("InactiveExitTimestampMonotonic", "ActiveEnterTimestampMonotonic")
            )
            assert unit.show("Type") == "notify", "it does not say when it is ready"
            assert ready - began < READY_S, f"it took {ready - began:.1f} s"
            say(f"after {ready - began:.2f} s")


def check_sandbox(checks: Checklist) -> None:
    """Look whether a daemon has no rights, and nothing to write on but its own."""
    for unit in ALL:
        with checks.check(f"{unit.name} is confined") as say:
            say(f"exposure {_exposure(unit)}")
            status = Path(f"/proc/{unit.pid}/status").read_text(encoding="utf-8")
            for line in ("NoNewPrivs:\t1", "CapEff:\t0000000000000000", "Seccomp:\t2"):
                assert line in status, f"{line!r} is not so"
            memory = re.findall(r"^Vm(?:HWM|Data):\s+(\d+) kB", status, re.MULTILINE)
            say(f"most memory {int(memory[0]) // 1024} MB, data {int(memory[1]) // 1024} MB")
            devices = Path(f"/sys/fs/cgroup/devices{unit.show('ControlGroup')}/devices.list")
            if devices.exists():
                assert "a *:*" not in devices.read_text(), "every device is open to it"
                say("devices closed")
    for unit in DAEMONS.values():
        with checks.check(f"{unit.name} writes nowhere else than below /var/lib/kezek and in its runtime folder"):
            runtime = unit.show("RuntimeDirectory").split()
            for folder in (*_OPEN, *(f"/run/{name}" for name in runtime)):
                assert can_write(unit, folder), f"{folder} is closed"
            for folder in _CLOSED:
                assert not can_write(unit, folder), f"{folder} is open"


def check_limits(checks: Checklist) -> None:
    """Let a daemon leak, with and without the kernel's memory controller: it ends."""
    for title, settings in (
        ("MemoryMax", "LimitDATA=infinity"),
        ("LimitDATA, as without the memory controller", "MemoryMax=infinity"),
    ):
        with checks.check(f"a daemon that leaks is ended by {title}") as say:
            unit = stand_in("leak", _LEAK, settings)
            try:
                systemctl("start", "--no-block", unit.name)
                unit.until(30, ActiveState="failed")
                result = unit.show("Result")
                assert result in {"oom-kill", "signal", "exit-code"}, result
                say(f"{result}{', MemoryError' if 'MemoryError' in unit.log() else ''}")
            finally:
                forget(unit)


def _exposure(unit: Unit) -> str:
    command = ["systemd-analyze", "--no-pager", "security", unit.name]
    judged = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=60)
    overall = re.search(r"Overall exposure level for \S+: ([\d.]+)", judged.stdout)
    assert overall is not None, "systemd-analyze says nothing"
    assert float(overall[1]) <= MOST_EXPOSURE, f"exposure {overall[1]}"
    return overall[1]


def can_write(unit: Unit, folder: str | Path) -> bool:
    """Try it as root, with the unit's view of the disk: who may write is the sandbox's word alone."""
    probe = f"{folder}/.booted"
    command = ["nsenter", "--mount", f"--target={unit.pid}", "sh", "-c", f"touch {probe} && rm {probe}"]
    return subprocess.run(command, stderr=subprocess.DEVNULL, check=False, timeout=10).returncode == 0
