"""What a station may number alone, while nobody answers it."""

from typing import Annotated

import msgspec
from msgspec import Meta

from firmware.words import Id, Number, Slug
from mqtt_bridge.message import Message


class Lease(msgspec.Struct, frozen=True, kw_only=True):
    """A range of numbers of one zone that nobody but one station gives. It never wraps."""

    lease_id: Id
    zone: Slug
    first: Number
    last: Number
    cycle: int
    """Below zero, and no other lease's: what tells its numbers from the same ones of the dispatcher's own cycles."""
    store: Id
    """The station's disk that it was given to. A station with another disk never uses it: it cannot know how far the
    first one came."""


class HeldLease(msgspec.Struct, frozen=True, kw_only=True):
    """A lease, and how far it has been used."""

    lease: Lease
    next: Annotated[int, Meta(ge=1, le=10_000)]
    """The number that is given next; `last` + 1 when it is used up."""


class StationLease(HeldLease, frozen=True, kw_only=True):
    """A lease, how far its station has told of using it, and which station that is."""

    station: Slug


class Leases(Message, frozen=True, kw_only=True):
    """All that the station may number alone. What it holds besides was retired, and is never used again."""

    epoch: int
    leases: Annotated[tuple[Lease, ...], Meta(max_length=200)]
