"""A ticket's layout, read and ready to draw with: `ticket.toml`, and the pictures that it names."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops

from firmware.settings import SettingsError, load_settings
from printer.picture import DOTS_PER_MM, Block, blank
from printer.ticket_settings import TicketSettings

SHIPPED = Path(__file__).parent / "ticket.toml"
HIGHEST_LOGO_PX = 240
"""Three centimetres."""


@dataclass(frozen=True, eq=False)
class TicketDesign:
    """How tickets look here."""

    settings: TicketSettings
    logos: dict[str, Image.Image] = field(default_factory=dict)
    """By their names in the settings; ink is set."""
    _blocks: dict[tuple[str, int], Block] = field(default_factory=dict)

    @property
    def longest_px(self) -> int:
        """Return how many rows of dots a ticket may have."""
        return self.settings.longest_mm * DOTS_PER_MM

    def logo(self, file: str, width_px: int) -> Block:
        """Return the picture in the middle of the paper; what is too wide is cut off at both sides."""
        key = (file, width_px)
        if key not in self._blocks:
            logo = self.logos[file]
            drawn = blank(width_px, logo.height)
            drawn.paste(logo, ((width_px - logo.width) // 2, 0))
            self._blocks[key] = Block(drawn)
        return self._blocks[key]


@cache
def shipped_design() -> TicketDesign:
    """Return the layout that Kezek ships."""
    return load_design(SHIPPED, 384)


def load_design(path: Path, width_px: int) -> TicketDesign:
    """Read *path* and the logos that it names, for a printer of *width_px*.

    Raises SettingsError with one line: file, key, what would be right.
    """
    settings = load_settings(path, TicketSettings)
    logos = {}
    for index, block in enumerate(settings.blocks):
        if block.file is not None:
            try:
                logos[block.file] = _logo(path.parent / block.file, width_px)
            except ValueError as error:
                raise SettingsError(f"{path}: blocks[{index}].file: {error}") from error
    return TicketDesign(settings, logos)


def _logo(path: Path, width_px: int) -> Image.Image:
    """Read a picture. Raises ValueError with what is wrong and what would be right."""
    try:
        with Image.open(path, formats=("PNG",)) as png:
            if png.mode != "1":
                raise ValueError(f"{path} has mode {png.mode}; right would be a PNG of 1 bit a dot, black on white")
            if not (8 <= png.width <= width_px and 8 <= png.height <= HIGHEST_LOGO_PX):  # noqa: PLR2004 - a millimetre
                size = f"{png.width} × {png.height}"
                raise ValueError(f"{path} has {size} dots; right would be up to {width_px} × {HIGHEST_LOGO_PX}")
            png.load()
            return ImageChops.invert(png)
    except OSError as error:
        raise ValueError(f"{path} cannot be read as a PNG: {error.strerror or 'it is none'}") from error
