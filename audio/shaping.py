"""What is done to a recording before it goes into the bank: trim, gain, 48 kHz. Pure.

Runs when a bank is built, never when a call is spoken: samples are slow in Python.
"""

import math
from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from operator import mul

from audio.pcm import LOUDEST, RATE_HZ, Recording

LEAD_MS, TAIL_MS, FADE_MS = 5, 15, 3
CEILING = 10 ** (-1 / 20)
"""No sample of the bank is above it: -1 dBFS."""

_QUIET = 0.01  # of the clip's own peak: -40 dB
_BLOCK_MS = 2
_ZERO_CROSSINGS = 4  # of the sinc on each side: an image of 10 kHz, hardly in speech, is 40 dB down
_FRACTION_BITS = 14
_MOST_GAIN = 30.0
_TAPS = 2 * _ZERO_CROSSINGS  # for every rate up to 48 kHz


def trimmed(recording: Recording) -> Recording:
    """Cut the silence off both ends, but for some milliseconds, and fade the ends so that nothing clicks."""
    samples, rate_hz = recording.samples, recording.rate_hz
    block = rate_hz * _BLOCK_MS // 1000
    floor = peak(samples) * LOUDEST * _QUIET
    loud = [start for start in range(0, len(samples), block) if max(map(abs, samples[start : start + block])) > floor]
    if not loud:
        return Recording(rate_hz, array("h"))
    first = max(loud[0] - rate_hz * LEAD_MS // 1000, 0)
    last = loud[-1] + block + rate_hz * TAIL_MS // 1000
    return Recording(rate_hz, faded(samples[first:last], rate_hz * FADE_MS // 1000))


def faded(samples: "array[int]", length: int) -> "array[int]":
    """Let the first and the last *length* samples rise and fall."""
    for n in range(min(length, len(samples) // 2)):
        samples[n] = samples[n] * n // length
        samples[-1 - n] = samples[-1 - n] * n // length
    return samples


def peak(samples: "array[int]") -> float:
    """Return the largest sample, as a part of full scale."""
    return max(max(samples, default=0), -min(samples, default=0)) / LOUDEST


def shaped(recording: Recording, gain: float) -> "array[int]":
    """Return *recording* times *gain* at 48 kHz; a clip that would go above the ceiling is turned down to it."""
    wanted = min(gain, _MOST_GAIN)
    samples = _resampled(recording, wanted)
    limit = int(CEILING * LOUDEST)
    highest = max(max(samples, default=0), -min(samples, default=0))
    if highest > limit:
        samples = [sample * limit // highest for sample in samples]
    return array("h", samples)


def _resampled(recording: Recording, gain: float) -> list[int]:
    """Return the samples at 48 kHz times *gain*, by a windowed sinc, one phase of the output after the other."""
    samples, rate_hz = recording.samples, recording.rate_hz
    common = math.gcd(rate_hz, RATE_HZ)
    step, phases = rate_hz // common, RATE_HZ // common
    kernels = _kernels(step, phases)
    scale = gain * (1 << _FRACTION_BITS)
    reach = len(kernels[0]) // 2
    padded = [0] * (reach - 1) + samples.tolist() + [0] * (reach + step)
    length = len(samples) * phases // step
    out = [0] * length
    for phase, kernel in enumerate(kernels):
        count = len(range(phase, length, phases))
        start = phase * step // phases
        columns = (padded[start + tap :: step][:count] for tap in range(len(kernel)))
        weights = [round(weight * scale) for weight in kernel]
        out[phase::phases] = _eight(weights, columns) if len(kernel) == _TAPS else _any(weights, columns)
    return out


def _eight(weights: Sequence[int], columns: Iterable[list[int]]) -> list[int]:
    # Written out, because here goes the time that a bank takes: it is 2.5 times as fast as `_any`.
    k0, k1, k2, k3, k4, k5, k6, k7 = weights
    return [
        (k0 * a + k1 * b + k2 * c + k3 * d + k4 * e + k5 * f + k6 * g + k7 * h) >> _FRACTION_BITS
        for a, b, c, d, e, f, g, h in zip(*columns, strict=True)
    ]


def _any(weights: Sequence[int], columns: Iterable[list[int]]) -> list[int]:
    return [sum(map(mul, weights, row)) >> _FRACTION_BITS for row in zip(*columns, strict=True)]


@cache
def _kernels(step: int, phases: int) -> list[list[float]]:
    """Return the filter of each output phase: sinc times Hann, its sum 1, cut off at the lower of both rates."""
    cut_off = min(1.0, phases / step)
    reach = math.ceil(_ZERO_CROSSINGS / cut_off)
    kernels = []
    for phase in range(phases):
        offset = phase * step % phases / phases
        distances = [tap - offset for tap in range(1 - reach, reach + 1)]
        kernel = [
            (math.sin(math.pi * cut_off * x) / (math.pi * x) if x else cut_off)
            * (0.5 + 0.5 * math.cos(math.pi * x / reach) if abs(x) < reach else 0.0)
            for x in distances
        ]
        total = sum(kernel)
        kernels.append([weight / total for weight in kernel])
    return kernels
