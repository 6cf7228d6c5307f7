import msgspec
import pytest

from firmware.words import Bilingual, Language
from mqtt_bridge.estimate import WaitEstimate
from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Centre
from printer.cleaning import clean
from printer.fonts import has_letter
from printer.parts import Part
from printer.sample import sample_centre, sample_paper, with_appointment, with_wait
from printer.ticket_design import shipped_design
from printer.ticket_text import ticket_text


def words(part: Part, paper: TicketPaper, centre: Centre | None = None) -> list[str]:
    text = ticket_text(paper, centre or sample_centre(), shipped_design().settings, has_letter)
    return [line.text for line in text.lines if line.part is part]


def complaints(centre: Centre, paper: TicketPaper | None = None) -> str:
    text = ticket_text(paper or sample_paper(), centre, shipped_design().settings, has_letter)
    return "; ".join(text.complaints)


def test_the_visitors_language_stands_first() -> None:
    assert words(Part.ZONE, sample_paper(language=Language.KK)) == ["Жеке қабылдау", "Личный приём"]
    assert words(Part.ZONE, sample_paper(language=Language.RU)) == ["Личный приём", "Жеке қабылдау"]


def test_a_title_that_is_the_same_in_both_languages_stands_once() -> None:
    title = Bilingual(kk="Консультация", ru="Консультация")

    assert words(Part.ZONE, sample_paper(), sample_centre(title)) == ["Консультация"]


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (7, ["Сіздің алдыңызда 7 адам бар", "Перед вами: 7"]),
        (0, ["Сіздің алдыңызда ешкім жоқ", "Перед вами никого"]),
    ],
)
def test_how_many_are_ahead_is_said_in_both_languages(ahead: int, said: list[str]) -> None:
    assert words(Part.AHEAD, sample_paper(ahead=ahead)) == said


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        ((10, 15), ["Күту: шамамен 10–15 мин", "Ожидание: примерно 10–15 мин"]),
        ((10, 10), ["Күту: шамамен 10 мин", "Ожидание: примерно 10 мин"]),
        ((0, 5), ["Күту: 5 минутқа дейін", "Ожидание: до 5 минут"]),
        ((0, 11), ["Күту: 11 минутқа дейін", "Ожидание: до 11 минут"]),
        ((0, 21), ["Күту: 21 минутқа дейін", "Ожидание: до 21 минуты"]),
    ],
)
def test_how_long_it_will_wait_is_said_about(wait: tuple[int, int], said: list[str]) -> None:
    estimate = WaitEstimate(from_min=wait[0], to_min=wait[1])

    assert words(Part.WAIT, msgspec.structs.replace(sample_paper(), wait=estimate)) == said
    assert words(Part.WAIT, sample_paper()) == []


def test_an_appointment_says_when_and_where() -> None:
    paper = with_appointment(sample_paper(language=Language.RU))

    assert words(Part.APPOINTMENT, paper) == ["Приём в 10:30, кабинет 12", "Қабылдау уақыты: 10:30, 12-кабинет"]
    assert words(Part.APPOINTMENT, sample_paper()) == []


def test_an_appointment_waits_for_its_time_and_for_nobody_in_the_line() -> None:
    paper = with_wait(with_appointment(sample_paper()))

    assert (words(Part.AHEAD, paper), words(Part.WAIT, paper)) == ([], [])


@pytest.mark.parametrize(("place", "complaint"), [(None, ""), ("gone", "place gone is not a place of this centre")])
def test_an_appointment_without_an_office_that_is_known_says_when(place: str | None, complaint: str) -> None:
    paper = msgspec.structs.replace(with_appointment(sample_paper()), place=place)

    assert words(Part.APPOINTMENT, paper) == ["Қабылдау уақыты: 10:30", "Приём в 10:30"]
    assert complaints(sample_centre(), paper) == complaint


