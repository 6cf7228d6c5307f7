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
    faults: tuple[Fault, ...] = ()


class DeviceName(msgspec.Struct, frozen=True, kw_only=True):
    """Which device, at which site: its MQTT client id and the levels of its topics."""

    site: Slug
    device: Slug
