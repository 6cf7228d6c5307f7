"""The board's colours, dark and calm; every text has a contrast of 7:1 or more on its ground (WCAG 1.4.6). Pure."""

Colour = tuple[int, int, int]

GROUND: Colour = (9, 17, 30)
PANEL: Colour = (19, 32, 52)
CHIP: Colour = (32, 50, 77)
HATCH: Colour = (29, 43, 63)
"""The stripes over what is old, drawn on PANEL."""

INK: Colour = (246, 249, 253)
SOFT_INK: Colour = (196, 210, 228)
"""The second language, and what matters less."""
SKY: Colour = (126, 216, 242)
"""Where to go."""
GOLD: Colour = (255, 211, 92)
"""What is new."""
DARK_INK: Colour = (12, 16, 24)
"""On GOLD and AMBER."""
AMBER: Colour = (255, 176, 66)
"""What is wrong."""
ESCAPE: Colour = (0, 92, 52)
"""The ground while everybody is to leave: the green of escape signs, dark enough for white letters."""

TEXT_ON_GROUND = (
    *((ink, ground) for ink in (INK, SOFT_INK, SKY, GOLD) for ground in (GROUND, PANEL, HATCH)),
    *((ink, CHIP) for ink in (INK, SOFT_INK, SKY)),
    *((DARK_INK, ground) for ground in (GOLD, AMBER)),
    (INK, ESCAPE),
)
"""Every pair of text and ground that is drawn."""


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio, 1 to 21, by WCAG 2.2's formula."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        share / 12.92
        if share <= 0.04045  # noqa: PLR2004 - the formula's own
        else ((share + 0.055) / 1.055) ** 2.4
        for share in (channel / 255 for channel in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
