"""What is to be seen: a `Scene` is all that a frame depends on, and two equal scenes are one frame. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from zoneinfo import ZoneInfo

from centre.place_words import place_label
from display.sight import SeenCall, Sight
from display.wording import date_words, wait_words
from firmware.words import Bilingual, Language
from mqtt_bridge.events import CallKind
from mqtt_bridge.public import BoardZone, Centre

ALONE_TOLD_S = 900.0
"""For so long after a station has told of tickets that it numbered alone, the board says how they are called."""
PAGE_S = 10.0
"""A page of zones is shown for so long, where there are more zones than a page holds."""
_CALLS_SHOWN = 12
_CLOCK_TOLERANCE_S = 2.0
_SHIFT_S = 300.0
# Each picture stands somewhere else by a few pixels, so that no edge burns itself into the panel.
_SHIFTS = ((0, 0), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))


class Condition(Enum):
    """How far the picture can be trusted."""

    STARTING = "starting"
    """Nothing was ever heard of the hall."""
    OPEN = "open"
    STALE = "stale"
    """It shows how the hall was at `Scene.as_of`."""
    EVACUATION = "evacuation"
    """Everybody is to leave, and nothing else is shown, until a newer board says otherwise."""


class Emphasis(Enum):
    """How a call stands out. News changes between the first two once a second."""

    BRIGHT = "bright"
    FRAMED = "framed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class CallLine:
    """A ticket and the place where it is to go."""

    number: int
    place: Bilingual
    is_recall: bool = False
    emphasis: Emphasis = Emphasis.NONE
    asks: bool = False
    """The visitor waited through an outage, and is asked whether they are still there."""


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
class Page:
    """Which page of the zones is shown: 1 of 1 where all have room."""

    number: int
    count: int


class Notice(Enum):
    """What visitors are told besides."""

    NO_TICKETS = "no-tickets"
    """Every ticket station says that it cannot print."""
    NUMBERED_ALONE = "numbered-alone"
    """Numbers are called that nobody has seen on the board: their stations gave them while the link was down."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that one frame shows."""

    condition: Condition
    name: Bilingual | None
    address: Bilingual | None
    clock: str
    """The time of day, "10:42"; empty as long as it is not known."""
    date: Bilingual | None
    as_of: str
    """When the dispatcher was heard last, as a time of day; empty unless stale."""
    calls: tuple[CallLine, ...]
    """The newest first."""
    zones: tuple[ZoneSection, ...]
    page: Page
    shift: tuple[int, int]
    """Where the picture stands against burn-in: -1, 0 or 1 steps to the right and down."""
    notices: tuple[Notice, ...] = ()


def compose(sight: Sight, now: float, wall: float, zones_per_page: int = 6) -> Scene:
    """Decide what is to be seen at the monotonic time *now*, with the own clock at *wall* Unix seconds."""
    centre, board = sight.centre, sight.board
    if board is not None and board.evacuation:
        return _leaving(now)
    # Without network a Pi boots in the past; the dispatcher's words can be old, but are never from the future.
    hall_wall = sight.hall_time(now)
    local = _local_time(centre, hall_wall if hall_wall > wall + _CLOCK_TOLERANCE_S else wall)
    if centre is None or board is None:
        condition = Condition.STARTING
    else:
        condition = Condition.OPEN if now < sight.stale_at() else Condition.STALE
    shown, page = _page(board.zones if board else (), zones_per_page, now)
    as_of = _local_time(centre, sight.as_of) if condition is Condition.STALE else None
    return Scene(
        condition=condition,
        name=centre.name if centre else None,
        address=centre.address if centre else None,
        clock=f"{local:%H:%M}" if local else "",
        date=date_words(local.date()) if local else None,
        as_of=f"{as_of:%H:%M}" if as_of else "",
        calls=_call_lines(centre, sight.calls(), now, condition) if centre else (),
        zones=tuple(_zone_section(centre, zone) for zone in shown) if centre else (),
        page=page,
        shift=_shift(now),
        notices=tuple(_notices(sight)) if condition is Condition.OPEN else (),
    )


