"""The facts about stations that number alone, and about a journal that was restored."""

import msgspec

from firmware.words import Id, Slug
from mqtt_bridge.event import Event
from mqtt_bridge.lease import Lease


class KnownStation(msgspec.Struct, frozen=True, kw_only=True):
    """A station that has joined: on which disk it keeps its leases, and for which zones it wants some."""

    station: Slug
    store: Id | None
    zones: tuple[Slug, ...]


class StationJoined(Event, frozen=True, kw_only=True, tag="station-joined"):
    """A station is there that the journal had not known so, or that was awaited."""

    station: Slug
    store: Id | None
    zones: tuple[Slug, ...]


class LeaseGranted(Event, frozen=True, kw_only=True, tag="lease-granted"):
    """The station may number these alone."""

    station: Slug
    lease: Lease


class LeaseRetired(Event, frozen=True, kw_only=True, tag="lease-retired"):
    """Nobody uses this lease any more. What was left of it is not given to anybody on the same business day."""

    station: Slug
    lease: Lease
    why: str = ""


class JournalRestored(Event, frozen=True, kw_only=True, tag="journal-restored"):
    """The journal goes on from a backup, or from nothing. No number is given until the stations have joined."""

    epoch: int
    awaited: tuple[Slug, ...]


class CollectingEnded(Event, frozen=True, kw_only=True, tag="collecting-ended"):
    """Not every station has joined in time after a restore; numbers go on, with a gap for what was not told."""

    absent: tuple[Slug, ...]
    skipped: int
    """So many numbers of each zone are left out."""
