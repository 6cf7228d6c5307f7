"""What each daemon costs: ready after its start, memory, and processor time while nothing happens.

The daemons run with --simulate beside a private broker, tell that they are ready as they tell systemd, and are then
left alone. The dispatcher keeps the shipped calendar with its holidays; the speaker's clips were made before.
The devices' own libraries (gpiozero with lgpio, SDL on a real screen) are not in it: they need a Pi. A station with a
speaker is there a second time (`kiosk_speaking`), with SDL's mixer open on a device that is none.
"""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from door_client import DoorClient
from figures import parser, show
from measured_hall import (
    ROOT,
    START_S,
    audio_settings,
    console_settings,
    dispatcher_settings,
    display_settings,
    kiosk_settings,
    make_bank,
    process,
)
from process_cost import memory_mb, processor_s

from mqtt_bridge.private_broker import PrivateBroker

READY_S = 1.0
MEMORY_MB = {
    "dispatcher": 50.0,
    "kiosk": 50.0,
    "kiosk_speaking": 50.0,
    "audio": 50.0,
    "display": 100.0,
    "console": 100.0,
}
IDLE_PERCENT = 1.0
"""Of one core."""
SETTLE_S = 5.0


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when a daemon costs more than it may."""
    arguments = parser(__doc__)
    arguments.add_argument("--idle-s", type=float, default=30.0, help="for how long they are left alone")
    arguments.add_argument("--bank", type=Path, default=ROOT / "run" / "voice", help="the voice, as make hall has it")
    options = arguments.parse_args(argv)
    make_bank(options.bank)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        broker = PrivateBroker(folder)
        broker.start()
        stack.callback(broker.kill)
        commands = _commands(stack, folder, broker.port, options.bank)
        started = {name: stack.enter_context(_daemon(folder, name, command)) for name, command in commands.items()}
        threading.Event().wait(SETTLE_S)
        used_s = {name: processor_s(pid) for name, (pid, _ready_s) in started.items()}
        threading.Event().wait(options.idle_s)
        figures: dict[str, float] = {}
        for name, (pid, ready_s) in started.items():
            rss_mb, pss_mb = memory_mb(pid)
            figures[f"{name}_ready_s"] = ready_s
            figures[f"{name}_rss_mb"] = rss_mb
            figures[f"{name}_pss_mb"] = pss_mb
            figures[f"{name}_idle_percent"] = (processor_s(pid) - used_s[name]) / options.idle_s * 100
    too_much = list(_too_much(figures))
    show({**figures, "over_limit": float(len(too_much))}, as_json=options.json)
    for complaint in too_much:
        sys.stderr.write(f"{complaint}\n")
    return 1 if too_much else 0


def _commands(stack: contextlib.ExitStack, folder: Path, port: int, bank: Path) -> dict[str, list[str]]:
    printer = ("-m", "printer.simulated_process", "--folder", str(folder), "--name", "paper", "--width", "576")
    stack.enter_context(process(*printer))
    tray = stack.enter_context(DoorClient(folder / "paper.sock", watch=True))
    settings = {
        "console": console_settings(folder, "bench", port),
        "dispatcher": dispatcher_settings(folder, "bench", port, real_hours=True),
        "kiosk": kiosk_settings(folder, "bench", port, tray.until("printer")["port"], 25),
        "audio": audio_settings(folder, "bench", port, bank),
        "display": display_settings(folder, "bench", port),
    }
    commands = {
        name: [sys.executable, "-m", name, "--config", str(path), "--simulate", str(folder)]
        for name, path in settings.items()
    }
    return {**commands, "kiosk_speaking": _speaking_station(stack, folder, port, bank)}


def _speaking_station(stack: contextlib.ExitStack, folder: Path, port: int, bank: Path) -> list[str]:
    """Return the command of a station with a speaker that is not simulated. It finds no pins, and goes on without."""
    printer = ("-m", "printer.simulated_process", "--folder", str(folder), "--name", "second", "--width", "576")
    stack.enter_context(process(*printer))
    tray = stack.enter_context(DoorClient(folder / "second.sock", watch=True))
    own = folder / "speaking"
    own.mkdir()
    path = kiosk_settings(own, "bench", port, tray.until("printer")["port"], 25, bank)
    path.write_text(path.read_text(encoding="utf-8").replace('"entrance"', '"waiting-hall"'), encoding="utf-8")
    return ["env", "SDL_AUDIODRIVER=dummy", sys.executable, "-m", "kiosk", "--config", str(path)]


@contextlib.contextmanager
def _daemon(folder: Path, name: str, command: list[str]) -> Iterator[tuple[int, float]]:
    """Run a daemon; give its process id, and how long it took until it said that it is ready. Raises TimeoutError."""
    address = folder / f"{name}.notify"
    with contextlib.ExitStack() as stack:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as words:
            words.bind(str(address))
            words.settimeout(START_S)
            environment = {**os.environ, "NOTIFY_SOCKET": str(address)}
            began = time.monotonic()
            quiet = subprocess.DEVNULL
            running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)
            stack.callback(running.wait)
            stack.callback(running.kill)
            while b"READY=1" not in words.recv(4096).split(b"\n"):
                pass
            ready_s = time.monotonic() - began
        yield running.pid, ready_s


def _too_much(figures: dict[str, float]) -> Iterator[str]:
    for name, most_mb in MEMORY_MB.items():
        limits = {"ready_s": READY_S, "rss_mb": most_mb, "idle_percent": IDLE_PERCENT}
        for what, most in limits.items():
            if figures[f"{name}_{what}"] > most:
                yield f"{name}: {what} is {figures[f'{name}_{what}']:.3g}, at most {most:g}"


if __name__ == "__main__":
    sys.exit(main())
