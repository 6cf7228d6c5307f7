"""What a board costs, with the waits on it, and one wait: of the shipped centre, and of the largest that there may be.

The largest has 20 zones, 100 places and 20 competences, of which each place has some by chance, and 5,000 who wait.
The shipped one has 200. Every open place is busy. In `slow` each visit takes ten minutes or so, and most would wait
for longer than anybody is told; in `quick` a tenth of that, and all are told. With
--calls so many calls go over a display as well (bench/wall_growth.py), and what its memory did is told.
"""

import random
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec
from figures import parser, percentile, show
from wall_growth import growth

from centre.checks import load_centre
from centre.services import CompetenceSettings
from centre.settings import CentreSettings
from dispatcher.snapshots import board_of
from firmware.words import Language, new_id
from hall.estimating import Outlook
from hall.evolving import evolve
from hall.line import LineKey
from hall.state import SERVICES_KEPT, Hall, Place
from mqtt_bridge.estimate import WaitEstimate
from mqtt_bridge.events import AnyEvent, CallKind, PaperReported, Recorded, TicketCalled, TicketIssued
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import PlaceStatus

CENTRE = Path(__file__).parents[1] / "centre" / "borodulikha.toml"
AT = 1_800_000_000.0
ZONES, PLACES, COMPETENCES = 20, 100, 20
SHIPPED_WAIT, MOST_WAIT = 200, 5000


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    arguments = parser(__doc__)
    arguments.add_argument("--rounds", type=int, default=20)
    arguments.add_argument("--calls", type=int, default=0, help="for a display's memory; 100000 take an hour")
    options = arguments.parse_args(argv)
    shipped = msgspec.structs.replace(load_centre(CENTRE), hours=None)
    halls = {
        "shipped": busy(shipped, SHIPPED_WAIT, 600),
        "slow": busy(largest(shipped), MOST_WAIT, 600),
        "quick": busy(largest(shipped), MOST_WAIT, 60),
    }
    figures = {}
    for name, hall in halls.items():
        figures[f"{name}_lines"] = float(len(hall.lines))
        figures[f"{name}_told"] = float(sum(zone.wait is not None for zone in board_of(hall, AT).zones))
        figures[f"{name}_wait_ms"] = _ms(partial(_wait, hall), options.rounds)
        figures[f"{name}_board_ms"] = _ms(partial(board_of, hall, AT), options.rounds)
    if options.calls:
        figures |= growth(options.calls)
    show(figures, as_json=options.json)
    return 0


def largest(shipped: CentreSettings) -> CentreSettings:
    """Return a centre of as many zones, places and competences as the settings allow."""
    chance = random.Random(1)  # noqa: S311 - the same centre every time
    competences = tuple(f"competence-{n}" for n in range(COMPETENCES))
    zones = tuple(f"zone-{n}" for n in range(ZONES))
    zone, place, title = shipped.zones[0], shipped.places[0], shipped.competences[0].title
    return msgspec.structs.replace(
        shipped,
        zones=tuple(
            msgspec.structs.replace(zone, name=name, first=1 + 400 * n, last=400 + 400 * n)
            for n, name in enumerate(zones)
        ),
        places=tuple(
            msgspec.structs.replace(
                place,
                name=f"place-{n}",
                number=n + 1,
                zones=(zones[n % ZONES], *chance.sample(zones, chance.randint(0, 3))),
                competences=tuple(chance.sample(competences, chance.randint(1, 5))),
            )
            for n in range(PLACES)
        ),
        competences=tuple(CompetenceSettings(name=name, title=title) for name in competences),
        purposes=(),
    )


def busy(centre: CentreSettings, waiting: int, visit_s: float) -> Hall:
    """Return a hall in which so many wait and every place has a visitor, after visits that took about so long."""
    chance, hall = random.Random(2), Hall(centre)  # noqa: S311 - the same hall every time
    competences = [None, *(competence.name for competence in centre.competences)]
    for zone in centre.zones:
        lengths = (visit_s * chance.lognormvariate(0, 0.6) for _ in range(SERVICES_KEPT))
        hall.services[zone.name] = deque(lengths, maxlen=SERVICES_KEPT)
    at_places = [place.zones[0] for place in centre.places]
    by_button = [zone.name for zone in centre.zones if not zone.by_appointment]
    for nth in range(len(at_places) + waiting):
        of = at_places[nth] if nth < len(at_places) else chance.choice(by_button)
        ticket_id, at = new_id(), AT - 5000 + nth / 2
        issued = TicketIssued(
            ticket_id=ticket_id,
            zone=of,
            cycle=nth,
            number=1 + nth % 9999,
            language=Language.KK,
            station="entrance",
            asker="entrance",
            ahead=0,
            competence=chance.choice(competences) if nth >= len(at_places) else None,
            assistance=chance.random() < 0.1,  # noqa: PLR2004 - one in ten
        )
        _happen(hall, issued, at)
        _happen(hall, PaperReported(ticket_id=ticket_id, job_id=ticket_id, outcome=PaperOutcome.CONFIRMED), at)
        if nth < len(at_places):
            place = centre.places[nth].name
            hall.places[place] = Place(status=PlaceStatus.OPEN)
            called = TicketCalled(call_id=new_id(), ticket_id=ticket_id, place=place, kind=CallKind.FIRST)
            _happen(hall, called, at)
    return hall


def _wait(hall: Hall) -> WaitEstimate | None:
    return Outlook(hall, AT).wait(LineKey(hall.centre.zones[0].name))


def _happen(hall: Hall, event: AnyEvent, at: float) -> None:
    evolve(hall, Recorded(seq=hall.seq + 1, at=at, event=event))


def _ms(measured: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        measured()
        taken.append(time.perf_counter() - began)
    return percentile(taken, 50) * 1000


if __name__ == "__main__":
    sys.exit(main())
