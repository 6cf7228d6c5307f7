import pytest

from audio.engines import EspeakEngine, GttsEngine, RecordedEngine
from audio.settings import AudioSettings, engines_of
from firmware.settings import SettingsError, parse_settings
from firmware.words import Language

SPEAKER = 'site = "test"\ndevice = "speaker-1"\n'


def read(text: str) -> AudioSettings:
    return parse_settings(SPEAKER + text, AudioSettings, "audio.toml")


def test_both_languages_are_espeak_unless_told() -> None:
    settings = read("")

    assert engines_of(settings.kk, settings.ru) == dict.fromkeys(Language, EspeakEngine(140))


def test_each_language_has_its_own_engine() -> None:
    settings = read('kk = { engine = "recorded", recordings = "/srv/voice" }\nru = { engine = "gtts" }')

    engines = engines_of(settings.kk, settings.ru)

    assert isinstance(engines[Language.KK], RecordedEngine)
    assert isinstance(engines[Language.RU], GttsEngine)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('kk = { engine = "gtts" }', "kk.engine: gtts does not speak kk"),
        ('ru = { engine = "recorded" }', "ru.recordings: is missing; right would be the folder"),
        ('ru = { engine = "festival" }', "ru.engine"),
        (
            "ru = { words_per_minute = 900 }",
            "ru.words_per_minute: 900 is wrong; right would be a whole number, 80 to 260",
        ),
        ("simulated_speed = 0", "simulated_speed"),
        ('bunk = "/srv/voice"', "bunk"),
    ],
)
def test_a_wrong_setting_is_refused_by_its_key(text: str, complaint: str) -> None:
    with pytest.raises(SettingsError, match=r"^audio\.toml: ") as error:
        read(text)

    assert complaint in str(error.value)
