"""The units of the hall on this machine, and stand-ins that misbehave in the same sandbox."""

import pwd
from pathlib import Path

from unit import Unit, systemctl

DAEMONS = {
    "dispatcher": Unit("kezek-dispatcher.service"),
    "entrance": Unit("kezek-kiosk.service"),
    "hall-board": Unit("kezek-display.service"),
    "hall-voice": Unit("kezek-audio.service"),
    "console": Unit("kezek-console.service"),
}
"""By the device's name."""
BROKER = Unit("mosquitto.service")
ALL = (BROKER, *DAEMONS.values())
PYTHON = "/opt/kezek/bin/python"


def role_of(unit: Unit) -> str:
    """Return what its program and its settings are called after."""
    return unit.name.removeprefix("kezek-").removesuffix(".service")


def stand_in(name: str, code: str, settings: str = "") -> Unit:
    """Make a unit whose program is *code*. By its name it gets the sandbox of all daemons. Gone after a reboot."""
    unit = Unit(f"kezek-{name}.service")
    program = _program(name)
    program.write_text(code, encoding="utf-8")
    _unit_file(unit).parent.mkdir(exist_ok=True)
    _unit_file(unit).write_text(f"[Service]\nExecStart={PYTHON} {program}\nTimeoutStartSec=60\n", encoding="utf-8")
    unit.drop_in(f"Restart=no\n{settings}")
    return unit


def forget(unit: Unit) -> None:
    """Take a stand-in away."""
    _unit_file(unit).unlink()
    _program(role_of(unit)).unlink()
    unit.drop_in("")
    systemctl("reset-failed")


def _unit_file(unit: Unit) -> Path:
    return Path("/run/systemd/system") / unit.name


def _program(name: str) -> Path:
    return Path("/run") / f"kezek-{name}.py"


def processes_of_kezek() -> list[str]:
    """Return the command lines of all processes of the account, except those of the simulated printer."""
    uid = pwd.getpwnam("kezek").pw_uid
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if folder.stat().st_uid == uid:
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip())
        except OSError:  # it has ended meanwhile
            continue
    return [command for command in found if "printer.simulated_process" not in command]
