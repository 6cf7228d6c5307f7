"""What is to be seen: a `Scene` is all that a frame depends on, and two equal scenes are one frame. Pure."""

from dataclasses import dataclass
from enum import Enum

from firmware.words import Bilingual


class Condition(Enum):
    """Which scene it is, and how far it can be trusted."""

    STARTING = "starting"
    """Nothing was ever heard of the hall."""
    OPEN = "open"
    LUNCH = "lunch"
    """A break, and nobody is served any more."""
    CLOSED = "closed"
    """Likewise, until another day."""
    STALE = "stale"
    """It shows how the hall was at `Scene.as_of`."""
    EVACUATION = "evacuation"
    """Everybody is to leave, and nothing else is shown, until a newer board says otherwise."""
    BLANK = "blank"
    """Black, for nobody is there to look at it."""


class Direction(Enum):
    """Where one goes from in front of the screen."""

    LEFT = "left"
    RIGHT = "right"
    STRAIGHT = "straight"
    UP = "up"
    """To another floor."""


class Mood(Enum):
    """How loudly a banner speaks."""

    WARNING = "warning"
    """Something is wrong."""
    TOLD = "told"
    """Something is announced."""
    QUIET = "quiet"
    """Something is only odd."""


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place as it is looked for: by what it is, and by its number."""

    number: str
    """Empty for a place that the centre does not know (yet); `noun` is its own word then."""
    noun: Bilingual
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class CallLine:
    """A ticket and the place where it is to go."""

    number: int
    place: PlaceLine
    is_recall: bool = False
    is_news: bool = False
    asks: bool = False
    """The visitor waited through an outage, and is asked whether they are still there."""
    stands: bool = True
    """The ticket is still at that place."""


@dataclass(frozen=True, slots=True)
class ZoneSection:
    """A zone's part of the board."""

    title: Bilingual
    now: tuple[CallLine, ...]
    next: tuple[int, ...]
    waiting: int
    wait: str = ""
    """About how long who comes now will wait; empty when nobody can tell."""


@dataclass(frozen=True, slots=True)
class ReceptionLine:
    """An official who receives."""

    post: Bilingual
    place: PlaceLine
    times: str
    """From when to when, "10:00–12:00"."""
    note: Bilingual | None = None
    """That it is late, or does not take place."""


@dataclass(frozen=True, slots=True)
class ReceptionSheet:
    """The receptions of one day."""

    title: Bilingual
    lines: tuple[ReceptionLine, ...]


@dataclass(frozen=True, slots=True)
class Banner:
    """What everybody must know besides."""

    text: Bilingual
    mood: Mood


@dataclass(frozen=True, slots=True)
class Message:
    """What stands in the place of the calls: the first line large, the others beneath."""

    lines: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that one frame shows."""

    condition: Condition
    name: Bilingual | None = None
    clock: str = ""
    """The time of day, "10:42"; empty as long as it is not known."""
    date: Bilingual | None = None
    as_of: str = ""
    """When the dispatcher was heard last, as a time of day; empty unless stale."""
    staged: CallLine | None = None
    """The call that has the whole width now."""
    is_rush: bool = False
    """So many are called at once that the calls have the whole width, the first of them for some seconds."""
    calls: tuple[CallLine, ...] = ()
    """The newest first; the staged one is among them. In a rush those that have the stage come first."""
    zones: tuple[ZoneSection, ...] = ()
    is_directed: bool = False
    """Places have directions, and room is kept for the signs."""
    zones_per_page: int = 6
    """At most; fewer where fewer have room."""
    receptions: tuple[ReceptionSheet, ...] = ()
    banners: tuple[Banner, ...] = ()
    message: Message | None = None
    ticker: Bilingual | None = None
    turn: int = 0
    """Counts the times that a page was turned: which page is shown of what has more than one."""
    shift: tuple[int, int] = (0, 0)
    """Where the picture stands against burn-in: -1, 0 or 1 steps to the right and down."""
