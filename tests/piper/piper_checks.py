"""The real Piper with a real voice, an English one: others must be downloaded. Run by `make piper`."""

import os
from pathlib import Path

import pytest

from audio.bank import open_bank, read_manifest
from audio.building import Order, build_bank
from audio.clips import Clip
from audio.engines import EspeakEngine
from audio.errors import EngineError
from audio.loudness import loudness_lufs
from audio.pcm import RATE_HZ, read_recording, to_samples
from audio.remote_engines import PiperEngine
from audio.rendering import TARGET_LUFS
from audio.shaping import CEILING, peak
from firmware.words import Language

CHECKOUT = Path(__file__).parents[2]
WORDS = ("ticket", "one hundred", "five", "please go to window three")
CLIPS = [Clip(f"ru/{n}", Language.RU, text) for n, text in enumerate(WORDS)]


@pytest.fixture
def piper() -> PiperEngine:
    program = str(CHECKOUT / ".piper" / "bin" / "piper")
    return PiperEngine(Path(os.environ["KEZEK_PIPER_MODEL"]), program, licence="CC0-1.0")


def test_piper_says_a_clip(piper: PiperEngine, tmp_path: Path) -> None:
    assert piper.lacks(CLIPS[3]) == ""

    piper.render(CLIPS[3], tmp_path / "a.wav")

    recording = read_recording(tmp_path / "a.wav")
    assert 0.8 < len(recording.samples) / recording.rate_hz < 5
    assert peak(recording.samples) > 0.1


def test_a_model_that_is_none_is_told_by_piper_itself(piper: PiperEngine, tmp_path: Path) -> None:
    for name in ("none.onnx", "none.onnx.json"):
        (tmp_path / name).write_text("{}")

    with pytest.raises(EngineError, match="piper: "):
        PiperEngine(tmp_path / "none.onnx", piper.program).render(CLIPS[0], tmp_path / "a.wav")


def test_a_bank_is_made_with_it_as_loud_as_any_other(piper: PiperEngine, tmp_path: Path) -> None:
    built = build_bank(tmp_path, Order(CLIPS, {Language.RU: (piper, EspeakEngine())}, processes=2))

    manifest = read_manifest(tmp_path)
    assert (built.rendered, built.failed, built.lesser) == (len(CLIPS), {}, {})
    assert {manifest.clips[clip.key].engine for clip in CLIPS} == {piper.name}
    assert manifest.voices[f"{piper.name}/ru"].licence == "CC0-1.0"
    joined = b"".join(open_bank(tmp_path).sound(clip.key) for clip in CLIPS)
    assert peak(to_samples(joined)) <= CEILING
    assert loudness_lufs(to_samples(joined), RATE_HZ) == pytest.approx(TARGET_LUFS, abs=3.0)
