"""How long drawing and encoding a ticket takes, how long the paper becomes, and how many bytes travel.

Each ticket has another number, id and count of people ahead, so that only what a station really keeps is kept. `first`
is the very first one: fonts and layout are read. `expected` is a ticket with a QR code that the station was told of
while its number was asked for, as it is when somebody presses.
"""

import sys
import time
from collections.abc import Callable, Sequence

import msgspec
from figures import parser, percentile, show

from firmware.words import Language, new_id
from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Centre
from printer.drawing import draw_ticket
from printer.encoding import encode, plain_raster_bytes
from printer.picture import DOTS_PER_MM
from printer.sample import (
    everything_on,
    longest_centre,
    sample_centre,
    sample_paper,
    with_address,
    with_appointment,
    with_purpose,
    with_wait,
)
from printer.variants import WIDTHS_PX

Make = Callable[[int], TicketPaper]
_WARM = 20


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    arguments = parser(__doc__)
    arguments.add_argument("--tickets", type=int, default=300)
    options = arguments.parse_args(argv)
    plain, coded = sample_centre(), with_address(sample_centre())
    figures = {"first_ms": _took_ms(_fresh(sample_paper(), 1), plain, 576)}
    kinds: dict[str, tuple[TicketPaper, Centre]] = {
        "wait": (with_wait(sample_paper()), plain),
        "appointment": (with_purpose(with_appointment(sample_paper())), plain),
        "qr": (with_wait(sample_paper()), coded),
        "everything": (everything_on(Language.KK)[0], longest_centre()),
    }
    for width_px in WIDTHS_PX:
        for kind, (paper, centre) in kinds.items():
            figures |= _measured(f"{kind}_{width_px}", paper, centre, width_px, options.tickets)
    figures["expected_576_ms_p50"] = percentile([_expected_ms(coded, number) for number in range(options.tickets)], 50)
    show(figures, as_json=options.json)
    return 0


def _measured(name: str, paper: TicketPaper, centre: Centre, width_px: int, tickets: int) -> dict[str, float]:
    tooks = [_took_ms(_fresh(paper, number), centre, width_px) for number in range(tickets + _WARM)][_WARM:]
    layout = draw_ticket(_fresh(paper, 1), centre, width_px).layout
    return {
        f"{name}_ms_p50": percentile(tooks, 50),
        f"{name}_ms_p99": percentile(tooks, 99),
        f"{name}_mm": layout.height_px / DOTS_PER_MM,
        f"{name}_wire_ratio": len(encode(layout)) / plain_raster_bytes(layout),
    }


def _fresh(paper: TicketPaper, number: int) -> TicketPaper:
    """Return *paper* as the next visitor gets it."""
    ahead = None if paper.ahead is None else number % 30
    return msgspec.structs.replace(paper, number=1 + number % 9999, ticket_id=new_id(), ahead=ahead)


def _took_ms(paper: TicketPaper, centre: Centre, width_px: int) -> float:
    began = time.perf_counter()
    encode(draw_ticket(paper, centre, width_px).layout)
    return (time.perf_counter() - began) * 1000


def _expected_ms(centre: Centre, number: int) -> float:
    paper = _fresh(with_wait(sample_paper()), number)
    encode(draw_ticket(msgspec.structs.replace(paper, number=888, ahead=0, wait=None), centre, 576).layout)
    return _took_ms(paper, centre, 576)


if __name__ == "__main__":
    sys.exit(main())
