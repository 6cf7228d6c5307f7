"""The simulator's door into a daemon: a Unix socket in the `--simulate` folder that speaks lines of JSON.

A client sends one object a line. `{"do": "watch"}` turns the connection into a stream of what `tell` says, beginning
with the newest word of each subject; everything else is answered by the daemon's own function, one line each.
"""

import contextlib
import json
import logging
import socket
import socketserver
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

Answer = Callable[[dict[str, Any]], dict[str, Any]]
"""Answers one question, in a thread of the door: it may put into an inbox and read what is immutable, no more."""

_log = logging.getLogger("door")


class Door:
    """Listens on *folder*/*name*.sock. Exists only in daemons that were started with `--simulate`."""

    def __init__(self, folder: Path, name: str, answer: Answer) -> None:
        self.path = folder / f"{name}.sock"
        self._answer = answer
        self._lock = threading.Lock()
        self._newest: dict[str, bytes] = {}
        self._watchers: list[socket.socket] = []
        self.path.unlink(missing_ok=True)
        self._server = _Server(str(self.path), self)
        self.thread = threading.Thread(target=self._server.serve_forever, name=f"door-{name}", daemon=True)
        self.thread.start()

    def tell(self, subject: str, word: dict[str, Any]) -> None:
        """Say *word* to all who watch; whoever comes later hears the newest word of each subject."""
        line = json.dumps({"subject": subject, **word}).encode() + b"\n"
        with self._lock:
            self._newest[subject] = line
            self._watchers = [watcher for watcher in self._watchers if _sent(watcher, line)]

    def close(self) -> None:
        """Stop listening and take the socket away."""
        self._server.shutdown()
        self._server.server_close()
        self.thread.join(5)
        with self._lock:
            for watcher in self._watchers:
                # Its thread still reads from it, and close alone would leave the connection open until that ends.
                with contextlib.suppress(OSError):
                    watcher.shutdown(socket.SHUT_RDWR)
            self._watchers.clear()
        self.path.unlink(missing_ok=True)

    def serve_line(self, line: bytes, connection: socket.socket) -> None:
        """Answer one line of a client."""
        try:
            question = json.loads(line)
        except ValueError as error:
            _sent(connection, json.dumps({"error": f"not JSON: {error}"}).encode() + b"\n")
            return
        if question.get("do") == "watch":
            with self._lock:
                if all(_sent(connection, said) for said in self._newest.values()):
                    self._watchers.append(connection)
            return
        _sent(connection, json.dumps(self._answer(question)).encode() + b"\n")


def _sent(connection: socket.socket, line: bytes) -> bool:
    try:
        connection.sendall(line)
    except OSError:
        return False
    return True


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, path: str, door: Door) -> None:
        self.door = door
        super().__init__(path, _Client)


class _Client(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self.connection.settimeout(None)
        for line in self.rfile:
            self.server.door.serve_line(line, self.connection)
