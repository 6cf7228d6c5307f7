"""A peer that asks the dispatcher one thing after the other, as simply as paho can."""

import threading
import time
from typing import Any

from load import connect

from firmware.words import Language, new_id
from mqtt_bridge.commands import AnyCommand, IssueTicket, ReportPaper, Request
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import Reply, Result
from mqtt_bridge.topics import REPLY, REQUEST


class Asker:
    """One peer of *site*. Repeats a request until somebody answers: what has just started may not listen yet."""

    def __init__(self, port: int, site: str, peer: str) -> None:
        self._topic = REQUEST.at(site, peer=peer)
        self._answered = threading.Event()
        self._reply: Reply | None = None
        self._wanted = ""
        self._client = connect(port, peer)
        self._client.on_message = self._hear
        self._client.loop_start()
        self._client.subscribe(REPLY.at(site, peer=peer), qos=1)

    def ask(self, command: AnyCommand) -> tuple[str, float, Result]:
        """Return the request's id, the monotonic time at which it was first sent, and the result."""
        request = Request(id=new_id(), command=command)
        self._wanted, self._reply = request.id, None
        self._answered.clear()
        asked_at = time.monotonic()
        for _ in range(100):
            self._client.publish(self._topic, REQUEST.encode(request), qos=1)
            if self._answered.wait(0.4) and self._reply is not None:
                return request.id, asked_at, self._reply.result
        raise TimeoutError(f"nobody answers {command}")

    def close(self) -> None:
        """Disconnect."""
        self._client.disconnect()
        self._client.loop_stop()

    def _hear(self, _client: Any, _userdata: object, message: Any) -> None:
        reply = REPLY.decode(bytes(message.payload))
        if reply.id == self._wanted:
            self._reply = reply
            self._answered.set()


def let_wait(station: Asker, tickets: int) -> None:
    """Have *tickets* issued in both languages, with their paper out."""
    for number in range(tickets):
        language = Language.KK if number % 2 else Language.RU
        ticket_id, _at, _result = station.ask(IssueTicket(zone="consultation", language=language, station="entrance"))
        station.ask(ReportPaper(ticket_id=ticket_id, job_id=ticket_id, outcome=PaperOutcome.CONFIRMED))
