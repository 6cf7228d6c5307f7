"""What the page of personal data shows: one person's data, and who has looked."""

import msgspec

from console.web.views.parts import Entry


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody has seen personal data."""

    who: str
    when: str
    what: str
    whose: str = ""
    """The bookings, never the name."""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of one booking of the person."""

    booking_id: str
    day: str
    official: str
    name: str
    contact: str
    subject: str = ""
    organisation: str = ""
    note: str = ""
    erased_after: str = ""


class Personal(msgspec.Struct, frozen=True, kw_only=True):
    """The page."""

    search: Entry = Entry()
    found: tuple[Held, ...] | None = None
    """None when nobody has searched."""
    has_more: bool = False
    """More were found than are shown."""
    held: tuple[Held, ...] | None = None
    """All that is kept of one person; None when nobody was chosen."""
    looks: tuple[Look, ...] = ()
    older: str = ""
    """Where the looks before these are."""
    confirm: Entry = Entry()
    """To be typed before data are erased."""
