"""What is known becomes what is to be seen: a `Scene`, and the time of the next one. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from centre.dates import date_words
from display import wording
from display.announced import announced
from display.dates import goes_on, lost_since, lunch, opens
from display.local_time import local_time
from display.place_lines import place_line
from display.reception_lines import reception_sheets
from display.scene import Banner, CallLine, Condition, Direction, Message, Mood, PlaceLine, Scene, ZoneSection
from display.sight import SeenCall, Sight
from firmware.words import Bilingual, OpeningState, Slug
from mqtt_bridge.events import CallKind
from mqtt_bridge.public import BoardZone, Centre

ALONE_TOLD_S = 900.0
"""For so long after a station has told of tickets that it numbered alone, the board says how they are called."""
ANNOUNCED_S = 60.0
"""What was announced stands on the board for so long."""
WAKE_S = 900.0
"""A screen that was blank is lit so long before the centre opens."""
PAGE_S = 10.0
"""A page is shown for so long, where there is more than one."""
_CALLS_SHOWN = 20
_CLOCK_TOLERANCE_S = 2.0
_SHIFT_S = 300.0
# Each picture stands somewhere else by a few pixels, so that no edge burns itself into the panel.
_SHIFTS = ((0, 0), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1))


@dataclass(frozen=True, slots=True)
class Habits:
    """What one display does otherwise than another, by its settings."""

    directions: Mapping[Slug, Direction] = field(default_factory=dict)
    blank_s: float | None = None
    """So long after closing the screen is black; never when None."""
    zones_per_page: int = 6


def compose(sight: Sight, now: float, wall: float, habits: Habits | None = None) -> Scene:
    """Decide what is to be seen at the monotonic time *now*, with the own clock at *wall* Unix seconds."""
    habits = habits or Habits()
    centre, board = sight.centre, sight.board
    if board is not None and board.evacuation:
        return Scene(Condition.EVACUATION, shift=_shift(now))
    # Without network a Pi boots in the past; the dispatcher's words can be old, but are never from the future.
    hall_wall = sight.hall_time(now)
    unix_s = hall_wall if hall_wall > wall + _CLOCK_TOLERANCE_S else wall
    if centre is None or board is None:
        return _starting(centre, now, unix_s)
    local, condition = local_time(centre.timezone, unix_s), _condition(sight, now)
    if condition is Condition.CLOSED and _is_blank(sight, now, habits):
        return Scene(Condition.BLANK)
    calls = _Calls(sight, centre, habits, condition)
    staged, lines = calls.staged(), calls.lines(now)
    return Scene(
        condition=condition,
        name=centre.name,
        clock=f"{local:%H:%M}" if local else "",
        date=date_words(local.date()) if local else None,
        as_of=calls.time_of(sight.as_of) if condition is Condition.STALE else "",
        staged=staged,
        is_rush=calls.is_rush,
        calls=() if condition in {Condition.LUNCH, Condition.CLOSED} else lines,
        zones=() if condition is Condition.CLOSED else tuple(calls.section(zone) for zone in board.zones),
        is_directed=bool(habits.directions),
        zones_per_page=habits.zones_per_page,
        receptions=reception_sheets(sight.receptions, local, calls.place, condition),
        banners=tuple(_banners(sight, now, calls, condition, local)),
        message=_pause(centre, local, condition),
        ticker=_ticker(centre, local, now),
        turn=int(now // PAGE_S),
        shift=_shift(now),
    )


def next_change(sight: Sight, now: float, wall: float, habits: Habits | None = None) -> float:
    """Return the monotonic time at which the scene can look different although nothing more was heard."""
    blank_s = habits.blank_s if habits else None
    opens_at = sight.hall_clock(sight.centre.opening.until) if sight.centre is not None else None
    dues = [
        now + 60.0 - max(wall, sight.hall_time(now)) % 60.0,
        (now // PAGE_S + 1.0) * PAGE_S,
        sight.stale_at(),
        sight.stage.next_change(),
        *(seen.news_until for seen in sight.calls()),
        *(sight.hall_clock(said.at + ANNOUNCED_S) for said in (sight.board.announcements if sight.board else ())),
        sight.closed_since + blank_s if blank_s is not None and sight.closed_since is not None else None,
        opens_at - WAKE_S if opens_at is not None else None,
    ]
    return min(due for due in dues if due is not None and due > now)


def _starting(centre: Centre | None, now: float, unix_s: float) -> Scene:
    local = local_time(centre.timezone, unix_s) if centre else None
    return Scene(
        Condition.STARTING,
        name=centre.name if centre else None,
        clock=f"{local:%H:%M}" if local else "",
        date=date_words(local.date()) if local else None,
        message=Message((wording.STARTING,)),
        shift=_shift(now),
    )


def _condition(sight: Sight, now: float) -> Condition:
    centre, board = sight.centre, sight.board
    if now >= sight.stale_at():
        return Condition.STALE
    # Whoever is at a place still, or was called there, is shown the way whatever the clock says.
    is_served = bool(sight.stage.calls) or any(zone.now for zone in board.zones) if board else False
    if centre is None or is_served or centre.opening.state is OpeningState.OPEN:
        return Condition.OPEN
    return Condition.LUNCH if centre.opening.state is OpeningState.LUNCH else Condition.CLOSED


def _is_blank(sight: Sight, now: float, habits: Habits) -> bool:
    if habits.blank_s is None or sight.closed_since is None or sight.centre is None:
        return False
    opens_at = sight.hall_clock(sight.centre.opening.until)
    is_early = opens_at is None or now < opens_at - WAKE_S
    return now >= sight.closed_since + habits.blank_s and is_early and not any(_announced(sight, now))


def _shift(now: float) -> tuple[int, int]:
    return _SHIFTS[int(now // _SHIFT_S) % len(_SHIFTS)]


class _Calls:
    """The calls of a moment, with the centre's names for places."""

    def __init__(self, sight: Sight, centre: Centre, habits: Habits, condition: Condition) -> None:
        self._sight = sight
        self._centre = centre
        self._signs = {sign.place: sign for sign in centre.places}
        self._titles = {sign.zone: sign.title for sign in centre.zones}
        self._directions = habits.directions
        self._is_open = condition is Condition.OPEN
        zones = sight.board.zones if sight.board is not None else ()
        self._at_places = {(zone.zone, called.number, called.place) for zone in zones for called in zone.now}

    @property
    def is_rush(self) -> bool:
        """Whether several calls have the stage at once."""
        return self._is_open and bool(self._sight.stage.rush)

    def place(self, place: Slug) -> PlaceLine:
        """Name *place* as its sign does; a place that the centre does not know (yet) by its own word."""
        sign = self._signs.get(place)
        if sign is None:
            return PlaceLine("", Bilingual(kk=place, ru=place), self._directions.get(place))
        return place_line(sign, self._directions.get(place))

    def lines(self, now: float) -> tuple[CallLine, ...]:
        """Return the calls that are known, the newest first."""
        seen = self._sight.calls()[:_CALLS_SHOWN]
        return tuple(self._line(each, now, is_newest=n == 0) for n, each in enumerate(seen))

    def staged(self) -> CallLine | None:
        """Return the call that has the stage."""
        call = self._sight.stage.call
        if call is None or not self._is_open:
            return None
        recall = call.kind is CallKind.RECALL
        return CallLine(call.number, self.place(call.place), recall, is_news=True, asks=call.still_here)

    def section(self, zone: BoardZone) -> ZoneSection:
        """Return a zone's part of the board."""
        return ZoneSection(
            title=self._titles.get(zone.zone) or Bilingual(kk=zone.zone, ru=zone.zone),
            now=tuple(CallLine(called.number, self.place(called.place)) for called in zone.now),
            next=zone.next,
            waiting=zone.waiting,
            wait=wording.wait_words(zone.wait) if zone.wait is not None else "",
        )

    def last_words(self) -> Bilingual | None:
        """Return the newest call in words, for a picture that is old."""
        newest = next(iter(self._sight.calls()), None)
        if newest is None:
            return None
        place, time, number = self.place(newest.call.place), self.time_of(newest.call.at), newest.call.number
        kk = f"{place.number}-{place.noun.kk}" if place.number else place.noun.kk
        ru = f"{place.noun.ru} {place.number}" if place.number else place.noun.ru
        return Bilingual(kk=f"{number} – {kk} ({time})", ru=f"{number} – {ru} ({time})")

    def time_of(self, unix_s: float) -> str:
        """Return a moment as a time of day; empty when that is not known."""
        local = local_time(self._centre.timezone, unix_s)
        return f"{local:%H:%M}" if local else ""

    def _line(self, seen: SeenCall, now: float, *, is_newest: bool) -> CallLine:
        call = seen.call
        is_news = self._is_open and (now < seen.news_until or call in self._sight.stage.rush)
        return CallLine(
            number=call.number,
            place=self.place(call.place),
            is_recall=call.kind is CallKind.RECALL,
            is_news=is_news,
            asks=call.still_here and is_newest,  # asked on the stage and here; a row has no room to ask legibly
            stands=(call.zone, call.number, call.place) in self._at_places,
        )


