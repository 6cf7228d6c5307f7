from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from display import wording
from display.box import Box
from display.drawing import Painter
from display.legibility import DISTANCE_M, INCHES, rule_px, unit_of
from display.marks import Align, Face, Figures, Fill, Hatch, Mark, Panel, Part, Text
from display.parts.evacuation import evacuation
from display.proof import complaints, panel_complaints, part_complaints
from display.sample_casts import LONGEST, USUAL, Cast
from display.samples import scenes
from display.scene import CallLine, Condition, Direction, PlaceLine, Scene, ZoneSection
from display.theme import load_theme, shipped_themes
from display.typesetting import Typesetter
from firmware.words import Bilingual

SIZES = (
    *((1920, 1080), (3840, 2160), (1080, 1920), (1366, 768), (768, 1366), (1280, 720), (800, 1280), (1920, 1200)),
    *((1680, 1050), (1280, 1024)),
)
PAINTER = Painter((1920, 1080), load_theme("dark"))
BOX = Box(0, 0, 400, 100)
GROUND, INK = (0, 0, 0), (255, 255, 255)


@pytest.mark.parametrize("cast", [USUAL, LONGEST], ids=["usual", "longest"])
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("theme", shipped_themes())
def test_no_scene_has_anything_cut_off_overlapping_too_small_or_too_faint(
    theme: str, size: tuple[int, int], cast: Cast
) -> None:
    painter = Painter(size, load_theme(theme))
    needed = min(rule_px(size, INCHES, DISTANCE_M), painter.setter.digit)

    found = {name: list(complaints(painter, scene, needed)) for name, scene in scenes(cast).items()}

    assert {name: told for name, told in found.items() if told} == {}


PLACES = st.builds(
    PlaceLine,
    st.integers(1, 999).map(str) | st.just(""),
    st.sampled_from([Bilingual(kk="терезе", ru="окно"), Bilingual(kk="жұмыс орны", ru="рабочее место")]),
    st.none() | st.sampled_from(Direction),
)
CALLS = st.builds(CallLine, st.integers(1, 9999), PLACES, st.booleans(), st.booleans(), st.booleans(), st.booleans())
TITLES = st.sampled_from([*USUAL.titles, *LONGEST.titles])
ZONES = st.builds(
    ZoneSection,
    TITLES,
    st.lists(CALLS, max_size=10).map(tuple),
    st.lists(st.integers(1, 9999), max_size=10).map(tuple),
    st.integers(0, 999),
    st.sampled_from(["", "≤ 5 мин", "≈ 115–120 мин"]),
)


@given(
    calls=st.lists(CALLS, max_size=20).map(tuple),
    zones=st.lists(ZONES, max_size=20).map(tuple),
    staged=st.none() | CALLS,
    condition=st.sampled_from([Condition.OPEN, Condition.STALE]),
    turn=st.integers(0, 9),
    shift=st.tuples(st.integers(-1, 1), st.integers(-1, 1)),
    base=st.sampled_from([scene for cast in (USUAL, LONGEST) for scene in scenes(cast).values()]),
    size=st.sampled_from([*SIZES, (640, 480), (1024, 768)]),
)
def test_whatever_is_called_no_panels_overlap_and_none_leaves_the_screen(  # noqa: PLR0913, PLR0917 - all that a layout depends on
    calls: tuple[CallLine, ...],
    zones: tuple[ZoneSection, ...],
    staged: CallLine | None,
    condition: Condition,
    turn: int,
    shift: tuple[int, int],
    base: Scene,
    size: tuple[int, int],
) -> None:
    directed = any(line.place.direction for line in calls)
    scene = replace(
        base, calls=calls, zones=zones, staged=staged, condition=condition, turn=turn, shift=shift, is_directed=directed
    )
    parts = _painter(size).parts(scene)

    assert list(panel_complaints([part.panel for part in parts], Box(0, 0, *size))) == []
    assert [mark for part in parts for mark in part.marks if mark.box.w < 0 or mark.box.h < 0] == []
    high = [
        _painter(size).lettering.digits_size("0", mark.px)[1]
        for part in parts
        for mark in part.marks
        if isinstance(mark, Figures) and mark.is_acted_on
    ]
    assert all(px >= rule_px(size, INCHES, DISTANCE_M) - 1 for px in high) or size not in WIDE


WIDE = {size for size in SIZES if max(size) * 9 == min(size) * 16 or size == (1366, 768)}
"""16:9, for which the rule's usual screen is meant."""
PAINTERS: dict[tuple[int, int], Painter] = {}


def _painter(size: tuple[int, int]) -> Painter:
    return PAINTERS.setdefault(size, Painter(size, load_theme("dark")))


