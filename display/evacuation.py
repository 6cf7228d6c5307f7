"""Where everything stands while everybody is to leave: the whole screen, and nothing else on it. Pure."""

from dataclasses import dataclass

from display.box import Box, columns, stack


@dataclass(frozen=True, slots=True)
class BandBoxes:
    """What it is, between two warning signs."""

    panel: Box
    signs: tuple[Box, Box]
    title: Box


@dataclass(frozen=True, slots=True)
class EvacuationBoxes:
    """What it is, a figure that leaves, and what to do in both languages."""

    panel: Box
    band: BandBoxes
    figure: Box
    kk: Box
    ru: Box


def evacuation_boxes(size: tuple[int, int], unit: float, moved: tuple[int, int]) -> EvacuationBoxes:
    """Place it on a screen of *size* pixels, *moved* to the right and down against burn-in."""
    width, height = size
    is_portrait = height > width
    whole = Box(0, 0, width, height).inset(round(48 * unit)).moved(*moved)
    gap = round(44 * unit)
    band, body = stack(whole, (round(whole.h * (0.13 if is_portrait else 0.19)), None), gap)
    if is_portrait:
        figure, kk, ru = stack(body, (round(body.h * 0.4), None, round(body.h * 0.24)), gap)
    else:
        figure, words = columns(body, (33, 67), gap)
        kk, ru = stack(words, (round(words.h * 0.56), None), gap)
    return EvacuationBoxes(Box(0, 0, width, height), _band(band, gap), figure, kk, ru)


def _band(panel: Box, gap: int) -> BandBoxes:
    inner = panel.inset(round(panel.h * 0.12))
    left = Box(inner.x, inner.y, inner.h, inner.h)
    right = left.moved(inner.w - inner.h, 0)
    return BandBoxes(panel, (left, right), Box(left.right + gap, inner.y, right.x - left.right - 2 * gap, inner.h))
