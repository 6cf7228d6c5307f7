"""Which fault befalls whom, when, and for how long: drawn at random, the same for the same seed. Pure."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

LANES = 2
"""So many faults may be under way at once."""
PAUSE_S = (0.3, 2.0)
"""Between two faults of one lane."""


T = TypeVar("T")


class FaultKind(Enum):
    """What can be done to a hall. The word is what the history and the table say."""

    KILL = "kill"
    FREEZE = "freeze"
    CUT = "cut"
    PRINTER = "printer"
    DISK_FULL = "disk-full"
    CLOCK = "clock"


SHARES = {
    FaultKind.KILL: 6,
    FaultKind.FREEZE: 3,
    FaultKind.CUT: 5,
    FaultKind.PRINTER: 3,
    FaultKind.DISK_FULL: 2,
    FaultKind.CLOCK: 2,
}
"""How often each kind comes, one against the other."""
LASTS_S = {
    FaultKind.KILL: (0.0, 0.0),
    FaultKind.FREEZE: (0.5, 12.0),
    FaultKind.CUT: (0.2, 8.0),
    FaultKind.PRINTER: (0.3, 10.0),
    FaultKind.DISK_FULL: (1.0, 6.0),
    FaultKind.CLOCK: (2.0, 8.0),
}
"""A process that was killed is back as soon as it is."""
KILLED_S = 3.0
"""For so long a killed process counts as busy with coming back."""
DETAILS = {
    FaultKind.CUT: ("cut", "stalled", "lost", "slow", "torn"),
    FaultKind.PRINTER: ("paper-out", "cover-open", "silent", "unplugged", "paper-low"),
    FaultKind.CLOCK: ("-86400", "-600", "+120", "+300"),
}


@dataclass(frozen=True)
class PlannedFault:
    """One fault."""

    at_s: float
    """Since the storm began."""
    kind: FaultKind
    target: str
    lasts_s: float
    detail: str = ""

    @property
    def over_s(self) -> float:
        """Return when its target can be thought of as well again."""
        return self.at_s + (KILLED_S if self.kind is FaultKind.KILL else self.lasts_s)


def draw_schedule(seed: int, storm_s: float, targets: Mapping[FaultKind, Sequence[str]]) -> list[PlannedFault]:
    """Return the faults of a storm in the order of time. What has no *targets* cannot be done here, and is left out.

    No target has two faults at once. Within a kind every target and every detail comes once before any comes again.
    """
    chance = random.Random(seed)  # noqa: S311 - a seed, so that a storm can be had again
    decks = {kind: _deck(chance, sorted(names)) for kind, names in targets.items() if names}
    details = {kind: _deck(chance, words) for kind, words in DETAILS.items()}
    kinds = _deck(chance, [kind for kind, share in SHARES.items() if kind in decks for _ in range(share)])
    free_at = [chance.uniform(0.5, 1.5) + lane for lane in range(LANES)]
    drawn: list[PlannedFault] = []
    while decks and min(free_at) < storm_s:
        lane = free_at.index(min(free_at))
        at_s, kind = free_at[lane], next(kinds)
        busy = {fault.target for fault in drawn if fault.over_s + 0.5 > at_s}
        target = next((name for name, _ in zip(decks[kind], range(20), strict=False) if name not in busy), None)
        if target is None:
            free_at[lane] += PAUSE_S[0]
            continue
        lasts_s = round(min(chance.uniform(*LASTS_S[kind]), max(storm_s - at_s, 0.2)), 2)
        detail = next(details[kind]) if kind in details else ""
        fault = PlannedFault(round(at_s, 2), kind, target, lasts_s, detail)
        drawn.append(fault)
        free_at[lane] = fault.over_s + chance.uniform(*PAUSE_S)
    return sorted(drawn, key=lambda fault: fault.at_s)


def _deck(chance: random.Random, cards: Sequence[T]) -> Iterator[T]:
    """Yield *cards* for ever, each once before any comes again."""
    while True:
        yield from chance.sample(cards, len(cards))
