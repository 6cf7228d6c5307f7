"""Where everything stands: boxes for a scene on a screen of any size. Pure, and nothing of it is drawn here."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from display.box import Box, columns, stack
from display.evacuation import EvacuationBoxes, evacuation_boxes
from display.scene import CallLine, Condition, Scene, ZoneSection

_ROWS_AT_MOST = 6
_ONE_COLUMN_AT_MOST = 4
_NEXT_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class HeaderBoxes:
    """Whose hall this is, and what time it is."""

    panel: Box
    name_kk: Box
    name_ru: Box
    address: Box
    clock: Box
    date_kk: Box
    date_ru: Box


@dataclass(frozen=True, slots=True)
class PairBoxes:
    """A panel with one text in both languages."""

    panel: Box
    kk: Box
    ru: Box


@dataclass(frozen=True, slots=True)
class CallBoxes:
    """A ticket and the way it is to go. `kk` and `ru` name the place."""

    panel: Box
    number: Box
    arrow: Box
    kk: Box
    ru: Box
    asks_kk: Box | None = None
    """Under the place, where the visitor is asked whether they are still there."""
    asks_ru: Box | None = None


@dataclass(frozen=True, slots=True)
class HeroBoxes:
    """The newest call, readable from the far end of the hall."""

    panel: Box
    caption: Box
    number: Box
    arrow: Box
    kk: Box
    ru: Box


@dataclass(frozen=True, slots=True)
class ZoneBoxes:
    """A zone's section."""

    panel: Box
    title_kk: Box
    title_ru: Box
    waiting: Box
    waiting_kk: Box
    waiting_ru: Box
    wait: Box | None
    """Where it says about how long; none where nobody can tell."""
    now: tuple[CallBoxes, ...]
    more: Box | None
    """Where it says how many more are at places than there is room for."""
    next_kk: Box
    next_ru: Box
    next: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """All boxes of a frame. None where the scene has no such thing."""

    header: HeaderBoxes | None
    banner: PairBoxes | None
    message: PairBoxes | None
    """In the place of everything else while the display is starting."""
    hero: HeroBoxes | None
    calls_caption: Box | None
    rows: tuple[CallBoxes, ...]
    zones: tuple[ZoneBoxes, ...]
    page: Box | None
    notices: tuple[PairBoxes, ...] = ()
    evacuation: EvacuationBoxes | None = None
    """In the place of everything, the header too."""


