"""The speaker's settings: which voice says which language, where its clips are, which device sounds, and how loud."""

from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta

from audio.engines import Engine, EspeakEngine, RecordedEngine, Voices
from audio.joining import BREATH_MS, STOP_MS, WORD_GAP_MS, Gaps
from audio.remote_engines import GttsEngine, PiperEngine
from audio.tones import CHIMES, FALLING, is_file
from firmware.settings import Settings
from firmware.words import Language, TimeOfDay
from mqtt_bridge.settings import DeviceSettings


class VoiceSettings(Settings, frozen=True, kw_only=True):
    """Who says one language: each clip is taken from the first of these that has it; espeak-ng has all of them."""

    recordings: str = ""
    """A folder with a person's clips, such as kk/45.wav. `kezek-voice script` lists them."""
    recordings_licence: str = ""
    """Under which they may be used, for the bank's manifest."""
    piper_model: str = ""
    """Piper's model for this language, a file that ends in .onnx, with its .onnx.json beside it."""
    piper_program: Annotated[str, Meta(min_length=1)] = "piper"
    piper_licence: str = ""
    """The model's, as its card says it."""
    gtts: bool = False
    """Ask Google for what the others lack, while a bank is built. It has no Kazakh, and it is heard what is said."""
    words_per_minute: Annotated[int, Meta(ge=80, le=260)] = 140
    """How fast espeak-ng speaks."""

    def __post_init__(self) -> None:
        """Refuse a model that is none."""
        if self.piper_model and not self.piper_model.endswith(".onnx"):
            raise ValueError(f"piper_model: {self.piper_model!r} is no model; right would be a file that ends in .onnx")


class VolumeSettings(Settings, frozen=True, kw_only=True, rename={"since": "from"}):
    """How loud it is from a time of day on."""

    since: TimeOfDay
    percent: Annotated[int, Meta(ge=1, le=100)]
    """Never 0: a call that nobody can hear would be told as announced."""


class AudioSettings(DeviceSettings, frozen=True, kw_only=True):
    """One speaker."""

    bank: Annotated[str, Meta(min_length=1)] = "/var/lib/kezek/voice"
    """The folder of the clip bank. What is missing in it is made at start."""
    kk: VoiceSettings = VoiceSettings()
    ru: VoiceSettings = VoiceSettings()
    sound_device: str = ""
    """The output as SDL names it; empty for the machine's default."""
    chime: Annotated[str, Meta(min_length=1)] = FALLING
    """What comes before a call: falling, rising, three, gong, or a WAV file of three seconds at most."""
    word_gap_ms: Annotated[int, Meta(ge=40, le=200)] = WORD_GAP_MS
    """The silence between words of one sentence."""
    breath_ms: Annotated[int, Meta(ge=40, le=350)] = BREATH_MS
    """Where a comma would be, and after the chime."""
    stop_ms: Annotated[int, Meta(ge=40, le=350)] = STOP_MS
    """Between two sentences."""
    say_times: Annotated[int, Meta(ge=1, le=3)] = 1
    """So many times a call is said, after one chime."""
    volume: Annotated[tuple[VolumeSettings, ...], Meta(max_length=12)] = ()
    """How loud, by the centre's time of day: from each time on until the next one. Full without any."""
    simulated_speed: Annotated[float, Meta(ge=1, le=1000)] = 1.0
    """With --simulate: how much faster than a real one the speaker is done."""

    def __post_init__(self) -> None:
        """Refuse a chime that is none, an engine that has not the language, and times that are not in order."""
        if self.kk.gtts:
            raise ValueError("kk.gtts: gtts does not speak kk; right would be recordings, piper_model or nothing")
        if self.chime not in CHIMES and not is_file(self.chime):
            raise ValueError(
                f"chime: {self.chime!r} is no chime; right would be one of {', '.join(CHIMES)}, or a file.wav"
            )
        times = [volume.since for volume in self.volume]
        if times != sorted(set(times)):
            raise ValueError("volume: the times are not in order; right would be each later than the one before it")

    @property
    def gaps(self) -> Gaps:
        """The silences."""
        return Gaps(self.word_gap_ms, self.breath_ms, self.stop_ms)


def volume_at(volumes: tuple[VolumeSettings, ...], now: TimeOfDay) -> float:
    """Return how loud it is then, as a part of full; before the first time as after the last one."""
    if not volumes:
        return 1.0
    begun = [volume for volume in volumes if volume.since <= now] or volumes[-1:]
    return begun[-1].percent / 100


def engines_of(voice: VoiceSettings) -> tuple[Engine, ...]:
    """Return a voice's engines, the best first; espeak-ng is the last."""
    engines: list[Engine] = []
    if voice.recordings:
        engines.append(RecordedEngine(Path(voice.recordings), **_licence(voice.recordings_licence)))
    if voice.piper_model:
        licence = _licence(voice.piper_licence)
        engines.append(PiperEngine(Path(voice.piper_model), voice.piper_program, **licence))
    if voice.gtts:
        engines.append(GttsEngine())
    return (*engines, EspeakEngine(voice.words_per_minute))


def voices_of(kk: VoiceSettings, ru: VoiceSettings) -> Voices:
    """Return each language's engines."""
    return {Language.KK: engines_of(kk), Language.RU: engines_of(ru)}


def _licence(said: str) -> dict[str, Any]:
    return {"licence": said} if said else {}
