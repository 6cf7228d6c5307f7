"""What comes before words: a chime of a few to choose from, or a WAV file of one's own; tones of notice and alarm."""

import math
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path

from audio.errors import EngineError
from audio.pcm import LOUDEST, RATE_HZ, read_recording
from audio.shaping import FADE_MS, faded, peak, shaped

FALLING = "falling"
_CHIMES: dict[str, tuple[Sequence[tuple[float, float]], float]] = {
    FALLING: (((0.0, 659.26), (0.35, 523.25)), 0.9),  # E5, C5
    "rising": (((0.0, 523.25), (0.3, 659.26)), 0.9),  # C5, E5
    "three": (((0.0, 783.99), (0.25, 659.26), (0.5, 523.25)), 1.1),  # G5, E5, C5
    "gong": (((0.0, 392.0),), 1.0),  # G4
}
CHIMES = tuple(_CHIMES)
"""Own sines that die away: 1.1 s at most, -6 dBFS at most."""
_LONGEST_S = 3.0
_PEAK = 0.5  # -6 dBFS
_STRIKE = 0.36


def is_file(chime: str) -> bool:
    """Tell whether a setting names a file rather than one of `CHIMES`."""
    return chime.endswith(".wav")


def chime_stamp(chime: str) -> str:
    """Return what the chime's sound depends on. A file that is not there has none: `chime_named` says so."""
    if not is_file(chime):
        return chime
    try:
        known = Path(chime).stat()
    except OSError:
        return f"{chime}: missing"
    return f"{chime}: {known.st_size} bytes of {known.st_mtime_ns}"


def chime_named(chime: str) -> "array[int]":
    """Return the chime, one of `CHIMES` or a WAV file of three seconds at most. Raises EngineError."""
    if not is_file(chime):
        return _strikes(*_CHIMES[chime])
    try:
        recording = read_recording(Path(chime))
    except (OSError, ValueError) as error:
        raise EngineError(f"chime {chime}: {getattr(error, 'strerror', None) or error}") from error
    if not 0 < len(recording.samples) <= _LONGEST_S * recording.rate_hz:
        length_s = len(recording.samples) / recording.rate_hz
        raise EngineError(f"chime {chime}: is {length_s:.1f} s long; right would be up to {_LONGEST_S:.0f} s")
    loudest = peak(recording.samples)
    return shaped(recording, _PEAK / loudest if loudest > _PEAK else 1.0)


def notice() -> "array[int]":
    """Return the three slow rising tones before words to all: 1.5 s, -6 dBFS at most."""
    return _strikes(((0.0, 392.0), (0.3, 523.25), (0.6, 659.26)), 1.5)  # G4, C5, E5


def alarm() -> "array[int]":
    """Return three quick rising tones, thrice, before words that may save lives: 2.3 s, -5 dBFS at most."""
    rising = ((0.0, 523.25), (0.16, 659.26), (0.32, 783.99))  # C5, E5, G5
    return _strikes([(0.7 * turn + at_s, tone_hz) for turn in range(3) for at_s, tone_hz in rising], 2.3)


def _strikes(strikes: Iterable[tuple[float, float]], length_s: float) -> "array[int]":
    """Return bars struck at a time (s) each with a tone (Hz), that die away."""
    strikes = tuple(strikes)
    samples = array("h")
    for n in range(int(length_s * RATE_HZ)):
        at_s = n / RATE_HZ
        value = sum(_struck(at_s - start_s, tone_hz) for start_s, tone_hz in strikes)
        samples.append(round(value * _STRIKE * LOUDEST))
    return faded(samples, RATE_HZ * FADE_MS // 1000)


def _struck(at_s: float, tone_hz: float) -> float:
    """Return a struck bar: its tone, and a weaker one an octave above that dies sooner; 2 ms of attack."""
    if at_s < 0:
        return 0.0
    attack = min(at_s / 0.002, 1.0)
    turn = math.tau * tone_hz * at_s
    return attack * (math.exp(-5.5 * at_s) * math.sin(turn) + 0.25 * math.exp(-11 * at_s) * math.sin(2 * turn))
