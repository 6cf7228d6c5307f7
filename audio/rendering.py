"""One clip from an engine to the sound that stands in a bank, and how loud an engine is. Blocks; raises EngineError."""

import math
import tempfile
from array import array
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import fmean

from audio.bank import Voice
from audio.clips import Clip, place_clip
from audio.engines import Engine
from audio.errors import EngineError
from audio.joining import BREATH_MS, WORD_GAP_MS
from audio.loudness import clip_loudness_lufs, loudness_lufs
from audio.pcm import LOUDEST, Recording, read_recording, to_pcm
from audio.sentence import sentence
from audio.shaping import shaped, trimmed
from firmware.words import Language, PlaceKind
from mqtt_bridge.public import PlaceSign

TARGET_LUFS = -23.0
"""What EBU R128 asks of a programme. The peaks of speech are some 18 dB above that: nothing need be turned down."""
MOST_LEVELLING_LU = 3.0
"""So much a clip is turned up or down at most, to be as loud as its voice is in the middle."""

_NUMBERS = (5, 18, 42, 105, 367, 777, 1290, 9999)
"""The calls whose joined sentences are measured: of one to three clips, short ones and long ones."""
_FEWEST_SENTENCES = 3
_SPREAD = 30
_MOST_FAILURES = 3
_LONG_ENOUGH_S = 5.0

_SOME_PLACES = tuple(
    PlaceSign(place=f"window-{number}", kind=PlaceKind.WINDOW, number=number, zones=()) for number in (1, 2, 3)
)

_Sample = Sequence[tuple[Clip, int]]
"""Clips, each with the gap after it in ms."""


def render(clip: Clip, engine: Engine, voice: Voice | None) -> bytes:
    """Return the clip's PCM as it stands in a bank that knows *voice*; as the engine has it, when that is None."""
    recording = _recorded(engine, clip)
    if voice is None:
        return to_pcm(shaped(recording, 1.0))
    try:
        level = _levelling(clip_loudness_lufs(recording.samples, recording.rate_hz), voice.clip_lufs)
    except EngineError:  # no meter on this machine, where a call waits for one clip
        level = 1.0
    return to_pcm(shaped(recording, voice.gain * level))


def measured(engine: Engine, language: Language, clips: Sequence[Clip], go_on: Callable[[], bool]) -> Voice:
    """Return how an engine speaks, by joined sentences: single words are too short for any meter.

    The sentences send to the places of *clips*. Ends early, with an EngineError, when *go_on* says so.
    """
    recordings: dict[str, Recording] = {}
    sample = _sample(engine, language, clips)
    failures: list[str] = []
    for clip in dict.fromkeys(clip for clip, _gap_ms in sample):
        if not go_on():
            raise EngineError(f"{engine.name}: measuring was cut short")
        try:
            recordings[clip.key] = _recorded(engine, clip)
        except EngineError as error:
            failures.append(str(error))
            if len(failures) > _MOST_FAILURES:
                raise
    if not recordings:
        raise EngineError(failures[0] if failures else f"{engine.name}: has nothing to say in {language.value}")
    loud = {key: clip_loudness_lufs(one.samples, one.rate_hz) for key, one in recordings.items()}
    heard = [lufs for lufs in loud.values() if math.isfinite(lufs)]
    if not heard:
        raise EngineError(f"{engine.name}: is too quiet in {language.value} to be measured")
    clip_lufs = round(fmean(heard), 2)
    levelled = {key: _times(one, _levelling(loud[key], clip_lufs)) for key, one in recordings.items()}
    lufs = loudness_lufs(*_in_a_row(sample, levelled))
    gain = round(10 ** ((TARGET_LUFS - lufs) / 20), 4)
    return Voice(gain=gain, lufs=round(lufs, 2), clip_lufs=clip_lufs, licence=engine.licence)


def _levelling(lufs: float, middle_lufs: float) -> float:
    """Return what a clip is multiplied by, so that no word of a sentence is much louder than the others."""
    if not math.isfinite(lufs):
        return 1.0
    return float(10 ** (max(-MOST_LEVELLING_LU, min(middle_lufs - lufs, MOST_LEVELLING_LU)) / 20))


def _times(recording: Recording, factor: float) -> Recording:
    loud = (max(-LOUDEST, min(round(sample * factor), LOUDEST)) for sample in recording.samples)
    return Recording(recording.rate_hz, array("h", loud))


def _sample(engine: Engine, language: Language, clips: Sequence[Clip]) -> _Sample:
    """Return calls that the engine can say; what it has of *clips* when these are too few."""
    ways = [clip for clip in clips if clip.language is language and clip.key.startswith(f"{language.value}/to-")]
    ways = ways or [place_clip(sign.place, sign, language) for sign in _SOME_PLACES]
    calls = [sentence(number, ways[index % len(ways)]) for index, number in enumerate(_NUMBERS)]
    can_say = [call for call in calls if not any(engine.lacks(spoken.clip) for spoken in call.spoken)]
    if len(can_say) >= _FEWEST_SENTENCES:
        return [(one.clip, BREATH_MS if one.sign else WORD_GAP_MS) for call in can_say for one in call.spoken]
    have = [clip for clip in clips if clip.language is language and not engine.lacks(clip)]
    return [(clip, BREATH_MS) for clip in have[:: max(len(have) // _SPREAD, 1)]]


def _in_a_row(sample: _Sample, recordings: Mapping[str, Recording]) -> tuple["array[int]", int]:
    """Return the sample's sound and its rate, as long as a meter wants it."""
    rate_hz = next(iter(recordings.values())).rate_hz
    joined = array("h")
    for clip, gap_ms in sample:
        recording = recordings.get(clip.key)
        if recording is not None and recording.rate_hz == rate_hz:  # a folder of recordings may have several
            joined.extend(recording.samples)
            joined.extend([0] * (rate_hz * gap_ms // 1000))
    return joined * math.ceil(_LONG_ENOUGH_S * rate_hz / len(joined)), rate_hz


def _recorded(engine: Engine, clip: Clip) -> Recording:
    with tempfile.TemporaryDirectory(prefix="kezek-voice-") as scratch:
        path = Path(scratch) / "clip.wav"
        engine.render(clip, path)
        try:
            recording = trimmed(read_recording(path))
        except (OSError, ValueError) as error:
            why = str(error).removeprefix(f"{path}: ")  # the name of the scratch file says nothing to anybody
            raise EngineError(f"{engine.name}: {clip.key}: {why}") from error
    if not recording.samples:
        raise EngineError(f"{engine.name}: gave nothing but silence for {clip.key}")
    return recording
