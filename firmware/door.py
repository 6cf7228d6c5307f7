"""A door into a daemon: a Unix socket in a folder that speaks lines of JSON. The simulator's, and a station's control.

A client sends one object a line. `{"do": "watch"}` turns the connection into a stream of what `tell` says, beginning
with the newest word of each subject; everything else is answered by the daemon's own function, one line each.
"""

import contextlib
import json
import os
import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Answer = Callable[[dict[str, Any]], dict[str, Any]]
"""Answers one question, in a thread of the door: it may put into an inbox and read what is immutable, no more."""


class Door:
    """Listens on *folder*/*name*.sock. Who may use it is what the rights of that file say."""

    def __init__(self, folder: Path, name: str, answer: Answer) -> None:
        self.path = folder / f"{name}.sock"
        self._answer = answer
        self._lock = threading.Lock()
        self._newest: dict[str, bytes] = {}
        self._clients: set[socket.socket] = set()
        self._watchers: list[socket.socket] = []
        self.path.unlink(missing_ok=True)
        # Bound through a descriptor, so that a folder deep in the tree does not exceed a socket's 107 bytes.
        descriptor = os.open(folder, os.O_PATH)
        try:
            self._server = _Server(f"/proc/self/fd/{descriptor}/{name}.sock", self)
        finally:
            os.close(descriptor)
        self.thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), name=f"door-{name}", daemon=True
        )
        self.thread.start()

    def tell(self, subject: str, word: dict[str, Any]) -> None:
        """Say *word* to all who watch; whoever comes later hears the newest word of each subject. Never blocks."""
        line = json.dumps({"subject": subject, **word}).encode() + b"\n"
        with self._lock:
            self._newest[subject] = line
            self._watchers = [watcher for watcher in self._watchers if _told(watcher, line)]

    def close(self) -> None:
        """Stop listening, end all connections and take the socket away."""
        self._server.shutdown()
        self._server.server_close()
        self.thread.join(5)
        with self._lock:
            for client in self._clients:
                _end(client)
            self._watchers.clear()
        self.path.unlink(missing_ok=True)

    def serve(self, connection: socket.socket, lines: Iterable[bytes]) -> None:
        """Answer one client until it leaves."""
        with self._lock:
            self._clients.add(connection)
        try:
            for line in lines:
                self._serve_line(line, connection)
        except OSError:
            pass  # it left in the middle of a word
        finally:
            with self._lock:
                self._clients.discard(connection)

    def _serve_line(self, line: bytes, connection: socket.socket) -> None:
        try:
            question = json.loads(line)
        except (ValueError, RecursionError) as error:
            answer = {"error": f"not JSON: {error}"}
        else:
            if not isinstance(question, dict):
                answer = {"error": "not an object"}
            elif question.get("do") == "watch":
                with self._lock:
                    if all(_told(connection, said) for said in self._newest.values()):
                        self._watchers.append(connection)
                return
            else:
                answer = self._answer(question)
        connection.sendall(json.dumps(answer).encode() + b"\n")


def _told(watcher: socket.socket, line: bytes) -> bool:
    """Send *line* if there is room for it; a watcher that does not read is let go, never waited for."""
    try:
        watcher.sendall(line, socket.MSG_DONTWAIT)
    except OSError:
        _end(watcher)
        return False
    return True


def _end(connection: socket.socket) -> None:
    # The client's thread still reads from it: close alone would leave it open until that thread ends.
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, path: str, door: Door) -> None:
        self.door = door
        super().__init__(path, _Client)


class _Client(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        # Whoever watches and does not read is left behind; it must not hold up the daemon that tells.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("@ll", 1, 0))
        self.server.door.serve(self.connection, self.rfile)
