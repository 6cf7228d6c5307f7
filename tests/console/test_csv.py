"""The final list as a file for office programs."""

import csv
import io
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reception_days import CENTRE, SETTINGS, BookUnderTest, visitor

from console.receptions.commands import CancelBooking
from console.receptions.csv_text import FORMULA, csv_of, file_name, harmless
from console.receptions.export import ListWords, export_rows
from console.receptions.looking import HandedOver
from firmware.words import SetText

GOLDEN = Path(__file__).parents[1] / "golden" / "final-list.csv"
THURSDAY = date(2027, 1, 21)


def handed_over(days: BookUnderTest) -> HandedOver:
    """Two on the list, one of them with a formula for a name; a third one has cancelled since version 1."""
    first = days.book_slot(days.slot("2027-01-21", "10:00"), assistance=True)
    leaving = days.book_slot(days.slot("2027-01-21", "10:20"))
    last = days.book_slot(days.slot("2027-01-21", "10:40"))
    days.go_to("2027-01-19 09:00")
    days.ask(CancelBooking(booking_id=leaving.booking_id))
    one, two = days.book.lists[THURSDAY, "akimat-office"].versions
    persons = {
        first.booking_id: visitor(name="Мысал Мысалұлы", subject="жол;\n«су»", organisation='"Үлгі" ЖШС'),
        last.booking_id: visitor(name='=HYPERLINK("http://x";"y")', subject=" +7 701"),
    }
    return HandedOver(two, one, persons)


def test_a_list_is_written_as_it_was_kept(days: BookUnderTest, *, renew: bool) -> None:
    content = csv_of(export_rows(handed_over(days), days.book, ListWords(SETTINGS, CENTRE)))
    if renew:
        GOLDEN.write_bytes(content)

    assert content == GOLDEN.read_bytes()
    assert content.startswith("\ufeff".encode())
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert header[0] == "Күні / Дата"
    assert [row[1] for row in rows] == ["10:00", "10:40", "10:20"]
    assert rows[2][4:] == ["", "", "", "", "", "", "алынды / снята"]


def test_a_list_does_not_say_how_to_reach_anybody(days: BookUnderTest) -> None:
    content = csv_of(export_rows(handed_over(days), days.book, ListWords(SETTINGS, CENTRE)))

    assert visitor().contact.encode() not in content


def test_an_official_whose_name_is_set_is_named(days: BookUnderTest) -> None:
    person = SetText(kk="Үлгі", ru="Пример")
    named = msgspec.structs.replace(SETTINGS.officials[0], person=person)
    words = ListWords(msgspec.structs.replace(SETTINGS, officials=(named, *SETTINGS.officials[1:])), CENTRE)

    assert words.official("akim").ru == "Аким района, Пример"
    assert words.official("gone").kk == words.office("gone").kk == "gone"


@pytest.mark.parametrize("start", FORMULA)
def test_what_begins_like_a_formula_is_text(start: str) -> None:
    assert harmless(f"{start}1") == f"'{start}1"
    assert harmless(f" \t{start}1") == f"'{start}1"


@given(st.text(max_size=50))
def test_no_cell_begins_a_formula_or_a_line(text: str) -> None:
    assert not harmless(text).startswith((*FORMULA, "\t", "\r", "\n"))
    assert len(harmless(text).splitlines()) <= 1


def test_a_file_is_named_by_day_body_and_version() -> None:
    assert file_name(THURSDAY, "akimat-office", 2) == "2027-01-21_akimat-office_v2.csv"
