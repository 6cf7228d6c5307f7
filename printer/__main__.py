"""kezek-printer: see a ticket as the printer would print it, without wasting paper."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from firmware.words import Bilingual, Language
from printer.drawing import draw_ticket
from printer.encoding import encode, plain_raster_bytes
from printer.picture import DOTS_PER_MM, as_paper
from printer.preview import Preview
from printer.sample import sample_centre, sample_paper


def main(argv: Sequence[str] | None = None) -> int:
    """Parse, draw, encode, decode, save."""
    parser = argparse.ArgumentParser(prog="kezek-printer", description=__doc__)
    commands = parser.add_subparsers(required=True)
    preview = commands.add_parser("preview", help="draw a ticket, encode it, and save what the bytes say as a PNG")
    preview.add_argument("--language", choices=[language.value for language in Language], default="kk")
    preview.add_argument("--zone", metavar="TITLE", help="the zone's title, in both languages")
    preview.add_argument("--number", type=int, choices=range(1, 10_000), metavar="1..9999", default=105)
    preview.add_argument("--ahead", type=int, default=7, help="how many wait before it")
    preview.add_argument("--width", type=int, choices=(384, 576), default=576, help="dots of the printer's head")
    preview.add_argument("--copy", action="store_true", help="a reprint")
    preview.add_argument("--alone", action="store_true", help="numbered by the station alone, at an unknown time")
    preview.add_argument("out", type=Path, help="the PNG to write")
    return _preview(parser.parse_args(argv))


def _preview(wish: argparse.Namespace) -> int:
    title = Bilingual(kk=wish.zone, ru=wish.zone) if wish.zone else None
    language = Language(wish.language)
    paper = sample_paper(wish.number, language, ahead=max(wish.ahead, 0), copy=wish.copy, alone=wish.alone)
    drawn = draw_ticket(paper, sample_centre(title), wish.width)
    job = encode(drawn.layout)
    (piece,) = Preview(wish.width).feed(job)
    as_paper(piece.picture).save(wish.out)
    share = len(job) / plain_raster_bytes(drawn.layout)
    print(f"{wish.out}: {piece.picture.height / DOTS_PER_MM:.0f} mm, {len(job)} bytes, {share:.0%} of a plain raster")
    for complaint in drawn.complaints:
        print(complaint)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
