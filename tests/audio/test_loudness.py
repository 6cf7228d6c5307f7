"""The meter against the values that its standard gives."""

import math
from array import array

import pytest

from audio import loudness
from audio.errors import EngineError
from audio.loudness import loudness_lufs
from audio.pcm import LOUDEST


def tone(level_dbfs: float, rate_hz: int, length_s: float = 3.0) -> "array[int]":
    level = LOUDEST * 10 ** (level_dbfs / 20)
    return array("h", [round(level * math.sin(math.tau * 1000 * n / rate_hz)) for n in range(int(rate_hz * length_s))])


@pytest.mark.parametrize("rate_hz", [8_000, 22_050, 48_000])
@pytest.mark.parametrize("level_dbfs", [-20.0, -33.0])
def test_a_tone_of_1_khz_in_one_channel_is_3_lu_below_its_peak(level_dbfs: float, rate_hz: int) -> None:
    """EBU Tech 3341, case 1: in two channels it is as many LUFS as it is dBFS."""
    assert loudness_lufs(tone(level_dbfs, rate_hz), rate_hz) == pytest.approx(level_dbfs - 3.01, abs=0.1)


def test_silence_between_words_does_not_count() -> None:
    speech = tone(-20, 48_000)

    assert loudness_lufs(speech + array("h", [0] * 480_000), 48_000) == pytest.approx(-23.0, abs=0.3)
    assert loudness_lufs(array("h", [0] * 96_000), 48_000) == float("-inf")


def test_a_single_word_is_too_short_to_be_measured() -> None:
    with pytest.raises(EngineError, match="too short"):
        loudness_lufs(tone(-20, 48_000, 0.4), 48_000)


def test_a_library_that_is_not_installed_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loudness, "LIBRARY", "libnowhere.so.9")
    loudness._library.cache_clear()  # noqa: SLF001 - the library is looked for once
    with pytest.raises(EngineError, match=r"libnowhere\.so\.9: is not installed; right would be: sudo apt install"):
        loudness_lufs(tone(-20, 48_000), 48_000)
    loudness._library.cache_clear()  # noqa: SLF001 - for the tests that follow
