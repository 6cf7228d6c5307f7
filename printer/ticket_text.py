"""What stands on a ticket, in which order, in both languages, with foreign text made harmless."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from firmware.words import Bilingual, Language
from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Centre
from printer import texts
from printer.expected import due_words, wait_words
from printer.local_time import local_time

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
    DUE = auto()
    AHEAD = auto()
    WAIT = auto()
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
    for part, text in _standing(paper, centre):
        both(part, text, part.name)
    if sign is not None:
        both(Part.WAIT_AT, sign.wait_at, f"zone {paper.zone}.wait_at")
    lines.append(Line(Part.FOOT, _foot(paper, centre.timezone)))
    complaints += _unknown(paper, centre, has_letter)
    return TicketText(tuple(lines), tuple(complaints))


def _unknown(paper: TicketPaper, centre: Centre, has_letter: HasLetter) -> Iterator[str]:
    """Complain of a time, and of an appointment's office, that nobody knows."""
    for at in (paper.issued_at, paper.due_at):
        if at is not None and local_time(at, centre.timezone, "%H:%M") is None:
            zone = clean(centre.timezone, has_letter)[0][:60]
            yield f"time zone {zone} or time {at} is unknown"
    if paper.due_at is not None and paper.place is not None and all(s.place != paper.place for s in centre.places):
        yield f"place {paper.place} is not a place of this centre"


def _foot(paper: TicketPaper, timezone: str) -> str:
    """Repeat the number in small: for who reads line by line, and when the large one is torn or smeared."""
    time = None if paper.issued_at is None else local_time(paper.issued_at, timezone, "%d.%m.%Y  %H:%M")
    return f"№ {paper.number}" + (f"  ·  {time}" if time else "")


def _standing(paper: TicketPaper, centre: Centre) -> Iterator[tuple[Part, Bilingual]]:
    """Say where the ticket stands in the line and when its turn is expected, or why nobody knew."""
    if paper.alone:
        yield Part.ALONE, texts.ALONE
    if (due := due_words(paper, centre)) is not None:
        yield Part.DUE, due  # it is called at its time, whoever stands in the line
        return
    if paper.ahead is not None:
        yield Part.AHEAD, _in_both(texts.AHEAD if paper.ahead else texts.NOBODY_AHEAD, ahead=paper.ahead)
    if (wait := wait_words(paper.wait)) is not None:
        yield Part.WAIT, wait


def _in_both(text: Bilingual, *, ahead: int) -> Bilingual:
    return Bilingual(kk=text.get(Language.KK).format(ahead=ahead), ru=text.get(Language.RU).format(ahead=ahead))


def _named(characters: str) -> str:
    """Name at most eight *characters* so that a log can carry them."""
    named = " ".join(f"U+{ord(character):04X}" for character in characters[:8])
    return named + (" …" if len(characters) > 8 else "")  # noqa: PLR2004 - the eight of the line above
