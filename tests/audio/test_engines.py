from pathlib import Path

import pytest
from speaker_hall import WINDOW_3

from audio.clips import number_clip, place_clip
from audio.engines import Engine, EspeakEngine, FakeEngine, GttsEngine, RecordedEngine
from audio.errors import EngineError
from audio.pcm import read_recording
from audio.shaping import rms
from firmware.words import Language

FORTY_FIVE = number_clip(45, Language.KK)


@pytest.mark.parametrize("language", list(Language))
def test_espeak_says_both_languages(language: Language, tmp_path: Path) -> None:
    EspeakEngine().render(place_clip("window-3", WINDOW_3, language), tmp_path / "a.wav")

    recording = read_recording(tmp_path / "a.wav")
    assert 0.8 < len(recording.samples) / recording.rate_hz < 5
    assert rms(recording.samples) > 0.01


def test_espeak_that_is_not_installed_is_an_error_and_no_file(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="no-such-program"):
        EspeakEngine(program="no-such-program").render(FORTY_FIVE, tmp_path / "a.wav")


def test_espeak_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="espeak-ng"):
        EspeakEngine().render(FORTY_FIVE, tmp_path / "no" / "such" / "folder" / "a.wav")


def test_another_speed_is_another_voice() -> None:
    assert EspeakEngine(120).name != EspeakEngine(160).name


def test_a_recorded_clip_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "kk").mkdir()
    (tmp_path / "kk" / "45.wav").write_bytes(b"a recording")

    RecordedEngine(tmp_path).render(FORTY_FIVE, tmp_path / "a.wav")

    assert (tmp_path / "a.wav").read_bytes() == b"a recording"


def test_a_recording_that_is_missing_names_its_file_and_what_to_say(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"kk/45\.wav.*say: қырық бес"):
        RecordedEngine(tmp_path).render(FORTY_FIVE, tmp_path / "a.wav")


def test_gtts_has_no_kazakh_and_is_never_used_while_a_call_waits(tmp_path: Path) -> None:
    engine: Engine = GttsEngine()

    assert not engine.is_local
    with pytest.raises(EngineError, match="no kk"):
        engine.render(FORTY_FIVE, tmp_path / "a.wav")


def test_the_fake_engine_says_the_same_clip_alike_and_others_otherwise(tmp_path: Path) -> None:
    for name, clip in (("a", FORTY_FIVE), ("b", FORTY_FIVE), ("c", number_clip(46, Language.KK))):
        FakeEngine().render(clip, tmp_path / name)

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() != (tmp_path / "c").read_bytes()
    with pytest.raises(EngineError, match="kk/45"):
        FakeEngine(mute=frozenset({"kk/45"})).render(FORTY_FIVE, tmp_path / "d")
