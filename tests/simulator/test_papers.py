import io
from collections.abc import Callable

import msgspec
import pytest
from PIL import Image

from firmware.clock import FakeClock
from firmware.words import Bilingual, Language, PlaceKind, new_id
from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Centre, PlaceSign, ZoneSign
from printer.drawing import draw_ticket
from printer.encoding import encode
from simulator.papers import UNKNOWN_AFTER_S, Papers, png_of
from simulator.recognition import Recognition

WIDTH_PX = 576


def centre(name: str = "Орталық", day: str = "2026-11-23") -> Centre:
    return Centre(
        name=Bilingual(kk=name, ru="Центр"),
        address=Bilingual(kk="Ауыл", ru="Село"),
        timezone="Asia/Almaty",
        day=day,
        zones=(ZoneSign(zone="a", title=Bilingual(kk="Кеңес", ru="Совет"), wait_at=Bilingual(kk="зал", ru="зал")),),
        places=(PlaceSign(place="window-1", kind=PlaceKind.WINDOW, number=1, zones=("a",)),),
    )


def paper(number: int = 101, *, copy: bool = False, language: Language = Language.KK) -> TicketPaper:
    return TicketPaper(
        job_id=new_id(),
        ticket_id=new_id(),
        number=number,
        zone="a",
        language=language,
        issued_at=1_800_000_000.0,
        ahead=3,
        copy=copy,
    )


def printed(ticket: TicketPaper, its_centre: Centre) -> bytes:
    return encode(draw_ticket(ticket, its_centre, WIDTH_PX).layout)


@pytest.fixture
def recognition() -> Recognition:
    made = Recognition(WIDTH_PX)
    made.learn_centre(centre())
    return made


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def papers(recognition: Recognition, clock: FakeClock) -> Papers:
    return Papers(recognition, WIDTH_PX, clock, lambda: None)


def test_a_paper_is_known_for_the_ticket_that_the_hall_gave_to_its_station(
    papers: Papers, recognition: Recognition
) -> None:
    given = [paper(101), paper(102), paper(102, copy=True), paper(103, language=Language.RU)]
    for ticket in given:
        recognition.learn_paper("entrance", ticket)
    for ticket in given:
        papers.add("entrance", printed(ticket, centre()), 1.5)

    listed = papers.listed()

    assert [(out["n"], out["number"], out["copy"], out["language"]) for out in listed] == [
        (4, 103, False, "ru"),
        (3, 102, True, "kk"),
        (2, 102, False, "kk"),
        (1, 101, False, "kk"),
    ]
    assert listed[0]["bytes"] == len(printed(given[3], centre()))
    assert [out["ticket_id"] for out in reversed(listed)] == [ticket.ticket_id for ticket in given]


def test_a_paper_that_its_station_numbered_alone_is_known_though_the_dispatcher_numbers_the_press_later(
    papers: Papers, recognition: Recognition
) -> None:
    alone = msgspec.structs.replace(paper(250), alone=True, ahead=None)
    recognition.learn_paper("entrance", alone)
    recognition.learn_paper("entrance", msgspec.structs.replace(alone, number=101, alone=False, ahead=3))

    papers.add("entrance", printed(alone, centre()), 1.5)

    assert papers.listed()[0]["number"] == 250


def test_a_paper_is_listed_once_the_hall_has_owned_up_to_it(papers: Papers, recognition: Recognition) -> None:
    ticket = paper()
    papers.add("entrance", printed(ticket, centre()), 1.5)
    assert papers.listed() == []

    recognition.learn_paper("entrance", ticket)
    papers.look_again()

    assert papers.listed()[0]["number"] == 101


def test_a_paper_of_nobody_is_listed_without_a_number_after_a_while(
    papers: Papers, recognition: Recognition, clock: FakeClock
) -> None:
    ticket = paper()
    recognition.learn_paper("waiting-hall", ticket)
    papers.add("entrance", printed(ticket, centre()), 1.5)
    clock.pass_time(UNKNOWN_AFTER_S + 1)

    listed = papers.listed()

    assert (listed[0]["station"], listed[0]["number"], listed[0]["zone"], listed[0]["copy"]) == (
        "entrance",
        None,
        None,
        False,
    )


@pytest.mark.parametrize("renamed", [lambda: centre("Басқа орталық"), lambda: centre(day="2026-11-24")])
def test_a_paper_drawn_just_before_the_centre_changed_is_still_known(
    papers: Papers, recognition: Recognition, renamed: Callable[[], Centre]
) -> None:
    ticket = paper()
    recognition.learn_paper("entrance", ticket)
    recognition.learn_centre(renamed())

    papers.add("entrance", printed(ticket, centre()), 1.5)

    assert papers.listed()[0]["number"] == 101


def test_the_picture_is_what_the_bytes_say(papers: Papers) -> None:
    ticket = paper()
    papers.add("entrance", printed(ticket, centre()), 1.5)
    out = papers.get(1)
    assert out is not None
    png = png_of(out)
    assert png is not None

    seen = Image.open(io.BytesIO(png)).convert("1")

    drawn = draw_ticket(ticket, centre(), WIDTH_PX).layout.picture()
    ink = [(x, y) for x in range(0, drawn.width, 7) for y in range(0, drawn.height, 7) if drawn.getpixel((x, y))]
    assert ink
    assert all(seen.getpixel(dot) == 0 for dot in ink)


def test_bytes_that_no_printer_prints_are_kept_without_a_picture(papers: Papers, clock: FakeClock) -> None:
    papers.add("entrance", b"\xff\xfe", 1.5)
    clock.pass_time(UNKNOWN_AFTER_S + 1)
    out = papers.get(1)

    assert out is not None
    assert png_of(out) is None
    assert papers.listed()[0]["bytes"] == 2
    assert papers.get(2) is None
