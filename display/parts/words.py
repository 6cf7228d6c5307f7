"""The parts that are mostly words: the header, banners, the ticker at the foot, a message in the calls' place."""

from collections.abc import Iterator

from display.box import Box, stack
from display.layout import HEADER
from display.marks import Align, Face, Logo, Mark, Panel, Part, WarningSign
from display.scene import Banner, Message, Mood, Scene
from display.typesetting import Slot, Style, Typesetter
from firmware.words import Bilingual

_GROUNDS = {Mood.WARNING: "warning", Mood.TOLD: "told", Mood.QUIET: "raised"}


def header(panel: Box, scene: Scene, setter: Typesetter) -> Part:
    """Whose hall this is, and what time it is."""
    u = setter.u
    marks: list[Mark] = []
    names = panel
    if setter.theme.logo is not None:
        logo, names = Box(panel.x, panel.y, panel.h, panel.h), panel.cut_left(panel.h + u(20))
        marks.append(Logo(logo))
    clock_w, date_w = (setter.digits_w(5, u(72)), u(330)) if scene.clock else (0, 0)
    clock = Box(panel.right - clock_w, panel.y, clock_w, panel.h)
    dates = Box(clock.x - u(32) - date_w, panel.y, date_w, panel.h)
    if panel.h > u(HEADER):  # the date beneath the clock, and all the width for the name
        above, beneath = stack(Box(panel.right - date_w, panel.y, date_w, panel.h), (u(80), None), 0)
        clock, dates = Box(above.right - clock_w, above.y, clock_w, above.h), beneath
    if scene.name is not None:
        box = Box(names.x, panel.y, max(0, min(dates.x, clock.x) - u(24) - names.x), panel.h)
        marks += setter.pair(box, scene.name, Style("ground", (42, 36), lines=2))
    if scene.clock:
        marks.append(setter.figures(clock, scene.clock, u(72), "ink", "ground", Align.RIGHT))
    if scene.date is not None:
        marks += setter.pair(dates, scene.date, Style("ground", (32, 30), align=Align.RIGHT))
    return Part(panel, tuple(marks))


def banner(panel: Box, told: Banner, setter: Typesetter) -> Part:
    """Tell everybody something, with a sign where something is wrong."""
    ground = _GROUNDS[told.mood]
    ink = {"warning": "warning_ink", "told": "told_ink", "raised": "ink"}[ground]
    marks: list[Mark] = [setter.panel(panel, ground)]
    box = panel.inset(setter.u(8)).cut_left(setter.u(20))
    if told.mood is Mood.WARNING:
        sign = Box(panel.x + setter.u(20), panel.y, setter.u(84), panel.h)
        side = min(sign.w, sign.h - setter.u(16))
        marks.append(WarningSign(sign.middle(side, side), setter.colour(ink), setter.colour(ground)))
        box = box.cut_left(setter.u(104))
    box = Box(box.x, box.y, max(0, box.w - setter.u(20)), box.h)
    marks += _both(box, told.text, ground, (ink, ink), setter, units=34)
    return Part(panel, tuple(marks))


def ticker(panel: Box, line: Bilingual, setter: Typesetter) -> Part:
    """Show one line of the ticker; it stands still, and the next one takes its place."""
    box = panel.inset(setter.u(8)).cut_left(setter.u(20))
    box = Box(box.x, box.y, max(0, box.w - setter.u(20)), box.h)
    return Part(panel, (setter.panel(panel, "panel"), *_both(box, line, "panel", ("ink", "soft"), setter, units=34)))


def _both(
    box: Box, text: Bilingual, ground: str, inks: tuple[str, str], setter: Typesetter, *, units: float
) -> Iterator[Mark]:
    """Set both languages in one size, one beneath the other, on two lines each where there is room for that."""
    lines = 2 if box.h > setter.u(110) else 1
    if text.kk == text.ru:
        yield setter.text(Slot(box, text.kk, Face.FIRST, inks[0], lines=lines), ground, units)
        return
    kk, ru = _two_lines(box)
    slots = (Slot(kk, text.kk, Face.FIRST, inks[0], lines=lines), Slot(ru, text.ru, Face.SECOND, inks[1], lines=lines))
    yield from setter.group(slots, ground, units)


def message(panel: Box, said: Message, setter: Typesetter) -> Part:
    """Say it in the middle of the screen: the first line large, the others beneath."""
    u = setter.u
    inner = Box(panel.x + u(48), panel.y + u(40), max(0, panel.w - u(96)), max(0, panel.h - u(80)))
    heads, others = (220, *(150 for _ in said.lines[1:])), len(said.lines) - 1
    scale = min(1.0, inner.h / max(1, u(sum(heads) + 30 * others)))
    heights = tuple(u(height * scale) for height in heads)
    block = inner.middle(inner.w, sum(heights) + u(30 * scale) * others)
    marks: list[Mark] = [setter.panel(panel, "panel")]
    first, *rest = stack(block, heights, u(30 * scale))
    marks += setter.pair(first, said.lines[0], Style("panel", (96, 80), align=Align.MIDDLE))
    if rest:
        marks += setter.pairs(rest, said.lines[1:], Style("panel", (60, 54), align=Align.MIDDLE))
        bar = Box(block.x + block.w // 2 - u(60), first.bottom + u(10 * scale), u(120), max(1, u(8 * scale)))
        marks.append(Panel(bar, setter.colour("way"), bar.h // 2))
    return Part(panel, tuple(marks))


def _two_lines(box: Box) -> tuple[Box, Box]:
    kk, ru = stack(box, (round(box.h * 0.52), None), 0)
    return kk, ru
