"""The click that tells a finger that its press was felt. It stands in no bank: it is made when it is first wanted."""

import math
from array import array
from functools import cache

from audio.pcm import LOUDEST, RATE_HZ, to_pcm

CLICK = "click"
"""The key of this tone."""
LENGTH_S = 0.03
_TONE_HZ = 1568.0  # G6: heard through a hall's noise, and by old ears
_LOUDNESS = 0.3  # of full scale: -10 dBFS


@cache
def click() -> bytes:
    """Return the click as PCM: a struck tone that dies away within 30 ms."""
    samples = array("h")
    for n in range(round(LENGTH_S * RATE_HZ)):
        at_s = n / RATE_HZ
        attack, end = min(at_s / 0.001, 1.0), min((LENGTH_S - at_s) / 0.003, 1.0)
        value = attack * end * math.exp(-90 * at_s) * math.sin(math.tau * _TONE_HZ * at_s)
        samples.append(round(value * _LOUDNESS * LOUDEST))
    return to_pcm(samples)
