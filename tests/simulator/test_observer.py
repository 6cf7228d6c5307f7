import asyncio
from collections.abc import Iterator

import pytest

from firmware.inbox import Inbox
from firmware.words import new_id
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, subscription
from mqtt_bridge.commands import EventsSince
from mqtt_bridge.events import Events, Recorded, TicketUnserved
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.replies import EventsPage, Reply
from mqtt_bridge.settings import BrokerSettings, DeviceSettings
from mqtt_bridge.topics import EVENT, REPLY, REQUEST
from simulator.observer import Heard, Observer

PAGE = 2


class Journal:
    """A dispatcher that knows nothing but its journal."""

    def __init__(self, broker: PrivateBroker, site: str) -> None:
        settings = DeviceSettings(site=site, device="dispatcher", broker=BrokerSettings(port=broker.port))
        self.inbox = Inbox()
        self.bridge = Bridge(settings, self.inbox, [subscription(REQUEST)])
        self.events: list[Recorded] = []
        self.bridge.start()
        self.until_link()

    def until_link(self) -> None:
        for _ in range(100):
            if any(isinstance(value, LinkChanged) and value.up for value in self.inbox.take(0.1)):
                return
        raise AssertionError("no link")

    def write(self, *, publish: bool = True) -> None:
        recorded = Recorded(seq=len(self.events) + 1, at=1.0, event=TicketUnserved(ticket_id=new_id()))
        self.events.append(recorded)
        if publish:
            self.bridge.publish(EVENT, Events(events=(recorded,)))

    def answer(self) -> None:
        for value in self.inbox.take(0):
            received = self.bridge.read(value) if isinstance(value, Arrived) else None
            if received is None or not isinstance(received.message.command, EventsSince):
                continue
            since = received.message.command.seq
            page = tuple(event for event in self.events if event.seq > since)[:PAGE]
            result = EventsPage(events=page, last_seq=len(self.events))
            self.bridge.publish(REPLY, Reply(id=received.message.id, result=result), peer=received.levels["peer"])


@pytest.fixture
def journal(shared_broker: PrivateBroker, site: str) -> Iterator[Journal]:
    made = Journal(shared_broker, site)
    yield made
    made.bridge.stop()


def test_every_event_is_heard_once_and_in_order_though_some_were_missed_on_the_wire(
    journal: Journal, shared_broker: PrivateBroker, site: str
) -> None:
    heard: list[int] = []

    def hear(what: Heard) -> None:
        if isinstance(what, Recorded):
            heard.append(what.seq)

    async def observe() -> None:
        settings = DeviceSettings(site=site, device="simulator", broker=BrokerSettings(port=shared_broker.port))
        observer = Observer(settings, hear)
        observer.start()
        asking = asyncio.create_task(observer.keep_asking())
        written = 3
        try:
            async with asyncio.timeout(20):
                while len(heard) < 10:
                    journal.answer()
                    await asyncio.sleep(0.02)
                    if observer.knows_the_journal and written < 13:
                        journal.write(publish=written % 4 == 0)
                        written += 1
        finally:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
            await asyncio.to_thread(observer.close)

    for _ in range(3):  # before the observer's time: none of its business
        journal.write()
    asyncio.run(observe())

    assert heard == list(range(4, 14))
