"""Scenes to look at and to prove: every one that a display can show, of a usual centre and of one with long names.

They are composed as a display composes them, from messages. The goldens, the proof and the sheet are made of them.
"""

from dataclasses import replace

from msgspec.structs import replace as changed

from display.composing import Habits, compose
from display.sample_casts import USUAL, Cast
from display.scene import Direction, Scene
from display.sight import Sight
from firmware.words import Bilingual, Language, OpeningState, Role
from mqtt_bridge.devices import Condition, DeviceState
from mqtt_bridge.estimate import WaitEstimate
from mqtt_bridge.events import CallKind
from mqtt_bridge.hall_events import AnnouncementKind
from mqtt_bridge.public import (
    AloneStation,
    Announcement,
    Board,
    BoardZone,
    Call,
    Called,
    Centre,
    Opening,
    OpeningHours,
    OpenSpan,
    TickerLine,
    ZoneSign,
)
from mqtt_bridge.receptions import ReceptionDay, Receptions, ReceptionSign

HALL_AT = 1_795_412_520.0
"""10:42 in Asia/Almaty on Monday, 23 November 2026."""
NOW = 1000.0
_HOUR, _DAY = 3600.0, 86_400.0
_NINE = HALL_AT - 102 * 60.0
_AHEAD_S = 5.0
"""The display looks so long after the board was made."""


def scenes(cast: Cast = USUAL) -> dict[str, Scene]:
    """Return every scene by its name."""
    return {
        "starting": compose(Sight(), NOW, HALL_AT),
        "empty": _open(cast, calls=0, busy=0),
        "open": _open(cast),
        "newest": _open(cast, news=1, is_staged=False),
        "call": _open(cast, news=1),
        "first-call": _open(cast, calls=0, news=1),
        "recall": _open(cast, news=1, recall=True),
        "still-here": _open(cast, news=3, asks=True),
        "still-here-list": _open(cast, news=3, asks=True, is_staged=False),
        "calls-in-a-row": _open(cast, news=3),
        "rush": _open(cast, news=7),
        "rush-directed": _open(cast, news=7, directed=True),
        "directions": _open(cast, directed=True),
        "call-directed": _open(cast, news=1, directed=True),
        "waits": _open(cast, waits=True),
        "receptions": _turned(_open(cast, receptions=True), 2),
        "crowded": _open(cast, calls=20, busy=10, zones=8, waits=True),
        "crowded-later": _turned(_open(cast, calls=20, busy=10, zones=8, waits=True), 1),
        "announced": _open(cast, announced=True),
        "told": _told(cast),
        "served-at-lunch": _open(cast, opening=_lunch()),
        "lunch": _open(cast, opening=_lunch(), busy=0, receptions=True),
        "closed": _open(cast, opening=_closed(), busy=0, receptions=True),
        "closed-holiday": _open(cast, opening=_holiday(), busy=0),
        "stale": _open(cast, age_s=60.0),
        "evacuation": _open(cast, leaving=True),
        "blank": _open(cast, opening=_closed(), busy=0, blank=True),
    }


BOARD_MOST = 10
"""Numbers that a board tells of a zone, at most."""


def centre_of(cast: Cast, zones: int = 3) -> Centre:
    """Return the centre of a cast."""
    titles = cast.titles
    spans = tuple(
        OpenSpan(
            begins=_NINE + day * _DAY + begins * _HOUR, ends=_NINE + day * _DAY + ends * _HOUR, ends_day=begins > 0
        )
        for day in range(3)
        for begins, ends in ((0.0, 4.0), (5.5, 9.5))
    )
    return Centre(
        name=cast.name,
        address=cast.name,
        timezone="Asia/Almaty",
        day="2026-11-23",
        zones=tuple(ZoneSign(zone=f"zone-{n}", title=titles[n % len(titles)], wait_at=titles[0]) for n in range(zones)),
        places=cast.places,
        hours=OpeningHours(spans=spans, known_until=_NINE + 14 * _DAY),
        ticker=tuple(TickerLine(text=text) for text in cast.ticker),
    )


def board_of(cast: Cast, calls: int = 4, busy: int = 3, zones: int = 3, *, waits: bool = False) -> Board:
    """Return a board with so many calls, and so many busy places in each zone."""
    places, is_full = len(cast.places), busy == BOARD_MOST
    estimates = (WaitEstimate(from_min=0, to_min=5), WaitEstimate(from_min=10, to_min=15), None)
    return Board(
        epoch=1,
        seq=1,
        at=HALL_AT,
        calls=tuple(call_of(cast, n, place=n % places, age_s=60.0 + n) for n in range(calls)),
        zones=tuple(
            BoardZone(
                zone=f"zone-{z}",
                now=tuple(
                    Called(number=cast.first + 100 * z + 10 - n, place=f"place-{n % places}") for n in range(busy)
                ),
                next=tuple(range(cast.first + 100 * z + 11, cast.first + 100 * z + 11 + (6 if is_full else 3 * z))),
                waiting=26 if is_full else 3 * z,
                wait=estimates[z % 3] if waits else None,
            )
            for z in range(zones)
        ),
    )


