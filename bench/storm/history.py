"""The record of a run: what was done and seen, as JSON lines, written by many threads."""

import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from firmware.clock import Clock
from storm.words import AnyLine


class History:
    """Keeps all lines in memory and in *path*, where they are read after a crash of the campaign itself."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._clock = clock
        self._began = clock.monotonic()
        self._began_wall = clock.wall()
        self._lock = threading.Lock()
        self._file = path.open("wb")
        self._encode = msgspec.json.Encoder().encode
        self._lines: list[AnyLine] = []

    def now(self) -> float:
        """Return the seconds since the run began."""
        return self._clock.monotonic() - self._began

    def at_wall(self, wall: float) -> float:
        """Return when it was *wall*, in Unix seconds of the machine's clock, which nobody sets during a run."""
        return wall - self._began_wall

    def note(self, line: AnyLine) -> None:
        """Write a line down. From any thread."""
        with self._lock:
            self._lines.append(line)
            self._file.write(self._encode(line) + b"\n")
            self._file.flush()

    def lines(self) -> list[AnyLine]:
        """Return all lines so far, in the order of time."""
        with self._lock:
            return sorted(self._lines, key=lambda line: line.at)

    def some(self, wanted: Callable[[AnyLine], bool]) -> list[AnyLine]:
        """Return those that are *wanted*, in the order in which they were noted."""
        with self._lock:
            return [line for line in self._lines if wanted(line)]

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._file.close()
