"""The reception: it decides what is unsure, calls whoever is left at the end, and hears every reply in the hall."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from firmware.clock import Clock, SystemClock
from firmware.inbox import Inbox, Stop
from mqtt_bridge.asking import Asking
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, subscription
from mqtt_bridge.commands import AnyCommand, Request
from mqtt_bridge.replies import AtPlace, Issued, Reply, Result
from mqtt_bridge.settings import BrokerSettings, DeviceSettings
from mqtt_bridge.topics import REPLY, REQUEST
from storm.grounds import RECEPTION, Grounds
from storm.history import History
from storm.words import Asked, Replied

PATIENCE_S = 3.0


class Reception:
    """One peer with a thread of its own. `ask` blocks, and may be called by one thread at a time."""

    def __init__(self, grounds: Grounds, history: History) -> None:
        self._history = history
        self._clock: Clock = SystemClock()
        self._inbox = Inbox()
        settings = DeviceSettings(
            site=grounds.centre.site, device=RECEPTION, broker=BrokerSettings(port=grounds.broker_port)
        )
        self._bridge = Bridge(settings, self._inbox, [subscription(REPLY)])
        self._asking = Asking()
        self._results: dict[str, Result | None] = {}
        self._answered = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="reception", daemon=True)

    @contextmanager
    def connected(self) -> Iterator[None]:
        """Be there for as long as the block lasts."""
        self._bridge.start()
        self._thread.start()
        try:
            yield
        finally:
            self._inbox.put(Stop("reception"))
            self._thread.join(5)
            self._bridge.stop()

    def ask(self, command: AnyCommand, about: str) -> Result | None:
        """Ask, again and again; return the answer, or None when there is none within `PATIENCE_S`."""
        with self._answered:
            request = self._asking.ask(command, self._clock.monotonic(), patience_s=PATIENCE_S)
            tag = str(type(command).__struct_config__.tag)
            line = Asked(at=self._history.now(), request=request.id, command=tag, about=about)
            self._history.note(line)
            self._publish(request)
            self._inbox.put(request)  # so that the thread sees when it is due
            self._answered.wait_for(lambda: request.id in self._results, PATIENCE_S + 2.0)
            return self._results.pop(request.id, None)

    def _run(self) -> None:
        while True:
            with self._answered:
                due = self._asking.next_due() - self._clock.monotonic()
            for value in self._inbox.take(min(max(due, 0.0), 1.0)):
                if isinstance(value, Stop):
                    return
                with self._answered:
                    self._take(value)
            with self._answered:
                again, given_up = self._asking.due(self._clock.monotonic())
                for request in again:
                    self._publish(request)
                for waiting in given_up:
                    self._results[waiting.request.id] = None
                self._answered.notify_all()

    def _take(self, value: object) -> None:
        if isinstance(value, LinkChanged) and value.up:
            for request in self._asking.repeat_all(self._clock.monotonic()):
                self._publish(request)
        elif isinstance(value, Arrived):
            received = self._bridge.read(value)
            if received is not None:
                self._hear(received.levels["peer"], received.message)

    def _hear(self, peer: str, reply: Reply) -> None:
        self._history.note(_line(self._history.now(), peer, reply))
        if self._asking.answered(reply) is not None:
            self._results[reply.id] = reply.result

    def _publish(self, request: Request) -> None:
        self._bridge.publish(REQUEST, request, peer=RECEPTION)


def _line(at: float, peer: str, reply: Reply) -> Replied:
    result = reply.result
    code = getattr(getattr(result, "code", None), "value", "")
    has = result.paper if isinstance(result, Issued) else result.ticket if isinstance(result, AtPlace) else None
    return Replied(
        at=at,
        peer=peer,
        request=reply.id,
        result=str(type(result).__struct_config__.tag),
        code=code,
        ticket_id=has.ticket_id if has else "",
        number=has.number if has else 0,
    )
