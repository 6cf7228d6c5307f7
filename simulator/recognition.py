"""Which ticket is it that came out? The papers that the hall was told to print are drawn and compared. Pure."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterator

import msgspec
from PIL import Image

from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Centre
from printer.drawing import draw_ticket

REMEMBERED = 200
"""Papers per station that may still come out: far more than wait for any printer."""
_KEPT = 1000
"""Drawings whose fingerprints are kept."""

PaperKey = tuple[str, int]
"""A job and its number: a station alone and the dispatcher may give two numbers to one press, and one is printed."""


class Recognition:
    """Knows the papers that stations were given, and finds the one that a picture shows.

    What leaves a printer is bytes, and carries no id. The same paper gives the same picture, dot by dot.
    """

    def __init__(self, width_px: int) -> None:
        self._width_px = width_px
        self._centres: list[Centre] = []
        self._given: dict[str, OrderedDict[PaperKey, TicketPaper]] = {}
        self._drawn: OrderedDict[tuple[PaperKey, int], str] = OrderedDict()

    def learn_centre(self, centre: Centre) -> None:
        """Draw with *centre* from now on, and with the one before it where it does not fit."""
        centre = msgspec.structs.replace(centre, day="")  # no ticket says the day of the centre
        if centre not in self._centres[:1]:
            self._centres = [centre, *self._centres[:1]]
            self._drawn.clear()

    def learn_paper(self, station: str, paper: TicketPaper) -> None:
        """Expect *paper* at *station*. The same twice counts once."""
        papers = self._given.setdefault(station, OrderedDict())
        papers[_key(paper)] = paper
        papers.move_to_end(_key(paper))
        if len(papers) > REMEMBERED:
            papers.popitem(last=False)

    def recognise(self, station: str, picture: Image.Image) -> TicketPaper | None:
        """Return the paper that looks like *picture*; takes some milliseconds for each paper not drawn yet."""
        wanted = _fingerprint(picture)
        for paper, centre_index in self._candidates(station):
            if self._drawing(paper, centre_index) == wanted:
                return paper
        return None

    def _candidates(self, station: str) -> Iterator[tuple[TicketPaper, int]]:
        for index in range(len(self._centres)):
            for paper in reversed(self._given.get(station, {}).values()):
                yield paper, index

    def _drawing(self, paper: TicketPaper, centre_index: int) -> str:
        key = (_key(paper), centre_index)
        if key not in self._drawn:
            drawn = draw_ticket(paper, self._centres[centre_index], self._width_px)
            self._drawn[key] = _fingerprint(drawn.layout.picture())
            if len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
        return self._drawn[key]


def _key(paper: TicketPaper) -> PaperKey:
    return paper.job_id, paper.number


def _fingerprint(picture: Image.Image) -> str:
    """Return the same for the same ink, however much white is around it."""
    ink = picture.crop(picture.getbbox())
    return hashlib.sha256(b"%d " % ink.width + ink.tobytes()).hexdigest()
