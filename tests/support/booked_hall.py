"""Visitors with appointments at a console at work, and all that is said on its broker: for tests alone."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import paho.mqtt.client as mqtt
from console_at_work import ConsoleAtWork
from deadline import DEADLINE_S, until
from paho.mqtt.enums import CallbackAPIVersion

from console.receptions.asked import Asked
from console.receptions.commands import BookSlot, CheckIn, Source
from console.receptions.person import Person
from console.receptions.refusals import Refusal
from console.receptions.store import Store
from firmware.inbox import Inbox
from firmware.words import Language, new_id
from mqtt_bridge.client import Bridge
from mqtt_bridge.commands import AnyCommand, IssueTicket, Request
from mqtt_bridge.settings import BrokerSettings, DeviceSettings
from mqtt_bridge.topics import REQUEST

OFFICE = "office-12"
STAFF = "reception-desk"
DAY_S = 86_400.0
BOOKED_BEFORE_S = 8 * DAY_S
"""So long ago visitors signed up: before the day's list was final."""


def person(name: str = "Үлгі Үлгіұлы", **more: str) -> Person:
    """Make somebody who does not exist."""
    told = {
        "name": name,
        "contact": f"+7 700 {sum(name.encode()) % 10**7:07}",
        "subject": f"{name}: ауылдағы жол",
        **more,
    }
    return Person(**told)


def booked(hall: ConsoleAtWork, whose: Person, begins: str = "", days_ahead: int = 0) -> str:
    """Book a slot of the akim's, today's by default; return the booking's id.

    To be done before the console runs: it makes the lists of today and tomorrow final.
    """
    at = hall.now() - BOOKED_BEFORE_S
    with hall.console.store() as store:
        slot_id = _free_slot(hall, store, begins, days_ahead)
        command = BookSlot(booking_id=new_id(), slot_id=slot_id, language=Language.KK, source=Source.RECEPTION)
        decision = store.book_slot(Asked(command, STAFF, at), whose)
    assert not isinstance(decision, Refusal), decision
    return command.booking_id


def checked_in(hall: ConsoleAtWork, booking_id: str, due_in_s: float = 0.0) -> str:
    """Let the visitor come: a ticket bound to the office, whose paper is out. Returns its id."""
    ticket_id = new_id()
    with hall.console.store() as store:
        command = CheckIn(booking_id=booking_id, ticket_id=ticket_id, admit_late=True)
        decision = store.act(Asked(command, STAFF, hall.now()))
        assert not isinstance(decision, Refusal), decision
    issue = IssueTicket(
        zone="personal-reception", language=Language.KK, station="entrance", place=OFFICE, due_at=hall.now() + due_in_s
    )
    asked_as_console(hall, issue, ticket_id)
    return ticket_id


def asked_as_console(hall: ConsoleAtWork, command: AnyCommand, request_id: str) -> None:
    """Ask the dispatcher as the console does, from beside it. Its answer goes to the console."""
    settings = DeviceSettings(
        site=hall.site, device=f"beside-{request_id}", broker=BrokerSettings(port=hall.broker_port)
    )
    bridge = Bridge(settings, Inbox(), ())
    bridge.start()
    try:
        with overheard(hall) as said:
            request = Request(id=request_id, command=command, patience_ms=round(DEADLINE_S * 1000))
            until(lambda: bridge.publish(REQUEST, request, peer="console"))
            until(lambda: [one for one in said if request_id.encode() in one and b"/reply" in one.partition(b" ")[0]])
    finally:
        bridge.stop()


@contextmanager
def overheard(hall: ConsoleAtWork) -> Iterator[list[bytes]]:
    """Hear all that is said on the broker, topics and payloads."""
    said: list[bytes] = []
    subscribed = threading.Event()
    client = mqtt.Client(CallbackAPIVersion.VERSION2, f"ear-{new_id()}", protocol=mqtt.MQTTv5)
    client.on_subscribe = lambda *_: subscribed.set()
    client.on_message = lambda _client, _data, message: said.append(message.topic.encode() + b" " + message.payload)
    client.connect("127.0.0.1", hall.broker_port)
    client.subscribe("#", qos=1)
    client.loop_start()
    assert subscribed.wait(DEADLINE_S), "the broker did not answer"
    try:
        yield said
    finally:
        client.disconnect()
        client.loop_stop()


def _free_slot(hall: ConsoleAtWork, store: Store, begins: str, days_ahead: int) -> str:
    table = store.table_at(hall.now())
    for slot in table.slots.values():
        is_that = not begins or f"{slot.begins:%H:%M}" == begins
        if (slot.day - table.today).days == days_ahead and is_that and slot.slot_id not in store.book.taken:
            return slot.slot_id
    raise AssertionError("no slot is free")
