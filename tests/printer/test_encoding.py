import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from firmware.words import Bilingual, Language
from printer.drawing import draw_ticket
from printer.encoding import encode, plain_raster_bytes
from printer.picture import INK, Block, Layout, blank
from printer.preview import Preview
from printer.sample import sample_centre, sample_paper


def read_back(layout: Layout, dots_per_inch: int = 203) -> Image.Image:
    (piece,) = Preview(layout.width_px, dots_per_inch).feed(encode(layout, dots_per_inch))
    return piece.picture


def same(one: Image.Image, other: Image.Image) -> bool:
    return one.size == other.size and one.tobytes() == other.tobytes()


@st.composite
def pictures(draw: st.DrawFn) -> Image.Image:
    """Rectangles on paper: overlapping, doubled, at the edges, or none; and noise."""
    width_px = draw(st.sampled_from([8, 24, 384, 576]))
    picture = blank(width_px, draw(st.integers(1, 1200)))
    for _ in range(draw(st.integers(0, 6))):
        size = (draw(st.integers(1, 80)), draw(st.integers(1, 300)))
        at = (draw(st.integers(-8, width_px)), draw(st.integers(-8, picture.height)))
        picture.paste(INK, (*at, at[0] + size[0], at[1] + size[1]))
    if draw(st.booleans()):
        noise = draw(st.binary(min_size=8, max_size=64))
        stamp = Image.frombytes("1", (8, len(noise)), noise)
        scale = draw(st.sampled_from([1, 2]))
        stamp = stamp.resize((8 * scale, len(noise) * scale), Image.Resampling.NEAREST)
        picture.paste(stamp, (draw(st.integers(0, width_px)), draw(st.integers(0, picture.height))))
    return picture


@given(picture=pictures(), dots_per_inch=st.sampled_from([180, 203]))
def test_the_bytes_say_the_picture_dot_by_dot(picture: Image.Image, dots_per_inch: int) -> None:
    assert same(read_back(Layout.of(picture), dots_per_inch), picture)


@pytest.mark.parametrize("width_px", [384, 576])
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("number", [1, 105, 4444, 9999])
def test_real_tickets_come_back_dot_by_dot(width_px: int, language: Language, number: int) -> None:
    layout = draw_ticket(sample_paper(number, language, copy=number == 1), sample_centre(), width_px).layout

    assert same(read_back(layout), layout.picture())


@pytest.mark.parametrize("number", [1, 105, 2047, 9999])
@pytest.mark.parametrize(
    "title",
    [
        None,
        Bilingual(kk="Өзіне-өзі қызмет көрсету аймағы " * 16, ru="Зона самообслуживания посетителей " * 15),
        Bilingual(kk="Ғ" * 500, ru="Щ" * 500),
    ],
    ids=["usual", "500 letters", "one word of 500"],
)
def test_a_ticket_takes_two_fifths_of_a_plain_raster_at_most(number: int, title: Bilingual | None) -> None:
    layout = draw_ticket(sample_paper(number, copy=True), sample_centre(title, title), 576).layout

    assert len(encode(layout)) <= 0.40 * plain_raster_bytes(layout)


def test_a_number_drawn_doubled_is_sent_at_a_quarter() -> None:
    layout = draw_ticket(sample_paper(888), sample_centre(), 576).layout
    number = max((block for _, block in layout.blocks), key=lambda block: block.picture.height)
    alone = Layout(576, number.picture.height, ((0, number),))

    assert b"\x1dv0\x03" in encode(alone)
    assert len(encode(alone)) < plain_raster_bytes(alone) / 4 + 40


def test_white_paper_is_fed_not_sent() -> None:
    assert len(encode(Layout.of(blank(576, 1000)))) < 40


def test_a_margin_is_set_back_for_a_line_that_begins_at_the_left() -> None:
    picture = blank(384, 100)
    picture.paste(INK, (200, 0, 240, 10))
    picture.paste(INK, (0, 50, 240, 60))

    assert same(read_back(Layout.of(picture)), picture)


def test_blocks_are_encoded_where_they_stand() -> None:
    stamp = blank(384, 10)
    stamp.paste(INK, (100, 2, 110, 9))
    layout = Layout(384, 90, ((5, Block(stamp)), (40, Block(stamp))))

    assert same(read_back(layout), layout.picture())


@pytest.mark.parametrize("picture", [Image.new("L", (384, 8)), Image.new("1", (381, 8))])
def test_other_pictures_are_refused(picture: Image.Image) -> None:
    with pytest.raises(ValueError, match="whole bytes"):
        encode(Layout.of(picture))


def test_a_job_begins_with_initialize_and_ends_with_a_cut() -> None:
    job = encode(draw_ticket(sample_paper(), sample_centre(), 576).layout)

    assert job.startswith(b"\x1b@")
    assert job.endswith(b"\x1dVB\x00")
