"""A Mosquitto process of one's own on this computer: for the simulated hall, the benchmarks and the tests."""

import contextlib
import itertools
import secrets
import shutil
import signal
import socket
import subprocess
import threading
from pathlib import Path

from mqtt_bridge.broker import write_broker_configuration

START_S = 10.0


class BrokerMissingError(RuntimeError):
    """There is no Mosquitto, or it does not start."""


_PORTS = range(20_000, 32_000)
"""Outgoing connections of this computer get ports from 32768 on (ip(7), `ip_local_port_range`), never one of these."""
_turns = itertools.count(secrets.randbelow(len(_PORTS)))


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 that nobody has at this moment, each time another one. Raises OSError.

    Who opens it may take seconds to do so: no connection of another program is given it meanwhile.
    """
    for turn in itertools.islice(_turns, len(_PORTS)):
        port = _PORTS[turn % len(_PORTS)]
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError(f"127.0.0.1 has no free port among {_PORTS.start} to {_PORTS.stop - 1}")


def mosquitto_program() -> str:
    """Return where Mosquitto is (Debian: /usr/sbin, not on every PATH). Raises BrokerMissingError."""
    program = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        raise BrokerMissingError("mosquitto is not installed: apt install mosquitto")
    return program


def wait_until_listening(port: int, deadline_s: float = START_S) -> bool:
    """Try to connect to 127.0.0.1:*port* until it works; False after *deadline_s*. Blocks."""
    pause = threading.Event()
    for _ in range(round(deadline_s / 0.01)):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            pause.wait(0.01)
        else:
            return True
    return False


class PrivateBroker:
    """A broker on 127.0.0.1 that may be killed and started again, always on the same port."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.port = port or free_port()
        self._configuration = write_broker_configuration(folder, port=self.port)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it listens. Raises BrokerMissingError."""
        self._process = subprocess.Popen(
            [mosquitto_program(), "-c", str(self._configuration)], stderr=subprocess.DEVNULL
        )
        if not wait_until_listening(self.port):
            self.kill()
            raise BrokerMissingError(f"mosquitto does not listen on port {self.port}")

    def freeze(self) -> None:
        """Have it stand still: connections stay, and nobody answers on them."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Have it go on."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """Kill -9, if it runs."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(START_S)
            self._process = None
