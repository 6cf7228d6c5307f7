"""The QR code on a ticket, read by a library that has nothing to do with the one that made it."""

import msgspec
import pytest
from qr_reading import read_qr

from firmware.words import Language, new_id
from mqtt_bridge.ticket_token import ticket_address
from printer.drawing import draw_ticket
from printer.encoding import encode
from printer.picture import DOTS_PER_MM
from printer.preview import Preview
from printer.qr_code import qr_block
from printer.sample import everything_on, longest_centre, sample_centre, sample_paper, with_address
from printer.variants import Variant, variants

WITH_CODE = tuple(variant for variant in variants() if variant.centre.public_address)


@pytest.mark.parametrize("variant", WITH_CODE, ids=lambda variant: variant.name)
def test_a_phone_reads_from_the_paper_where_the_ticket_can_be_looked_up(variant: Variant) -> None:
    drawn = draw_ticket(variant.paper, variant.centre, variant.width_px)
    (piece,) = Preview(variant.width_px).feed(encode(drawn.layout))

    assert read_qr(piece.picture) == [ticket_address(variant.centre.public_address, variant.paper.ticket_id)]


def test_whatever_the_ticket_its_code_can_be_read() -> None:
    for length in range(1, 61):
        centre = with_address(sample_centre(), f"https://{'k' * length}.example")
        paper = sample_paper(job_id=new_id())
        picture = draw_ticket(paper, centre, 384).layout.picture()

        assert read_qr(picture) == [ticket_address(centre.public_address, paper.ticket_id)]


@pytest.mark.parametrize("width_px", [384, 576])
@pytest.mark.parametrize("small", ["", "small"])
@pytest.mark.parametrize("letters", [30, 55, 97])
def test_modules_are_half_a_millimetre_at_least_and_stand_in_white(letters: int, small: str, width_px: int) -> None:
    picture = qr_block("https://kezek.example/" + "k" * (letters - 22), 176, width_px, is_small=bool(small)).picture
    left, top, right, bottom = picture.getbbox() or (0, 0, 0, 0)
    finder = next(x for x in range(left, right) if picture.getpixel((x, top)) == 0) - left  # seven modules

    assert right - left == bottom - top <= 176
    assert finder / 7 >= DOTS_PER_MM / 2
    assert min(top, picture.height - bottom, left) >= 4 * finder / 7


def test_nothing_of_the_ticket_but_its_token_is_in_the_code() -> None:
    paper = everything_on(Language.KK)[0]
    (text,) = read_qr(draw_ticket(paper, longest_centre(), 576).layout.picture())

    assert paper.ticket_id not in text
    assert str(paper.number) not in text
    other = msgspec.structs.replace(paper, number=1, copy=False, zone="other")
    assert read_qr(draw_ticket(other, longest_centre(), 576).layout.picture()) == [text]


def test_without_a_public_address_there_is_no_code() -> None:
    assert read_qr(draw_ticket(sample_paper(), sample_centre(), 576).layout.picture()) == []


@pytest.mark.parametrize("address", ["https://" + "k" * 500, "https://кезек.example", "https://k\x1b@.example"])
def test_an_address_that_makes_no_code_is_complained_of_and_the_ticket_comes_out(address: str) -> None:
    drawn = draw_ticket(sample_paper(), with_address(sample_centre(), address), 384)

    assert "public address" in drawn.complaints[0]
    assert read_qr(drawn.layout.picture()) == []


def test_an_address_that_would_be_too_fine_is_refused() -> None:
    with pytest.raises(ValueError, match="101 letters"):
        qr_block("k" * 101, 176, 576)
