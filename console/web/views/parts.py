"""What more than one page shows."""

import msgspec

from firmware.words import Language


class Timer(msgspec.Struct, frozen=True, kw_only=True):
    """A time that runs on in the page."""

    since: float
    """Unix seconds."""
    shown: str = ""
    """What it says, such as 4:05, where it does not run on."""
    is_late: bool = False
    """Longer than it should be."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One of several things to choose."""

    value: str
    label: str
    key: str = ""
    """The key that chooses it, as it is written on the keyboard."""
    note: str = ""
    is_chosen: bool = False


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody has typed into a field, and what is wrong with it."""

    value: str = ""
    error: str = ""


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket as staff see it. Nothing of the person."""

    ticket_id: str
    number: int
    zone: str
    language: Language = Language.KK
    waited: Timer | None = None
    matters: tuple[str, ...] = ()
    competence: str = ""
    needs_assistance: bool = False
    has_representative: bool = False
    due: str = ""
    """An appointment's time."""
    is_copy: bool = False
    is_alone: bool = False
    """Its station numbered it without the dispatcher."""
    comes_back: bool = False
    """It was here before, and was sent on meanwhile."""


class Summons(msgspec.Struct, frozen=True, kw_only=True):
    """A call for a worker."""

    summons_id: str
    what: str
    where: str
    since: Timer
    number: int | None = None
    """The ticket of the visitor whom it is for."""
    taken_by: str = ""
    is_mine: bool = False
    is_urgent: bool = False
