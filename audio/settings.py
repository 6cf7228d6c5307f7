"""The speaker's settings: which voice says which language, where its clips are, which device sounds."""

from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta

from audio.engines import Engine, EspeakEngine, GttsEngine, RecordedEngine
from firmware.settings import Settings
from firmware.words import Language
from mqtt_bridge.settings import DeviceSettings


class VoiceSettings(Settings, frozen=True, kw_only=True):
    """The voice of one language."""

    engine: Literal["espeak-ng", "recorded", "gtts"] = "espeak-ng"
    """Where the clips come from. `gtts` needs the Internet while a bank is built, and has no Kazakh."""
    words_per_minute: Annotated[int, Meta(ge=80, le=260)] = 140
    """How fast espeak-ng speaks."""
    recordings: str = ""
    """For `recorded`: the folder with a person's clips, such as kk/45.wav."""

    def __post_init__(self) -> None:
        """Refuse a recorded voice without a folder."""
        if self.engine == "recorded" and not self.recordings:
            raise ValueError("recordings: is missing; right would be the folder of the recorded clips")


class AudioSettings(DeviceSettings, frozen=True, kw_only=True):
    """One speaker."""

    bank: Annotated[str, Meta(min_length=1)] = "/var/lib/kezek/voice"
    """The folder of the clip bank. What is missing in it is made at start."""
    kk: VoiceSettings = VoiceSettings()
    ru: VoiceSettings = VoiceSettings()
    sound_device: str = ""
    """The output as SDL names it; empty for the machine's default."""
    simulated_speed: Annotated[float, Meta(ge=1, le=1000)] = 1.0
    """With --simulate: how much faster than a real one the speaker is done."""

    def __post_init__(self) -> None:
        """Refuse an engine that has not the language."""
        for language, engine in engines_of(self.kk, self.ru).items():
            if language not in engine.languages:
                raise ValueError(
                    f"{language.value}.engine: {engine.name} does not speak {language.value}; espeak-ng does"
                )


def engine_of(voice: VoiceSettings) -> Engine:
    """Return the engine that *voice* asks for."""
    match voice.engine:
        case "recorded":
            return RecordedEngine(Path(voice.recordings))
        case "gtts":
            return GttsEngine()
        case "espeak-ng":
            return EspeakEngine(voice.words_per_minute)


def engines_of(kk: VoiceSettings, ru: VoiceSettings) -> dict[Language, Engine]:
    """Return each language's engine."""
    return {Language.KK: engine_of(kk), Language.RU: engine_of(ru)}
