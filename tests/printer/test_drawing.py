import pytest
from golden import assert_golden

from firmware.words import Bilingual, Language
from mqtt_bridge.public import Centre
from printer.drawing import draw_ticket
from printer.sample import sample_centre, sample_paper, with_appointment, with_wait

MOST_PX = 1040  # 130 mm
WIDTHS = (384, 576)


def endless(kk: str, ru: str) -> Centre:
    return sample_centre(Bilingual(kk=kk, ru=ru), Bilingual(kk=kk, ru=ru))


@pytest.mark.parametrize("width_px", WIDTHS)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("marks", [(), ("copy",), ("alone",), ("alone", "copy")], ids="-".join)
def test_a_ticket_looks_as_it_did(width_px: int, language: Language, marks: tuple[str, ...], renew: bool) -> None:  # noqa: FBT001 - a parameter of the test
    paper = sample_paper(105, language, copy="copy" in marks, alone="alone" in marks)
    drawn = draw_ticket(paper, sample_centre(), width_px)

    assert drawn.complaints == ()
    assert_golden("-".join(("ticket", language.value, str(width_px), *marks)), drawn.layout.picture(), renew=renew)


@pytest.mark.parametrize("width_px", WIDTHS)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("mark", ["wait", "appointment"])
def test_a_ticket_that_knows_the_time_to_come_looks_as_it_did(
    width_px: int,
    language: Language,
    mark: str,
    renew: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    plain = sample_paper(105, language)
    paper = with_wait(plain) if mark == "wait" else with_appointment(plain)
    drawn = draw_ticket(paper, sample_centre(), width_px)

    assert drawn.complaints == ()
    assert_golden(f"ticket-{language.value}-{width_px}-{mark}", drawn.layout.picture(), renew=renew)


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
    for paper in (copy, with_wait(copy), with_appointment(copy), sample_paper(9999, copy=True, alone=True)):
        drawn = draw_ticket(paper, centre, width_px)

        assert drawn.layout.height_px <= MOST_PX
        assert drawn.layout.picture().width == width_px


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
