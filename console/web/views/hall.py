"""What the hall's moderator sees: everybody who waits, every call, every device that needs a hand."""

import msgspec

from console.web.views.parts import Choice, Summons, Ticket, Timer


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """One zone and who waits in it, help first, then the longest wait."""

    name: str
    label: str
    tickets: tuple[Ticket, ...] = ()
    """The first ones."""
    waiting: int = 0
    """All of them."""
    longest: Timer | None = None
    served_by: tuple[str, ...] = ()
    """The open places; empty when nobody serves the zone."""
    paused: tuple[str, ...] = ()
    """The places that would serve it, and are paused."""

    @property
    def more(self) -> int:
        """How many wait who are not shown."""
        return self.waiting - len(self.tickets)


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody who waits."""

    zones: tuple[Zone, ...] = ()
    waiting: int = 0
    longest: Timer | None = None


class PlaceNow(msgspec.Struct, frozen=True, kw_only=True):
    """A place, and who works there."""

    name: str
    label: str
    status: str
    """`open`, `paused` or `closed`."""
    reason: str = ""
    """Why it is paused."""
    person: str = ""
    """Empty when nobody is known to be there."""
    since: Timer | None = None
    """Of a paused one."""
    number: int | None = None
    """The ticket that is there."""


class PlacesNow(msgspec.Struct, frozen=True, kw_only=True):
    """Who works where."""

    places: tuple[PlaceNow, ...] = ()
    open_now: int = 0


class CallNow(msgspec.Struct, frozen=True, kw_only=True):
    """A visitor who is called to a place, or is served there."""

    ticket: Ticket
    place: str
    since: Timer
    is_serving: bool = False
    recalls: int = 0
    is_unheard: bool = False
    """No speaker has said the last call."""


class CallsNow(msgspec.Struct, frozen=True, kw_only=True):
    """All calls in progress: who is on the way first, the longest so the first."""

    calls: tuple[CallNow, ...] = ()


class Summonses(msgspec.Struct, frozen=True, kw_only=True):
    """Calls for a worker, and whom the hall can call for."""

    summonses: tuple[Summons, ...] = ()
    kinds: tuple[Choice, ...] = ()


class AsideTicket(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket that does not wait, and whose visitor is perhaps in the hall."""

    ticket: Ticket
    why: str
    """`unsure`, `parked` or `missed`."""
    where: str = ""
    """The station, or the place, that it is about."""
    since: Timer


class Aside(msgspec.Struct, frozen=True, kw_only=True):
    """Tickets aside: the first ones."""

    tickets: tuple[AsideTicket, ...] = ()
    more: int = 0
    may_move: bool = False
    """Who looks may do something about them."""


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """A device that needs a hand."""

    name: str
    label: str
    icon: str
    """`printer`, `speaker`, `screen` or `warn`."""
    what: str
    do: str
    is_down: bool = True
    """It does not work; otherwise it will not for long."""


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """What needs a hand."""

    devices: tuple[Device, ...] = ()
    alone: tuple[str, ...] = ()
    """The stations that have issued without the dispatcher, and what they say."""


class Safety(msgspec.Struct, frozen=True, kw_only=True):
    """Evacuation."""

    may_evacuate: bool = True
    evacuation_since: Timer | None = None


class Hall(msgspec.Struct, frozen=True, kw_only=True):
    """The page."""

    waiting: Waiting = Waiting()
    places: PlacesNow = PlacesNow()
    calls: CallsNow = CallsNow()
    summonses: Summonses = Summonses()
    aside: Aside = Aside()
    trouble: Trouble = Trouble()
    safety: Safety = Safety()


class ListedZone(msgspec.Struct, frozen=True, kw_only=True):
    """One zone of the waiting list on paper."""

    label: str
    tickets: tuple[Ticket, ...]


class WaitingList(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody who waits, on paper. Numbers alone."""

    made_at: str
    zones: tuple[ListedZone, ...]
    waiting: int