def _leaving(now: float) -> Scene:
    """Return the scene that sends everybody out. It lasts however long nothing more is heard."""
    return Scene(
        condition=Condition.EVACUATION,
        name=None,
        address=None,
        clock="",
        date=None,
        as_of="",
        calls=(),
        zones=(),
        page=Page(1, 1),
        shift=_shift(now),
    )


def _shift(now: float) -> tuple[int, int]:
    return _SHIFTS[int(now // _SHIFT_S) % len(_SHIFTS)]


def next_change(sight: Sight, now: float, wall: float) -> float:
    """Return the monotonic time at which the scene can look different although nothing more was heard."""
    due = now + 60.0 - max(wall, sight.hall_time(now)) % 60.0
    if now < sight.stale_at():
        due = min(due, sight.stale_at())
    since = max((seen.news_since for seen in sight.calls() if now < seen.news_until), default=None)
    if since is not None:
        due = min(due, since + int(now - since) + 1.0)
    if sight.board is not None:
        due = min(due, (now // PAGE_S + 1.0) * PAGE_S)
    return due


def _notices(sight: Sight) -> Iterator[Notice]:
    if sight.stations.none_gives_tickets:
        yield Notice.NO_TICKETS
    board = sight.board
    if board is not None and any(board.at - alone.told_at < ALONE_TOLD_S for alone in board.alone):
        yield Notice.NUMBERED_ALONE


def _call_lines(centre: Centre, calls: tuple[SeenCall, ...], now: float, condition: Condition) -> tuple[CallLine, ...]:
    is_open = condition is Condition.OPEN
    since = max((seen.news_since for seen in calls if now < seen.news_until), default=now)
    phase = Emphasis.BRIGHT if int(now - since) % 2 == 0 else Emphasis.FRAMED
    is_news = [is_open and now < seen.news_until for seen in calls]
    return tuple(
        CallLine(
            number=seen.call.number,
            place=_place_name(centre, seen.call.place),
            is_recall=seen.call.kind is CallKind.RECALL,
            emphasis=phase if is_news[n] else Emphasis.NONE,
            # In the list of earlier calls the question has had its time once it is no news any more.
            asks=seen.call.still_here and (n == 0 or is_news[n]),
        )
        for n, seen in enumerate(calls[:_CALLS_SHOWN])
    )


def _zone_section(centre: Centre, zone: BoardZone) -> ZoneSection:
    titles = {sign.zone: sign.title for sign in centre.zones}
    return ZoneSection(
        title=titles.get(zone.zone) or Bilingual(kk=zone.zone, ru=zone.zone),
        now=tuple(CallLine(called.number, _place_name(centre, called.place)) for called in zone.now),
        next=zone.next,
        waiting=zone.waiting,
        wait=wait_words(zone.wait) if zone.wait is not None else "",
    )


def _place_name(centre: Centre, place: str) -> Bilingual:
    """Name *place* as its sign does; a place that the centre does not know (yet) by its own word."""
    for sign in centre.places:
        if sign.place == place:
            return Bilingual(kk=place_label(sign, Language.KK), ru=place_label(sign, Language.RU))
    return Bilingual(kk=place, ru=place)


def _page(zones: tuple[BoardZone, ...], per_page: int, now: float) -> tuple[tuple[BoardZone, ...], Page]:
    count = max(1, -(-len(zones) // per_page))
    index = int(now // PAGE_S) % count
    # As even as can be: nine zones are pages of five and four, not of eight and one.
    size = -(-len(zones) // count)
    return zones[index * size : (index + 1) * size], Page(index + 1, count)


def _local_time(centre: Centre | None, unix_s: float) -> datetime | None:
    zone = _time_zone(centre.timezone) if centre else None
    if zone is None:
        return None
    try:
        return datetime.fromtimestamp(unix_s, UTC).astimezone(zone)
    except (OverflowError, OSError, ValueError):  # no moment that a calendar knows
        return None


@cache
def _time_zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # no such zone on this machine: better no clock than a wrong one
        return None
