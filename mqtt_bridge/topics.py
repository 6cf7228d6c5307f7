"""Every topic: its name, its message, its QoS, whether it is retained. No other module has a `/` in a topic."""

from functools import lru_cache
from typing import Any, Generic, TypeVar

import msgspec

from mqtt_bridge.commands import Request
from mqtt_bridge.devices import DeviceState
from mqtt_bridge.events import Events
from mqtt_bridge.lease import Leases
from mqtt_bridge.message import Message
from mqtt_bridge.paper import PrintTicket
from mqtt_bridge.public import Announcement, Board, Call, Centre
from mqtt_bridge.receptions import Receptions
from mqtt_bridge.replies import Reply

ROOT = "kezek/1"
"""The 1 is raised when old and new devices can no longer live in one hall."""

PAYLOAD_LIMIT = 65_536
"""Bytes. The broker refuses more, and so does every reader."""

_LONGEST_LEVEL = 31
"""A level is a `Slug`."""

M = TypeVar("M", bound=Message)


class MalformedError(ValueError):
    """A payload that is not what its topic carries. The message names the field."""


class Topic(Generic[M]):
    """A family of topics with one message type. The levels in braces are filled by keyword."""

    def __init__(
        self, name: str, kind: Any, route: str, *, qos: int = 1, retain: bool = False, expiry_s: int = 0
    ) -> None:
        self.name = name
        self.route = route
        """Who publishes it, and who reads it."""
        self.kind = kind
        """Its message type, or the union of them."""
        self.qos = qos
        self.retain = retain
        self.expiry_s = expiry_s
        """After so long the broker gives the message to nobody any more; 0 for never."""
        self._encoder = msgspec.json.Encoder()
        self._decoder: msgspec.json.Decoder[M] = msgspec.json.Decoder(kind)
        self._levels = f"{ROOT}/{{site}}/{name}".split("/")

    def at(self, site: str, **levels: str) -> str:
        """Return the topic's name at *site*. Every level must be given; ValueError otherwise."""
        return _filled(tuple(self._levels), site, tuple(sorted(levels.items())), "")

    def filter(self, site: str, **levels: str) -> str:
        """Return what to subscribe to: a level that is not given matches all."""
        return _filled(tuple(self._levels), site, tuple(sorted(levels.items())), "+")

    def levels_of(self, topic: str) -> dict[str, str] | None:
        """Read the levels out of *topic*; None when it is not of this family, or has a level that is no name."""
        parts = topic.split("/")
        if len(parts) != len(self._levels):
            return None
        levels: dict[str, str] = {}
        for pattern, part in zip(self._levels, parts, strict=True):
            if pattern.startswith("{") and 0 < len(part) <= _LONGEST_LEVEL:
                levels[pattern[1:-1]] = part
            elif pattern != part:
                return None
        return levels

    def encode(self, message: M) -> bytes:
        """Return the bytes for the wire."""
        return self._encoder.encode(message)

    def decode(self, payload: bytes) -> M:
        """Read the bytes from the wire. Raises MalformedError."""
        if len(payload) > PAYLOAD_LIMIT:
            raise MalformedError(f"{len(payload)} bytes, at most {PAYLOAD_LIMIT} are read")
        try:
            return self._decoder.decode(payload)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise MalformedError(str(error)) from error


@lru_cache(maxsize=1000)  # more peers than a centre has; a stranger may make up any number of names
def _filled(pattern: tuple[str, ...], site: str, levels: tuple[tuple[str, str], ...], missing: str) -> str:
    values = {"site": site, **dict(levels)}
    names = {part[1:-1] for part in pattern if part.startswith("{")}
    if unknown := values.keys() - names:
        raise ValueError(f"{'/'.join(pattern)} has no level {min(unknown)!r}")
    parts = [values.get(part[1:-1], missing) if part.startswith("{") else part for part in pattern]
    if "" in parts:
        raise ValueError(f"a level of {'/'.join(pattern)} is missing: got {sorted(values)}")
    return "/".join(parts)


DEVICE_STATE: Topic[DeviceState] = Topic("device/{device}/state", DeviceState, "device → all", retain=True)
CENTRE: Topic[Centre] = Topic("centre", Centre, "dispatcher → all", retain=True)
# A board is sent every 5 s at least. One that is older is nobody's: a speaker that starts would say its calls.
BOARD: Topic[Board] = Topic("board", Board, "dispatcher → displays, audio, kiosks", retain=True, expiry_s=12)
CALL: Topic[Call | Announcement] = Topic(
    "call", Call | Announcement, "dispatcher → displays, audio, kiosks", expiry_s=10
)
EVENT: Topic[Events] = Topic("event", Events, "dispatcher → console and bridges")
REQUEST: Topic[Request] = Topic("request/{peer}", Request, "kiosk, console, audio → dispatcher", expiry_s=10)
REPLY: Topic[Reply] = Topic("reply/{peer}", Reply, "dispatcher → asker", expiry_s=10)
PRINT: Topic[PrintTicket] = Topic("print/{station}", PrintTicket, "dispatcher → station", expiry_s=10)
LEASE: Topic[Leases] = Topic("lease/{station}", Leases, "dispatcher → that station", retain=True)
RECEPTIONS: Topic[Receptions] = Topic("receptions", Receptions, "console → displays", retain=True)

ALL_TOPICS: tuple[Topic[Any], ...] = (
    *(DEVICE_STATE, CENTRE, BOARD, CALL, EVENT),
    *(REQUEST, REPLY, PRINT, LEASE, RECEPTIONS),
)
