"""What came out of the printers: the bytes, the picture that they make, and the ticket that it is."""

import io
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PIL import Image

from firmware.clock import Clock
from mqtt_bridge.paper import TicketPaper
from printer.picture import as_paper
from printer.preview import Preview
from simulator.recognition import Recognition

KEPT = 2000
UNKNOWN_AFTER_S = 10.0
"""A paper that nobody in the hall has owned up to for so long is listed without a number."""

_log = logging.getLogger("papers")


@dataclass
class Out:
    """One piece of paper that was cut off."""

    n: int
    station: str
    at: float
    """Unix seconds."""
    since: float
    """Monotonic seconds of the same moment."""
    data: bytes
    picture: Image.Image | None
    """None when the bytes are nothing that a printer prints."""
    paper: TicketPaper | None = None


class Papers:
    """All pieces of paper, newest first, numbered from 1 over all stations. For the event loop's thread."""

    def __init__(self, recognition: Recognition, width_px: int, clock: Clock, tell: Callable[[], None]) -> None:
        self._recognition = recognition
        self._width_px = width_px
        self._clock = clock
        self._tell = tell
        self._out: deque[Out] = deque(maxlen=KEPT)
        self._count = 0

    def add(self, station: str, data: bytes, at: float) -> None:
        """Take a piece of paper from the printer of *station*."""
        self._count += 1
        picture = self._decode(data)
        out = Out(self._count, station, at, self._clock.monotonic(), data, picture)
        self._out.appendleft(out)
        self._recognise(out)
        self._tell()

    def look_again(self) -> None:
        """Somebody has learned of more papers, or time has passed: compare once more what nobody knew."""
        unknown = [out for out in self._out if out.paper is None]
        for out in unknown:
            self._recognise(out)
        if unknown:
            self._tell()

    def listed(self, most: int = KEPT) -> list[dict[str, Any]]:
        """Return what the contract lists, newest first. A paper is listed once it is known which ticket it is."""
        listed: list[dict[str, Any]] = []
        for out in self._out:
            if len(listed) == most:
                break
            if out.paper is not None or self._clock.monotonic() - out.since > UNKNOWN_AFTER_S:
                listed.append(_entry(out))
        return listed

    def get(self, n: int) -> Out | None:
        """Return the piece of paper *n*, if it is kept still."""
        return next((out for out in self._out if out.n == n), None)

    def _decode(self, data: bytes) -> Image.Image | None:
        try:
            pieces = Preview(self._width_px).feed(data)
        except ValueError as error:
            _log.warning("paper not readable bytes=%d why=%s", len(data), error)
            return None
        return pieces[0].picture if pieces else None

    def _recognise(self, out: Out) -> None:
        if out.picture is not None:
            out.paper = self._recognition.recognise(out.station, out.picture)


def png_of(out: Out) -> bytes | None:
    """Return the paper as a PNG file, black on white."""
    if out.picture is None:
        return None
    file = io.BytesIO()
    as_paper(out.picture).save(file, "PNG")
    return file.getvalue()


def _entry(out: Out) -> dict[str, Any]:
    paper = out.paper
    return {
        "n": out.n,
        "station": out.station,
        "number": paper and paper.number,
        "zone": paper and paper.zone,
        "language": paper and paper.language.value,
        "at": out.at,
        "bytes": len(out.data),
        "copy": bool(paper and paper.copy),
        "ticket_id": paper and paper.ticket_id,
    }
