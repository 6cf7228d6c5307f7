"""The shared words: which names are safe as one MQTT level."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware.words import Bilingual, HostName, Id, Language, Number, SetText, Slug, new_id


@pytest.mark.parametrize("name", ["a", "desk-3", "0", "waiting-hall", "a" * 31])
def test_a_slug_is_lower_case_letters_digits_and_hyphens(name: str) -> None:
    assert msgspec.convert(name, Slug) == name


@pytest.mark.parametrize("name", ["", "-a", "A", "a" * 32, "a/b", "a+", "#", "терезе", "a b", "a\n", "a\nb", "a\0"])
def test_what_could_break_a_topic_or_a_file_name_is_no_slug(name: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(name, Slug)


@pytest.mark.parametrize("name", ["broker", "127.0.0.1", "fe80::1%eth0", "a.b.kz.", "xn--90ahkajq3b6a.kz", "a" * 63])
def test_a_host_is_a_name_or_an_address(name: str) -> None:
    assert msgspec.convert(name, HostName) == name


@pytest.mark.parametrize("name", ["", ".", "a..b", "a" * 64, "a b", "a\n", "a\0", "http://a", "тіркеу.kz", "a." * 127])
def test_what_no_resolver_takes_is_no_host(name: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(name, HostName)


@given(st.from_regex(r"[a-z0-9-]{0,3}[/+#\n\r \0A-Z][a-z0-9-]{0,3}", fullmatch=True))
def test_no_slug_ever_holds_anything_that_mqtt_or_a_path_gives_a_meaning(name: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(name, Slug)


def test_ids_are_fresh_and_read_back() -> None:
    ids = {new_id() for _ in range(1000)}

    assert len(ids) == 1000
    assert all(msgspec.convert(value, Id) == value for value in ids)


@pytest.mark.parametrize("value", ["", "0123456789abcde", "0123456789ABCDEF", "0123456789abcdef\n"])
def test_nothing_but_sixteen_hexadecimal_digits_is_an_id(value: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(value, Id)


@pytest.mark.parametrize("value", [0, 10_000, -1])
def test_a_number_has_one_to_four_digits(value: int) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(value, Number)


def test_each_language_has_the_other_beneath_it() -> None:
    text = Bilingual(kk="терезе", ru="окно")

    assert [text.get(language) for language in Language] == ["терезе", "окно"]
    assert [language.other for language in Language] == [Language.RU, Language.KK]


def test_a_third_language_on_the_wire_is_a_newer_neighbours_and_in_settings_a_mistake() -> None:
    text = {"kk": "терезе", "ru": "окно", "en": "window"}

    assert msgspec.convert(text, Bilingual) == Bilingual(kk="терезе", ru="окно")
    with pytest.raises(msgspec.ValidationError, match="unknown field `en`"):
        msgspec.convert(text, SetText)
