import math
from array import array
from pathlib import Path

import pytest

from audio.errors import EngineError
from audio.pcm import LOUDEST, RATE_HZ, to_pcm, wav_bytes
from audio.shaping import CEILING, peak
from audio.tones import CHIMES, FALLING, alarm, chime_named, chime_stamp, notice

LOW, MIDDLE, HIGH = 523.25, 659.26, 783.99


def strength(samples: "array[int]", tone_hz: float) -> float:
    """How much of *tone_hz* there is, as an amplitude (Goertzel's sum, the plain way)."""
    turns = [math.tau * tone_hz * n / RATE_HZ for n in range(len(samples))]
    real = sum(s * math.cos(turn) for s, turn in zip(samples, turns, strict=True))
    imaginary = sum(s * math.sin(turn) for s, turn in zip(samples, turns, strict=True))
    return 2 * math.hypot(real, imaginary) / len(samples) / LOUDEST


def test_the_alarm_rises_thrice_where_the_chime_falls_and_is_louder() -> None:
    samples = alarm()

    assert peak(chime_named(FALLING)) < peak(samples) < CEILING
    for turn in range(3):
        at = round(0.7 * turn * RATE_HZ)
        low, high = samples[at : at + RATE_HZ // 8], samples[at + RATE_HZ // 3 : at + RATE_HZ // 2]
        assert strength(low, LOW) > 4 * strength(low, HIGH)
        assert strength(high, HIGH) > 2 * strength(high, LOW)
    assert peak(samples[-48:]) < 0.01


def test_the_usual_chime_falls_and_leaves_room_for_the_voice() -> None:
    samples = chime_named(FALLING)

    early, late = samples[: RATE_HZ // 3], samples[RATE_HZ // 2 :]
    assert strength(early, MIDDLE) > 4 * strength(early, LOW)
    assert strength(late, LOW) > 4 * strength(late, MIDDLE)


@pytest.mark.parametrize("name", CHIMES)
def test_every_chime_is_short_not_too_loud_and_ends_in_silence(name: str) -> None:
    samples = chime_named(name)

    assert 0.3 < peak(samples) < 10 ** (-5.9 / 20)
    assert 0.8 < len(samples) / RATE_HZ < 1.2
    assert peak(samples[-48:]) < 0.01
    assert samples != notice()


def wav(path: Path, samples: "array[int]", rate_hz: int = RATE_HZ) -> str:
    path.write_bytes(wav_bytes(to_pcm(samples), rate_hz))
    return str(path)


def test_a_chime_of_ones_own_is_brought_to_48_khz_and_below_6_dbfs(tmp_path: Path) -> None:
    loud = array("h", [round(32_000 * math.sin(n / 10)) for n in range(22_050)])

    samples = chime_named(wav(tmp_path / "own.wav", loud, 22_050))

    assert len(samples) == pytest.approx(RATE_HZ, abs=2)
    assert peak(samples) == pytest.approx(0.5, abs=0.02)


def test_another_file_of_the_same_name_is_another_chime(tmp_path: Path) -> None:
    path = wav(tmp_path / "own.wav", array("h", [100] * 4800))
    before = chime_stamp(path)
    wav(tmp_path / "own.wav", array("h", [100] * 9600))

    assert before != chime_stamp(path)
    assert chime_stamp("gong") == "gong"
    assert chime_stamp(str(tmp_path / "none.wav")).endswith("none.wav: missing")


@pytest.mark.parametrize(
    ("length_s", "why"), [(0.0, "is 0.0 s long"), (3.5, "is 3.5 s long; right would be up to 3 s")]
)
def test_a_chime_that_is_empty_or_longer_than_a_call_is_refused(tmp_path: Path, length_s: float, why: str) -> None:
    path = wav(tmp_path / "own.wav", array("h", [100] * int(length_s * RATE_HZ)))

    with pytest.raises(EngineError, match=why):
        chime_named(path)


def test_a_chime_that_is_no_wav_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.wav").write_bytes(b"ID3")

    with pytest.raises(EngineError, match="is not a WAV file"):
        chime_named(str(tmp_path / "own.wav"))
