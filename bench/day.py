"""Days of the Borodulikha centre, simulated: its real rules between visitors and workers of chance.

Waits are in minutes, from the ticket to its first call; those of appointments count from their time on.
`order_violations` are calls out of turn, counted by a checker that knows the rules' words and none of their code. The
estimate's error is between the middle of what a ticket said and its real wait; `estimate_hit_ratio` is the share of the
tickets that were called within the said span, five minutes more or less; `estimated_ratio` the share of those that were
told anything. How many come, when, and how long it takes are assumptions: `busy_day/demand.py` says which.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from busy_day.measured import Measured, Ticket
from busy_day.order import out_of_turn
from busy_day.picture import draw_day
from busy_day.run import run_day
from figures import parser, percentile, show

from centre.checks import load_centre

CENTRE = Path(__file__).parents[1] / "centre" / "borodulikha.toml"
DAYS = 20
NEAR_MIN = 5.0
MOST_TOLD = 10


def main(argv: Sequence[str] | None = None) -> int:
    """Simulate, measure and print; 1 when anybody was called out of turn."""
    arguments = parser(__doc__)
    arguments.add_argument("--seed", type=int, default=1, help="of the first day; the next one has the next")
    arguments.add_argument("--days", type=int, default=DAYS)
    arguments.add_argument("--centre", type=Path, default=CENTRE, help="the centre whose days they are")
    arguments.add_argument("--picture", type=Path, metavar="FILE.png", help="where to draw the first day")
    options = arguments.parse_args(argv)
    centre = load_centre(options.centre)
    measured = Measured()
    violations = 0
    for seed in range(options.seed, options.seed + options.days):
        day = run_day(centre, seed)
        measured.take(day.history)
        if options.picture is not None and seed == options.seed:
            draw_day(day, options.picture)
        for found in out_of_turn(centre, day.history):
            violations += 1
            if violations <= MOST_TOLD:
                sys.stderr.write(f"seed {seed}, event {found.seq}: {found.rule}: {found.story}\n")
    figures = {name: value for zone in centre.zones for name, value in _of_zone(zone.name, measured.of(zone.name))}
    show({**figures, "order_violations": float(violations), **dict(_estimates(measured.all))}, as_json=options.json)
    return 1 if violations else 0


def _of_zone(zone: str, tickets: Sequence[Ticket]) -> Iterator[tuple[str, float]]:
    name = zone.replace("-", "_")
    waits = [ticket.wait_min for ticket in tickets if ticket.wait_min is not None]
    if waits:
        yield f"{name}_wait_min_p50", percentile(waits, 50)
        yield f"{name}_wait_min_p90", percentile(waits, 90)
        yield f"{name}_wait_min_longest", max(waits)
    for end in ("served", "no_shows", "unserved"):
        yield f"{name}_{end}", float(sum(ticket.end == end for ticket in tickets))


def _estimates(tickets: Sequence[Ticket]) -> Iterator[tuple[str, float]]:
    """Compare what tickets said with what came; of those without appointment, which is its own estimate."""
    called = [ticket for ticket in tickets if ticket.due_at is None and ticket.wait_min is not None]
    told = [(ticket.estimate, ticket.wait_min) for ticket in called if ticket.estimate and ticket.wait_min is not None]
    if not told:
        return
    errors = [abs((said.from_min + said.to_min) / 2 - wait) for said, wait in told]
    hits = sum(said.from_min - NEAR_MIN <= wait <= said.to_min + NEAR_MIN for said, wait in told)
    yield "estimate_error_min_p50", percentile(errors, 50)
    yield "estimate_error_min_p90", percentile(errors, 90)
    yield "estimate_hit_ratio", hits / len(told)
    yield "estimated_ratio", len(told) / len(called)


if __name__ == "__main__":
    sys.exit(main())
