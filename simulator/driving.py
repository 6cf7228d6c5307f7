"""Starts a hall and drives it from outside, through its HTTP interface alone: for tests, benches and pictures."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self

from firmware.clock import Clock, SystemClock
from simulator.hall_plan import GROUND

START_S = 60.0
STOP_S = 30.0
ANSWER_S = 30.0
_LOOK_S = 0.05


def is_well(daemon: Mapping[str, Any]) -> bool:
    """Whether a process of GET /daemons has said that it works. What it stands on says nothing of itself."""
    return daemon["condition"] == "ready" or daemon["role"] in GROUND


def is_welcoming(station: Mapping[str, Any]) -> bool:
    """Whether all lamps of a station of GET /stations say that a press is welcome."""
    return set(station["lamps"].values()) == {"ready"}


class DrivenHall:
    """A simulator process of one's own, on free ports, as a context. Its folder and logs stay for whoever looks."""

    def __init__(
        self,
        folder: Path,
        *,
        voice_bank: Path | None = None,
        voice_speed: float = 1.0,
        environment: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.folder = folder
        self.port = 0
        self._environment = {
            **os.environ,
            "KEZEK_RUN_DIR": str(folder),
            "KEZEK_SIMULATOR_PORT": "0",
            "KEZEK_BROKER_PORT": "0",
            "KEZEK_CONSOLE_PORT": "0",
            "KEZEK_VOICE_SPEED": str(voice_speed),
            **environment,
        }
        if voice_bank is not None:
            self._environment["KEZEK_VOICE_BANK"] = str(voice_bank)
        self._process: subprocess.Popen[str] | None = None
        self._clock: Clock = SystemClock()
        self._pause = threading.Event()

    def __enter__(self) -> Self:
        """Start it and wait until every daemon is ready. Raises RuntimeError when that takes too long."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "simulator.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "simulator"],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=self._environment,
            )
        giving_up = threading.Timer(START_S, self._process.kill)
        giving_up.start()
        try:
            assert self._process.stdout is not None, "a pipe was asked for"  # noqa: S101 - for the type checker
            line = self._process.stdout.readline()
        finally:
            giving_up.cancel()
            giving_up.join()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        if found is None:
            self.stop()
            raise RuntimeError(f"the hall did not start: {(self.folder / 'simulator.log').read_text()[-2000:]}")
        self.port = int(found[1])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """Return where the page is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Return the process id of the simulator itself."""
        if self._process is None:
            raise RuntimeError("the hall does not run")
        return self._process.pid

    def stop(self) -> int:
        """End it as Ctrl-C does, and return its exit code; killed if it takes too long."""
        if self._process is None:
            return 0
        process, self._process = self._process, None
        process.send_signal(signal.SIGINT)
        try:
            return process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait(STOP_S)
        finally:
            if process.stdout is not None:
                process.stdout.close()

    def call(self, method: str, path: str, body: object = None) -> tuple[int, bytes]:
        """Make one HTTP call; return its status and what came. Raises OSError when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_S)
        try:
            connection.request(method, path, None if body is None else json.dumps(body).encode())
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def get(self, path: str) -> Any:
        """Return the JSON at *path*. Raises LookupError for anything but 200."""
        return json.loads(self.raw(path))

    def raw(self, path: str) -> bytes:
        """Return the bytes at *path*. Raises LookupError for anything but 200."""
        status, body = self.call("GET", path)
        if status != http.HTTPStatus.OK:
            raise LookupError(f"GET {path}: {status} {body[:500].decode(errors='replace')}")
        return body

    def post(self, path: str, body: object) -> Any:
        """Post *body* and return the JSON that comes. Raises LookupError for a refusal."""
        status, answer = self.call("POST", path, body)
        if status not in {http.HTTPStatus.OK, http.HTTPStatus.ACCEPTED}:
            raise LookupError(f"POST {path}: {status} {answer[:500].decode(errors='replace')}")
        return json.loads(answer)

    def press(self, station: str, button: str) -> None:
        """Press a button."""
        self.post("/press", {"station": station, "button": button})

    def until_well(self, deadline_s: float = START_S) -> None:
        """Wait until every process of an open hall works, and every station welcomes a press. Raises TimeoutError."""
        self.until("/daemons", lambda daemons: all(map(is_well, daemons)), deadline_s)
        # What a device tells the hall and what it tells the simulator come on two ways.
        self.until("/stations", lambda stations: all(map(is_welcoming, stations)), deadline_s)

    def until(self, path: str, wanted: Callable[[Any], bool], deadline_s: float = 20.0) -> Any:
        """Read *path* again and again until *wanted*; return it. Raises TimeoutError with what was there last."""
        end = self._clock.monotonic() + deadline_s
        while not wanted(found := self.get(path)):
            if self._clock.monotonic() > end:
                raise TimeoutError(f"GET {path} did not become what was wanted; it is {json.dumps(found)[:2000]}")
            self._pause.wait(_LOOK_S)
        return found
