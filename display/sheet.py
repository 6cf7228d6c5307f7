"""Pictures to look at: every scene in every theme and format, one file each, and sheets of all of them in small."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from display.drawing import Painter
from display.sample_casts import LONGEST, USUAL
from display.samples import scenes
from display.theme import load_theme, shipped_themes

if TYPE_CHECKING:
    from PIL import Image

FORMATS = {"1080p": (1920, 1080), "4k": (3840, 2160), "portrait": (1080, 1920)}
CASTS = {"": USUAL, "longest": LONGEST}
_THUMB_W, _COLUMNS, _GAP = 480, 4, 12


def main(argv: Sequence[str] | None = None) -> int:
    """Write the pictures."""
    parser = argparse.ArgumentParser(prog="python -m display.sheet", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("run/pictures/board"), help="for the pictures in full size")
    parser.add_argument("--sheets", type=Path, help="for the sheets; none are made unless told")
    parser.add_argument("--theme", choices=shipped_themes(), action="append", help="only this one")
    parser.add_argument("--format", choices=tuple(FORMATS), action="append", help="only this one")
    options = parser.parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    count = 0
    for theme in options.theme or shipped_themes():
        for name in options.format or FORMATS:
            small = []
            for cast, kind in CASTS.items():
                pictures = draw(theme, FORMATS[name], kind)
                for scene, picture in pictures.items():
                    label = "-".join(filter(None, (theme, name, cast, scene)))
                    picture.save(options.out / f"{label}.png", compress_level=3)
                    count += 1
                small += [_thumb(picture) for picture in pictures.values()] if not cast else []
            if options.sheets is not None and name != "4k":  # in small it is what 1080p is
                options.sheets.mkdir(parents=True, exist_ok=True)
                path = options.sheets / f"board-{theme}-{name}.png"
                _contact_sheet(small).quantize(96).save(path, optimize=True)
                sys.stdout.write(f"{path}\n")
    sys.stdout.write(f"{count} pictures in {options.out}\n")
    return 0


def draw(theme: str, size: tuple[int, int], cast: object = USUAL) -> "dict[str, Image.Image]":
    """Draw every scene; each on a screen of its own, so that nothing of another is left."""
    import pygame
    from PIL import Image

    pictures = {}
    for name, scene in scenes(LONGEST if cast is LONGEST else USUAL).items():
        painter = Painter(size, load_theme(theme))
        painter.paint(scene)
        pictures[name] = Image.frombytes("RGB", size, pygame.image.tobytes(painter.canvas, "RGB"))
    return pictures


def _thumb(picture: "Image.Image") -> "Image.Image":
    from PIL import Image

    width = _THUMB_W if picture.width > picture.height else _THUMB_W // 2
    return picture.resize((width, picture.height * width // picture.width), Image.Resampling.LANCZOS)


def _contact_sheet(small: "Sequence[Image.Image]") -> "Image.Image":
    from PIL import Image

    width, height = small[0].size
    across = _COLUMNS * _THUMB_W // width
    down = -(-len(small) // across)
    sheet = Image.new("RGB", (across * (width + _GAP) + _GAP, down * (height + _GAP) + _GAP), (128, 128, 128))
    for n, picture in enumerate(small):
        sheet.paste(picture, (_GAP + n % across * (width + _GAP), _GAP + n // across * (height + _GAP)))
    return sheet


if __name__ == "__main__":
    sys.exit(main())
