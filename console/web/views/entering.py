"""What the pages show before and between the work: signing in, the lock, a new password, the choice of places."""

import msgspec

from console.web.views.hall import PlacesNow
from console.web.views.parts import Entry


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    """The name and the password; what went wrong is a message, and says never which of the two."""

    name: Entry = Entry()
    is_shut: bool = False
    """Too many attempts: the form rests."""


class PinChange(msgspec.Struct, frozen=True, kw_only=True):
    """A PIN for the lock, or none any more."""

    has_pin: bool
    password: Entry = Entry()
    pin: Entry = Entry()


class PasswordChange(msgspec.Struct, frozen=True, kw_only=True):
    """A new password, by one's own choice or at the first sign-in."""

    is_first: bool = False
    least: int = 10
    """How many characters it needs."""
    old: Entry = Entry()
    new: Entry = Entry()
    again: Entry = Entry()
    pin: PinChange | None = None
    """Not offered at the first sign-in."""


class Lock(msgspec.Struct, frozen=True, kw_only=True):
    """The page is locked, and the session lives on."""

    person: str
    has_pin: bool = True
    """Otherwise the password opens it."""
    code: Entry = Entry()
    back: str = "/"
    """The page that it was locked on."""
    has_typed: bool = False
    """What was typed there is kept."""
    attempts_left: int = 0
    """Told once one has failed; then the session ends."""


class PlaceChoice(msgspec.Struct, frozen=True, kw_only=True):
    """One place that the role may have."""

    name: str
    label: str
    body: str = ""
    is_mine: bool = False
    held_by: str = ""
    since: str = ""
    number: int | None = None
    """The ticket that is there now."""


class Places(msgspec.Struct, frozen=True, kw_only=True):
    """Which places to work at: two at most."""

    choices: tuple[PlaceChoice, ...]
    may_hold_more: bool = True
    now: PlacesNow | None = None
    """Who works where, for who looks after the hall."""


class Wrong(msgspec.Struct, frozen=True, kw_only=True):
    """An error page. Its words are `wrong`'s of the code."""

    code: str
    back: str = "/"
    typed: tuple[tuple[str, str], ...] = ()
    """What was typed and not taken, as label and text, to be copied."""
