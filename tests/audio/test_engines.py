from pathlib import Path

import pytest
from speaker_hall import WINDOW_3

from audio import loudness
from audio.bank import Voice
from audio.clips import number_clip, place_clip
from audio.engines import EspeakEngine, FakeEngine, RecordedEngine
from audio.errors import EngineError
from audio.pcm import read_recording, to_samples
from audio.remote_engines import GttsEngine, PiperEngine
from audio.rendering import render
from audio.shaping import peak
from firmware.words import Language

FORTY_FIVE = number_clip(45, Language.KK)


@pytest.mark.parametrize("language", list(Language))
def test_espeak_says_both_languages(language: Language, tmp_path: Path) -> None:
    EspeakEngine().render(place_clip("window-3", WINDOW_3, language), tmp_path / "a.wav")

    recording = read_recording(tmp_path / "a.wav")
    assert 0.8 < len(recording.samples) / recording.rate_hz < 5
    assert 0.2 < peak(recording.samples) < 0.999  # it does not clip itself


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


def test_gtts_has_no_kazakh(tmp_path: Path) -> None:
    assert GttsEngine().lacks(FORTY_FIVE) == "gtts: does not speak kk"
    assert GttsEngine().lacks(number_clip(45, Language.RU)) == ""
    with pytest.raises(EngineError, match="does not speak kk"):
        GttsEngine().render(FORTY_FIVE, tmp_path / "a.wav")


def test_what_an_engine_lacks_is_told_with_what_to_do(tmp_path: Path) -> None:
    model = tmp_path / "kk_KZ.onnx"

    assert (
        EspeakEngine(program="no-such-program").lacks(FORTY_FIVE).endswith("right would be: sudo apt install espeak-ng")
    )
    assert RecordedEngine(tmp_path).lacks(FORTY_FIVE) == f"{tmp_path}/kk/45.wav: is missing; say: қырық бес,"
    assert PiperEngine(model, program="no-such-program").lacks(FORTY_FIVE) == (
        "piper_program no-such-program: is not there; see docs/voice.md, Piper"
    )
    assert (
        PiperEngine(model, program="sh").lacks(FORTY_FIVE)
        == f"piper_model {model}: is not there; see docs/voice.md, Piper"
    )
    model.touch()
    assert "kk_KZ.onnx.json: is not there" in PiperEngine(model, program="sh").lacks(FORTY_FIVE)
    model.with_name("kk_KZ.onnx.json").touch()
    assert PiperEngine(model, program="sh").lacks(FORTY_FIVE) == ""
    assert EspeakEngine().lacks(FORTY_FIVE) == ""


PIPER = """#!/bin/sh
# Takes what Piper takes, and speaks with espeak-ng.
[ "$1" = --model ] && [ "$3" = --output_file ] || { echo "usage: piper --model M --output_file F" >&2; exit 2; }
[ -s "$2" ] || { echo "no model in $2" >&2; exit 1; }
read -r line && exec espeak-ng -v kk -w "$4" -- "$line"
"""


@pytest.fixture
def piper(tmp_path: Path) -> PiperEngine:
    """Return a program that is called as Piper is, and its model, which is empty."""
    program, model = tmp_path / "piper", tmp_path / "kk_KZ.onnx"
    program.write_text(PIPER)
    program.chmod(0o755)
    model.with_name("kk_KZ.onnx.json").touch()
    model.touch()
    return PiperEngine(model, str(program))


def test_piper_is_run_as_a_program_and_says_itself_what_is_wrong(piper: PiperEngine, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="no model in"):
        piper.render(FORTY_FIVE, tmp_path / "a.wav")
    piper.model.write_text("a model")

    piper.render(FORTY_FIVE, tmp_path / "a.wav")

    assert peak(read_recording(tmp_path / "a.wav").samples) > 0.1
    assert piper.name == "piper-kk_KZ"


def test_the_fake_engine_says_the_same_clip_alike_and_others_otherwise(tmp_path: Path) -> None:
    for name, clip in (("a", FORTY_FIVE), ("b", FORTY_FIVE), ("c", number_clip(46, Language.KK))):
        FakeEngine().render(clip, tmp_path / name)

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() != (tmp_path / "c").read_bytes()
    with pytest.raises(EngineError, match="kk/45"):
        FakeEngine(mute=frozenset({"kk/45"})).render(FORTY_FIVE, tmp_path / "d")


def test_a_voice_is_levelled_by_3_lu_at_most_and_not_at_all_without_a_meter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    louder = Voice(gain=1, lufs=-20, clip_lufs=-3, licence="")
    plain = peak(to_samples(render(FORTY_FIVE, FakeEngine(), None)))

    assert peak(to_samples(render(FORTY_FIVE, FakeEngine(), louder))) == pytest.approx(plain * 10 ** (3 / 20), rel=0.01)
    monkeypatch.setattr(loudness, "LIBRARY", "libnowhere.so.9")
    loudness._library.cache_clear()  # noqa: SLF001 - the library is looked for once
    assert peak(to_samples(render(FORTY_FIVE, FakeEngine(), louder))) == plain
    loudness._library.cache_clear()  # noqa: SLF001 - for the tests that follow
