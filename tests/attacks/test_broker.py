"""A stranger on the broker: what they say is no word of the hall's, and breaks no page."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import paho.mqtt.client as paho
import pytest
from console_at_work import ConsoleAtWork
from deadline import DEADLINE_S, until
from http_browser import Browser
from paho.mqtt.enums import CallbackAPIVersion
from unharmed import unharmed

from firmware.words import Role, new_id
from mqtt_bridge.devices import Condition, DeviceState
from mqtt_bridge.events import Events, Recorded
from mqtt_bridge.place_events import PlacePaused
from mqtt_bridge.replies import Refusal, RefusalCode, Reply
from mqtt_bridge.topics import BOARD, DEVICE_STATE, EVENT, REPLY

NONSENSE = (
    b"",
    b"null",
    b"[]",
    b"{}",
    b"\x00\xff",
    b"<script>alert(1)</script>",
    b'{"events": [{"seq": 999999999}]}',
    b'{"events": "\\n2026 INFO web forged entry"}',
    b"[" * 30_000,
    b'{"a": ' * 10_000,
    b"9" * 60_000,
)


class Stranger:
    """A client of the broker that says whatever it likes."""

    def __init__(self, port: int) -> None:
        self._client = paho.Client(CallbackAPIVersion.VERSION2, f"stranger-{new_id()}", protocol=paho.MQTTv5)
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()

    def say(self, topic: str, payload: bytes, *, retain: bool = False) -> None:
        self._client.publish(topic, payload, qos=1, retain=retain).wait_for_publish(DEADLINE_S)

    def leave(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()


@pytest.fixture
def stranger(hall: ConsoleAtWork) -> Iterator[Stranger]:
    stranger = Stranger(hall.broker_port)
    yield stranger
    stranger.leave()


def assert_follows(hall: ConsoleAtWork, desk: Browser) -> None:
    """Fail unless a page hears of a new ticket."""
    with desk.stream("/desk/live") as stream:
        stream.until("line")
        hall.ticket()
        stream.until("line")
    until(lambda: desk.get("/desk").status, lambda status: status == 200)


@pytest.mark.parametrize("topic", [BOARD, EVENT, DEVICE_STATE, REPLY], ids=lambda topic: str(topic.name.split("/")[0]))
def test_nonsense_is_dropped_and_pages_go_on(hall: ConsoleAtWork, stranger: Stranger, topic: object) -> None:
    desk = hall.at_work("desk", "window-1")
    told = len(hall.console.log())
    levels = {"device": "stranger"} if topic is DEVICE_STATE else {"peer": "console"} if topic is REPLY else {}
    with unharmed(hall):
        for payload in NONSENSE:
            stranger.say(topic.at(hall.site, **levels), payload)  # type: ignore[attr-defined]  # all are topics
    assert_follows(hall, desk)
    log = hall.console.log()[told:]
    assert not [line for line in log.splitlines() if line.startswith("2026 INFO web forged")]
    assert len(log) < 5000


@pytest.mark.parametrize("ahead", [-3, 0, 1, 2, 10**9])
def test_an_event_that_the_dispatcher_never_told_is_found_out(
    hall: ConsoleAtWork, stranger: Stranger, ahead: int
) -> None:
    desk = hall.at_work("desk", "window-1")
    with closing(sqlite3.connect(hall.dispatcher.journal)) as journal:
        (seq,) = journal.execute("SELECT max(seq) FROM events").fetchone()
    event = PlacePaused(place="window-1", reason="forged")
    forged = Events(events=(Recorded(seq=seq + ahead, at=hall.now(), event=event),))
    stranger.say(EVENT.at(hall.site), EVENT.encode(forged))
    hall.ticket()
    with desk.stream("/desk/live") as stream:
        stream.until("place-window-1", "/desk/window-1/next")
    page = until(lambda: desk.get("/desk").text, lambda page: "forged" not in page)
    assert "/desk/window-1/next" in page


def test_a_forged_reply_answers_nobodys_press(hall: ConsoleAtWork, stranger: Stranger) -> None:
    desk = hall.at_work("desk", "window-1")
    forged = Reply(id=new_id(), result=Refusal(code=RefusalCode.CLOSED))
    for _ in range(50):
        stranger.say(REPLY.at(hall.site, peer="console"), REPLY.encode(forged))
    assert desk.post("/desk/window-1/pause", {"reason": "сынақ"}).status == 200
    assert desk.post("/desk/window-1/open").status == 200


@pytest.mark.parametrize("name", ["<b>x</b>", "'; DROP TABLE", "x" * 32, "ә" * 15, "..", "%2e"])
def test_a_device_with_a_name_that_is_none_is_nobodys(hall: ConsoleAtWork, stranger: Stranger, name: str) -> None:
    desk = hall.at_work("desk", "window-1")
    state = DeviceState(role=Role.KIOSK, boot=1, condition=Condition.FAULT)
    with unharmed(hall):
        stranger.say(DEVICE_STATE.at(hall.site, device="x").replace("/x/", f"/{name}/"), DEVICE_STATE.encode(state))
        assert "<b>x</b>" not in desk.get("/desk").text
