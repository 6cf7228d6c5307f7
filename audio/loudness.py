"""How loud speech is, by EBU R128: the C library libebur128 says so. Only building a bank needs it."""

import ctypes
import math
from array import array
from functools import cache

from audio.errors import EngineError

LIBRARY = "libebur128.so.1"
_INTEGRATED = 0b101  # EBUR128_MODE_I of ebur128.h, 1.2
_SHORTEST_S = 1.0
"""The meter looks at windows of 0.4 s: less than a second says nothing of a voice."""

_LONG_ENOUGH_S = 2.0


def loudness_lufs(samples: "array[int]", rate_hz: int) -> float:
    """Return the integrated loudness of mono speech; -inf for silence.

    Raises EngineError when the library is not installed, or when the speech is too short to be measured.
    """
    if len(samples) < rate_hz * _SHORTEST_S:
        raise EngineError(f"{len(samples) / rate_hz:.2f} s are too short to measure the loudness of a voice")
    library = _library()
    state = ctypes.c_void_p(library.ebur128_init(1, rate_hz, _INTEGRATED))
    if not state:
        raise EngineError(f"{LIBRARY}: does not measure {rate_hz} Hz")
    try:
        buffer = (ctypes.c_short * len(samples)).from_buffer(array("h", samples))
        loudness = ctypes.c_double()
        failed = library.ebur128_add_frames_short(state, buffer, ctypes.c_size_t(len(samples)))
        failed = failed or library.ebur128_loudness_global(state, ctypes.byref(loudness))
    finally:
        library.ebur128_destroy(ctypes.byref(state))
    if failed:
        raise EngineError(f"{LIBRARY}: cannot measure {len(samples)} samples at {rate_hz} Hz: error {failed}")
    return loudness.value


def clip_loudness_lufs(samples: "array[int]", rate_hz: int) -> float:
    """Return how loud one clip is, said over and over: alone it is too short for the meter. See `loudness_lufs`."""
    often = math.ceil(_LONG_ENOUGH_S * rate_hz / len(samples)) if samples else 1
    return loudness_lufs(samples * often, rate_hz)


@cache
def _library() -> ctypes.CDLL:
    try:
        library = ctypes.CDLL(LIBRARY)
    except OSError as error:
        raise EngineError(f"{LIBRARY}: is not installed; right would be: sudo apt install libebur128-1") from error
    library.ebur128_init.restype = ctypes.c_void_p
    library.ebur128_init.argtypes = (ctypes.c_uint, ctypes.c_ulong, ctypes.c_int)
    return library
