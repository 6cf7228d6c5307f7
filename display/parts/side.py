"""Beside the calls: the zones, and the receptions of the day, in pages where not all have room."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain

from display.box import Box, stack
from display.layout import digits_of
from display.marks import Part
from display.parts.calls import page_mark
from display.parts.receptions import reception_pages
from display.parts.zones import zone_sections
from display.scene import Scene, ZoneSection
from display.typesetting import Typesetter

LEAST_ZONE = 168
"""A section is never lower than this, in units."""
MARK = 34

Page = Callable[[Box], Iterator[Part]]


def side(panel: Box, scene: Scene, setter: Typesetter) -> Iterator[Part]:
    """Show the page whose turn it is. The zones have two turns for one of the receptions: more people need them."""
    gap = setter.u(16)
    whole = [*_zone_pages(panel, scene, setter, gap), *reception_pages(panel, scene.receptions, setter)]
    if len(whole) > 1:
        body, mark = stack(panel, (None, setter.u(MARK)), 0)
        zones = _zone_pages(body, scene, setter, gap)
        receptions = reception_pages(body, scene.receptions, setter)
        turns = [*enumerate(zones), *(enumerate(zones) if receptions else ()), *enumerate(receptions, len(zones))]
        count = len(zones) + len(receptions)
        index, page = turns[scene.turn % len(turns)]
        yield from page(body)
        yield Part(mark, tuple(page_mark(mark, index, count, "ground", setter)))
    else:
        for page in whole:
            yield from page(panel)


def _zone_pages(box: Box, scene: Scene, setter: Typesetter, gap: int) -> list[Page]:
    zones = scene.zones
    room = max(1, (box.h + gap) // (setter.u(LEAST_ZONE) + gap))
    room = min(room, scene.zones_per_page)
    count = -(-len(zones) // room)
    # As even as can be: five zones are pages of three and two, not of four and one.
    size = -(-len(zones) // max(1, count))
    chunks: list[Sequence[ZoneSection]] = [zones[n * size : (n + 1) * size] for n in range(count)]
    slots = max(map(len, chunks), default=0)
    digits = _digits(zones)
    return [partial(_zones_on, zones=chunk, slots=slots, digits=digits, scene=scene, setter=setter) for chunk in chunks]


def _digits(zones: Sequence[ZoneSection]) -> tuple[float, float]:
    numbers = chain.from_iterable((*(line.number for line in zone.now), *zone.next) for zone in zones)
    places = [digits_of(line.place.number) for zone in zones for line in zone.now]
    return max((len(str(number)) for number in numbers), default=3), max((1, *places))


def _zones_on(
    box: Box, zones: Sequence[ZoneSection], slots: int, digits: tuple[float, float], scene: Scene, setter: Typesetter
) -> Iterator[Part]:
    panels = stack(box, (None,) * slots, setter.u(16))
    yield from zone_sections(panels[: len(zones)], zones, digits, scene, setter)
