import msgspec
import pytest

from firmware.words import Bilingual, Language
from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Centre
from printer.blocks import pen_on, write
from printer.drawing import draw_ticket
from printer.encoding import encode, plain_raster_bytes
from printer.fonts import Face, font, length_px
from printer.picture import blank
from printer.sample import everything_on, longest_centre, sample_centre, sample_paper, with_address, with_wait

MOST_PX = 1040  # 130 mm
WIDTHS = (384, 576)


def endless(kk: str, ru: str) -> Centre:
    both = Bilingual(kk=kk, ru=ru)
    centre = msgspec.structs.replace(longest_centre(), name=both, address=both)
    return msgspec.structs.replace(
        centre,
        zones=(msgspec.structs.replace(centre.zones[0], title=both, wait_at=both),),
        purposes=(msgspec.structs.replace(centre.purposes[0], title=Bilingual(kk=f"{kk} ", ru=f"{ru} ")),),
    )


@pytest.mark.parametrize("width_px", WIDTHS)
@pytest.mark.parametrize(
    "centre",
    [
        endless("Өзіне-өзі қызмет көрсету аймағы " * 16, "Зона самообслуживания посетителей " * 15),
        endless("Ғ" * 500, "Щ" * 500),
        endless("Ш" * 60, "Ё" * 60),
        endless("Ы\u0301\u0301" * 150, "З" + "\u0301" * 499),
    ],
    ids=["500 letters", "one word of 500", "one word of 60", "accents on accents"],
)
def test_the_longest_names_stay_on_the_paper(width_px: int, centre: Centre) -> None:
    copy = sample_paper(9999, ahead=9_999_999, copy=True)
    for paper in (
        copy,
        with_wait(copy),
        *everything_on(Language.KK, centre.zones[0].title),
        *everything_on(Language.RU),
    ):
        drawn = draw_ticket(paper, centre, width_px)

        assert drawn.layout.height_px <= MOST_PX
        assert drawn.layout.picture().width == width_px
        assert len(encode(drawn.layout)) <= 0.5 * plain_raster_bytes(drawn.layout), "every row is full of letters"


@pytest.mark.parametrize("width_px", WIDTHS)
@pytest.mark.parametrize("letter", "ЩШЖМЫҢ")
def test_no_line_reaches_into_the_margins_whatever_its_letters(width_px: int, letter: str) -> None:
    picture = draw_ticket(sample_paper(), endless("Қ" * 500, letter * 500), width_px).layout.picture()

    left, _, right, _ = picture.getbbox() or (0, 0, 0, 0)

    assert left >= 8
    assert right <= width_px - 8


@pytest.mark.parametrize("width_px", WIDTHS)
def test_a_usual_ticket_takes_less_than_ten_centimetres(width_px: int) -> None:
    assert draw_ticket(sample_paper(), sample_centre(), width_px).layout.height_px <= 800


@pytest.mark.parametrize("width_px", WIDTHS)
@pytest.mark.parametrize("number", [1, 77, 105, 888, 1000, 9999])
def test_the_number_is_huge_and_whole(width_px: int, number: int) -> None:
    drawn = draw_ticket(sample_paper(number), sample_centre(), width_px)
    block = max((block.picture for _, block in drawn.layout.blocks), key=lambda picture: picture.height)
    box = block.getbbox()

    assert box is not None
    assert box[0] > 0
    assert box[2] < width_px
    assert box[3] - box[1] >= (140 if width_px == 576 else 100)  # 17 and 12 mm
    assert abs(box[0] - (width_px - box[2])) <= 2, "in the middle"


def test_blocks_do_not_overlap() -> None:
    layout = draw_ticket(sample_paper(copy=True), sample_centre(), 576).layout
    ends = [top + block.picture.height for top, block in layout.blocks]

    assert all(top >= end for (top, _), end in zip(layout.blocks[1:], ends, strict=False))
    assert ends[-1] <= layout.height_px


def test_complaints_come_with_the_drawing() -> None:
    assert "U+001B" in draw_ticket(sample_paper(), endless("Зал \x1b@", "Зал"), 576).complaints[0]


def test_words_stand_on_one_line_whatever_their_letters() -> None:
    for size in (19, 23, 28):
        letters = font(Face.NARROW, size)
        feet = set()
        for word in ("ын", "Сн", "7н", "бн", "цн", "«н", "ён"):
            picture = blank(200, 80)
            write(pen_on(picture), letters, (0, 50), word)
            left = int(length_px(letters, word[:-1])) + 1
            box = picture.crop((left, 0, int(length_px(letters, word)), 80)).getbbox()
            assert box is not None
            feet.add(box[3])

        assert feet == {50}, f"{size} dots"


def test_a_ticket_that_becomes_too_long_gives_up_its_address_first_and_its_names_last() -> None:
    def heights(paper: TicketPaper, centre: Centre) -> int:
        return draw_ticket(paper, centre, 576).layout.height_px

    plain = with_wait(sample_paper())
    with_code = heights(plain, with_address(sample_centre()))
    without_address = msgspec.structs.replace(sample_centre(), address=Bilingual(kk="\x00", ru="\x00"))

    assert with_code == heights(plain, with_address(without_address)), "no address is on either"
    assert heights(plain, sample_centre()) > heights(plain, without_address)
