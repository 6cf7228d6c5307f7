"""What no hall can do without: one QoS 1 round trip and one durable commit, measured in the same run."""

import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

from load import connect

PAYLOAD = b"x" * 200


class Floor:
    """A client that hears itself, and a SQLite file with a write-ahead log and synchronous=FULL."""

    def __init__(self, port: int, folder: Path) -> None:
        self._echoed = threading.Event()
        self._client = connect(port, "floor")
        self._client.on_message = lambda _client, _userdata, _message: self._echoed.set()
        self._client.on_subscribe = lambda *_: self._echoed.set()
        self._client.loop_start()
        self._client.subscribe("floor", qos=1)
        self._echoed.wait(5)
        self._file = sqlite3.connect(folder / "floor.db", isolation_level=None)
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = FULL")
        self._file.execute("CREATE TABLE events (seq INTEGER PRIMARY KEY, body BLOB NOT NULL)")

    def measure(self, then: Callable[[], object] = lambda: None) -> float:
        """Return the seconds that a round trip, a commit and *then* take, one after the other."""
        self._echoed.clear()
        began = time.perf_counter()
        self._client.publish("floor", PAYLOAD, qos=1)
        self._echoed.wait(5)
        self._file.execute("INSERT INTO events (body) VALUES (?)", (PAYLOAD,))
        then()
        return time.perf_counter() - began

    def close(self) -> None:
        """Disconnect and close."""
        self._client.disconnect()
        self._client.loop_stop()
        self._file.close()
