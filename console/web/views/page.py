"""What stands around every page: who works, where, in which language, and what they are told."""

from enum import Enum

import msgspec

from firmware.words import Language, new_id


class Theme(Enum):
    """How a page looks. AUTO follows the computer."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Tone(Enum):
    """What kind of news a message is. Its icon and its words say so, too."""

    INFO = "info"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """What became of something, and what to do about it."""

    tone: Tone
    what: str
    do: str = ""


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A page that the person's role has. Its name is `shell.links`'s."""

    name: str
    href: str
    is_current: bool = False
    count: int = 0
    """How much waits there to be seen to; 0 shows nothing."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The shell of one page for one person."""

    centre: str
    language: Language = Language.KK
    theme: Theme = Theme.AUTO
    csrf: str = ""
    now: float = 0.0
    """The hall's time, in Unix seconds: what runs on in the page is counted from it."""
    live: str = ""
    """Where the page hears what changes; nothing for one that stands still."""
    path: str = "/"
    """Where changing language or theme comes back to, and unlocking."""
    is_open: bool = False
    """Somebody works here: what they type is kept when it locks."""
    has_draft: bool = False
    """Something that was typed into this page waits to be given back, in this tab or another one."""
    person: str = ""
    """The name of who is signed in; empty when nobody is."""
    role: str = ""
    places: tuple[str, ...] = ()
    """What the places are called that the person holds."""
    links: tuple[Link, ...] = ()
    messages: tuple[Message, ...] = ()
    is_dispatcher_away: bool = False
    is_evacuation: bool = False
    has_digit_keys: bool = True
    """Digits alone do something; a person may turn them off."""

    def ask(self) -> str:
        """Make the id of a form's request: sent twice, it acts once."""
        return new_id()