def test_an_appointment_at_an_impossible_time_is_complained_of() -> None:
    paper = msgspec.structs.replace(with_appointment(sample_paper()), due_at=1e300)

    assert words(Part.APPOINTMENT, paper) == []
    assert "1e+300 is unknown" in complaints(sample_centre(), paper)


def test_a_copy_says_so_and_the_first_paper_does_not() -> None:
    assert words(Part.COPY, sample_paper(copy=True, language=Language.RU)) == ["КОПИЯ · КӨШІРМЕ"]
    assert words(Part.COPY, sample_paper()) == []


def test_a_ticket_that_was_numbered_alone_says_so_instead_of_what_nobody_knew() -> None:
    paper = sample_paper(alone=True, language=Language.RU)

    assert words(Part.ALONE, paper) == ["Выдан без связи", "Байланыссыз берілді"]
    assert words(Part.AHEAD, paper) == []
    assert words(Part.FOOT, paper) == ["№ 105"]
    assert words(Part.ALONE, sample_paper()) == []


def test_a_ticket_that_was_numbered_alone_at_a_known_time_shows_it() -> None:
    paper = msgspec.structs.replace(sample_paper(alone=True), issued_at=1_770_100_000.0)

    assert words(Part.FOOT, paper) == ["№ 105 · 03.02.2026 · 11:26"]


def test_the_time_is_the_centres_own() -> None:
    assert words(Part.FOOT, sample_paper()) == ["№ 105 · 03.02.2026 · 11:26"]  # 06:26 UTC


@pytest.mark.parametrize("timezone", ["Mars/Olympus", "", "../../etc/passwd", "\x00"])
def test_an_unknown_time_zone_leaves_the_time_out_and_is_complained_of(timezone: str) -> None:
    centre = msgspec.structs.replace(sample_centre(), timezone=timezone)

    assert words(Part.FOOT, sample_paper(), centre) == ["№ 105"]
    assert "time zone" in complaints(centre)


@pytest.mark.parametrize("at", [1e300, float("nan"), float("-inf")])
def test_an_impossible_time_leaves_the_time_out(at: float) -> None:
    assert words(Part.FOOT, msgspec.structs.replace(sample_paper(), issued_at=at)) == ["№ 105"]


def test_an_unknown_zone_prints_by_its_name_and_is_complained_of() -> None:
    paper = msgspec.structs.replace(sample_paper(), zone="gone")

    assert words(Part.ZONE, paper) == ["gone"]
    assert "gone" in complaints(sample_centre(), paper)


def test_control_characters_become_spaces_and_are_reported() -> None:
    assert clean("Кабинет\x1b@\x1dV\x00 5", has_letter) == ("Кабинет @ V 5", "\x1b\x1d\x00")


def test_white_space_of_any_kind_is_one_space() -> None:
    assert clean("  а\t\nб\u00a0в  ", has_letter) == ("а б в", "")


def test_letters_in_two_parts_become_one() -> None:
    assert clean("и\u0306", has_letter) == ("й", "")


def test_letters_that_the_font_lacks_are_shown_as_missing_and_reported() -> None:
    assert clean("Зал 漢字 №1", has_letter) == ("Зал □□ №1", "漢字")
    assert "U+6F22" in complaints(sample_centre(Bilingual(kk="漢 зал", ru="Зал")))


def test_direction_marks_are_reported_and_gone() -> None:
    assert clean("Зал\u202eла", has_letter) == ("Зал ла", "\u202e")


def test_the_fonts_have_every_letter_we_write() -> None:
    kazakh = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"

    assert [letter for letter in kazakh + kazakh.lower() + "№«»—–…₸·□0123456789" if not has_letter(letter)] == []


def test_a_text_of_nothing_but_rubbish_leaves_no_line() -> None:
    assert words(Part.ZONE, sample_paper(), sample_centre(Bilingual(kk="\x00\x01", ru="Зал"))) == ["Зал"]
