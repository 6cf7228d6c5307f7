"""The scene that sends everybody out: by words, by a figure that leaves, and by warning signs."""

from display import wording
from display.box import Box, columns, stack
from display.marks import Align, Face, Fill, Part, Strokes, WarningSign
from display.pictogram import LEAVING
from display.scene import Scene
from display.typesetting import Slot, Typesetter


def evacuation(panel: Box, scene: Scene, setter: Typesetter) -> Part:
    """Fill the whole screen, whatever colours somebody sees."""
    is_portrait = panel.h > panel.w
    step = max(1, setter.u(4))
    whole = panel.inset(setter.u(48)).moved(scene.shift[0] * step, scene.shift[1] * step)
    gap = setter.u(44)
    # The signs are as wide as the band is high: on a narrow screen the word between them would have no room.
    band_h = min(round(whole.h * (0.13 if is_portrait else 0.19)), whole.w // 4)
    band, body = stack(whole, (band_h, None), gap)
    if is_portrait:
        figure, kk, ru = stack(body, (round(body.h * 0.4), None, round(body.h * 0.24)), gap)
    else:
        figure, words = columns(body, (33, 67), gap)
        kk, ru = stack(words, (round(words.h * 0.56), None), gap)
    inner = band.inset(round(band.h * 0.12))
    left = Box(inner.x, inner.y, inner.h, inner.h)
    right = left.moved(inner.w - inner.h, 0)
    title = Box(left.right + gap, inner.y, right.x - left.right - 2 * gap, inner.h)
    ink, ground = setter.colour("warning_ink"), setter.colour("warning")
    return Part(
        panel,
        (
            Fill(panel, setter.colour("escape")),
            setter.panel(band, "warning", corner=2),
            *(WarningSign(sign, ink, ground) for sign in (left, right)),
            setter.text(Slot(title, wording.EVACUATION.kk, Face.FIRST, "warning_ink", Align.MIDDLE), "warning", 200),
            Strokes(figure, LEAVING, setter.colour("escape_ink")),
            setter.text(Slot(kk, wording.LEAVE.kk, Face.FIRST, "escape_ink", lines=3), "escape", 150),
            setter.text(Slot(ru, wording.LEAVE.ru, Face.FIRST, "escape_ink", lines=3), "escape", 110),
        ),
    )
