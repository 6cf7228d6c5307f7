from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pygame
import pytest

from display.box import Box
from display.drawing import Painter
from display.layout import lay_out
from display.scene import Scene, compose
from display.sight import Sight
from display.theme import PANEL
from firmware.words import Bilingual, Role
from mqtt_bridge.devices import Condition as DeviceCondition
from mqtt_bridge.devices import DeviceState
from mqtt_bridge.estimate import WaitEstimate
from mqtt_bridge.public import AloneStation, Board, Call, Centre

HALL_AT = 1_795_412_520.0
GOLDEN = Path(__file__).parent.parent / "golden" / "board"
SIZE = (1280, 720)
NO_PAPER = DeviceState(role=Role.KIOSK, boot=1, condition=DeviceCondition.FAULT, station="entrance")

Scenes = dict[str, Scene]


@pytest.fixture
def scenes(centre: Callable[..., Centre], board: Callable[..., Board], call: Callable[..., Call]) -> Scenes:
    sight = Sight()
    starting = compose(sight, 1000, HALL_AT)
    sight.see_centre(centre())
    sight.see_board(board(), at=1000)
    empty = compose(sight, 1000, HALL_AT)
    earlier = (call(104, "place-2", age_s=40), call(1103, "place-6", age_s=70), call(102, "place-5", age_s=90))
    sight.see_board(board(*earlier, seq=2, busy=3), at=1001)
    sight.see_call(call(105, "place-1"), at=1002)
    at_first = [compose(sight, now, HALL_AT + now - 1002) for now in (1002, 1003, 1100)]
    seen = board(call(107, "place-2", age_s=-9, still_here=True), *earlier, seq=3, at=HALL_AT + 10, busy=3)
    told = AloneStation(station="entrance", tickets=2, told_at=HALL_AT)
    sight.see_board(msgspec.structs.replace(seen, alone=(told,)), at=1012)
    alone = compose(sight, 1016.9, HALL_AT + 17)
    sight.see_call(call(106, "place-3", age_s=-10, still_here=True), at=1013)
    asking = compose(sight, 1013, HALL_AT + 11)
    sight.stations.hear("entrance", NO_PAPER)
    no_tickets = compose(sight, 1014, HALL_AT + 12)
    estimates = (WaitEstimate(from_min=0, to_min=5), WaitEstimate(from_min=10, to_min=15), None)
    zones = tuple(msgspec.structs.replace(z, wait=w) for z, w in zip(seen.zones, estimates, strict=True))
    waits = Sight()
    waits.see_centre(centre())
    waits.see_board(msgspec.structs.replace(seen, zones=zones), at=1012)
    sight.see_board(msgspec.structs.replace(seen, seq=9, evacuation=True), at=1014)
    return {
        "starting": starting,
        "empty": empty,
        "open": at_first[0],
        "framed": at_first[1],
        "stale": at_first[2],
        "alone": alone,
        "asking": asking,
        "no-tickets": no_tickets,
        "waits": compose(waits, 1013, HALL_AT + 11),
        "evacuation": compose(sight, 1014, HALL_AT + 12),
    }


NAMES = ("starting", "empty", "open", "framed", "stale", "alone", "asking", "no-tickets", "waits", "evacuation")


@pytest.mark.parametrize("name", NAMES)
def test_a_frame_is_as_it_was_approved(name: str, scenes: Scenes, *, renew: bool) -> None:
    painter = Painter(SIZE)
    painter.paint(scenes[name])
    path = GOLDEN / f"{name}.png"
    if renew:
        path.parent.mkdir(parents=True, exist_ok=True)
        pygame.image.save(painter.canvas, path)

    approved = pygame.image.load(path)

    assert pygame.image.tobytes(painter.canvas, "RGB") == pygame.image.tobytes(approved, "RGB"), (
        f"{path} differs: look at both, and renew with pytest --renew"
    )


def test_a_picture_brought_up_to_date_is_the_same_as_one_drawn_anew(scenes: Scenes) -> None:
    kept = Painter(SIZE)
    first = ("starting", "evacuation", "empty", "open", "asking", "framed", "no-tickets", "open", "evacuation")
    for name in (*first, "open", "stale", "alone", "waits", "empty"):
        kept.paint(scenes[name])
        fresh = Painter(SIZE)
        fresh.paint(scenes[name])

        assert pygame.image.tobytes(kept.canvas, "RGB") == pygame.image.tobytes(fresh.canvas, "RGB"), name


def test_only_what_changed_is_drawn_and_all_of_it_is_reported(scenes: Scenes) -> None:
    painter = Painter(SIZE)
    assert painter.paint(scenes["open"]) == (Box(0, 0, *SIZE),)
    assert painter.paint(scenes["open"]) == ()
    shown = painter.canvas.copy()

    changed = painter.paint(scenes["framed"])
    for box in changed:
        shown.blit(painter.canvas, (box.x, box.y), (box.x, box.y, box.w, box.h))

    assert 0 < sum(box.w * box.h for box in changed) < SIZE[0] * SIZE[1] // 2
    assert pygame.image.tobytes(shown, "RGB") == pygame.image.tobytes(painter.canvas, "RGB")


def test_a_word_that_is_the_same_in_both_languages_stands_once(scenes: Scenes) -> None:
    both = scenes["empty"]
    once = replace(both, zones=(replace(both.zones[0], title=Bilingual(kk="Консультация", ru="Консультация")),))
    painter = Painter(SIZE)
    painter.paint(once)
    box = lay_out(once, SIZE).zones[0].title_ru

    beneath = painter.canvas.subsurface((box.x, box.y, box.w, box.h))

    assert {tuple(beneath.get_at((x, y))) for x in range(box.w) for y in range(box.h)} == {(*PANEL, 255)}


def test_letters_that_no_font_has_are_told(centre: Callable[..., Centre]) -> None:
    painter = Painter(SIZE)

    assert painter.lacking((centre().name,)) == ""
    assert painter.lacking((type(centre().name)(kk="漢字", ru="字"),)) == "字漢"
