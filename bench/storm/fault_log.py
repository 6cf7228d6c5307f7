"""Which faults were under way when. Pure."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from storm.words import AnyLine, FaultBegan, FaultEnded, Stalled

LINK_FAULTS = frozenset({"kill", "freeze", "cut"})
MACHINE = "the machine"
"""The target of a freeze that befell all others: nobody did it."""


@dataclass(frozen=True)
class Spell:
    """One fault from its beginning to its end."""

    kind: str
    target: str
    detail: str
    began: float
    ended: float


class FaultLog:
    """All faults of a history."""

    def __init__(self, lines: Iterable[AnyLine]) -> None:
        began: dict[tuple[str, str], FaultBegan] = {}
        self.spells: list[Spell] = []
        for line in lines:
            if isinstance(line, FaultBegan):
                began[line.kind, line.target] = line
            elif isinstance(line, FaultEnded):
                first = began.pop((line.kind, line.target), None)
                if first is not None:
                    self.spells.append(Spell(line.kind, line.target, first.detail, first.at, line.at))
            elif isinstance(line, Stalled):
                self.spells.append(Spell("freeze", MACHINE, "", line.at, line.until))
        self.spells += [Spell(line.kind, line.target, line.detail, line.at, float("inf")) for line in began.values()]

    def overlapping(
        self, kinds: Container[str], targets: Container[str], since: float, until: float
    ) -> Iterator[Spell]:
        """Yield the spells of *kinds* on *targets* that were under way at any time from *since* to *until*.

        Those of the machine are on all.
        """
        for spell in self.spells:
            befell = spell.target in targets or spell.target == MACHINE
            if spell.kind in kinds and befell and spell.began <= until and spell.ended >= since:
                yield spell

    def any(self, kinds: Container[str], targets: Container[str], since: float, until: float) -> bool:
        """Tell whether there was one."""
        return any(True for _ in self.overlapping(kinds, targets, since, until))

    def seconds(self, kinds: Container[str], targets: Container[str], since: float, until: float) -> float:
        """Return for how long between *since* and *until* they were under way; two at once count twice."""
        return sum(
            min(spell.ended, until) - max(spell.began, since)
            for spell in self.overlapping(kinds, targets, since, until)
        )
