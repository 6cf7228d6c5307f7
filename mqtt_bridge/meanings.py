"""What a code says to people: the words for staff in both languages, and what visitors notice.

The codes themselves stand in `mqtt_bridge.faults` and `mqtt_bridge.refusals`. A native speaker must still approve the
wording.
"""

from dataclasses import dataclass
from enum import Enum

from firmware.words import Bilingual, Role


class Visitors(Enum):
    """What visitors notice of it."""

    NOTHING = "nothing"
    STATION = "the lamp blinks slowly; if no station gives tickets, the board says so"
    DARK = "the lamp is dark; if no station gives tickets, the board says so"
    LAMP = "the lamp blinks slowly"
    REFUSAL = "the lamp blinks slowly for three seconds; a station with a speaker says why"
    PAPER = "the ticket says that it was given without connection; the board says how such tickets are called"
    ALONE = "the stations number alone: see `alone`; nobody is called"
    NO_CALL = "calls are shown and not spoken; a station answers by its lamps and on paper alone"
    NO_BOARD = "this screen is dark"


@dataclass(frozen=True)
class Meaning:
    """One code."""

    where: tuple[Role, ...]
    """Who says it."""
    visitors: Visitors
    what: Bilingual
    """What it is, in a few words and without a full stop."""
    do: Bilingual
    """What to do, as a sentence or two."""


def meaning(where: Role | tuple[Role, ...], visitors: Visitors, what: tuple[str, str], do: tuple[str, str]) -> Meaning:
    """Make a `Meaning` of pairs, the Kazakh text first."""
    roles = where if isinstance(where, tuple) else (where,)
    return Meaning(roles, visitors, Bilingual(kk=what[0], ru=what[1]), Bilingual(kk=do[0], ru=do[1]))
