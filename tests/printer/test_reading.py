"""A stranger reads the paper: tesseract, on what the bytes of every kind of ticket say."""

import io

import pytest
from PIL import Image
from reading import has_number, likeness, read_png

from printer.drawing import draw_ticket
from printer.encoding import encode
from printer.fonts import has_letter
from printer.parts import Part
from printer.picture import as_paper
from printer.preview import Preview
from printer.ticket_design import shipped_design
from printer.ticket_text import ticket_text
from printer.variants import Variant, variants

IMPORTANT = {Part.ZONE, Part.PURPOSE, Part.APPOINTMENT, Part.OFFICIAL, Part.AHEAD, Part.WAIT, Part.WAIT_AT, Part.MISSED}
MARKS = {Part.COPY, Part.ALONE}
SHORTENED = {"everything", "everything-alone", "long-appointment"}
"""Their names end with an ellipsis: the beginning is what can be read."""

LIKE_ENOUGH = 0.8
"""tesseract takes Қ for К now and then."""


def picture_of(variant: Variant) -> Image.Image:
    layout = draw_ticket(variant.paper, variant.centre, variant.width_px).layout
    (piece,) = Preview(variant.width_px).feed(encode(layout))
    return as_paper(piece.picture).convert("L")


def read(picture: Image.Image, dots_per_inch: int) -> str:
    png = io.BytesIO()
    picture.save(png, "PNG", dpi=(dots_per_inch, dots_per_inch))
    return read_png(png.getvalue())


def read_from_afar(picture: Image.Image) -> str:
    """At half the size: from near by, tesseract takes digits of two centimetres for a drawing now and then."""
    return read(picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS), 102)


@pytest.mark.parametrize("variant", tuple(variants()), ids=lambda variant: variant.name)
def test_a_stranger_can_read_the_ticket(variant: Variant) -> None:
    picture = picture_of(variant)
    text = read(picture, 203)
    lines = ticket_text(variant.paper, variant.centre, shipped_design().settings, has_letter).lines
    unread = [
        line.text
        for line in lines
        if line.is_first
        and line.part in IMPORTANT | MARKS
        and likeness(text, line.text[:12] if variant.mark in SHORTENED else line.text) < LIKE_ENOUGH
    ]

    number = variant.paper.number
    assert has_number(text, number) or has_number(read_from_afar(picture), number), text
    assert unread == [], text
