"""The one MQTT client: connected in the background and for ever, heard through the owner's inbox.

Each connection is a paho client of its own, so nothing that was meant for yesterday's connection is sent again on
today's: who wants an answer asks again (`mqtt_bridge.asking`), and what is retained is published anew.
"""

import logging
import random
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from firmware.clock import Clock, SystemClock
from firmware.inbox import Inbox
from firmware.watching import WatchedThread
from mqtt_bridge.message import Message
from mqtt_bridge.settings import DeviceSettings
from mqtt_bridge.topics import MalformedError, Topic

KEEPALIVE_S = 5
CONNECT_TIMEOUT_S = 5.0
LONGEST_BACK_OFF_S = 2.0
STEADY_S = 5.0
"""A connection that ends sooner does not shorten the pauses: two devices of one name throw each other out."""
CONNECTING_LIMIT_S = 180.0
"""Looking a name up can take minutes; a thread that tries for longer hangs."""
ROUND_LIMIT_S = 60.0
"""A round of the loop takes a second."""
QUEUE_LIMIT = 1000
"""Messages that may wait for the broker's receipt. More are refused by `publish`."""

_log = logging.getLogger("mqtt")

M = TypeVar("M", bound=Message)


@dataclass(frozen=True)
class LinkChanged:
    """The connection came up (and all subscriptions stand) or went down."""

    up: bool
    at: float
    """Monotonic seconds."""


@dataclass(frozen=True)
class Arrived:
    """A payload from the broker, not read yet."""

    topic: str
    payload: bytes
    retained: bool
    at: float
    """Monotonic seconds."""


@dataclass(frozen=True)
class Subscription(Generic[M]):
    """What a daemon wants to hear: a topic, and the levels that it must have."""

    topic: Topic[M]
    levels: tuple[tuple[str, str], ...] = ()


def subscription(topic: Topic[M], **levels: str) -> Subscription[M]:
    """Make a `Subscription`: `subscription(REPLY, peer="reception")`."""
    return Subscription(topic, tuple(levels.items()))


@dataclass(frozen=True)
class Will:
    """What the broker publishes, retained, when this device is gone without a word."""

    topic: str
    payload: bytes


@dataclass(frozen=True)
class Received(Generic[M]):
    """A message that was read: which topic it came on, its levels, the message."""

    topic: Topic[M]
    levels: dict[str, str]
    message: M
    arrived: Arrived


