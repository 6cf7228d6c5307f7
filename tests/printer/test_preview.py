from itertools import pairwise

import pytest
from escpos.printer import Dummy
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from printer.drawing import draw_ticket
from printer.encoding import encode
from printer.escpos import EndlessPieceError, UnknownCommandError
from printer.picture import INK, as_paper, blank
from printer.preview import MOST_BYTES, Preview
from printer.sample import sample_centre, sample_paper

DOT = b"\x1dv0\x00\x01\x00\x01\x00\x80"
CUT = b"\x1dV\x00"


def picture_of(data: bytes, width_px: int = 384) -> Image.Image:
    (piece,) = Preview(width_px).feed(data)
    return piece.picture


def box_of(data: bytes, width_px: int = 384) -> tuple[int, int, int, int] | None:
    return picture_of(data, width_px).getbbox()


@pytest.mark.parametrize("implementation", ["bitImageRaster", "graphicsless"])
def test_the_raster_of_another_encoder_reads_the_same(implementation: str) -> None:
    """python-escpos is the independent writer."""
    paper = as_paper(draw_ticket(sample_paper(), sample_centre(), 384).layout.picture())
    printer = Dummy()
    printer.hw("INIT")
    printer.image(paper, impl="bitImageRaster", fragment_height=100 if implementation == "graphicsless" else 2000)
    printer.cut(feed=False)

    assert as_paper(picture_of(printer.output)).tobytes() == paper.tobytes()


@pytest.mark.parametrize(
    ("mode", "size"), [(0, (8, 2)), (1, (16, 2)), (2, (8, 4)), (3, (16, 4)), (48, (8, 2)), (51, (16, 4))]
)
def test_each_mode_of_a_raster_has_its_size(mode: int, size: tuple[int, int]) -> None:
    picture = picture_of(bytes((0x1D, 0x76, 0x30, mode, 1, 0, 2, 0, 0xFF, 0xFF)) + CUT)

    assert picture.getbbox() == (0, 0, *size)


def test_feeds_are_counted_in_the_units_that_were_set() -> None:
    units = b"\x1dP\xcb\xcb"

    assert picture_of(units + b"\x1bJ\x64" + CUT).height == 100
    assert picture_of(b"\x1bJ\x64" + CUT).height == 50, "half dots, until it is told otherwise"
    assert picture_of(units + b"\x1b3\x0a" + b"\n\x1bd\x02" + CUT).height == 30
    assert picture_of(b"\n\n" + CUT).height == 66, "a sixth of an inch each"


def test_a_raster_stands_where_margin_position_and_justification_say() -> None:
    assert box_of(b"\x1dL\x10\x00" + DOT + CUT) == (16, 0, 17, 1)
    assert box_of(b"\x1b$\x18\x00" + DOT + DOT + CUT) == (0, 0, 25, 2), "a position holds for one line"
    assert box_of(b"\x1ba\x01" + DOT + CUT) == (188, 0, 189, 1)
    assert box_of(b"\x1ba2" + DOT + CUT) == (376, 0, 377, 1)
    assert box_of(b"\x1dW\x40\x00\x1ba\x02" + DOT + CUT) == (56, 0, 57, 1)


def test_what_lies_outside_the_paper_is_lost() -> None:
    wide = bytes((0x1D, 0x76, 0x30, 0, 60, 0, 1, 0)) + b"\xff" * 60

    assert box_of(wide + CUT) == (0, 0, 384, 1)


def test_initialize_forgets_settings_but_not_paper() -> None:
    assert box_of(DOT + b"\x1dL\x10\x00\x1b@" + DOT + CUT) == (0, 0, 1, 2)


@pytest.mark.parametrize(
    "cut", [b"\x1dV\x00", b"\x1dV\x01", b"\x1dV0", b"\x1dVA\x03", b"\x1dVB\x00", b"\x1bi", b"\x1bm"]
)
def test_every_kind_of_cut_ends_a_piece(cut: bytes) -> None:
    preview = Preview(384)

    assert [piece.picture.height for piece in preview.feed(DOT + cut + DOT + DOT + cut)] == [1, 2]
    assert preview.leftover == b""


def test_questions_between_jobs_leave_no_trace() -> None:
    job = b"\x1b@" + DOT + CUT
    pieces = Preview(384).feed(b"\x10\x04\x01" + job + b"\x1dr\x01\x10\x04\x04\x10\x04\x01" + job)

    assert [piece.data for piece in pieces] == [job, job]


@given(cuts=st.lists(st.integers(0, 400), max_size=8))
def test_it_does_not_matter_in_which_portions_the_bytes_come(cuts: list[int]) -> None:
    picture = blank(24, 30)
    picture.paste(INK, (3, 4, 20, 25))
    job = b"\x1b@\x1dL\x00\x00" + bytes((0x1D, 0x76, 0x30, 0, 3, 0, 30, 0)) + picture.tobytes() + b"\x1dVB\x00"
    edges = sorted({0, len(job), *(cut for cut in cuts if cut < len(job))})
    preview = Preview(24)
    pieces = [piece for a, b in pairwise(edges) for piece in preview.feed(job[a:b])]

    assert [piece.picture.tobytes() for piece in pieces] == [picture.tobytes()]


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        (b"\x1b@hello", 2),
        (DOT + CUT + b"\x1b@\x1bQ", len(DOT + CUT) + 2),
        (b"\x1dv1", 0),
        (b"\n\x1dv0\x07" + bytes(8), 1),
        (b"\x1dv0\x00\x00\x00\x01\x00", 0),
        (b"\x1dV\x09", 0),
        (b"\xff", 0),
    ],
)
def test_an_unknown_command_is_named_with_its_place(data: bytes, offset: int) -> None:
    with pytest.raises(UnknownCommandError, match=f"at byte {offset}:") as caught:
        Preview(384).feed(data + bytes(8))
    assert caught.value.offset == offset


@pytest.mark.parametrize(
    "endless",
    [
        b"\x1dP\x01\x01\x1b3\xff" + b"\x1bd\xff" * 10,  # a feed of units of an inch each
        b"\x1bd\xff" * 100,
        (b"\x1dv0\x00\xff\x3f\x01\x00" + bytes(0x3FFF)) * (MOST_BYTES // 0x3FFF + 1),
    ],
    ids=["in inches", "in lines", "in bytes"],
)
def test_a_piece_without_end_is_refused_before_it_takes_the_machines_memory(endless: bytes) -> None:
    with pytest.raises(EndlessPieceError):
        Preview(384).feed(endless)


def test_a_raster_larger_than_any_paper_is_no_command() -> None:
    with pytest.raises(UnknownCommandError, match="at byte 0"):
        Preview(384).feed(b"\x1dv0\x00\xff\xff\xff\xff")


def test_an_unfinished_job_is_left_over() -> None:
    job = encode(draw_ticket(sample_paper(), sample_centre(), 384).layout)
    preview = Preview(384)

    assert preview.feed(job[:-1]) == []
    assert preview.leftover == job[:-1]
    assert [piece.data for piece in preview.feed(job[-1:])] == [job]