def call_of(
    cast: Cast, n: int, place: int = 0, *, age_s: float = 0.0, recall: bool = False, asks: bool = False
) -> Call:
    """Return the call of the *n*th number back from the newest."""
    return Call(
        call_id=f"{n + (1000 if recall else 0):016x}",
        number=cast.first + (10 - n if n <= BOARD_MOST else 100 - n),
        zone="zone-0",
        place=f"place-{place}",
        language=Language.KK,
        kind=CallKind.RECALL if recall else CallKind.FIRST,
        at=HALL_AT - age_s,
        still_here=asks,
        speak_left_s=0.0,
    )


def _open(  # noqa: PLR0913, PLR0917 - all that one scene differs in from another
    cast: Cast,
    calls: int = 4,
    busy: int = 3,
    zones: int = 3,
    news: int = 0,
    age_s: float = 0.0,
    opening: Opening | None = None,
    *,
    is_staged: bool = True,
    recall: bool = False,
    asks: bool = False,
    waits: bool = False,
    directed: bool = False,
    receptions: bool = False,
    announced: bool = False,
    leaving: bool = False,
    blank: bool = False,
) -> Scene:
    sight = Sight()
    centre = centre_of(cast, zones)
    sight.see_centre(changed(centre, opening=opening) if opening else centre, NOW - 7200)
    board = board_of(cast, calls, busy, zones, waits=waits)
    said = Announcement(announcement_id="0" * 16, kind=AnnouncementKind.EVACUATION_OVER, at=HALL_AT, speak_left_s=20.0)
    sight.see_board(changed(board, evacuation=leaving, announcements=(said,) if announced else ()), NOW)
    for n in range(news):
        # Newer numbers than any on the board, or the newest one again.
        made = call_of(cast, 0 if recall else -1 - n, n % len(cast.places), age_s=-1.0 - n, recall=recall, asks=asks)
        sight.see_call(changed(made, call_id=f"{5000 + n:016x}"), NOW + 1.0 + n)
    if receptions:
        sight.receptions = receptions_of(cast)
    if is_staged:
        sight.advance(NOW + 1.0)
    ways = (Direction.LEFT, Direction.RIGHT, Direction.STRAIGHT, Direction.UP)
    directions = {f"place-{n}": ways[n % 4] for n in range(len(cast.places))} if directed else {}
    now = NOW + _AHEAD_S + age_s
    return compose(sight, now, HALL_AT + now - NOW, Habits(directions, 0.0 if blank else None))


def _turned(scene: Scene, turn: int) -> Scene:
    return replace(scene, turn=turn)


def _told(cast: Cast) -> Scene:
    sight = Sight()
    sight.see_centre(centre_of(cast), NOW)
    told = AloneStation(station="entrance", tickets=2, told_at=HALL_AT)
    sight.see_board(changed(board_of(cast), alone=(told,)), NOW)
    sight.stations.hear("entrance", DeviceState(role=Role.KIOSK, boot=1, condition=Condition.FAULT, station="entrance"))
    return compose(sight, NOW + _AHEAD_S, HALL_AT + _AHEAD_S)


def receptions_of(cast: Cast) -> Receptions:
    """Return receptions of that day and of the next: one late, one called off."""
    posts, offices = cast.posts, len(cast.places)

    def sign(n: int, day: int, hour: float, *, delay_min: int = 0, is_off: bool = False) -> ReceptionSign:
        begins = _NINE + day * _DAY + hour * _HOUR
        return ReceptionSign(
            official=posts[n % len(posts)],
            place=f"place-{offices - 1}",
            begins=begins,
            ends=begins + 2 * _HOUR,
            delay_min=delay_min,
            is_off=is_off,
        )

    today = (sign(0, 0, 1.0), sign(1, 0, 2.5, delay_min=20), sign(2, 0, 6.0, is_off=True))
    return Receptions(
        days=(
            ReceptionDay(day="2026-11-23", receptions=today),
            ReceptionDay(day="2026-11-24", receptions=(sign(1, 1, 1.0), sign(2, 1, 6.0))),
        )
    )


def _lunch() -> Opening:
    return Opening(state=OpeningState.LUNCH, until=_NINE + 5.5 * _HOUR)


def _closed() -> Opening:
    return Opening(state=OpeningState.CLOSED, until=_NINE + _DAY)


def _holiday() -> Opening:
    return Opening(
        state=OpeningState.CLOSED,
        until=_NINE + 7 * _DAY,
        name=Bilingual(kk="Республика күні", ru="День Республики"),
    )
