"""A watcher at a daemon's door, as the simulator is one: for tests alone."""

import json
import socket
from pathlib import Path
from typing import Any

from deadline import DEADLINE_S


class Watcher:
    """A connection to the kiosk's door: asks on one socket, watches on another."""

    def __init__(self, path: Path) -> None:
        self._watch = self._connect(path)
        self._ask = self._connect(path)
        self._watch.sendall(b'{"do": "watch"}\n')
        self._lines = self._watch.makefile("rb")
        self._answers = self._ask.makefile("rb")

    @staticmethod
    def _connect(path: Path) -> socket.socket:
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(DEADLINE_S)
        connection.connect(str(path))
        return connection

    def ask(self, **question: str) -> Any:
        self._ask.sendall(json.dumps(question).encode() + b"\n")
        return json.loads(self._answers.readline())

    def until(self, subject: str, **wanted: object) -> dict[str, Any]:
        """Read words until one on *subject* has all of *wanted*."""
        while True:
            word: dict[str, Any] = json.loads(self._lines.readline())
            if word.pop("subject") == subject and all(word.get(key) == value for key, value in wanted.items()):
                return word

    def lamp(self, state: str) -> None:
        self.until("lamps", lamps={"ring": state})

    def close(self) -> None:
        for thing in (self._lines, self._answers, self._watch, self._ask):
            thing.close()