def _banners(sight: Sight, now: float, calls: _Calls, condition: Condition, local: datetime | None) -> Iterator[Banner]:
    centre, board = sight.centre, sight.board
    if centre is None or board is None:
        return
    if condition is Condition.STALE:
        yield Banner(lost_since(calls.time_of(sight.as_of), calls.last_words()), Mood.WARNING)
        return
    for text in _announced(sight, now):
        yield Banner(text, Mood.TOLD)
    if condition is Condition.OPEN and centre.opening.state is not OpeningState.OPEN:
        is_lunch = centre.opening.state is OpeningState.LUNCH
        first, *others = _pause_lines(centre, local, is_lunch=is_lunch)
        kk, ru = ". ".join([first.kk, *(text.kk for text in others)]), ". ".join([first.ru, *(t.ru for t in others)])
        yield Banner(Bilingual(kk=kk, ru=ru), Mood.QUIET)
    if condition is Condition.OPEN and sight.stations.none_gives_tickets:
        yield Banner(wording.NO_TICKETS, Mood.WARNING)
    if any(board.at - alone.told_at < ALONE_TOLD_S for alone in board.alone):
        yield Banner(wording.NUMBERED_ALONE, Mood.QUIET)


def _announced(sight: Sight, now: float) -> Iterator[Bilingual]:
    """Yield what was announced a short while ago, the newest alone: an older word may not be true any more."""
    for said in (sight.board.announcements if sight.board is not None else ())[:1]:
        text = announced(said)
        if text is not None and sight.hall_time(now) < said.at + ANNOUNCED_S:
            yield text


