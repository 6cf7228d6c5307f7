"""What the hall's moderator sees: everybody who waits, every call, every device that needs a hand."""

import msgspec

from console.web.views.parts import Choice, Summons, Ticket, Timer


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """One zone and who waits in it, help first, then the longest wait."""

    name: str
    label: str
    tickets: tuple[Ticket, ...] = ()
    served_by: tuple[str, ...] = ()
    """The open places; empty when nobody serves the zone."""


class CallNow(msgspec.Struct, frozen=True, kw_only=True):
    """A visitor who is called to a place, or is served there."""

    ticket: Ticket
    place: str
    since: Timer
    is_serving: bool = False


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """A device that needs a hand."""

    name: str
    label: str
    icon: str
    """`printer`, `speaker`, `screen` or `warn`."""
    what: str
    do: str
    since: Timer
    is_down: bool = True
    """It does not work; otherwise it will not for long."""


class Hall(msgspec.Struct, frozen=True, kw_only=True):
    """The page."""

    zones: tuple[Zone, ...] = ()
    calls: tuple[CallNow, ...] = ()
    summonses: tuple[Summons, ...] = ()
    devices: tuple[Device, ...] = ()
    alone: tuple[str, ...] = ()
    """The stations that have issued without the dispatcher, and what they say."""
    kinds: tuple[Choice, ...] = ()
    """Whom the hall can call for."""
    waiting: int = 0
    longest: str = ""
    evacuation_since: Timer | None = None


class ListedZone(msgspec.Struct, frozen=True, kw_only=True):
    """One zone of the waiting list on paper."""

    label: str
    tickets: tuple[Ticket, ...]


class WaitingList(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody who waits, on paper. Numbers alone."""

    made_at: str
    zones: tuple[ListedZone, ...]
    waiting: int
