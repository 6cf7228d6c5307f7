"""What stands on a ticket, in the order of its layout, in both languages, with foreign text made harmless."""

from collections.abc import Iterator
from dataclasses import dataclass

from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Centre
from mqtt_bridge.ticket_token import ticket_address
from printer.cleaning import HasLetter, clean, named
from printer.local_time import local_time
from printer.parts import Part
from printer.qr_code import LONGEST_ADDRESS
from printer.ticket_settings import BlockSettings, TicketSettings
from printer.ticket_words import words_of


@dataclass(frozen=True, slots=True)
class Line:
    """One text of the ticket, unwrapped; of a rule and a logo, nothing."""

    block: BlockSettings
    text: str
    is_first: bool = True
    """In the visitor's own language, or in none; the other language stands beneath, smaller."""

    @property
    def part(self) -> Part:
        """Return what the line is for."""
        return self.block.block


@dataclass(frozen=True)
class TicketText:
    """The lines from top to bottom, and what had to be changed to get them."""

    lines: tuple[Line, ...]
    complaints: tuple[str, ...]
    """What a technician should hear of: letters replaced, a zone without a title. Empty on a good day."""


def ticket_text(paper: TicketPaper, centre: Centre, settings: TicketSettings, has_letter: HasLetter) -> TicketText:
    """Compose the ticket. Never raises on foreign text, an unknown zone or time zone: it complains and goes on."""
    lines: list[Line] = []
    complaints: list[str] = []
    for block in settings.blocks:
        for line in _lines(block, paper, centre, settings):
            cleaned, gone = clean(line.text, has_letter)
            if gone:
                language = paper.language if line.is_first else paper.language.other
                what = f"{block.block.value}.{language.value}"
                complaints.append(f"{what} has characters that cannot be printed: {named(gone)}")
            # «Консультация» is the same word in both languages, and stands once.
            is_again = bool(lines) and lines[-1].block is block and lines[-1].text == cleaned
            if (cleaned or not line.text) and not is_again:
                lines.append(Line(block, cleaned, line.is_first))
    complaints += _unknown(paper, centre, has_letter)
    return TicketText(tuple(lines), tuple(complaints))


def _lines(block: BlockSettings, paper: TicketPaper, centre: Centre, settings: TicketSettings) -> Iterator[Line]:
    match block.block:
        case Part.RULE | Part.LOGO:
            yield Line(block, "")
        case Part.NUMBER:
            yield Line(block, str(paper.number))
        case Part.COPY:
            if paper.copy:
                mark = settings.texts.get("copy")
                yield Line(block, f"{mark.get(paper.language)} · {mark.get(paper.language.other)}")
        case Part.FOOT:
            yield Line(block, _foot(paper, centre.timezone))
        case Part.QR:
            if _has_address(centre):
                yield Line(block, ticket_address(centre.public_address, paper.ticket_id))
        case _:
            words = words_of(block, paper, centre, settings.texts)
            if words is not None and (block.block is not Part.LOOK_UP or _has_address(centre)):
                yield Line(block, words.get(paper.language))
                if block.other is not None:
                    yield Line(block, words.get(paper.language.other), is_first=False)


def _has_address(centre: Centre) -> bool:
    address = centre.public_address
    return bool(address) and len(address) < LONGEST_ADDRESS - 16 and address.isascii() and address.isprintable()


def _unknown(paper: TicketPaper, centre: Centre, has_letter: HasLetter) -> Iterator[str]:
    """Complain of what the centre does not know: times, a zone, purposes, an appointment's office, an address."""
    for at in (paper.issued_at, paper.due_at):
        if at is not None and local_time(at, centre.timezone, "%H:%M") is None:
            zone = clean(centre.timezone, has_letter)[0][:60]
            yield f"time zone {zone} or time {at} is unknown"
    if all(sign.zone != paper.zone for sign in centre.zones):
        yield f"zone {paper.zone} is not a zone of this centre"
    for purpose in paper.purposes:
        if all(sign.purpose != purpose for sign in centre.purposes):
            yield f"purpose {purpose} is not a purpose of this centre"
    if paper.due_at is not None and paper.place is not None and all(s.place != paper.place for s in centre.places):
        yield f"place {paper.place} is not a place of this centre"
    if centre.public_address and not _has_address(centre):
        yield "the centre's public address is none that a QR code could carry"


def _foot(paper: TicketPaper, timezone: str) -> str:
    """Repeat the number in small: for who reads line by line, and when the large one is torn or smeared."""
    time = None if paper.issued_at is None else local_time(paper.issued_at, timezone, "%d.%m.%Y · %H:%M")
    return f"№ {paper.number}" + (f" · {time}" if time else "")