def _pause(centre: Centre, local: datetime | None, condition: Condition) -> Message | None:
    if condition not in {Condition.LUNCH, Condition.CLOSED}:
        return None
    return Message(_pause_lines(centre, local, is_lunch=condition is Condition.LUNCH))


def _pause_lines(centre: Centre, local: datetime | None, *, is_lunch: bool) -> tuple[Bilingual, ...]:
    """Say that nobody is received, why, and when somebody is again, each as far as it is known."""
    opening = centre.opening
    until = local_time(centre.timezone, opening.until) if opening.until is not None else None
    if is_lunch:
        spans = centre.hours.spans if centre.hours is not None else ()
        ended = [span.ends for span in spans if opening.until is not None and span.ends < opening.until]
        since = local_time(centre.timezone, ended[-1]) if ended else None
        ends = f"{until:%H:%M}" if until else ""
        head = lunch(f"{since:%H:%M}" if since else "", ends)
        return (head, goes_on(ends)) if ends else (head,)
    name = (opening.name,) if opening.name is not None else ()
    when = (opens(until, local.date()),) if until is not None and local is not None else ()
    return (wording.CLOSED, *name, *when)


def _ticker(centre: Centre, local: datetime | None, now: float) -> Bilingual | None:
    """Return the line whose turn it is, of those that are shown at this time."""
    if local is None:
        return None
    day, time = local.date().isoformat(), f"{local:%H:%M}"
    lines = [
        line.text
        for line in centre.ticker
        if (line.first_day or day) <= day <= (line.last_day or day)
        and (line.begins or "00:00") <= time < (line.ends or "24:00")
    ]
    return lines[int(now // PAGE_S) % len(lines)] if lines else None
