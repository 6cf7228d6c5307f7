"""Every kind of ticket as a picture, and all of them on one sheet: for looking at, and for the documents."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from firmware.words import Language
from printer.drawing import draw_ticket
from printer.encoding import encode
from printer.fonts import Face, font
from printer.picture import as_paper
from printer.preview import Preview
from printer.slip import Slip
from printer.status import READY
from printer.variants import WIDTHS_PX, variants

_WIDTH_PX = 2240
_GAP_PX = 32
_CAPTION_PX = 34
_TABLE, _WRITING = 206, 40
"""Greys: of what the papers lie on, and of what is written beneath them."""
_GREYS = 16


def write_all(folder: Path) -> dict[str, Image.Image]:
    """Write each ticket, and the test slips, as a PNG of what the bytes say; return the pictures by name."""
    jobs = {
        variant.name: (variant.width_px, encode(draw_ticket(variant.paper, variant.centre, variant.width_px).layout))
        for variant in variants()
    }
    slip = Slip(
        device="entrance", attached="usb /dev/usb/lp0", dots_per_inch=203, status=READY, printed_at="03.02.2026"
    )
    jobs |= {f"slip-{width_px}": (width_px, encode(slip.draw(width_px))) for width_px in WIDTHS_PX}
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {}
    for name, (width_px, job) in jobs.items():
        (piece,) = Preview(width_px).feed(job)
        pictures[name] = as_paper(piece.picture)
        pictures[name].save(folder / f"{name}.png")
    return pictures


def contact_sheet(pictures: dict[str, Image.Image]) -> Image.Image:
    """Lay the pictures at half their size in rows, each row of one language and one paper."""
    papers = {name: picture.convert("L").reduce(2) for name, picture in pictures.items()}
    rows: list[list[str]] = []
    for width_px in WIDTHS_PX:
        for language in Language:
            rows += _rows([name for name in papers if name.startswith(f"ticket-{language.value}-{width_px}-")], papers)
    rows += _rows([name for name in papers if name.startswith("slip")], papers)
    heights = [max(papers[name].height for name in row) + _CAPTION_PX + _GAP_PX for row in rows]
    sheet = Image.new("L", (_WIDTH_PX, sum(heights) + _GAP_PX), _TABLE)
    pen = ImageDraw.Draw(sheet)
    top = _GAP_PX
    for row, height in zip(rows, heights, strict=True):
        left = _GAP_PX
        for name in row:
            sheet.paste(papers[name], (left, top))
            caption = name.removeprefix("ticket-")
            pen.text((left, top + papers[name].height + 6), caption, fill=_WRITING, font=font(Face.NARROW, 18))
            left += papers[name].width + _GAP_PX
        top += height
    return sheet.quantize(_GREYS)


def _rows(names: list[str], papers: dict[str, Image.Image]) -> list[list[str]]:
    """Break *names* into rows that the sheet is wide enough for."""
    rows: list[list[str]] = []
    left = _WIDTH_PX
    for name in names:
        if left + papers[name].width + _GAP_PX > _WIDTH_PX:
            rows.append([])
            left = _GAP_PX
        rows[-1].append(name)
        left += papers[name].width + _GAP_PX
    return rows


def main(argv: Sequence[str] | None = None) -> int:
    """Write the pictures and the sheet."""
    parser = argparse.ArgumentParser(prog="python -m printer.sheet", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where each picture goes")
    parser.add_argument("--sheet", type=Path, required=True, metavar="PNG", help="the sheet with all of them")
    wish = parser.parse_args(argv)
    pictures = write_all(wish.out)
    contact_sheet(pictures).save(wish.sheet, optimize=True)
    sys.stdout.write(f"{wish.out}: {len(pictures)} pictures\n{wish.sheet}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
