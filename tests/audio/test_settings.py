from pathlib import Path

import pytest

from audio.engines import EspeakEngine, RecordedEngine, Voices
from audio.joining import Gaps
from audio.remote_engines import GttsEngine, PiperEngine
from audio.settings import AudioSettings, voices_of, volume_at
from firmware.settings import SettingsError, parse_settings
from firmware.words import Language

SPEAKER = 'site = "test"\ndevice = "speaker-1"\n'
EVENINGS = 'volume = [{ from = "08:00", percent = 100 }, { from = "18:30", percent = 40 }]'


def read(text: str) -> AudioSettings:
    return parse_settings(SPEAKER + text, AudioSettings, "audio.toml")


def voices(settings: AudioSettings) -> Voices:
    return voices_of(settings.kk, settings.ru)


def test_both_languages_are_espeak_unless_told() -> None:
    assert voices(read("")) == dict.fromkeys(Language, (EspeakEngine(140),))


def test_each_language_has_its_own_engines_in_a_fixed_order_and_espeak_last() -> None:
    engines = voices(
        read(
            'kk = { piper_model = "/v/kk.onnx", recordings = "/v/we", recordings_licence = "CC0-1.0" }\n'
            'ru = { gtts = true, piper_model = "/v/ru.onnx", piper_licence = "MIT", words_per_minute = 120 }'
        )
    )

    recorded, kazakh = RecordedEngine(Path("/v/we"), "CC0-1.0"), PiperEngine(Path("/v/kk.onnx"))
    assert engines[Language.KK] == (recorded, kazakh, EspeakEngine(140))
    russian = PiperEngine(Path("/v/ru.onnx"), licence="MIT")
    assert engines[Language.RU] == (russian, GttsEngine(), EspeakEngine(120))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("kk = { gtts = true }", "kk.gtts: gtts does not speak kk; right would be recordings, piper_model or nothing"),
        ('ru = { engine = "festival" }', "ru.engine: there is no such key"),
        ('ru = { piper_model = "ru_RU" }', "ru.piper_model: 'ru_RU' is no model; right would be a file that ends in"),
        (
            "ru = { words_per_minute = 900 }",
            "ru.words_per_minute: 900 is wrong; right would be a whole number, 80 to 260",
        ),
        ('chime = "ding"', "chime: 'ding' is no chime; right would be one of falling, rising, three, gong, or a file"),
        ("word_gap_ms = 10", "word_gap_ms: 10 is wrong; right would be a whole number, 40 to 200"),
        ("stop_ms = 900", "stop_ms: 900 is wrong; right would be a whole number, 40 to 350"),
        ("say_times = 4", "say_times: 4 is wrong; right would be a whole number, 1 to 3"),
        ('volume = [{ from = "8:00", percent = 40 }]', "volume[0].from: '8:00' is wrong; right would be a time of day"),
        ('volume = [{ from = "08:00", percent = 140 }]', "volume[0].percent: 140 is wrong"),
        ('volume = [{ from = "08:00", percent = 0 }]', "volume[0].percent: 0 is wrong"),
        (
            'volume = [{ from = "09:00", percent = 40 }, { from = "08:00", percent = 90 }]',
            "volume: the times are not in order; right would be each later than the one before it",
        ),
        ("simulated_speed = 0", "simulated_speed"),
        ('bunk = "/srv/voice"', "bunk"),
    ],
)
def test_a_wrong_setting_is_refused_by_its_key(text: str, complaint: str) -> None:
    with pytest.raises(SettingsError, match=r"^audio\.toml: ") as error:
        read(text)

    assert complaint in str(error.value)


@pytest.mark.parametrize(
    ("now", "volume"), [("07:59", 0.4), ("08:00", 1.0), ("18:29", 1.0), ("18:30", 0.4), ("23:59", 0.4), ("00:00", 0.4)]
)
def test_the_volume_goes_by_the_time_of_day_over_the_night(now: str, volume: float) -> None:
    assert volume_at(read(EVENINGS).volume, now) == volume
    assert volume_at((), now) == 1.0


def test_gaps_are_settings() -> None:
    assert read("word_gap_ms = 80\nbreath_ms = 150\nstop_ms = 300").gaps == Gaps(80, 150, 300)