class Bridge:
    """One device's connection. All methods are for the owner thread, and none of them blocks but `stop`."""

    def __init__(
        self,
        settings: DeviceSettings,
        inbox: Inbox,
        subscriptions: Sequence[Subscription[Any]],
        will: Will | None = None,
    ) -> None:
        self._settings = settings
        self._inbox = inbox
        self._subscriptions = tuple(subscriptions)
        self._will = will
        self._clock: Clock = SystemClock()
        self._lock = threading.Lock()  # guards what follows, and the order in which retained topics go out
        self._session: paho.Client | None = None
        self._kept: dict[str, tuple[bytes, Topic[Any]]] = {}
        self._stopping = threading.Event()
        self._expiries: dict[int, Properties] = {}
        self.refused = 0
        """Messages that `publish` could not send."""
        self.malformed = 0
        """Payloads that `read` dropped."""
        self.thread = WatchedThread(self._run, "mqtt", is_vital=True)

    def start(self) -> None:
        """Begin to connect. Never fails: a broker that is not there yet is tried for ever."""
        self.thread.start()

    def publish(self, topic: Topic[M], message: M, **levels: str) -> bool:
        """Send *message*; False when it could not be. What is retained is kept, and sent with every new connection."""
        name = topic.at(self._settings.site, **levels)
        payload = topic.encode(message)
        with self._lock:
            if topic.retain:
                self._kept[name] = (payload, topic)
            sent = self._session is not None and self._send(self._session, name, payload, topic)
        if not sent:
            self.refused += 1
        return sent

    def read(self, arrived: Arrived) -> Received[Any] | None:
        """Read what arrived into its message; None, counted and logged, when it is not what its topic carries."""
        for wanted in self._subscriptions:
            levels = wanted.topic.levels_of(arrived.topic)
            if levels is None or any(levels.get(name) != value for name, value in wanted.levels):
                continue
            if arrived.retained and not wanted.topic.retain:
                self._drop(arrived, "is retained, which a command never is")
                return None
            try:
                message = wanted.topic.decode(arrived.payload)
            except MalformedError as error:
                self._drop(arrived, str(error))
                return None
            return Received(wanted.topic, levels, message, arrived)
        self._drop(arrived, "nobody asked for this topic")
        return None

    def stop(self, patience_s: float = 3.0) -> None:
        """Say goodbye once all that was published has left, and end the thread."""
        self._stopping.set()
        with self._lock:
            session = self._session
        if session is not None:
            session.disconnect()
        if self.thread.is_alive():
            self.thread.join(patience_s)

    def _drop(self, arrived: Arrived, why: str) -> None:
        self.malformed += 1
        _log.warning("message dropped topic=%s bytes=%d why=%s", arrived.topic, len(arrived.payload), why)

    def _send(self, session: paho.Client, name: str, payload: bytes, topic: Topic[M]) -> bool:
        sent = session.publish(name, payload, topic.qos, topic.retain, self._expiry(topic.expiry_s))
        return sent.rc == paho.MQTT_ERR_SUCCESS

    def _expiry(self, seconds: int) -> Properties | None:
        if not seconds:
            return None
        if seconds not in self._expiries:
            self._expiries[seconds] = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]  # paho left it untyped
            self._expiries[seconds].MessageExpiryInterval = seconds
        return self._expiries[seconds]

    # What follows runs on the bridge's own thread.

    def _run(self) -> None:
        back_off_s = 0.05
        while not self._stopping.is_set():
            self.thread.takes_up(CONNECTING_LIMIT_S)
            session, began = self._new_session(), self._clock.monotonic()
            try:
                session.connect(self._settings.broker.host, self._settings.broker.port, KEEPALIVE_S)
            except OSError as error:
                _log.debug("connect failed why=%s", error)
            else:
                if self._serve(session) and self._clock.monotonic() - began >= STEADY_S:
                    back_off_s = 0.05
            self._stopping.wait(back_off_s * random.uniform(0.5, 1.0))  # noqa: S311 - spreads a hall's reconnects
            back_off_s = min(back_off_s * 2, LONGEST_BACK_OFF_S)

    def _serve(self, session: paho.Client) -> bool:
        """Run one connection to its end; True if it ever was up."""
        self.thread.takes_up(ROUND_LIMIT_S)
        while session.loop(timeout=1.0) == paho.MQTT_ERR_SUCCESS:
            self.thread.takes_up(ROUND_LIMIT_S)
        with self._lock:
            was_up = self._session is session
            self._session = None
        if was_up:
            _log.warning("link changed to=down broker=%s", self._settings.broker.host)
            self._inbox.put(LinkChanged(up=False, at=self._clock.monotonic()))
        return was_up

    def _new_session(self) -> paho.Client:
        session = paho.Client(
            CallbackAPIVersion.VERSION2,
            client_id=self._settings.device,
            protocol=paho.MQTTv5,
            reconnect_on_failure=False,
        )
        session.connect_timeout = CONNECT_TIMEOUT_S
        session.max_queued_messages_set(QUEUE_LIMIT)
        session.max_inflight_messages_set(QUEUE_LIMIT)
        if self._will is not None:
            session.will_set(self._will.topic, self._will.payload, qos=1, retain=True)
        session.on_socket_open = without_delay
        # With a writer registered, paho leaves all writing to the thread that calls `loop`: only that is safe.
        session.on_socket_register_write = lambda _client, _userdata, _socket: None
        session.on_connect = self._on_connect
        session.on_subscribe = self._on_subscribe
        session.on_message = self._on_message
        return session

    def _on_connect(
        self, session: paho.Client, _userdata: object, _flags: object, reason: ReasonCode, _properties: object
    ) -> None:
        if reason.is_failure:
            _log.warning("connect refused reason=%s device=%s", reason, self._settings.device)
            return
        filters = [
            # Retained as published: only so is a command that somebody retained told from a live one.
            (
                wanted.topic.filter(self._settings.site, **dict(wanted.levels)),
                SubscribeOptions(1, retainAsPublished=True),
            )
            for wanted in self._subscriptions
        ]
        if filters:
            session.subscribe(filters)
        else:
            self._stand(session)

    def _on_subscribe(
        self, session: paho.Client, _userdata: object, _mid: int, reasons: list[ReasonCode], _properties: object
    ) -> None:
        for wanted, reason in zip(self._subscriptions, reasons, strict=False):
            if reason.is_failure:
                _log.error("subscription refused topic=%s reason=%s", wanted.topic.name, reason)
        self._stand(session)

    def _stand(self, session: paho.Client) -> None:
        """All is subscribed: publish what is kept, and from now on let the owner publish."""
        with self._lock:
            for name, (payload, topic) in self._kept.items():
                self._send(session, name, payload, topic)
            self._session = session
            if self._stopping.is_set():  # `stop` has seen no session
                session.disconnect()
        _log.info("link changed to=up broker=%s", self._settings.broker.host)
        self._inbox.put(LinkChanged(up=True, at=self._clock.monotonic()))

    def _on_message(self, _session: paho.Client, _userdata: object, message: paho.MQTTMessage) -> None:
        self._inbox.put(Arrived(message.topic, bytes(message.payload), message.retain, self._clock.monotonic()))


def without_delay(_session: paho.Client, _userdata: object, opened: Any) -> None:
    """Have *opened*, a TCP socket, send small packets at once."""
    # With Nagle's algorithm on either side a QoS 1 round trip takes 88 ms instead of 0.26 ms.
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
