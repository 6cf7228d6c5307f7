"""Whole sentences of espeak-ng as a hall hears them, measured: gaps, peaks, loudness, length."""

import random
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from speaker_hall import OFFICE_12, WINDOW_1, WINDOW_3, needs, sign

from audio.bank import Bank, open_bank
from audio.building import Order, build_bank
from audio.clips import CHIME, inventory, place_clip
from audio.engines import EspeakEngine
from audio.joining import Gaps, joined
from audio.loudness import clip_loudness_lufs, loudness_lufs
from audio.pcm import LOUDEST, RATE_HZ, duration_s, to_samples
from audio.rendering import TARGET_LUFS
from audio.sentence import Sentence, announcement, sentence
from audio.shaping import peak
from firmware.words import Language, PlaceKind
from mqtt_bridge.hall_events import AnnouncementKind

PLACES = (
    WINDOW_1,
    WINDOW_3,
    OFFICE_12,
    sign(PlaceKind.SEAT, 2),
    sign(PlaceKind.DESK, 20),
    sign(PlaceKind.OFFICE, 40, "Б"),
)
NEEDS = needs(*PLACES, times=["09:00", "13:00", "14:30", "18:30"])
QUIET = LOUDEST * 10 ** (-45 / 20)
GAP_MS, STOP_MS = (40.0, 400.0), 400.0

Spoken = Sequence[tuple[Sentence, bytes]]


def sentences() -> Iterator[Sentence]:
    """Yield calls, recalls and questions of numbers of one to three clips to every kind of place, and words to all."""
    chance = random.Random(11)  # the same ones each time
    for language in Language:
        for place in PLACES:
            way = place_clip(place.place, place, language)
            for number in (chance.randint(1, 99), chance.randint(101, 799), chance.randint(1001, 9999)):
                yield sentence(number, way, is_recall=chance.random() < 0.3, asks=chance.random() < 0.2)
    for kind in AnnouncementKind:
        yield announcement(kind, "13:00", "14:30")


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    folder: Path = tmp_path_factory.mktemp("espeak")
    wanted = {spoken.clip.key for one in sentences() for spoken in one.spoken}
    clips = [clip for clip in inventory(NEEDS) if clip.key in wanted]
    assert not build_bank(folder, Order(clips, dict.fromkeys(Language, (EspeakEngine(),)), processes=2)).failed
    return open_bank(folder)


@pytest.fixture(scope="module")
def spoken(bank: Bank) -> Spoken:
    """Return every sentence with its sound, without its tone."""
    return [(one, joined(one, bank.sound, b"", Gaps())) for one in sentences()]


def quiet_ms(samples: "array[int]") -> list[float]:
    """Return how long each stretch is in which nothing is above -45 dBFS, but for those of single waves."""
    found, since = [], 0
    for at, sample in enumerate(samples):
        if abs(sample) > QUIET:
            found.append(1000 * (at - since) / RATE_HZ)
            since = at
    return [length for length in found if length > 15]


def test_between_two_clips_it_is_quiet_for_40_to_400_ms(bank: Bank) -> None:
    for one in sentences():
        for before, after in zip(one.spoken, one.spoken[1:], strict=False):
            pair = bank.sound(before.clip.key) + Gaps().after(before.sign) + bank.sound(after.clip.key)
            middle = len(bank.sound(before.clip.key)) // 2 + len(Gaps().after(before.sign)) // 4
            samples = to_samples(pair)
            left = next(n for n in range(middle) if abs(samples[middle - n]) > QUIET)
            right = next(n for n in range(len(samples) - middle) if abs(samples[middle + n]) > QUIET)
            gap_ms = 1000 * (left + right) / RATE_HZ
            assert GAP_MS[0] <= gap_ms <= GAP_MS[1], f"{before.clip.key} {gap_ms:.0f} ms {after.clip.key}"


def test_nowhere_in_a_sentence_is_it_quiet_for_longer(spoken: Spoken) -> None:
    for one, pcm in spoken:
        assert max(quiet_ms(to_samples(pcm))) <= STOP_MS, one.text


def test_nothing_clips(spoken: Spoken) -> None:
    assert all(peak(to_samples(pcm)) < 1.0 for _one, pcm in spoken)


def test_all_sentences_of_both_languages_are_within_1_lu_of_each_other(spoken: Spoken) -> None:
    lufs = {one.text: loudness_lufs(to_samples(pcm), RATE_HZ) for one, pcm in spoken}

    assert {text: value for text, value in lufs.items() if abs(value - TARGET_LUFS) > 0.5} == {}


def test_no_word_is_much_louder_than_the_others_of_its_voice(bank: Bank) -> None:
    keys = {spoken.clip.key for one in sentences() for spoken in one.spoken}
    lufs = {key: clip_loudness_lufs(to_samples(bank.sound(key)), RATE_HZ) for key in keys}

    for language in Language:
        own = [value for key, value in lufs.items() if key.startswith(language.value)]
        assert max(own) - min(own) < 1.0  # espeak-ng itself: 6.5


def test_a_call_takes_no_longer_than_anybody_listens(bank: Bank, spoken: Spoken) -> None:
    for one, pcm in spoken:
        length_s = duration_s(pcm) + duration_s(bank.sound(one.tone))
        is_plain = one.tone == CHIME and one.spoken[0].clip.key[3:] != "recall" and "?" not in one.text
        assert 2 < length_s < (9 if is_plain else 20), one.text
