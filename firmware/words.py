"""The constrained words that every room shares: names that are safe as one MQTT level, languages, numbers, ids."""

import secrets
from enum import Enum
from typing import Annotated

import msgspec
from msgspec import Meta

Slug = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9][a-z0-9-]{0,30}\Z",
        description="a name like 'window-1': small Latin letters, digits and hyphens, 31 at most",
    ),
]
"""The name of a site, device, zone or place: safe as one MQTT level, as a file name and as a journal key."""

_LABEL = r"[A-Za-z0-9_:%-]{1,63}"
HostName = Annotated[str, Meta(pattern=rf"^(?=.{{1,253}}\Z){_LABEL}(\.{_LABEL})*\.?\Z")]
"""A name or address of a machine. Python's resolver raises UnicodeError, no OSError, on an empty or longer label."""

Number = Annotated[int, Meta(ge=1, le=9999)]
"""What people read on a ticket. Digits only: Cyrillic and Latin capitals look alike."""

TimeOfDay = Annotated[
    str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d\Z", description="a time of day in quotes, like '09:00'")
]
"""Local time, by the centre's clock."""

Id = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}\Z")]
"""64 random bits in hexadecimal: a press, a request, a ticket, a call."""


def new_id() -> str:
    """Make a fresh `Id`. Never from the clock: a Pi may believe that it is 1970."""
    return secrets.token_hex(8)


class Language(Enum):
    """A visitor's language. Kazakh stands first wherever both stand."""

    KK = "kk"
    RU = "ru"

    @property
    def other(self) -> "Language":
        """The language that stands beneath, smaller."""
        return Language.RU if self is Language.KK else Language.KK


class Role(Enum):
    """What a peer is. Its rights follow from it."""

    KIOSK = "kiosk"
    DISPLAY = "display"
    AUDIO = "audio"
    DISPATCHER = "dispatcher"
    CONSOLE = "console"


class PlaceKind(Enum):
    """What a visitor looks for: a window, an office, a self-service seat, a desk, a table."""

    WINDOW = "window"
    OFFICE = "office"
    SEAT = "seat"
    DESK = "desk"
    TABLE = "table"


class OpeningState(Enum):
    """Whether the centre receives visitors."""

    OPEN = "open"
    LUNCH = "lunch"
    """A break between two times of one business day."""
    CLOSED = "closed"


class Bilingual(msgspec.Struct, frozen=True, kw_only=True):
    """One text in both languages, neither empty. On the wire a newer neighbour may have more of them."""

    kk: Annotated[str, Meta(min_length=1, max_length=1000)]
    ru: Annotated[str, Meta(min_length=1, max_length=1000)]

    def get(self, language: Language) -> str:
        """Return the text in *language*."""
        return self.kk if language is Language.KK else self.ru


class SetText(Bilingual, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text as somebody has set it: any other language is a mistake."""
