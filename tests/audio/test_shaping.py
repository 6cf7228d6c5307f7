import math
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.pcm import LOUDEST, RATE_HZ, Recording
from audio.shaping import CEILING, peak, shaped, trimmed


def tone(tone_hz: float, rate_hz: int, level: float = 0.3, length_s: float = 0.1) -> "array[int]":
    frames = range(round(rate_hz * length_s))
    return array("h", [round(level * LOUDEST * math.sin(math.tau * tone_hz * n / rate_hz)) for n in frames])


def strength(samples: "array[int]", tone_hz: float) -> float:
    """How much of *tone_hz* there is at 48 kHz, as an amplitude (Goertzel's sum, the plain way)."""
    turns = [math.tau * tone_hz * n / RATE_HZ for n in range(len(samples))]
    real = sum(s * math.cos(turn) for s, turn in zip(samples, turns, strict=True))
    imaginary = sum(s * math.sin(turn) for s, turn in zip(samples, turns, strict=True))
    return 2 * math.hypot(real, imaginary) / len(samples) / LOUDEST


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 24_000, 44_100, 48_000, 96_000])
def test_a_tone_keeps_its_height_length_and_strength_at_48_khz(rate_hz: int) -> None:
    samples = shaped(Recording(rate_hz, tone(1000, rate_hz)), gain=1.0)

    assert len(samples) == pytest.approx(0.1 * RATE_HZ, abs=2)
    assert strength(samples, 1000) == pytest.approx(0.3, rel=0.03)


def test_no_image_of_a_voice_is_heard_above_it() -> None:
    samples = shaped(Recording(22_050, tone(3000, 22_050)), gain=1.0)

    assert strength(samples, 22_050 - 3000) < 0.3 * 10 ** (-40 / 20)


def test_what_a_recording_has_above_24_khz_does_not_fold_into_speech() -> None:
    samples = shaped(Recording(96_000, tone(42_000, 96_000)), gain=1.0)

    assert strength(samples, 48_000 - 42_000) < 0.3 * 10 ** (-40 / 20)


def test_the_silence_around_a_word_is_cut_but_for_milliseconds() -> None:
    word = tone(500, 22_050)
    quiet = array("h", [3, -3] * 4000)

    samples = trimmed(Recording(22_050, quiet + word + quiet)).samples

    assert len(word) <= len(samples) <= len(word) + 22_050 * 25 // 1000
    assert samples[0] == samples[-1] == 0


def test_a_recording_of_nothing_is_empty() -> None:
    assert not trimmed(Recording(22_050, array("h", [0] * 5000))).samples
    assert not trimmed(Recording(22_050, array("h"))).samples


@settings(max_examples=50)
@given(
    st.lists(st.integers(-32768, 32767), min_size=1, max_size=200),
    st.floats(0.01, 1000),
    st.sampled_from([8_000, 22_050, 48_000]),
)
def test_nothing_ever_clips(samples: list[int], gain: float, rate_hz: int) -> None:
    assert peak(shaped(Recording(rate_hz, array("h", samples)), gain)) <= CEILING
