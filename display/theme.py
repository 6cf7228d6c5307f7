"""How a board looks, as data: colours, fonts, sizes, a logo. `display.theme_checks` says whether it can be read."""

from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from firmware.settings import Settings, SettingsError, load_settings

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

Hex = Annotated[
    str,
    Meta(pattern=r"^#[0-9a-fA-F]{6}\Z", description="a colour in quotes like '#0a1420': red, green and blue in hex"),
]

SHIPPED = Path(__file__).parent / "themes"
FONTS = Path(__file__).parent.parent / "fonts"


class Colours(Settings, frozen=True, kw_only=True):
    """Grounds, and the inks that stand on them."""

    ground: Hex
    """Of the whole screen."""
    panel: Hex
    """Of a section."""
    raised: Hex
    """Of what stands out in a section."""
    line: Hex
    """Around panels, and between rows. Nothing is read by it."""
    old: Hex
    """The stripes over what is old."""
    ink: Hex
    """Kazakh, and all numbers."""
    soft: Hex
    """Russian, and what matters less."""
    way: Hex
    """Where to go."""
    news: Hex
    """The ground of what is new."""
    news_ink: Hex
    warning: Hex
    """The ground of what is wrong."""
    warning_ink: Hex
    told: Hex
    """The ground of what is announced."""
    told_ink: Hex
    escape: Hex
    """The ground while everybody is to leave."""
    escape_ink: Hex


class Fonts(Settings, frozen=True, kw_only=True):
    """Font files: a shipped one by its name, another by its path, from the theme's file on."""

    digits: Annotated[str, Meta(min_length=1, max_length=255)]
    first: Annotated[str, Meta(min_length=1, max_length=255)]
    """Of Kazakh."""
    second: Annotated[str, Meta(min_length=1, max_length=255)]
    """Of Russian."""


class Sizes(Settings, frozen=True, kw_only=True):
    """Sizes at 1920 × 1080 pixels; they grow with the screen."""

    text: Annotated[float, Meta(ge=0.8, le=1.25)] = 1.0
    """Words are so many times as large as usual. Numbers follow from the distance alone."""
    corner: Annotated[int, Meta(ge=0, le=60)] = 16
    """The radius of a panel's corners."""
    line: Annotated[int, Meta(ge=0, le=12)] = 0
    """The width of the line around panels."""


class Theme(Settings, frozen=True, kw_only=True):
    """A whole theme."""

    colours: Colours
    fonts: Fonts
    sizes: Sizes = Sizes()
    logo: Annotated[str, Meta(min_length=1, max_length=255)] | None = None
    """A PNG, from the theme's file on; it stands left of the centre's name."""
    folder: str = ""
    """Where the theme's file lies; not for the file itself."""

    def colour(self, name: str) -> Colour:
        """Return the colour called *name*."""
        text: str = getattr(self.colours, name)
        return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)

    def font(self, name: str) -> Path:
        """Return the file of the font called *name*."""
        file: str = getattr(self.fonts, name)
        shipped = FONTS / file
        return shipped if "/" not in file and shipped.is_file() else Path(self.folder) / file

    def logo_path(self) -> Path | None:
        """Return the file of the logo, if there is one."""
        return Path(self.folder) / self.logo if self.logo is not None else None


def shipped_themes() -> tuple[str, ...]:
    """Return the names of the themes that are shipped."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.toml")))


def load_theme(wanted: str) -> Theme:
    """Read a shipped theme by its name, or any by the path of its file. Raises SettingsError with one line."""
    path = Path(wanted)
    if "/" not in wanted and not wanted.endswith(".toml"):
        path = SHIPPED / f"{wanted}.toml"
        if wanted not in shipped_themes():
            names = ", ".join(shipped_themes())
            raise SettingsError(f"theme: there is no theme {wanted!r}; right would be {names}, or the path of a file")
    theme = load_settings(path, Theme)
    if theme.folder:
        raise SettingsError(f"{path}: folder: there is no such key; right would be colours, fonts, sizes, logo")
    return msgspec.structs.replace(theme, folder=str(path.resolve().parent))


TEXT_ON_GROUND = (
    *((ink, ground) for ink in ("ink", "soft", "way") for ground in ("ground", "panel", "raised", "old")),
    ("news_ink", "news"),
    ("warning_ink", "warning"),
    ("told_ink", "told"),
    ("escape_ink", "escape"),
)
"""Every pair of ink and ground that is drawn."""
LEAST_CONTRAST = 7.0
"""WCAG 2.2, 1.4.6."""


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
