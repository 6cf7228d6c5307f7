"""How a device is: its state, its life number, what ails it."""

from enum import Enum
from typing import Annotated

import msgspec
from msgspec import Meta

from firmware.words import Role, Slug
from mqtt_bridge.message import Message


class Condition(Enum):
    """How a device is. `lost` is only ever said by its will."""

    INIT = "init"
    READY = "ready"
    DEGRADED = "degraded"
    """It works, and somebody should look at it: `faults` says why."""
    FAULT = "fault"
    """It cannot do what it is for."""
    OFFLINE = "offline"
    """It was stopped on purpose."""
    LOST = "lost"


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that ails a device."""

    code: Slug
    detail: Annotated[str, Meta(max_length=200)] = ""


class DeviceState(Message, frozen=True, kw_only=True):
    """A device's own word about itself; as its will, the broker's."""

    role: Role
    boot: Annotated[int, Meta(ge=0)]
    """Grows with each start of the device. A will of an older boot is ignored."""
    seq: Annotated[int, Meta(ge=0)] = 0
    condition: Condition
    version: str = ""
    station: Slug | None = None
    """The station whose tickets it prints; none for a device that prints none."""
    faults: tuple[Fault, ...] = ()


_GONE = frozenset({Condition.OFFLINE, Condition.LOST})


def supersedes(news: DeviceState, known: DeviceState) -> bool:
    """Whether *news* is newer than *known*: the will of an earlier life says nothing about this one.

    Only a will can come late, so any other word of another life is news, also one with a smaller number: a station with
    a new memory card counts its starts from 1.
    """
    if news.condition is Condition.LOST:
        return news.boot >= known.boot or news.boot == 0
    return news.boot != known.boot or known.condition in _GONE or news.seq >= known.seq


class DeviceName(msgspec.Struct, frozen=True, kw_only=True):
    """Which device, at which site: its MQTT client id and the levels of its topics."""

    site: Slug
    device: Slug
