"""How a list of who waits is cut into papers, and what stands on them."""

import msgspec
import pytest
from golden import assert_golden
from hypothesis import given
from hypothesis import strategies as st

from firmware.words import Bilingual
from mqtt_bridge.public import Called
from printer.encoding import encode
from printer.fonts import has_letter
from printer.list_drawing import list_pages
from printer.list_text import AtPlace, ListPart, Numbers, Words, list_text
from printer.preview import Preview
from printer.sample import sample_list
from printer.waiting_list import MOST_NUMBERS, ListedZone, WaitingList

LIST, CENTRE = sample_list()
MOST_PX = 2480  # 31 cm

zones = st.builds(
    ListedZone,
    st.sampled_from(["personal", "consultation", "self-service", "unknown"]),
    st.lists(st.builds(Called, number=st.integers(1, 9999), place=st.just("desk-12")), max_size=10).map(tuple),
    st.lists(st.integers(1, 9999), max_size=200).map(tuple),
    st.integers(0, 200),
)
lists = st.lists(zones, max_size=20).map(lambda zones: WaitingList(tuple(zones), board_at=1_770_100_000.0))


def said(paper: WaitingList, part: ListPart) -> list[str]:
    lines = list_text(paper, CENTRE, has_letter, 1, 1)
    return [line.text for line in lines if isinstance(line, Words) and line.part is part]


@pytest.mark.parametrize("width_px", [384, 576])
@pytest.mark.parametrize("page", [1, 2])
def test_a_list_looks_as_it_did(width_px: int, page: int, renew: bool) -> None:  # noqa: FBT001 - a parameter of the test
    pages = list_pages(LIST, CENTRE)
    assert len(pages) == 2
    layout = pages[page - 1].draw(width_px)
    (piece,) = Preview(width_px).feed(encode(layout))

    assert_golden(f"list-{width_px}-{page}", piece.picture, renew=renew)


@given(lists)
def test_every_number_is_on_one_paper_in_its_order_and_no_paper_is_endless(whole: WaitingList) -> None:
    papers = whole.papers()
    parts = [zone for paper in papers for zone in paper.zones]
    wholes = [zone for zone in parts if not zone.goes_on]

    assert [zone.zone for zone in wholes] == [zone.zone for zone in whole.zones]
    assert [number for zone in parts for number in zone.numbers] == [n for z in whole.zones for n in z.numbers]
    assert [zone.now for zone in wholes] == [zone.now for zone in whole.zones]
    assert sum(zone.more for zone in parts) == sum(zone.more for zone in whole.zones)
    assert all(sum(len(zone.numbers) for zone in paper.zones) <= MOST_NUMBERS for paper in papers)
    assert all(paper.zones for paper in papers[1:])


@pytest.mark.parametrize("width_px", [384, 576])
@pytest.mark.parametrize("length", [0, 1, 59, 60, 61, 400])
@pytest.mark.parametrize("places", [0, 10])
def test_no_paper_is_longer_than_a_hand_can_hold(width_px: int, length: int, places: int) -> None:
    now = tuple(Called(number=9990 + n, place="desk-12") for n in range(places))
    zones = tuple(ListedZone(zone, now, tuple(range(1000, 1000 + length)), more=7) for zone in ("personal", "unknown"))
    pages = list_pages(WaitingList(zones * 3, board_at=None), CENTRE)

    assert max(page.draw(width_px).height_px for page in pages) <= MOST_PX


def test_a_list_says_from_when_its_board_is_and_when_it_was_printed() -> None:
    assert said(LIST, ListPart.SOURCE) == [
        "Табло бойынша: 03.02 11:26",
        "По табло: 03.02 11:26",
        "Терминал басып шығарды: 03.02 11:41",
        "Напечатал сам терминал: 03.02 11:41",
    ]


def test_a_list_without_a_board_says_that_nobody_knows_who_was_called() -> None:
    paper = WaitingList((ListedZone("personal"),), board_at=None)

    assert said(paper, ListPart.SOURCE)[1::2] == [
        "Данных табло нет: кого уже вызвали, неизвестно",
        "Напечатал сам терминал: время неизвестно",
    ]
    assert said(paper, ListPart.CAPTION) == ["Бұл терминал талон берген жоқ · Этот терминал талонов не выдавал"]


def test_a_zone_shows_who_is_where_then_who_waits_then_how_many_more() -> None:
    lines = list(list_text(WaitingList(LIST.zones[:1], None), CENTRE, has_letter, 1, 1))
    at = next(index for index, line in enumerate(lines) if isinstance(line, AtPlace))

    assert lines[at : at + 2] == [AtPlace("1-терезе · Окно 1", 1105), AtPlace("12-жұмыс орны · Рабочее место 12", 9999)]
    assert lines[at + 3] == Numbers((1106, 1107, 1109, 1110, 1111, 2900, 2901))
    assert lines[at + 5] == Words(ListPart.MORE, "и ещё 4, номера неизвестны", is_first=False)


def test_places_zones_and_letters_that_nobody_knows_are_no_reason_to_print_nothing() -> None:
    title = Bilingual(kk="Зал\x1dV 漢", ru="\x00")
    centre = msgspec.structs.replace(
        CENTRE, timezone="Mars/Olympus", zones=(msgspec.structs.replace(CENTRE.zones[0], title=title),)
    )
    zones = (ListedZone("personal", (Called(number=1, place="gone"),), (2,)), ListedZone("unknown", (), (3,)))
    pages = list_pages(WaitingList(zones, board_at=1e300, printed_at=float("nan")), centre)
    lines = list(list_text(pages[0].paper, centre, has_letter, 1, 1))

    assert AtPlace("gone", 1) in lines
    assert Words(ListPart.ZONE, "Зал V □") in lines
    assert Words(ListPart.ZONE, "personal", is_first=False) in lines
    assert Words(ListPart.ZONE, "unknown") in lines
    assert len(Preview(576).feed(encode(pages[0].draw(576)))) == 1
