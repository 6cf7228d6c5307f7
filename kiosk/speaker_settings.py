"""The table [speaker] of kiosk.toml: a small loudspeaker at the station, with the clips and voices of the hall."""

from typing import Annotated

from msgspec import Meta

from audio.settings import VoiceSettings
from firmware.settings import Settings


class SpeakerSettings(Settings, frozen=True, kw_only=True):
    """The station's small speaker."""

    sound_device: str = ""
    """The output as SDL names it; empty for the machine's default."""
    bank: Annotated[str, Meta(min_length=1)] = "/var/lib/kezek/voice"
    """The folder of the clips, as `kezek-voice build` has made it."""
    volume_percent: Annotated[int, Meta(ge=1, le=100)] = 100
    """How loud, of what the bank has."""
    kk: VoiceSettings = VoiceSettings()
    """Who says a clip that the bank lacks."""
    ru: VoiceSettings = VoiceSettings()
    simulated_speed: Annotated[float, Meta(ge=1, le=1000)] = 1.0
    """With --simulate: how much faster than a real one the speaker is done."""
