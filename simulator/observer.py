"""The simulator's ear on the broker: it hears what a console may hear, reads the journal, and acts on nothing."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

from firmware.clock import Clock, SystemClock
from firmware.inbox import Inbox
from mqtt_bridge.asking import Asking
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, Received, subscription
from mqtt_bridge.commands import EventsSince, Request
from mqtt_bridge.events import Events, Recorded
from mqtt_bridge.replies import EventsPage, Reply
from mqtt_bridge.settings import DeviceSettings
from mqtt_bridge.topics import BOARD, CENTRE, DEVICE_STATE, EVENT, PRINT, REPLY, REQUEST

PATIENCE_S = 5.0
_NEWEST = 2**53 - 1
"""The largest seq that may be asked for, and that no journal reaches: the answer says how far it goes, no more."""

Heard = Received[Any] | Recorded


class _LoopInbox(Inbox):
    """An inbox that hands every value to the event loop at once."""

    def __init__(self, loop: asyncio.AbstractEventLoop, take: Callable[[object], None]) -> None:
        super().__init__()
        self._loop = loop
        self._take = take

    def put(self, value: object) -> bool:
        with contextlib.suppress(RuntimeError):  # the loop has ended, and we with it
            self._loop.call_soon_threadsafe(self._take, value)
        return True


class Observer:
    """Gives every message, and every event exactly once and in order, to *hear*. For the event loop's thread."""

    def __init__(self, settings: DeviceSettings, hear: Callable[[Heard], None], clock: Clock | None = None) -> None:
        self._device = settings.device
        self._hear = hear
        self._clock = clock or SystemClock()
        self._asking = Asking()
        self._last_seq: int | None = None
        topics = [subscription(topic) for topic in (CENTRE, BOARD, DEVICE_STATE, EVENT, PRINT)]
        inbox = _LoopInbox(asyncio.get_running_loop(), self.take)
        self._bridge = Bridge(settings, inbox, [*topics, subscription(REPLY)])

    def start(self) -> None:
        """Begin to listen, and never stop trying."""
        self._bridge.start()

    def close(self) -> None:
        """Leave the broker. Blocks for a moment."""
        self._bridge.stop()

    @property
    def knows_the_journal(self) -> bool:
        """Tell whether the dispatcher has said how far its journal goes; what follows is heard without a gap."""
        return self._last_seq is not None

    async def keep_asking(self) -> None:
        """Ask again what has no answer yet, for ever."""
        while True:
            now = self._clock.monotonic()
            again, given_up = self._asking.due(now)
            for request in again:
                self._publish(request)
            if given_up:
                self._ask_on()
            await asyncio.sleep(min(max(self._asking.next_due() - now, 0.05), 1.0))

    def take(self, value: object) -> None:
        """Act on one value from the bridge."""
        if isinstance(value, LinkChanged):
            if value.up:
                self._ask_on()
        elif isinstance(value, Arrived):
            received = self._bridge.read(value)
            if received is not None:
                self._act(received)

    def _act(self, received: Received[Any]) -> None:
        message = received.message
        if isinstance(message, Events):
            self._read_on(message.events)
        elif isinstance(message, Reply) and received.levels["peer"] == self._device:
            if self._asking.answered(message) is not None and isinstance(message.result, EventsPage):
                self._read_page(message.result)
        else:
            self._hear(received)

    def _read_page(self, page: EventsPage) -> None:
        if self._last_seq is None or page.last_seq < self._last_seq:  # the first word, or another journal
            self._last_seq = page.last_seq
            return
        self._read_on(page.events)
        if self._last_seq < page.last_seq:
            self._ask_on()

    def _read_on(self, events: tuple[Recorded, ...]) -> None:
        for recorded in events:
            if self._last_seq is None or recorded.seq > self._last_seq + 1:
                self._ask_on()
                return
            if recorded.seq == self._last_seq + 1:
                self._last_seq = recorded.seq
                self._hear(recorded)

    def _ask_on(self) -> None:
        """Ask for what follows the last event heard, unless that was asked already."""
        if self._asking.next_due() != float("inf"):
            return
        seq = _NEWEST if self._last_seq is None else self._last_seq
        self._publish(self._asking.ask(EventsSince(seq=seq), self._clock.monotonic(), patience_s=PATIENCE_S))

    def _publish(self, request: Request) -> None:
        self._bridge.publish(REQUEST, request, peer=self._device)
