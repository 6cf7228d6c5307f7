"""Sound as bytes, 48 kHz, 16 bit signed little-endian, mono; and WAV files of any rate as samples."""

import io
import sys
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

RATE_HZ = 48_000
FRAME_BYTES = 2
LOUDEST = 32_767
LOWEST_RATE_HZ, HIGHEST_RATE_HZ = 4_000, 192_000
LONGEST_S = 30
"""Nothing that is recorded takes so long: a file that does holds more than one clip, and would take a Pi's memory."""

_NO_WAV = (wave.Error, EOFError, RuntimeError)  # the last one says that a part is longer than the whole


@dataclass(frozen=True)
class Recording:
    """Samples as some engine made them: mono, 16 bit, at its own rate."""

    rate_hz: int
    samples: "array[int]"


def silence(milliseconds: int) -> bytes:
    """Return so much of nothing."""
    return bytes(RATE_HZ * milliseconds // 1000 * FRAME_BYTES)


def duration_s(pcm: bytes) -> float:
    """Return how long *pcm* sounds."""
    return len(pcm) / (RATE_HZ * FRAME_BYTES)


def to_pcm(samples: "array[int]") -> bytes:
    """Return 48 kHz samples as PCM."""
    if sys.byteorder == "little":
        return samples.tobytes()
    swapped = array("h", samples)
    swapped.byteswap()
    return swapped.tobytes()


def to_samples(pcm: bytes) -> "array[int]":
    """Return PCM as samples."""
    samples = array("h", pcm)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def read_recording(path: Path) -> Recording:
    """Read a WAV file of 16 bit, any rate that is usual; several channels are mixed to one.

    Raises ValueError when it is not one, or no clip by its length, OSError when it cannot be read.
    """
    try:
        with wave.open(str(path), "rb") as file:
            if file.getsampwidth() != FRAME_BYTES:
                raise ValueError(f"{path}: has {8 * file.getsampwidth()} bits a sample, 16 are read")
            channels, rate_hz = file.getnchannels(), file.getframerate()
            if not LOWEST_RATE_HZ <= rate_hz <= HIGHEST_RATE_HZ:
                raise ValueError(f"{path}: has {rate_hz} samples a second; right would be 22050, 44100 or 48000")
            if file.getnframes() > LONGEST_S * rate_hz:
                raise ValueError(f"{path}: is longer than {LONGEST_S} s; right would be one clip alone")
            frames = file.readframes(file.getnframes())
            if len(frames) != file.getnframes() * channels * FRAME_BYTES:
                raise ValueError(f"{path}: breaks off; right would be a whole file")
            samples = to_samples(frames)
    except _NO_WAV as error:
        raise ValueError(f"{path}: is not a WAV file: {error}") from error
    if channels > 1:
        mixed = (sum(frame) // channels for frame in zip(*(samples[n::channels] for n in range(channels)), strict=True))
        samples = array("h", mixed)
    return Recording(rate_hz, samples)


def wav_bytes(pcm: bytes, rate_hz: int = RATE_HZ) -> bytes:
    """Return *pcm* as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(FRAME_BYTES)
        file.setframerate(rate_hz)
        file.writeframes(pcm)
    return out.getvalue()


def pcm_of_wav(wav: bytes) -> bytes:
    """Return the sound of a WAV file that `wav_bytes` made. Raises ValueError when it is not of that format."""
    try:
        with wave.open(io.BytesIO(wav), "rb") as file:
            if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, FRAME_BYTES, RATE_HZ):
                raise ValueError("is not 48 kHz, 16 bit, mono")
            return file.readframes(file.getnframes())
    except _NO_WAV as error:
        raise ValueError(f"is not a WAV file: {error}") from error
