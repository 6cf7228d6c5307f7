from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pygame
import pytest
from PIL import Image

from display.box import Box
from display.drawing import Painter
from display.marks import Text, texts
from display.samples import scenes
from display.theme import load_theme
from firmware.words import Bilingual
from mqtt_bridge.public import Centre

GOLDEN = Path(__file__).parent.parent / "golden" / "board"
SIZE = (1920, 1080)
SCENES = scenes()


def painter(size: tuple[int, int] = SIZE) -> Painter:
    return Painter(size, load_theme("dark"))


@pytest.mark.parametrize("name", SCENES)
def test_a_frame_is_as_it_was_approved(name: str, *, renew: bool) -> None:
    painting = painter()
    painting.paint(SCENES[name])
    path = GOLDEN / f"{name}.png"
    if renew:
        path.parent.mkdir(parents=True, exist_ok=True)
        pixels = pygame.image.tobytes(painting.canvas, "RGB")
        Image.frombytes("RGB", SIZE, pixels).save(path, optimize=True)  # half as large as pygame's own

    approved = pygame.image.load(path)

    assert pygame.image.tobytes(painting.canvas, "RGB") == pygame.image.tobytes(approved, "RGB"), (
        f"{path} differs: look at both, and renew with pytest --renew"
    )


def test_no_golden_is_left_of_a_scene_that_is_gone() -> None:
    assert {path.stem for path in GOLDEN.glob("*.png")} == set(SCENES)


def test_a_picture_brought_up_to_date_is_the_same_as_one_drawn_anew() -> None:
    kept = painter((1280, 720))
    for name in (*SCENES, "evacuation", "open", "blank", "call", "blank", "evacuation", "blank", "stale", "open"):
        kept.paint(SCENES[name])
        fresh = painter((1280, 720))
        fresh.paint(SCENES[name])

        assert pygame.image.tobytes(kept.canvas, "RGB") == pygame.image.tobytes(fresh.canvas, "RGB"), name


def test_only_what_changed_is_drawn_and_all_of_it_is_reported() -> None:
    painting = painter()
    assert painting.paint(SCENES["open"]) == (Box(0, 0, *SIZE),)
    assert painting.paint(SCENES["open"]) == ()
    shown = painting.canvas.copy()

    changed = painting.paint(SCENES["newest"])
    for box in changed:
        shown.blit(painting.canvas, (box.x, box.y), (box.x, box.y, box.w, box.h))

    assert 0 < sum(box.w * box.h for box in changed) < SIZE[0] * SIZE[1] // 2
    assert pygame.image.tobytes(shown, "RGB") == pygame.image.tobytes(painting.canvas, "RGB")


def test_a_word_that_is_the_same_in_both_languages_stands_once() -> None:
    both = SCENES["empty"]
    same = Bilingual(kk="Консультация", ru="Консультация")
    once = replace(both, zones=(replace(both.zones[0], title=same),))

    said = [line for mark in texts(painter().parts(once)) if isinstance(mark, Text) for line in mark.lines]

    assert said.count("Консультация") == 1


def test_all_zones_of_a_page_are_set_in_the_same_sizes() -> None:
    by_words: dict[str, set[int]] = {}
    for mark in texts(painter().parts(SCENES["waits"])):
        if isinstance(mark, Text):
            by_words.setdefault(" ".join(mark.lines), set()).add(mark.px)
    titles = [by_words[zone.title.kk] for zone in SCENES["waits"].zones]

    assert len(set.union(*titles)) == 1
    assert len(by_words["Кезекте"]) == len(by_words["Келесі"]) == 1


def test_letters_that_a_font_lacks_are_told(centre: Callable[..., Centre]) -> None:
    assert painter().lacking((centre().name,)) == ""
    assert painter().lacking((Bilingual(kk="漢字", ru="字"),)) == "字漢"


def test_more_calls_than_fit_are_shown_on_later_pages_as_long_as_somebody_is_to_go_there() -> None:
    crowded, painting = SCENES["crowded"], painter()
    seen = []
    for turn in range(3):
        painting.paint(replace(crowded, turn=turn))
        seen.append(painting.calls_drawn)

    assert seen[0] == (0, 1, 2, 3)
    assert all(pages[0] == 0 for pages in seen)
    standing = {n for n, line in enumerate(crowded.calls) if line.stands}
    assert standing <= {n for pages in seen for n in pages}


def test_more_zones_than_fit_are_shown_in_turn_with_a_mark() -> None:
    crowded, painting = SCENES["crowded"], painter()
    marks, numbers = set(), set()
    for turn in range(2):
        for mark in texts(painting.parts(replace(crowded, turn=turn))):
            if isinstance(mark, Text):
                marks.add(mark.lines[0])
            else:
                numbers.add(mark.number)

    assert {"1 / 2", "2 / 2"} <= marks
    assert {str(zone.next[0]) for zone in crowded.zones} <= numbers


def test_more_places_than_fit_are_shown_in_turn() -> None:
    crowded, painting = replace(SCENES["crowded"], zones=SCENES["crowded"].zones[:1]), painter()
    numbers = {
        mark.number
        for turn in range(5)
        for mark in texts(painting.parts(replace(crowded, turn=turn)))
        if not isinstance(mark, Text)
    }

    assert {str(line.number) for line in crowded.zones[0].now} <= numbers
