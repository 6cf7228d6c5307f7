"""All parts of a frame, from a scene and the boxes for it."""

from collections.abc import Iterator

from display.layout import Frame
from display.marks import Fill, Part
from display.parts.calls import call_list, call_strip
from display.parts.evacuation import evacuation
from display.parts.side import side
from display.parts.staged import staged_call
from display.parts.words import banner, header, message, ticker
from display.scene import Condition, Scene
from display.typesetting import Typesetter


def parts_of(frame: Frame, scene: Scene, setter: Typesetter) -> tuple[Part, ...]:
    """Set everything that *scene* shows."""
    return tuple(_parts(frame, scene, setter))


def _parts(frame: Frame, scene: Scene, setter: Typesetter) -> Iterator[Part]:
    if frame.whole is not None:
        is_blank = scene.condition is Condition.BLANK
        yield Part(frame.whole, (Fill(frame.whole, (0, 0, 0)),)) if is_blank else evacuation(frame.whole, scene, setter)
        return
    if frame.header is not None:
        yield header(frame.header, scene, setter)
    for box, each in zip(frame.banners, scene.banners, strict=False):
        yield banner(box, each, setter)
    if frame.foot is not None and scene.ticker is not None:
        yield ticker(frame.foot, scene.ticker, setter)
    if frame.stage is not None and scene.staged is not None:
        yield staged_call(frame.stage, scene.staged, setter)
    if frame.strip is not None:
        yield from call_strip(frame.strip, scene, setter)
    if frame.main is not None:
        yield from (
            [message(frame.main, scene.message, setter)] if scene.message else call_list(frame.main, scene, setter)
        )
    if frame.side is not None:
        yield from side(frame.side, scene, setter)
