import re
import wave
from array import array
from pathlib import Path

import pytest

from audio.pcm import duration_s, pcm_of_wav, read_recording, silence, to_pcm, to_samples, wav_bytes


def test_a_wav_file_gives_back_its_sound() -> None:
    pcm = to_pcm(array("h", [0, 1, -1, 32767, -32768]))

    assert pcm_of_wav(wav_bytes(pcm)) == pcm
    assert to_samples(pcm).tolist() == [0, 1, -1, 32767, -32768]


def test_silence_is_as_long_as_asked() -> None:
    assert duration_s(silence(60)) == pytest.approx(0.06)
    assert not any(silence(60))


def test_two_channels_are_mixed_to_one(tmp_path: Path) -> None:
    path = tmp_path / "stereo.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(to_pcm(array("h", [100, 300, -10, -30])))

    recording = read_recording(path)

    assert (recording.rate_hz, recording.samples.tolist()) == (44_100, [200, -20])


def test_a_file_that_is_no_wav_of_16_bit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odd.wav"
    path.write_bytes(b"RIFF no, an MP3")
    with pytest.raises(ValueError, match="not a WAV file"):
        read_recording(path)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8_000)
        file.writeframes(b"\x80" * 8)
    with pytest.raises(ValueError, match="8 bits"):
        read_recording(path)


def test_a_wav_file_of_which_a_part_is_longer_than_the_whole_is_refused(tmp_path: Path) -> None:
    spoilt = bytearray(wav_bytes(b""))
    spoilt[16:20] = b"\xff\xff\xff\x00"  # the length of its format
    path = tmp_path / "spoilt.wav"
    path.write_bytes(spoilt)

    with pytest.raises(ValueError, match="not a WAV file"):
        read_recording(path)
    with pytest.raises(ValueError, match="not a WAV file"):
        pcm_of_wav(bytes(spoilt))


def test_a_wav_of_another_format_is_no_clip() -> None:
    with pytest.raises(ValueError, match="48 kHz"):
        pcm_of_wav(wav_bytes(silence(10), rate_hz=22_050))
    with pytest.raises(ValueError, match="not a WAV file"):
        pcm_of_wav(b"")


@pytest.mark.parametrize(
    ("rate_hz", "seconds", "told"),
    [
        (100, 1, "has 100 samples a second; right would be 22050, 44100 or 48000"),
        (2**31 - 1, 0, "has 2147483647 samples a second"),
        (8_000, 31, "is longer than 30 s; right would be one clip alone"),
    ],
)
def test_a_recording_that_would_keep_the_builder_for_ever_is_refused(
    rate_hz: int, seconds: int, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(wav_bytes(bytes(2 * rate_hz * seconds), rate_hz))

    with pytest.raises(ValueError, match=re.escape(told)):
        read_recording(path)


def test_a_recording_that_breaks_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(wav_bytes(bytes(16_000), 8_000)[:-1001])

    with pytest.raises(ValueError, match="breaks off; right would be a whole file"):
        read_recording(path)