def lay_out(scene: Scene, size: tuple[int, int]) -> Layout:
    """Place what *scene* shows on a screen of *size* pixels."""
    width, height = size
    is_portrait = height > width
    unit = min(width / 1080, height / 1920) if is_portrait else min(width / 1920, height / 1080)
    step = max(1, round(4 * unit))
    whole = Box(0, 0, width, height).inset(round(30 * unit)).moved(scene.shift[0] * step, scene.shift[1] * step)
    if scene.condition is Condition.EVACUATION:
        boxes = evacuation_boxes(size, unit, (scene.shift[0] * step, scene.shift[1] * step))
        return Layout(None, None, None, None, None, (), (), None, evacuation=boxes)
    gap = round(18 * unit)
    header_panel, body = stack(whole, (round(142 * unit), None), gap)
    header = _header(header_panel, unit)
    if scene.condition is Condition.STARTING:
        middle = body.inset(round(60 * unit))
        kk, ru = stack(middle.middle(middle.w, round(260 * unit)), (round(130 * unit), None), gap)
        return Layout(header, None, PairBoxes(body, kk, ru), None, None, (), (), None)
    banner = None
    if scene.condition is Condition.STALE:
        panel, body = stack(body, (round(84 * unit), None), gap)
        kk, ru = columns(panel.inset(round(12 * unit)).cut_left(round(84 * unit)), (1, 1), gap)
        banner = PairBoxes(panel, kk, ru)
    notices: tuple[PairBoxes, ...] = ()
    if scene.notices:
        body, foot = stack(body, (None, _notices_height(len(scene.notices), unit, is_portrait=is_portrait)), gap)
        notices = _notices(foot, unit, len(scene.notices), is_portrait=is_portrait)
    page = None
    if scene.page.count > 1:
        body, page = stack(body, (None, round(30 * unit)), gap // 2)
    if is_portrait:
        calls, zones = stack(body, (round(body.h * 0.42), None), gap)
    else:
        share = (46, 54) if len(scene.zones) > _ONE_COLUMN_AT_MOST else (54, 46)
        calls, zones = columns(body, share, gap)
    # Before the first call there is nothing to list, and no hole where the list would be.
    hero_panel, rest = stack(calls, (round(calls.h * 0.5) if scene.calls else calls.h, None), gap)
    caption, rows_box = stack(rest, (round(36 * unit), None), gap // 2)
    return Layout(
        header=header,
        banner=banner,
        message=None,
        hero=_hero(hero_panel, unit, asks=bool(scene.calls) and scene.calls[0].asks),
        calls_caption=caption if len(scene.calls) > 1 else None,
        rows=_rows(rows_box, unit, scene.calls[1:]),
        zones=_zones(zones, unit, scene.zones),
        page=page,
        notices=notices,
    )


def leaves(part: object) -> Iterator[Box]:
    """Yield every box under *part* that something is drawn into: all but the panels that hold the others."""
    if isinstance(part, Box):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from leaves(item)
    elif is_dataclass(part):
        for field in fields(part):
            if field.name != "panel":
                yield from leaves(getattr(part, field.name))


def _header(panel: Box, unit: float) -> HeaderBoxes:
    inner = panel.inset(round(6 * unit))
    names, times = columns(inner, (74, 26), round(24 * unit))
    name_kk, name_ru, address = stack(names, (round(names.h * 0.4), round(names.h * 0.32), None), round(4 * unit))
    clock, dates = stack(times, (round(times.h * 0.52), None), round(12 * unit))
    date_kk, date_ru = stack(dates, (dates.h // 2, None), 0)
    return HeaderBoxes(panel, name_kk, name_ru, address, clock, date_kk, date_ru)


def _notices_height(count: int, unit: float, *, is_portrait: bool) -> int:
    return round((92 if is_portrait else 60) * unit) * count + round(10 * unit) * (count - 1)


def _notices(box: Box, unit: float, count: int, *, is_portrait: bool) -> tuple[PairBoxes, ...]:
    """One beneath the other; the two languages side by side where there is room."""
    notices = []
    for panel in stack(box, (None,) * count, round(10 * unit)):
        inner = panel.inset(round(8 * unit)).cut_left(round(14 * unit))
        kk, ru = stack(inner, (None, None), 0) if is_portrait else columns(inner, (52, 48), round(24 * unit))
        notices.append(PairBoxes(panel, kk, ru))
    return tuple(notices)


def _hero(panel: Box, unit: float, *, asks: bool) -> HeroBoxes:
    inner = panel.inset(round(26 * unit))
    caption, body = stack(inner, (round((72 if asks else 44) * unit), None), round(14 * unit))
    number, arrow, place = columns(body, (47, 8, 45), round(24 * unit))
    kk, ru = stack(place.middle(place.w, place.h * 8 // 10), (round(place.h * 0.44), None), 0)
    return HeroBoxes(panel, caption, number, arrow.middle(arrow.w, min(arrow.w, arrow.h)), kk, ru)


def _rows(box: Box, unit: float, calls: tuple[CallLine, ...]) -> tuple[CallBoxes, ...]:
    """Lay out as many rows as have room, all of the height that a full list has: rows never jump."""
    gap = round(10 * unit)
    count = max(1, min(_ROWS_AT_MOST, (box.h + gap) // max(1, round(74 * unit) + gap)))
    rows = stack(box, (None,) * count, gap)
    return tuple(_row(row, unit, asks=line.asks) for row, line in zip(rows, calls, strict=False))


def _row(panel: Box, unit: float, *, asks: bool) -> CallBoxes:
    inner = panel.inset(round(10 * unit)).cut_left(round(14 * unit))
    number, arrow, kk, ru = columns(inner, (25, 6, 35, 34), round(20 * unit))
    arrow = arrow.middle(arrow.w, arrow.h * 6 // 10)
    if not asks:
        return CallBoxes(panel, number, arrow, kk, ru)
    edge = round(5 * unit)
    tall = [Box(words.x, panel.y + edge, words.w, panel.h - 2 * edge) for words in (kk, ru)]
    (kk, asks_kk), (ru, asks_ru) = (stack(words, (None, round(words.h * 0.43)), 0) for words in tall)
    return CallBoxes(panel, number, arrow, kk, ru, asks_kk, asks_ru)


def _zones(box: Box, unit: float, zones: tuple[ZoneSection, ...]) -> tuple[ZoneBoxes, ...]:
    if not zones:
        return ()
    gap = round(16 * unit)
    across = 1 if len(zones) <= _ONE_COLUMN_AT_MOST else 2
    down = -(-len(zones) // across)
    cells = [cell for line in stack(box, (None,) * down, gap) for cell in columns(line, (1,) * across, gap)]
    return tuple(_zone(cell, unit, zone) for cell, zone in zip(cells, zones, strict=False))


def _zone(panel: Box, unit: float, zone: ZoneSection) -> ZoneBoxes:
    gap = round(8 * unit)
    inner = panel.inset(round(14 * unit))
    # Where there are few zones each has room, and everything in it grows.
    unit *= min(1.6, max(1.0, panel.h / max(1.0, 290 * unit)))
    title_h = min(round(92 * unit), round(inner.h * 0.32))
    next_h = min(round(58 * unit), round(inner.h * 0.22))
    head, middle, foot = stack(inner, (title_h, None, next_h), gap)
    titles, labels, waiting = columns(head, (66, 22, 12), gap)
    title_kk, title_ru = stack(titles, (round(titles.h * 0.55), None), 0)
    wait = None
    if zone.wait:
        side = Box(labels.x, head.y, waiting.right - labels.x, head.h)
        above, wait = stack(side, (round(side.h * 0.58), None), round(side.h * 0.06))
        labels, waiting = labels.top(above.h), waiting.top(above.h)
    waiting_kk, waiting_ru = stack(labels, (labels.h // 2, None), 0)
    next_labels, numbers = columns(foot, (18, 82), round(16 * unit))
    next_kk, next_ru = stack(next_labels, (next_labels.h // 2, None), 0)
    now, more = _chips(middle.cut_top(gap // 2), unit, len(zone.now))
    return ZoneBoxes(
        panel=panel,
        title_kk=title_kk,
        title_ru=title_ru,
        waiting=waiting,
        waiting_kk=waiting_kk,
        waiting_ru=waiting_ru,
        wait=wait,
        now=now,
        more=more,
        next_kk=next_kk,
        next_ru=next_ru,
        next=columns(numbers, (1,) * _NEXT_AT_MOST, 3 * gap)[: len(zone.next)] if zone.next else (numbers,),
    )


def _chips(box: Box, unit: float, count: int) -> tuple[tuple[CallBoxes, ...], Box | None]:
    """Lay out *count* chips as large as they can be; the last cell is for "+N" when not all have room."""
    gap = round(8 * unit)
    least_w, least_h = max(1, round(220 * unit)), max(1, round(52 * unit))
    most_across = max(1, (box.w + gap) // (least_w + gap))
    most_down = max(1, (box.h + gap) // (least_h + gap))
    shown = max(1, min(count, most_across * most_down))

    def scale(across: int) -> float:
        down = -(-shown // across)
        return min(box.w / across / 4, box.h / down) if down <= most_down else 0.0

    across = max(range(1, most_across + 1), key=scale)
    down = -(-shown // across)
    height = min((box.h - gap * (down - 1)) // down, round(110 * unit))
    cells = [
        cell
        for line in stack(box.top(height * down + gap * (down - 1)), (None,) * down, gap)
        for cell in columns(line, (1,) * max(across, 2), gap)
    ][:shown]
    if count > shown:
        return tuple(_chip(cell, unit) for cell in cells[:-1]), cells[-1]
    return tuple(_chip(cell, unit) for cell in cells), None


def _chip(panel: Box, unit: float) -> CallBoxes:
    inner = panel.inset(min(max(2, round(6 * unit)), panel.h // 4)).cut_left(round(8 * unit))
    number, arrow, place = columns(inner, (37, 8, 55), round(10 * unit))
    kk, ru = stack(place, (round(place.h * 0.54), None), 0)
    return CallBoxes(panel, number, arrow.middle(arrow.w, arrow.h // 2), kk, ru)
