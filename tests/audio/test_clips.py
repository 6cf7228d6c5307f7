from hypothesis import given
from hypothesis import strategies as st
from speaker_hall import OFFICE_12, WINDOW_3, by_name

from audio.clips import inventory, number_clip, phrase_clip, place_clip
from centre.numerals import parts
from firmware.words import Language


def test_a_centre_needs_each_clip_once() -> None:
    keys = [clip.key for clip in inventory(by_name(WINDOW_3, OFFICE_12))]

    assert len(keys) == len(set(keys)) == 2 * (99 + 9 + 9) + 14 + 2 * 2


@given(st.integers(1, 9999), st.sampled_from(Language))
def test_every_number_is_in_the_inventory(number: int, language: Language) -> None:
    have = set(inventory({}))

    assert all(number_clip(part, language) in have for part in parts(number))


def test_a_place_ends_the_sentence_and_a_number_does_not() -> None:
    assert place_clip("window-3", WINDOW_3, Language.KK).written() == "үшінші терезеге келіңіз."
    assert number_clip(45, Language.RU).written() == "сорок пять,"


def test_a_question_is_read_as_one() -> None:
    assert phrase_clip("still-here", Language.KK).written() == "әлі осындасыз ба?"
    assert phrase_clip("still-here", Language.RU).written() == "вы ещё здесь?"
