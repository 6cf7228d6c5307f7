"""What stands on a ticket, in which order, in both languages, with foreign text made harmless."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from functools import lru_cache
from zoneinfo import ZoneInfo

from firmware.words import Bilingual, Language
from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Centre
from printer import texts

MISSING = "□"
"""Stands where a letter was that the font lacks, so that nobody takes the rest for the whole."""

_LONGEST = 1000
"""Letters of one text that are looked at. No ticket has room for as many."""

HasLetter = Callable[[str], bool]


class Part(Enum):
    """What a line of the ticket is for. How large it becomes is the drawing's business."""

    NAME = auto()
    ADDRESS = auto()
    COPY = auto()
    ZONE = auto()
    NUMBER = auto()
    ALONE = auto()
    AHEAD = auto()
    WAIT_AT = auto()
    FOOT = auto()


@dataclass(frozen=True)
class Line:
    """One text of the ticket, unwrapped."""

    part: Part
    text: str
    is_first: bool = True
    """In the visitor's own language, or in none; the other language stands beneath, smaller."""


@dataclass(frozen=True)
class TicketText:
    """The lines from top to bottom, and what had to be changed to get them."""

    lines: tuple[Line, ...]
    complaints: tuple[str, ...]
    """What a technician should hear of: letters replaced, a zone without a title. Empty on a good day."""


@lru_cache(maxsize=256)
def clean(text: str, has_letter: HasLetter) -> tuple[str, str]:
    """Return *text* without anything that is no letter, and the characters that had to go, each once.

    Control and format characters never reach the paper: as bytes they would be commands to the printer.
    """
    kept: list[str] = []
    gone: dict[str, None] = {}
    for character in unicodedata.normalize("NFC", text[:_LONGEST]):
        if character in "\t\n\r" or unicodedata.category(character).startswith("Z"):
            kept.append(" ")
        elif unicodedata.category(character).startswith("C"):
            gone[character] = None
            kept.append(" ")
        elif has_letter(character):
            kept.append(character)
        else:
            gone[character] = None
            kept.append(MISSING)
    return " ".join("".join(kept).split()), "".join(gone)


def ticket_text(paper: TicketPaper, centre: Centre, has_letter: HasLetter) -> TicketText:
    """Compose the ticket. Never raises on foreign text, an unknown zone or time zone: it complains and goes on."""
    sign = next((sign for sign in centre.zones if sign.zone == paper.zone), None)
    complaints: list[str] = []
    lines: list[Line] = []

    def both(part: Part, text: Bilingual, what: str) -> None:
        # «Консультация» is the same word in both languages, and stands once.
        for language in (paper.language, paper.language.other):
            cleaned, gone = clean(text.get(language), has_letter)
            if gone:
                complaints.append(f"{what}.{language.value} has characters that cannot be printed: {_named(gone)}")
            if cleaned and not (lines and lines[-1].part is part and lines[-1].text == cleaned):
                lines.append(Line(part, cleaned, language is paper.language))

    both(Part.NAME, centre.name, "centre.name")
    both(Part.ADDRESS, centre.address, "centre.address")
    if paper.copy:
        lines.append(Line(Part.COPY, f"{texts.COPY.get(paper.language)} · {texts.COPY.get(paper.language.other)}"))
    if sign is None:
        complaints.append(f"zone {paper.zone} is not a zone of this centre")
        lines.append(Line(Part.ZONE, paper.zone))
    else:
        both(Part.ZONE, sign.title, f"zone {paper.zone}.title")
    lines.append(Line(Part.NUMBER, str(paper.number)))
    for part, text in _standing(paper):
        both(part, text, part.name)
    if sign is not None:
        both(Part.WAIT_AT, sign.wait_at, f"zone {paper.zone}.wait_at")
    lines.append(Line(Part.FOOT, _foot(paper, centre.timezone)))
    if paper.issued_at is not None and local_time(paper.issued_at, centre.timezone, "%H:%M") is None:
        zone = clean(centre.timezone, has_letter)[0][:60]
        complaints.append(f"time zone {zone} or time {paper.issued_at} is unknown")
    return TicketText(tuple(lines), tuple(complaints))


def _foot(paper: TicketPaper, timezone: str) -> str:
    """Repeat the number in small: for who reads line by line, and when the large one is torn or smeared."""
    time = None if paper.issued_at is None else local_time(paper.issued_at, timezone, "%d.%m.%Y  %H:%M")
    return f"№ {paper.number}" + (f"  ·  {time}" if time else "")


def _standing(paper: TicketPaper) -> Iterator[tuple[Part, Bilingual]]:
    """Say where the ticket stands in the line, or why nobody knew."""
    if paper.alone:
        yield Part.ALONE, texts.ALONE
    if paper.ahead is not None:
        yield Part.AHEAD, _in_both(texts.AHEAD if paper.ahead else texts.NOBODY_AHEAD, ahead=paper.ahead)


def _in_both(text: Bilingual, *, ahead: int) -> Bilingual:
    return Bilingual(kk=text.get(Language.KK).format(ahead=ahead), ru=text.get(Language.RU).format(ahead=ahead))


def _named(characters: str) -> str:
    """Name at most eight *characters* so that a log can carry them."""
    named = " ".join(f"U+{ord(character):04X}" for character in characters[:8])
    return named + (" …" if len(characters) > 8 else "")  # noqa: PLR2004 - the eight of the line above


def local_time(unix_s: float, timezone: str, form: str) -> str | None:
    """Write a moment as people of *timezone* read it; None for a zone or a moment that nobody knows."""
    try:
        return datetime.fromtimestamp(unix_s, UTC).astimezone(ZoneInfo(timezone)).strftime(form)
    except (ValueError, OverflowError, OSError, LookupError):  # what ZoneInfo and datetime raise on nonsense
        return None
