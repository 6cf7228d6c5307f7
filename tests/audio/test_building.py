from collections.abc import Mapping
from pathlib import Path

import pytest
from speaker_hall import WINDOW_3

from audio.bank import MANIFEST, file_of, open_bank
from audio.building import build_bank, render
from audio.clips import CHIME, Clip, number_clip, phrase_clip, place_clip
from audio.engines import Engine, EspeakEngine, FakeEngine, RecordedEngine
from audio.errors import EngineError
from audio.pcm import silence, to_samples, wav_bytes
from audio.shaping import CEILING, peak, rms
from firmware.words import Language

KK = Language.KK
CLIPS = [number_clip(part, KK) for part in range(1, 9)]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_run_does_nothing(tmp_path: Path, tones: Mapping[Language, Engine]) -> None:
    first = build_bank(tmp_path, CLIPS, tones)
    after_first = files(tmp_path)

    second = build_bank(tmp_path, CLIPS, tones)

    assert (first.rendered, first.kept) == (8, 0)
    assert (second.rendered, second.kept) == (0, 8)
    assert files(tmp_path) == after_first


def test_several_processes_build_the_same_bank(tmp_path: Path, tones: Mapping[Language, Engine]) -> None:
    build_bank(tmp_path / "one", CLIPS, tones)
    build_bank(tmp_path / "two", CLIPS, tones, processes=2)

    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_build_that_was_cut_short_goes_on_where_it_was(tmp_path: Path, tones: Mapping[Language, Engine]) -> None:
    left = iter([True, True, False])
    assert build_bank(tmp_path, CLIPS, tones, go_on=lambda: next(left)).rendered == 3

    again = build_bank(tmp_path, CLIPS, tones)

    assert (again.rendered, again.kept) == (5, 3)
    assert open_bank(tmp_path).missing(CLIPS, tones) == []


def test_a_half_written_clip_is_made_anew(tmp_path: Path, tones: Mapping[Language, Engine]) -> None:
    build_bank(tmp_path, CLIPS, tones)
    whole = files(tmp_path)
    file_of(tmp_path, "kk/3").write_bytes(b"")
    file_of(tmp_path, "kk/4").unlink()
    (tmp_path / "kk" / "5.part").write_bytes(b"what a kill left")

    assert build_bank(tmp_path, CLIPS, tones).rendered == 2
    assert files(tmp_path) == whole


def test_a_lost_manifest_only_costs_time(tmp_path: Path, tones: Mapping[Language, Engine]) -> None:
    build_bank(tmp_path, CLIPS, tones)
    whole = files(tmp_path)
    (tmp_path / MANIFEST).unlink()

    assert build_bank(tmp_path, CLIPS, tones).rendered == 8
    assert files(tmp_path) == whole


def test_one_mute_clip_keeps_no_other_back(tmp_path: Path) -> None:
    engines: dict[Language, Engine] = {KK: FakeEngine(mute=frozenset({"kk/2"}))}

    built = build_bank(tmp_path, CLIPS, engines)

    assert built.rendered == 7
    assert list(built.failed) == ["kk/2"]
    assert open_bank(tmp_path).missing(CLIPS, engines) == [number_clip(2, KK)]


def test_an_engine_that_is_not_there_fails_every_clip_and_the_chime_is_made(tmp_path: Path) -> None:
    built = build_bank(tmp_path, CLIPS, {KK: EspeakEngine(program="no-such-program")})

    assert set(built.failed) == {clip.key for clip in CLIPS}
    assert open_bank(tmp_path).sound(CHIME)


def test_a_clip_of_silence_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kk").mkdir()
    (tmp_path / "kk" / "1.wav").write_bytes(wav_bytes(silence(300)))

    with pytest.raises(EngineError, match="silence"):
        render(number_clip(1, KK), RecordedEngine(tmp_path), gain=1.0)


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path, tones: Mapping[Language, Engine]) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(OSError, match="file"):
        build_bank(tmp_path / "file" / "bank", CLIPS, tones)


def test_real_speech_comes_out_loud_and_never_clips(tmp_path: Path) -> None:
    clips: list[Clip] = [
        clip
        for language in Language
        for clip in (
            *(number_clip(part, language) for part in (5, 68, 300)),
            phrase_clip("recall", language),
            place_clip("window-3", WINDOW_3, language),
        )
    ]
    engines: dict[Language, Engine] = dict.fromkeys(Language, EspeakEngine())

    assert not build_bank(tmp_path, clips, engines).failed

    bank = open_bank(tmp_path)
    sounds = {clip.key: to_samples(bank.sound(clip.key)) for clip in clips}
    assert all(peak(samples) <= CEILING for samples in sounds.values())
    for language in Language:
        voice = b"".join(bank.sound(key) for key in sounds if key.startswith(language.value))
        assert 10 ** (-24 / 20) < rms(to_samples(voice)) < 10 ** (-18 / 20)
