"""The words of each part of a ticket, in both languages, as its paper and its centre have them. Pure."""

from collections.abc import Callable

from firmware.words import Bilingual, Language
from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Centre
from printer.expected import due_words, wait_words
from printer.parts import Part
from printer.ticket_settings import BlockSettings, TextSettings

Words = Callable[[TicketPaper, Centre, TextSettings], Bilingual | None]


def words_of(block: BlockSettings, paper: TicketPaper, centre: Centre, texts: TextSettings) -> Bilingual | None:
    """Return what *block* says of this ticket; None when it has nothing to say."""
    return block.text if block.block is Part.TEXT else _WORDS[block.block](paper, centre, texts)


def _name(_paper: TicketPaper, centre: Centre, _texts: TextSettings) -> Bilingual | None:
    return centre.name


def _address(_paper: TicketPaper, centre: Centre, _texts: TextSettings) -> Bilingual | None:
    return centre.address


def _alone(paper: TicketPaper, _centre: Centre, texts: TextSettings) -> Bilingual | None:
    return texts.get("alone") if paper.alone else None


def _zone(paper: TicketPaper, centre: Centre, _texts: TextSettings) -> Bilingual:
    sign = next((sign for sign in centre.zones if sign.zone == paper.zone), None)
    return Bilingual(kk=paper.zone, ru=paper.zone) if sign is None else sign.title


def _purpose(paper: TicketPaper, centre: Centre, texts: TextSettings) -> Bilingual | None:
    """Name the purposes, unless that says no more than the zone does."""
    titles = [sign.title for purpose in paper.purposes for sign in centre.purposes if sign.purpose == purpose]
    if not titles or titles == [_zone(paper, centre, texts)]:
        return None
    return Bilingual(kk="; ".join(title.kk for title in titles), ru="; ".join(title.ru for title in titles))


def _appointment(paper: TicketPaper, centre: Centre, texts: TextSettings) -> Bilingual | None:
    return due_words(paper, centre, texts)


def _official(paper: TicketPaper, centre: Centre, texts: TextSettings) -> Bilingual | None:
    if paper.official is None or due_words(paper, centre, texts) is None:
        return None
    label = texts.get("official")
    return Bilingual(
        kk=label.kk.format(official=paper.official.kk), ru=label.ru.format(official=_inside(paper.official.ru))
    )


def _inside(title: str) -> str:
    """Write a Russian title as it stands after a colon: «Принимает: аким района». Abbreviations stay as they are."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def _ahead(paper: TicketPaper, centre: Centre, texts: TextSettings) -> Bilingual | None:
    if paper.ahead is None or due_words(paper, centre, texts) is not None:
        return None  # an appointment is called at its time, whoever stands in the line
    text = texts.get("ahead" if paper.ahead else "nobody_ahead")
    return Bilingual(
        kk=text.get(Language.KK).format(ahead=paper.ahead), ru=text.get(Language.RU).format(ahead=paper.ahead)
    )


def _wait(paper: TicketPaper, centre: Centre, texts: TextSettings) -> Bilingual | None:
    return None if due_words(paper, centre, texts) is not None else wait_words(paper.wait, texts)


def _wait_at(paper: TicketPaper, centre: Centre, _texts: TextSettings) -> Bilingual | None:
    sign = next((sign for sign in centre.zones if sign.zone == paper.zone), None)
    return None if sign is None else sign.wait_at


def _missed(_paper: TicketPaper, _centre: Centre, texts: TextSettings) -> Bilingual | None:
    return texts.get("missed")


def _look_up(_paper: TicketPaper, centre: Centre, texts: TextSettings) -> Bilingual | None:
    return texts.get("look_up") if centre.public_address else None


_WORDS: dict[Part, Words] = {
    Part.NAME: _name,
    Part.ADDRESS: _address,
    Part.ALONE: _alone,
    Part.ZONE: _zone,
    Part.PURPOSE: _purpose,
    Part.APPOINTMENT: _appointment,
    Part.OFFICIAL: _official,
    Part.AHEAD: _ahead,
    Part.WAIT: _wait,
    Part.WAIT_AT: _wait_at,
    Part.MISSED: _missed,
    Part.LOOK_UP: _look_up,
}
