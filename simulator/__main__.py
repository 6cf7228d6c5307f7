"""Runs the whole hall on this computer. Ports and folder come from KEZEK_* variables; see docs/simulator.md."""

import argparse
import asyncio
import contextlib
import fcntl
import os
import socket
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from firmware.logs import start_log
from firmware.settings import EXIT_SETTINGS, SettingsError
from mqtt_bridge.private_broker import BrokerMissingError
from simulator.clocks import NoClocksError
from simulator.running import CENTRE, CHECKOUT, RECEPTIONS, Options, run_hall

DEFAULT_PORT = 8080
DEFAULT_CONSOLE_PORT = 8000
LARGEST_PORT = 65535
DEMONSTRATION_VOICE_SPEED = "20"
"""A busy demonstration calls faster than anybody speaks, and a call that waits for half a minute is not spoken at all.

The page plays every sentence at its own pace all the same.
"""


class CannotRunError(RuntimeError):
    """Something else has what this run needs. The message is one line."""


def main(argv: Sequence[str] | None = None) -> int:
    """Parse, lock, listen, run."""
    argparse.ArgumentParser(prog="kezek-simulator", description=__doc__).parse_args(argv)
    try:
        options = _options()
        options.folder.mkdir(parents=True, exist_ok=True)
        with _only_one(options.folder), _listen(options.port) as listening:
            os.chdir(options.folder)  # so that no path of a socket is too long
            start_log()
            asyncio.run(run_hall(options, listening))
    except SettingsError as error:
        sys.stderr.write(f"kezek-simulator: {error}\n")
        return EXIT_SETTINGS
    except (CannotRunError, BrokerMissingError, NoClocksError, OSError) as error:
        sys.stderr.write(f"kezek-simulator: {error}\n")
        return 1
    return 0


def _options() -> Options:
    folder = Path(os.environ.get("KEZEK_RUN_DIR") or CHECKOUT / "run").absolute()
    bank, clocks = os.environ.get("KEZEK_VOICE_BANK"), os.environ.get("KEZEK_CLOCKS")
    centre = os.environ.get("KEZEK_CENTRE")
    receptions = os.environ.get("KEZEK_RECEPTIONS") or ("" if centre else str(RECEPTIONS))
    speed = os.environ.get("KEZEK_VOICE_SPEED") or DEMONSTRATION_VOICE_SPEED
    try:
        voice_speed = float(speed)
    except ValueError as error:
        raise SettingsError(f"KEZEK_VOICE_SPEED: {speed!r} is no number; 1 is real time") from error
    return Options(
        folder=folder,
        port=_port("KEZEK_SIMULATOR_PORT", DEFAULT_PORT),
        broker_port=_port("KEZEK_BROKER_PORT", 0),
        console_port=_port("KEZEK_CONSOLE_PORT", DEFAULT_CONSOLE_PORT),
        voice_bank=Path(bank).absolute() if bank else folder / "voice",
        voice_speed=voice_speed,
        centre=Path(centre or CENTRE).absolute(),
        receptions=Path(receptions).absolute() if receptions else None,
        broker_ports=_ports_of_devices("KEZEK_BROKER_PORTS"),
        clocks=Path(clocks).absolute() if clocks else None,
        real_hours=_switch("KEZEK_REAL_HOURS"),
    )


def _ports_of_devices(name: str) -> dict[str, int]:
    """Read "entrance=4001 waiting-hall=4002"."""
    ports: dict[str, int] = {}
    for word in os.environ.get(name, "").split():
        device, _, port = word.partition("=")
        if not port.isdecimal() or not 0 < int(port) <= LARGEST_PORT:
            raise SettingsError(f"{name}: {word!r} is wrong; right would be a device and a port, like entrance=4001")
        ports[device] = int(port)
    return ports


def _switch(name: str) -> bool:
    text = os.environ.get(name) or "0"
    if text not in {"0", "1"}:
        raise SettingsError(f"{name}: {text!r} is wrong; right would be 0 or 1")
    return text == "1"


def _port(name: str, default: int) -> int:
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or int(text) > LARGEST_PORT:
        raise SettingsError(f"{name}: {text!r} is no port; 1 to {LARGEST_PORT}, or 0 for any that is free")
    return int(text)


@contextlib.contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Hold the run directory; the lock goes with the process, however it ends."""
    with (folder / "simulator.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotRunError(f"another simulator runs in {folder}") from error
        yield


@contextlib.contextmanager
def _listen(port: int) -> Iterator[socket.socket]:
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
            listening.listen(128)
        except OSError as error:
            raise CannotRunError(
                f"port {port} of 127.0.0.1 is taken ({error.strerror}); KEZEK_SIMULATOR_PORT names another"
            ) from error
        yield listening


if __name__ == "__main__":
    sys.exit(main())
