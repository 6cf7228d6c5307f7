"""The one file of all words: whole, and checked when it is read."""

import pytest

from centre.words import WORDS, Words, unapproved, words
from firmware.settings import SettingsError, parse_settings
from firmware.words import Language

SHIPPED = WORDS.read_text(encoding="utf-8")


def read(old: str, new: str) -> Words:
    """Read the shipped words with one change."""
    assert old in SHIPPED
    return parse_settings(SHIPPED.replace(old, new, 1), Words, "words.toml")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{number} holder {place}", "{number} owner {place}", "sentences.kk.call: there is no phrase 'owner'"),
        ("{number} holder {place}", "{nubmer} holder {place}", "sentences.kk.call: there is no phrase '{nubmer}'"),
        ("[places.table]", "[places.tabel]", "places"),
        ("[phrases.ru]", "[phrases.en]", "phrases"),
        ("[approved.ru]", "[approved.rus]", "approved"),
        ('on = ""', 'on = "yesterday"', "on: 'yesterday' is wrong; right would be a date in quotes"),
        ('hundred = "жүз"', 'hunderd = "жүз"', "numbers.kk.hunderd: there is no such key; right would be hundred"),
        ('"тоғыз"]', "]", "numbers.kk.ones: "),
        ("{number} терезеге", "{nomer} терезеге", "places.window.way.kk: '{nomer} терезеге келіңіз' is not filled in"),
        ("{number} терезеге", "терезеге", "places.window.way.kk: 'терезеге келіңіз' is not filled in right; right"),
        ('"{number}-терезе"', '"{number-терезе"', "places.window.sign.kk: '{number-терезе' is not filled in right"),
        (
            "{hour} {minute}",
            "{hour} {min}",
            "times.kk.parted: 'сағат {hour} {min}' is not filled in right; right",
        ),
        (
            "в {hour} {hours}",
            "в {hour}",
            "times.ru.whole: 'в {hour}' is not filled in right; right would be {hour} an",
        ),
        ('thousand = "мың"', 'thousand = "мын"', "endings.мын: is missing; right would be its two forms"),
        ('closed = "visitors closed thanks"', "", "sentences.kk.closed: is missing"),
        ('closed = "visitors', 'close = "visitors', "sentences.kk.closed: is missing"),
        ("{number} holder {place}", "holder {place}", "sentences.kk.call: has {place}; right would be {number} and"),
        ("{number} holder {place}", "{begins} {number} {place}", "sentences.kk.call: has {begins} {number} {place}; "),
        ("ahead-of-you {number} p", "ahead-of-you p", "sentences.kk.ahead: has nothing open; right would be {number}"),
        ('"attention leave"', '"attention leave {day}"', "evacuation: has {day}; right would be nothing in braces"),
        ("[sentences.ru]", '[sentences.ru]\nbye = "thanks"', "sentences.ru.bye: nobody says it; right would be"),
        ('tuesday = "сейсенбі күні"', "", "phrases.kk.tuesday: is missing"),
        ('people = "адам бар."', 'people = "."', "phrases.kk.people: '.' is not all in words"),
        ('people = "адам бар."', 'people = "5 адам."', "phrases.kk.people: '5 адам.' is not all in words"),
        ('"К" = "ка"', "", "letters.ru.К: is missing; right would be how it is read out"),
    ],
)
def test_a_mistake_in_the_words_is_told_in_one_line(old: str, new: str, told: str) -> None:
    with pytest.raises(SettingsError) as complaint:
        read(old, new)

    assert str(complaint.value).startswith("words.toml: ")
    assert told in str(complaint.value)
    assert "\n" not in str(complaint.value)


def test_a_kind_of_place_that_is_left_out_is_missed() -> None:
    begin, end = SHIPPED.index("[places.table]"), SHIPPED.index("[places.seat]")

    with pytest.raises(SettingsError, match=r"places\.table: is missing"):
        parse_settings(SHIPPED[:begin] + SHIPPED[end:], Words, "words.toml")


def test_both_languages_have_every_sentence_and_leave_the_same_open() -> None:
    kk, ru = (
        {name: {p.name for p in words().pieces(name, language) if p.name.startswith("{")} for name in sentences}
        for language, sentences in sorted(words().sentences.items(), key=lambda item: item[0] is Language.RU)
    )

    assert kk == ru


@pytest.mark.parametrize("language", list(Language))
def test_every_phrase_is_said_in_some_sentence(language: Language) -> None:
    said = {piece.name for name in words().sentences[language] for piece in words().pieces(name, language)}
    days = {"tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

    assert "{day}" in said
    assert set(words().phrases[language]) - days == said & set(words().phrases[language])
    assert days <= set(words().phrases[language])


def test_nobody_has_approved_the_words_yet_and_whoever_does_is_taken_at_their_word() -> None:
    assert unapproved() == list(Language)
    signed = read('by = ""\non = ""', 'by = "Somebody"\non = "2026-11-30"')
    assert signed.approved.kk.on == "2026-11-30"
