"""What a station keeps on its own disk: the facts that are written down, and what is found there at a start."""

import msgspec

from firmware.words import Id, Language, Number, Slug
from mqtt_bridge.lease import HeldLease, Lease
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.public import Centre

PAPERS_KEPT = 200
"""As many as a `JoinHall` carries."""


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """When something was, as well as this machine could tell then; `kiosk.station_time` counts from it."""

    boot: str
    """The id of the machine's boot: `at` means something within it alone."""
    at: float
    """Monotonic seconds, which Linux counts from the boot, in all processes alike."""
    unix: float | None = None
    """None when nobody had told the time."""


class AloneTicket(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket that the station numbered itself. Its id is that of the press."""

    ticket_id: Id
    lease_id: Id
    zone: Slug
    cycle: int
    number: Number
    language: Language
    matters: tuple[Slug, ...] = ()
    assistance: bool = False
    moment: Moment
    outcome: PaperOutcome | None = None
    """None until the printer has said what became of the paper."""
    fault: str = ""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """The root of what can be written down. Written twice it changes nothing."""


class LeasesHeld(Fact, frozen=True, kw_only=True):
    """These leases, and no others, may be used; one that is gone never comes back."""

    leases: tuple[Lease, ...]


class NumberGiven(Fact, frozen=True, kw_only=True):
    """The lease's next number is used up, for this ticket."""

    ticket: AloneTicket


class NumberBurnt(Fact, frozen=True, kw_only=True):
    """The number was written too late for whoever pressed. Nobody is ever told of it."""

    ticket_id: Id


class TicketEnded(Fact, frozen=True, kw_only=True):
    """What became of the paper of a ticket numbered alone. The newest word counts."""

    ticket_id: Id
    outcome: PaperOutcome
    fault: str = ""


class TicketTold(Fact, frozen=True, kw_only=True):
    """The dispatcher has answered the report of a ticket numbered alone."""

    ticket_id: Id
    refusal: str = ""
    """The code of its refusal: the report is kept, and made again."""


class PaperOut(Fact, frozen=True, kw_only=True):
    """A ticket left the printer, as far as the printer tells. Of these a restored dispatcher is told."""

    ticket_id: Id
    zone: Slug
    cycle: int
    number: Number
    language: Language
    moment: Moment
    alone: bool = False


class CentreHeard(Fact, frozen=True, kw_only=True):
    """The newest snapshot of the centre: a station that starts without a broker prints by it."""

    centre: Centre


class HallJoined(Fact, frozen=True, kw_only=True):
    """The dispatcher of this epoch knows all that the station had to tell it."""

    epoch: int


class Noted(Fact, frozen=True, kw_only=True):
    """A small value under a name of its own, for whoever needs one."""

    key: str
    value: str


CAN_WAIT = (PaperOut, Noted, CentreHeard)
"""Facts that nobody waits for: written with others, or within a second. A power cut takes the last second of them."""


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """All that the disk holds."""

    store: Id
    held: tuple[HeldLease, ...] = ()
    retired: frozenset[Id] = frozenset()
    tickets: tuple[AloneTicket, ...] = ()
    """Numbered alone and not yet told, in order of issue."""
    papers: tuple[PaperOut, ...] = ()
    """The newest ones, the oldest of them first."""
    centre: Centre | None = None
    epoch: int = 0
    notes: dict[str, str] = {}
