"""A daemon's door from the other side: ask it, and hear what it tells."""

import json
import socket
import threading
from pathlib import Path
from typing import Any, Self

from measured_hall import START_S

_LOOK_S = 0.01
SILENCE_S = 20.0
"""A daemon that tells nothing for so long tells nothing any more."""


class DoorClient:
    """One connection to a daemon's door. With *watch* it hears what is told, else it asks.

    Waits until the daemon has made its door. Raises OSError when it has not after `START_S`.
    """

    def __init__(self, path: Path, *, watch: bool = False) -> None:
        pause = threading.Event()
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(SILENCE_S)
        for looks_left in reversed(range(round(START_S / _LOOK_S))):
            try:
                self._socket.connect(str(path))
                break
            except (FileNotFoundError, ConnectionRefusedError):
                if not looks_left:
                    raise
                pause.wait(_LOOK_S)
        self._lines = self._socket.makefile("rb")
        if watch:
            self._send({"do": "watch"})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_how: object) -> None:
        self._lines.close()
        self._socket.close()

    def ask(self, **question: Any) -> dict[str, Any]:
        """Ask, and return the answer."""
        self._send(question)
        return self.next()

    def next(self) -> dict[str, Any]:
        """Return the next line. Raises TimeoutError."""
        word: dict[str, Any] = json.loads(self._lines.readline())
        return word

    def until(self, *subjects: str, **wanted: Any) -> dict[str, Any]:
        """Return the next word on one of *subjects* whose keys are as *wanted*. Raises TimeoutError."""
        while True:
            word = self.next()
            if word["subject"] in subjects and all(word.get(key) == value for key, value in wanted.items()):
                return word

    def _send(self, question: dict[str, Any]) -> None:
        self._socket.sendall(json.dumps(question).encode() + b"\n")
