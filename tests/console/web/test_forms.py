"""From a browser's bytes to a form, or to what is wrong with each field."""

from datetime import date
from typing import Annotated
from urllib.parse import urlencode

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta

from console.web.forms import MOST_FIELDS, BadBodyError, FieldFault, Form, Typed, parse_form, read_body
from firmware.words import Language, Slug


class Sample(Form, frozen=True, kw_only=True):
    name: Annotated[str, Meta(min_length=2, max_length=10)]
    number: Annotated[int, Meta(ge=1, le=9999)]
    language: Language = Language.KK
    note: Annotated[str, Meta(max_length=20)] = "nothing"
    day: date | None = None
    matters: tuple[str, ...] = ()
    ticked: bool = False


def parsed(**sent: str | list[str]) -> Sample | Typed:
    return parse_form(read_body(urlencode(sent, doseq=True).encode()), Sample)


def faults(**sent: str | list[str]) -> dict[str, FieldFault]:
    typed = parsed(**sent)
    assert isinstance(typed, Typed)
    return typed.faults


def test_every_field_is_read_as_what_it_is() -> None:
    form = parsed(
        name="Әсел", number="105", language="ru", note="", day="2027-01-15", matters=["land", "social"], ticked="on"
    )

    assert form == Sample(
        name="Әсел",
        number=105,
        language=Language.RU,
        note="",
        day=date(2027, 1, 15),
        matters=("land", "social"),
        ticked=True,
    )


def test_fields_that_were_left_empty_are_as_if_they_had_not_been_sent() -> None:
    sent = parsed(name="Әсел", number="1", day="", matters="", language="")

    assert sent == Sample(name="Әсел", number=1, note="nothing")


def test_everything_that_is_wrong_is_said_at_once_and_nothing_typed_is_lost() -> None:
    typed = parsed(name="Ә", number="ten", note="x" * 21, day="2027-02-30")

    assert isinstance(typed, Typed)
    assert typed.faults == {
        "name": FieldFault.TOO_SHORT,
        "number": FieldFault.NOT_UNDERSTOOD,
        "note": FieldFault.TOO_LONG,
        "day": FieldFault.NOT_UNDERSTOOD,
    }
    assert (typed.value("name"), typed.value("number"), typed.value("matters")) == ("Ә", "ten", "")


def test_a_field_that_is_needed_is_missing_also_when_it_is_blank() -> None:
    assert faults(number="5") == faults(name="  ", number="5") == {"name": FieldFault.MISSING}


def test_numbers_out_of_bounds_and_strange_words_are_not_understood() -> None:
    assert faults(name="Әсел", number="0", language="en") == {
        "number": FieldFault.NOT_UNDERSTOOD,
        "language": FieldFault.NOT_UNDERSTOOD,
    }


def test_what_nobody_sees_is_taken_out_and_letters_are_composed() -> None:
    form = parsed(name="И\u0306\u200b\u202eл", number="1", note="a\r\nb\x00")

    assert isinstance(form, Sample)
    assert (form.name, form.note) == ("Йл", "a\nb")


def test_a_field_that_the_form_does_not_have_is_refused() -> None:
    with pytest.raises(BadBodyError, match="is_admin"):
        parsed(name="Әсел", number="1", is_admin="true")


@pytest.mark.parametrize("body", [b"name=%FF%FE", b"name=\xd0\x90", b"&".join(b"a=1" for _ in range(MOST_FIELDS + 1))])
def test_a_body_that_is_no_form_is_refused(body: bytes) -> None:
    with pytest.raises(BadBodyError):
        read_body(body)


@given(st.binary(max_size=300))
def test_no_bytes_whatsoever_make_more_than_a_refusal(body: bytes) -> None:
    try:
        sent = read_body(body)
        parse_form({name: sent[name] for name in sent if name in {"name", "number", "day", "matters"}}, Sample)
    except BadBodyError:
        pass


class Grouped(Form, frozen=True, kw_only=True):
    reference_of: dict[Slug, Annotated[str, Meta(max_length=5)]] = msgspec.field(default_factory=dict)


def test_a_group_of_fields_is_read_by_what_follows_its_name_and_each_is_judged_by_itself() -> None:
    sent: dict[str, tuple[str, ...]] = {"reference_of:land": ("A-1",), "reference_of:social": ("",)}
    read = parse_form(sent, Grouped)
    assert isinstance(read, Grouped)
    assert read.reference_of == {"land": "A-1"}

    wrong: dict[str, tuple[str, ...]] = {**sent, "reference_of:social": ("too long",)}
    typed = parse_form(wrong, Grouped)

    assert isinstance(typed, Typed)
    assert typed.faults == {"reference_of:social": FieldFault.TOO_LONG}
    with pytest.raises(BadBodyError, match=r"no field 'reference:land'"):
        parse_form({"reference:land": ("A-1",)}, Grouped)
