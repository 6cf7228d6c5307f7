import pytest
from speaker_hall import WINDOW_3

from audio.clips import place_clip
from audio.errors import MissingClipError
from audio.joining import BREATH_MS, STOP_MS, WORD_GAP_MS, Gaps, joined
from audio.pcm import duration_s, silence
from audio.sentence import announcement, sentence
from firmware.words import Language
from mqtt_bridge.hall_events import AnnouncementKind

WORDS = sentence(105, place_clip("window-3", WINDOW_3, Language.RU))


def word(key: str) -> bytes:
    return key.ljust(20).encode() * 480


def test_the_chime_comes_first_and_the_place_last() -> None:
    pcm = joined(WORDS, word, b"chime!" * 100, Gaps())

    order = [pcm.index(part) for part in (b"chime!", b"ru/ticket", b"ru/100", b"ru/5", b"ru/to-window-3")]
    assert order == sorted(order)
    assert order[0] == 0


def test_words_stand_apart_and_a_sign_is_a_breath() -> None:
    pcm = joined(WORDS, word, b"", Gaps())

    assert word("ru/ticket") + silence(WORD_GAP_MS) + word("ru/100") + silence(WORD_GAP_MS) + word("ru/5") in pcm
    assert word("ru/5") + silence(BREATH_MS) + word("ru/to-window-3") in pcm
    assert 60 <= WORD_GAP_MS < BREATH_MS <= 120


def test_between_sentences_there_is_a_stop() -> None:
    pcm = joined(announcement(AnnouncementKind.EVACUATION), word, b"", Gaps())

    assert word("kk/attention") + silence(BREATH_MS) + word("kk/leave") + silence(STOP_MS) + word("ru/attention") in pcm


def test_the_whole_is_as_long_as_its_parts() -> None:
    parts_s = 4 * duration_s(word("ru/5")) + (2 * WORD_GAP_MS + BREATH_MS) / 1000

    assert duration_s(joined(WORDS, word, b"", Gaps())) == pytest.approx(parts_s, abs=0.001)


def test_a_missing_clip_is_not_passed_over_in_silence() -> None:
    def nothing(key: str) -> bytes:
        raise MissingClipError(key)

    with pytest.raises(MissingClipError, match="ru/ticket"):
        joined(WORDS, nothing, b"", Gaps())


def test_a_sentence_that_is_said_twice_has_one_chime_and_a_stop_between() -> None:
    once = joined(WORDS, word, b"", Gaps())

    assert (
        joined(WORDS, word, b"chime!", Gaps(), times=2)
        == b"chime!" + silence(BREATH_MS) + once + silence(STOP_MS) + once
    )


def test_gaps_can_be_set() -> None:
    pcm = joined(WORDS, word, b"", Gaps(word_ms=90, breath_ms=200))

    assert word("ru/ticket") + silence(90) + word("ru/100") + silence(90) + word("ru/5") + silence(200) in pcm
