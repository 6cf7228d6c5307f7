"""The receptions by officials, as walls show them: the post, the office, the hours. Never a visitor."""

from typing import Annotated

import msgspec
from msgspec import Meta

from firmware.words import Bilingual, Slug
from mqtt_bridge.message import Message

DAYS_SHOWN = 7
"""So many days of receptions are told, today's the first: tomorrow's working day may be after the holidays."""
MOST_A_DAY = 40
"""So many receptions of one day can be told."""


class ReceptionSign(msgspec.Struct, frozen=True, kw_only=True):
    """One official receives at one place."""

    official: Bilingual
    """The post, not the person."""
    place: Slug
    begins: float
    ends: float
    """Unix seconds."""
    delay_min: Annotated[int, Meta(ge=0, le=1440)] = 0
    """By so many minutes it is late."""
    is_off: bool = False
    """It does not take place, though the schedule has it: who comes is to see that."""


class ReceptionDay(msgspec.Struct, frozen=True, kw_only=True):
    """All receptions of one day, by time and office; a day without any is not told."""

    day: Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d\Z")]
    """An ISO date, as the site's wall has it."""
    receptions: Annotated[tuple[ReceptionSign, ...], Meta(min_length=1, max_length=MOST_A_DAY)]


class Receptions(Message, frozen=True, kw_only=True):
    """The receptions of the next days. Sent anew when something changes, and every day."""

    days: Annotated[tuple[ReceptionDay, ...], Meta(max_length=DAYS_SHOWN)]
