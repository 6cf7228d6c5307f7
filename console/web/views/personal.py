"""What the page of personal data shows: one person's data, and who has looked."""

import msgspec

from console.web.views.parts import Entry


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody has seen personal data."""

    who: str
    when: str
    what: str
    whose: str = ""
    """The booking, never the name."""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of one booking of the person."""

    booking_id: str
    day: str
    official: str
    name: str
    contact: str
    subject: str = ""
    organisation: str = ""
    erased_after: str = ""


class Personal(msgspec.Struct, frozen=True, kw_only=True):
    """The page."""

    search: Entry = Entry()
    held: tuple[Held, ...] | None = None
    """None when nobody has searched."""
    looks: tuple[Look, ...] = ()
    confirm: Entry = Entry()
    """To be typed before data are erased."""
