"""A load of requests over MQTT with a fixed number in flight, and the bare loop that is its floor."""

import queue
import socket
import sqlite3
import sys
import threading
import time
from pathlib import Path
from typing import Any

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from firmware.words import Language, new_id
from mqtt_bridge.commands import IssueTicket, Request
from mqtt_bridge.replies import Refusal
from mqtt_bridge.topics import REPLY, REQUEST

PEER = "entrance"


def connect(port: int, client_id: str) -> paho.Client:
    """Connect as simply as paho can, without Nagle's delay."""
    client = paho.Client(CallbackAPIVersion.VERSION2, client_id=client_id, protocol=paho.MQTTv5)
    client.max_inflight_messages_set(1000)
    client.on_socket_open = lambda _client, _userdata, opened: _without_delay(opened)
    client.connect("127.0.0.1", port)
    return client


def _without_delay(opened: Any) -> None:
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class Load:
    """Asks for tickets of *site* and keeps *in_flight* requests on their way."""

    def __init__(self, port: int, site: str, in_flight: int) -> None:
        self._client = connect(port, PEER)
        self._topic = REQUEST.at(site, peer=PEER)
        self._in_flight = in_flight
        self._left = 0
        self._asked: dict[str, float] = {}
        self._tooks: list[float] = []
        self._refusal: Refusal | None = None
        self._done = threading.Event()
        self._expiry = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]  # paho left it untyped
        self._expiry.MessageExpiryInterval = 10
        self._client.on_message = self._answered
        self._client.loop_start()
        self._client.subscribe(REPLY.at(site, peer=PEER), qos=1)

    def ask(self, requests: int, deadline_s: float = 60.0) -> list[float]:
        """Return the seconds that each of *requests* took. Raises TimeoutError, or RuntimeError if one was refused."""
        self._left, self._tooks = requests, []
        self._done.clear()
        for _ in range(min(self._in_flight, requests)):
            self._one()
        if not self._done.wait(deadline_s):
            raise TimeoutError(f"{len(self._tooks)} of {requests} requests answered")
        if self._refusal is not None:
            raise RuntimeError(f"a request was refused: {self._refusal}")
        return self._tooks

    def wait_until_served(self, deadline_s: float = 60.0) -> None:
        """Ask until somebody answers: a process that has just started may not listen yet. Raises TimeoutError."""
        for _ in range(round(deadline_s / 0.2)):
            self._asked.clear()
            self._one()
            if self._done.wait(0.2):
                return
        raise TimeoutError("nobody answers")

    def close(self) -> None:
        """Disconnect."""
        self._client.disconnect()
        self._client.loop_stop()

    def _one(self) -> None:
        self._left -= 1
        command = IssueTicket(zone="consultation", language=Language.KK, station=PEER)
        request = Request(id=new_id(), command=command, patience_ms=60_000)
        self._asked[request.id] = time.perf_counter()
        self._client.publish(self._topic, REQUEST.encode(request), qos=1, properties=self._expiry)

    def _answered(self, _client: paho.Client, _userdata: object, message: paho.MQTTMessage) -> None:
        reply = REPLY.decode(bytes(message.payload))
        asked = self._asked.pop(reply.id, None)
        if asked is None:
            return
        self._tooks.append(time.perf_counter() - asked)
        if isinstance(reply.result, Refusal):
            self._refusal = reply.result
        if self._left > 0:
            self._one()
        elif not self._asked:
            self._done.set()


def bare_loop(port: int, site: str, journal: Path) -> None:
    """Receive, commit, reply, for ever: what any dispatcher must do, and nothing else. Runs in a process of its own."""
    received: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    client = connect(port, "bare-loop")
    client.on_message = lambda _client, _userdata, message: received.put(bytes(message.payload))
    client.subscribe(REQUEST.at(site, peer=PEER), qos=1)
    client.loop_start()
    file = sqlite3.connect(journal, isolation_level=None)
    file.execute("PRAGMA journal_mode = WAL")
    file.execute("PRAGMA synchronous = FULL")
    file.execute("CREATE TABLE events (seq INTEGER PRIMARY KEY, body BLOB NOT NULL)")
    topic = REPLY.at(site, peer=PEER)
    while True:
        batch = [received.get()]
        while not received.empty():
            batch.append(received.get())
        file.execute("BEGIN IMMEDIATE")
        file.executemany("INSERT INTO events (body) VALUES (?)", [(payload,) for payload in batch])
        file.execute("COMMIT")
        for payload in batch:
            client.publish(topic, _answer_to(payload), qos=1)


def _answer_to(payload: bytes) -> bytes:
    """Make a reply as long as a real one, with the id of the request."""
    begin = payload.index(b'"id":"') + 6
    return (
        b'{"v":1,"id":"'
        + payload[begin : begin + 16]
        + b'","result":{"type":"issued","paper":{"job_id":"'
        + payload[begin : begin + 16]
        + b'","ticket_id":"'
        + payload[begin : begin + 16]
        + b'","number":101,"zone":"consultation","language":"kk","issued_at":1800000000.123456,"ahead":0,'
        + b'"copy":false}}}'
    )


if __name__ == "__main__":
    bare_loop(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
