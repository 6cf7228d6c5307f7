from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from display.box import Box
from display.layout import lay_out, leaves
from display.scene import CallLine, Condition, Notice, Page, Scene, ZoneSection
from firmware.words import Bilingual

WORDS = Bilingual(kk="аа", ru="бб")


def scene_of(  # noqa: PLR0913 - all that a layout depends on
    condition: Condition,
    busy: list[int],
    calls: int,
    pages: int = 1,
    shift: tuple[int, int] = (0, 0),
    notices: tuple[Notice, ...] = (),
    *,
    asks: bool = False,
    wait: str = "",
) -> Scene:
    return Scene(
        condition=condition,
        name=WORDS,
        address=WORDS,
        clock="10:42",
        date=WORDS,
        as_of="10:41" if condition is Condition.STALE else "",
        calls=tuple(CallLine(n, WORDS, asks=asks) for n in range(calls)),
        zones=tuple(
            ZoneSection(WORDS, tuple(CallLine(n, WORDS) for n in range(count)), tuple(range(count)), count, wait)
            for count in busy
        ),
        page=Page(1, pages),
        shift=shift,
        notices=notices,
    )


scenes = st.builds(
    scene_of,
    st.sampled_from(Condition),
    st.lists(st.integers(0, 10), max_size=12),
    st.integers(0, 12),
    st.integers(1, 2),
    st.tuples(st.integers(-1, 1), st.integers(-1, 1)),
    st.sampled_from([(), (Notice.NUMBERED_ALONE,), tuple(Notice)]),
    asks=st.booleans(),
    wait=st.sampled_from(["", "≈ 10–15 мин"]),
)
sizes = st.sampled_from([(1920, 1080), (1280, 720), (3840, 2160), (1080, 1920), (640, 480), (800, 1280), (1024, 768)])


@example(scene=scene_of(Condition.STALE, [0] * 11, 0, 2), size=(840, 480))
@given(scene=scenes, size=sizes | st.tuples(st.integers(640, 4000), st.integers(480, 4000)))
def test_nothing_overlaps_and_nothing_leaves_the_screen(scene: Scene, size: tuple[int, int]) -> None:
    boxes = list(leaves(lay_out(scene, size)))
    screen = Box(0, 0, *size)

    assert boxes
    assert [box for box in boxes if not screen.contains(box) or box.w < 1 or box.h < 1] == []
    assert [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])] == []


@given(scene=scenes, size=sizes)
def test_panels_never_overlap(scene: Scene, size: tuple[int, int]) -> None:
    layout = lay_out(scene, size)
    single = (layout.header, layout.banner, layout.message, layout.hero, layout.evacuation)
    parts = (*single, *layout.rows, *layout.zones, *layout.notices)
    panels = [part.panel for part in parts if part is not None]
    panels += [box for box in (layout.calls_caption, layout.page) if box is not None]

    assert [pair for pair in combinations(panels, 2) if pair[0].overlaps(pair[1])] == []


@given(scene=scenes, size=sizes)
def test_what_a_panel_holds_stays_inside_it(scene: Scene, size: tuple[int, int]) -> None:
    layout = lay_out(scene, size)
    single = (layout.header, layout.banner, layout.message, layout.hero, layout.evacuation)
    panels = [part for part in single if part is not None]

    for part in (
        *panels,
        *layout.rows,
        *layout.zones,
        *layout.notices,
        *(chip for zone in layout.zones for chip in zone.now),
    ):
        assert all(part.panel.contains(box) for box in leaves(part))


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
def test_before_the_first_call_no_hole_is_left_where_the_list_will_be(size: tuple[int, int]) -> None:
    before, after = (lay_out(scene_of(Condition.OPEN, [1] * 3, calls), size) for calls in (0, 9))

    assert before.hero is not None
    assert before.hero.panel.bottom == after.rows[-1].panel.bottom


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920)])
def test_every_zone_of_eight_has_a_section_with_who_is_where_and_who_is_next(size: tuple[int, int]) -> None:
    layout = lay_out(scene_of(Condition.OPEN, [3] * 8, 5), size)

    assert len(layout.zones) == 8
    assert all(zone.now and len(zone.next) == 3 for zone in layout.zones)


def test_places_without_room_are_counted_instead() -> None:
    (zone,) = lay_out(scene_of(Condition.OPEN, [10], 0), (640, 480)).zones

    assert (zone.more is None) == (len(zone.now) == 10)
    crowded = lay_out(scene_of(Condition.OPEN, [10] * 8, 0), (1920, 1080)).zones[0]
    assert crowded.more is not None
    assert 0 < len(crowded.now) < 10


def test_the_newest_call_has_the_largest_number_on_the_board() -> None:
    layout = lay_out(scene_of(Condition.OPEN, [2, 2, 2], 5), (1920, 1080))

    assert layout.hero is not None
    others = [row.number for row in layout.rows] + [chip.number for zone in layout.zones for chip in zone.now]
    assert all(layout.hero.number.w > box.w and layout.hero.number.h > box.h for box in others)