@settings(max_examples=60)
@given(size=st.tuples(st.integers(640, 7680), st.integers(480, 7680)))
@example(size=(640, 2376))
@example(size=(640, 7680))
@example(size=(7680, 480))
@example(size=(640, 480))
def test_on_a_screen_of_any_shape_everybody_is_sent_out_in_words_that_can_be_read(size: tuple[int, int]) -> None:
    lettering, setter = PAINTER.lettering, Typesetter(load_theme("dark"), PAINTER.lettering, unit_of(size), 100)
    part = evacuation(Box(0, 0, *size), scenes()["evacuation"], setter)

    assert list(part_complaints(part, lettering, setter.least_px)) == []
    assert wording.EVACUATION.kk in {mark.lines[0] for mark in part.marks if isinstance(mark, Text)}


def text(words: str, box: Box = BOX, px: int = 40, ground: tuple[int, int, int] = GROUND) -> Text:
    return Text(box, (words,), Face.FIRST, px, INK, ground)


def told(*marks: Mark, panel: Box = BOX) -> list[str]:
    return list(part_complaints(Part(panel, marks), PAINTER.lettering, 20))


def test_a_part_in_order_has_no_complaint() -> None:
    left, right = Box(0, 0, 200, 100), Box(200, 0, 200, 100)

    assert told(Fill(BOX, GROUND), text("аб", left), Figures(right, "105", 60, INK, GROUND)) == []


def test_the_proof_finds_a_text_too_wide_or_too_high_for_its_box() -> None:
    assert told(Fill(BOX, GROUND), text("Мемлекеттік қызметтер бойынша"))[0].startswith("text «Мемлекеттік")
    assert "needs" in told(Fill(BOX, GROUND), text("аб", Box(0, 0, 400, 30)))[0]
    assert "needs" in told(Fill(BOX, GROUND), Figures(Box(0, 0, 60, 100), "1105", 80, INK, GROUND))[0]


def test_the_proof_finds_a_text_that_was_cut_off_or_is_too_small() -> None:
    assert told(Fill(BOX, GROUND), replace(text("аб"), is_cut=True)) == ["text «аб»: is cut off"]
    assert told(Fill(BOX, GROUND), text("аб", px=19)) == ["text «аб»: 19 px, needed are 20"]


def test_the_proof_finds_texts_that_touch() -> None:
    assert told(Fill(BOX, GROUND), text("аб"), replace(text("вг"), box=Box(10, 0, 300, 100))) == [
        "text «аб»: touches text «вг»"
    ]
    assert told(Fill(BOX, GROUND), text("аб"), replace(text("вг"), align=Align.RIGHT)) == []


def test_the_proof_finds_what_leaves_its_part() -> None:
    assert "leaves its part" in told(text("аб"), panel=Box(0, 0, 399, 100))[0]


def test_the_proof_finds_a_faint_ink_and_a_ground_that_is_not_there() -> None:
    grey = (90, 90, 90)
    assert told(Fill(BOX, grey), text("аб", ground=grey)) == ["text «аб»: contrast 6.9:1, needed is 7:1"]
    panel = Panel(BOX, (20, 20, 20), 5)
    assert told(Fill(BOX, GROUND), panel, text("аб"))[0].startswith("text «аб»: says that it stands on (0, 0, 0)")
    assert told(Fill(BOX, GROUND), Hatch(BOX, grey, 9), text("аб")) == ["text «аб»: contrast 6.9:1, needed is 7:1"]


def test_the_proof_finds_parts_that_overlap_or_leave_the_screen() -> None:
    screen = Box(0, 0, 500, 100)

    assert list(panel_complaints([BOX, Box(399, 0, 101, 100)], screen)) == [
        f"part {BOX}: overlaps {Box(399, 0, 101, 100)}"
    ]
    assert list(panel_complaints([Box(0, 0, 501, 100)], screen)) == [f"part {Box(0, 0, 501, 100)}: leaves the screen"]


def test_the_proof_finds_numbers_lower_than_the_distance_asks() -> None:
    far = Painter((1920, 1080), load_theme("dark"), 43.0, 10.0)

    assert any("needed are 149" in line for line in complaints(far, scenes()["open"], 150))
    assert list(complaints(far, scenes()["open"], 101)) == []


@pytest.mark.parametrize(("inches", "distance_m"), [(43.0, 10.0), (55.0, 10.0), (36.0, 10.0), (43.0, 12.0)])
def test_every_number_of_a_call_is_as_high_as_the_settings_ask(inches: float, distance_m: float) -> None:
    painter = Painter((1920, 1080), load_theme("dark"), inches, distance_m)
    needed = rule_px((1920, 1080), inches, distance_m)

    for cast in (USUAL, LONGEST):
        for name, scene in scenes(cast).items():
            low = [line for line in complaints(painter, scene, needed) if line.startswith("number")]
            assert low == [], name
