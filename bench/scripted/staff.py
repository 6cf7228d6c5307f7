"""Staff at the console: they ask over MQTT, and hear the board, the centre and every event."""

import threading
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from load import connect

from firmware.words import new_id
from mqtt_bridge.commands import AnyCommand, EventsSince, Request
from mqtt_bridge.events import Recorded
from mqtt_bridge.public import Board, Centre
from mqtt_bridge.replies import EventsPage, Reply, Result
from mqtt_bridge.topics import BOARD, CENTRE, EVENT, REPLY, REQUEST

PEER = "console"
AGAIN_S = 0.5
TRIES = 20
SEEN_S = 6.0
"""What does not show for so long is not there: a board is sent every five seconds at least."""


class Staff:
    """One peer. What it has heard is read by the thread that asks."""

    def __init__(self, port: int, site: str) -> None:
        self._topic = REQUEST.at(site, peer=PEER)
        self._news = threading.Condition()
        self._reply: Reply | None = None
        self.board: Board | None = None
        self.centre: Centre | None = None
        self.events: list[Recorded] = []
        """In the order of the journal."""
        self._client = connect(port, PEER)
        self._client.on_message = self._hear
        self._client.loop_start()
        for topic in (BOARD.at(site), CENTRE.at(site), EVENT.at(site), REPLY.at(site, peer=PEER)):
            self._client.subscribe(topic, qos=1)

    def ask(self, command: AnyCommand, staff: str = "") -> Result:
        """Ask until there is an answer, and return it. Raises TimeoutError."""
        request = Request(id=new_id(), command=command, staff=staff)
        with self._news:
            for _ in range(TRIES):
                self._client.publish(self._topic, REQUEST.encode(request), qos=1)
                if self._news.wait_for(lambda: self._reply is not None and self._reply.id == request.id, AGAIN_S):
                    assert self._reply is not None, "waited for"  # noqa: S101 - for the type checker
                    return self._reply.result
        raise TimeoutError(f"nobody answers {command}")

    def catch_up(self) -> None:
        """Learn from the journal all that has happened so far, heard or not. Raises TimeoutError."""
        while True:
            page = self.ask(EventsSince(seq=self._last_seq()))
            if not isinstance(page, EventsPage) or not page.events:
                return
            with self._news:
                self._take(page.events)

    def _last_seq(self) -> int:
        """Return up to where no event is missing."""
        seqs = [one.seq for one in self.events]
        return next((seq for seq, following in pairwise([0, *seqs]) if following != seq + 1), seqs[-1] if seqs else 0)

    def _take(self, events: Iterable[Recorded]) -> None:
        known = {one.seq: one for one in (*self.events, *events)}
        self.events = [known[seq] for seq in sorted(known)]

    def comes_true(self, is_so: Callable[[], bool], within_s: float = SEEN_S) -> bool:
        """Wait until *is_so*, which reads what was heard; return whether it came true."""
        with self._news:
            return self._news.wait_for(is_so, within_s)

    def close(self) -> None:
        """Disconnect."""
        self._client.disconnect()
        self._client.loop_stop()

    def _hear(self, _client: Any, _userdata: object, message: Any) -> None:
        kind, payload = message.topic.rpartition("/")[2], bytes(message.payload)
        with self._news:
            if kind == "board":
                self.board = BOARD.decode(payload)
            elif kind == "centre":
                self.centre = CENTRE.decode(payload)
            elif kind == "event":
                self._take(EVENT.decode(payload).events)
            else:
                self._reply = REPLY.decode(payload)
            self._news.notify_all()
