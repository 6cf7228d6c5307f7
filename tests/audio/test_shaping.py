import math
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.pcm import LOUDEST, RATE_HZ, Recording
from audio.shaping import CEILING, TARGET_RMS, alarm, chime, gain_for, peak, rms, shaped, trimmed


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


def test_the_gain_brings_a_voice_to_its_loudness() -> None:
    faint = tone(500, 8_000, level=0.02)

    assert rms(faint) * gain_for(faint) == pytest.approx(TARGET_RMS, rel=0.01)


def test_the_gain_never_lifts_a_peak_over_the_ceiling() -> None:
    clicks = array("h", [0] * 4000 + [20_000] + [0] * 4000)

    assert peak(clicks) * gain_for(clicks) == pytest.approx(CEILING)
    assert gain_for(array("h", [0, 0])) == 1.0


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.integers(-32768, 32767), min_size=1, max_size=200),
    st.floats(0.01, 1000),
    st.sampled_from([8_000, 22_050, 48_000]),
)
def test_nothing_ever_clips(samples: list[int], gain: float, rate_hz: int) -> None:
    assert peak(shaped(Recording(rate_hz, array("h", samples)), gain)) <= CEILING


def test_the_alarm_rises_thrice_where_the_chime_falls_and_is_louder() -> None:
    samples = alarm()

    assert peak(chime()) < peak(samples) < CEILING
    for turn in range(3):
        at = round(0.7 * turn * RATE_HZ)
        low, high = samples[at : at + RATE_HZ // 8], samples[at + RATE_HZ // 3 : at + RATE_HZ // 2]
        assert strength(low, 523.25) > 4 * strength(low, 783.99)
        assert strength(high, 783.99) > 2 * strength(high, 523.25)
    assert peak(samples[-48:]) < 0.01


def test_the_chime_falls_and_leaves_room_for_the_voice() -> None:
    samples = chime()

    assert 0.3 < peak(samples) < CEILING
    assert len(samples) / RATE_HZ == pytest.approx(0.9)
    early, late = samples[: RATE_HZ // 3], samples[RATE_HZ // 2 :]
    assert strength(early, 659.26) > 4 * strength(early, 523.25)
    assert strength(late, 523.25) > 4 * strength(late, 659.26)
    assert peak(samples[-48:]) < 0.01
