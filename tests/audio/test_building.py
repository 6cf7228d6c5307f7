from pathlib import Path

import pytest
from speaker_hall import WINDOW_3

from audio.bank import MANIFEST, file_of, open_bank, read_manifest
from audio.building import Lesser, Order, build_bank
from audio.clips import CHIME, Clip, number_clip, phrase_clip, place_clip
from audio.engines import EspeakEngine, FakeEngine, RecordedEngine, Voices
from audio.errors import EngineError
from audio.loudness import loudness_lufs
from audio.pcm import RATE_HZ, silence, to_pcm, to_samples, wav_bytes
from audio.rendering import TARGET_LUFS, render
from audio.shaping import CEILING, peak
from audio.tones import chime_named
from firmware.words import Language

KK = Language.KK
CLIPS = [number_clip(part, KK) for part in range(1, 9)]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def made(path: Path) -> Path:
    """Return *path* with its folder made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_a_second_run_does_nothing(tmp_path: Path, tones: Voices) -> None:
    first = build_bank(tmp_path, Order(CLIPS, tones))
    after_first = files(tmp_path)

    second = build_bank(tmp_path, Order(CLIPS, tones))

    assert (first.rendered, first.kept) == (8, 0)
    assert (second.rendered, second.kept) == (0, 8)
    assert files(tmp_path) == after_first


def test_several_processes_build_the_same_bank(tmp_path: Path, tones: Voices) -> None:
    build_bank(tmp_path / "one", Order(CLIPS, tones))
    build_bank(tmp_path / "two", Order(CLIPS, tones, processes=2))

    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_build_that_was_cut_short_goes_on_where_it_was(tmp_path: Path, tones: Voices) -> None:
    made_so_far: list[int] = []
    order = Order(CLIPS, tones, go_on=lambda: len(made_so_far) < 3, tell=lambda done, _of: made_so_far.append(done))
    assert build_bank(tmp_path, order).rendered == 3

    again = build_bank(tmp_path, Order(CLIPS, tones))

    assert (again.rendered, again.kept) == (5, 3)
    assert open_bank(tmp_path).missing(CLIPS, tones) == []


def test_a_build_that_was_cut_short_while_a_voice_was_measured_goes_on_too(tmp_path: Path, tones: Voices) -> None:
    asked = iter(range(4))
    built = build_bank(tmp_path, Order(CLIPS, tones, go_on=lambda: next(asked, 4) < 4))
    assert (built.rendered, built.failed) == (0, {})

    assert build_bank(tmp_path, Order(CLIPS, tones)).rendered == 8


def test_a_half_written_clip_is_made_anew(tmp_path: Path, tones: Voices) -> None:
    build_bank(tmp_path, Order(CLIPS, tones))
    whole = files(tmp_path)
    file_of(tmp_path, "kk/3").write_bytes(b"")
    file_of(tmp_path, "kk/4").unlink()
    (tmp_path / "kk" / "5.part").write_bytes(b"what a kill left")

    assert build_bank(tmp_path, Order(CLIPS, tones)).rendered == 2
    assert files(tmp_path) == whole


def test_a_lost_manifest_only_costs_time(tmp_path: Path, tones: Voices) -> None:
    build_bank(tmp_path, Order(CLIPS, tones))
    whole = files(tmp_path)
    (tmp_path / MANIFEST).unlink()

    assert build_bank(tmp_path, Order(CLIPS, tones)).rendered == 8
    assert files(tmp_path) == whole


def test_one_mute_clip_keeps_no_other_back(tmp_path: Path) -> None:
    engines: Voices = {KK: (FakeEngine(mute=frozenset({"kk/2"})),)}

    built = build_bank(tmp_path, Order(CLIPS, engines))

    assert built.rendered == 7
    assert list(built.failed) == ["kk/2"]
    assert open_bank(tmp_path).missing(CLIPS, engines) == [number_clip(2, KK)]


def test_an_engine_that_is_not_there_fails_every_clip_and_the_chime_is_made(tmp_path: Path) -> None:
    built = build_bank(tmp_path, Order(CLIPS, {KK: (EspeakEngine(program="no-such-program"),)}))

    assert set(built.failed) == {clip.key for clip in CLIPS}
    assert open_bank(tmp_path).sound(CHIME)


def test_a_clip_of_silence_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kk").mkdir()
    (tmp_path / "kk" / "1.wav").write_bytes(wav_bytes(silence(300)))

    with pytest.raises(EngineError, match="silence"):
        render(number_clip(1, KK), RecordedEngine(tmp_path), None)


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path, tones: Voices) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(OSError, match="file"):
        build_bank(tmp_path / "file" / "bank", Order(CLIPS, tones))


def test_each_clip_is_said_by_the_first_engine_that_has_it_and_the_others_are_told_of(tmp_path: Path) -> None:
    recordings = tmp_path / "recordings"
    for clip in (number_clip(1, KK), number_clip(2, KK)):
        FakeEngine().render(clip, made(recordings / f"{clip.key}.wav"))
    (recordings / "kk" / "3.wav").write_bytes(b"no WAV file")
    voices: Voices = {KK: (RecordedEngine(recordings, licence="CC0-1.0"), FakeEngine(name="last"))}

    built = build_bank(tmp_path / "bank", Order(CLIPS, voices))

    manifest = read_manifest(tmp_path / "bank")
    engines = {key: entry.engine for key, entry in manifest.clips.items() if key.startswith("kk/")}
    assert engines == {f"kk/{n}": "recorded" if n < 3 else "last" for n in range(1, 9)}
    assert {voice: known.licence for voice, known in manifest.voices.items()} == {
        "last/kk": "free",
        "recorded/kk": "CC0-1.0",
    }
    assert built.failed == {}
    assert built.lesser["kk/3"].engine == "last"
    assert "is not a WAV file" in built.lesser["kk/3"].why
    assert built.lesser["kk/8"] == Lesser("last", f"{recordings}/kk/8.wav: is missing; say: сегіз,")


def test_a_new_recording_is_taken_in_and_nothing_else_is_made_anew(tmp_path: Path) -> None:
    recordings = tmp_path / "recordings"
    for clip in CLIPS:
        FakeEngine().render(clip, made(recordings / f"{clip.key}.wav"))
    order = Order(CLIPS, {KK: (RecordedEngine(recordings), FakeEngine(name="last"))})
    build_bank(tmp_path / "bank", order)
    before = files(tmp_path / "bank")

    FakeEngine().render(number_clip(77, KK), recordings / "kk" / "4.wav")
    again = build_bank(tmp_path / "bank", order)

    changed = {name for name, content in files(tmp_path / "bank").items() if before[name] != content}
    assert (again.rendered, again.kept) == (1, 7)
    assert changed == {"manifest.json", "kk/4.wav"}


def test_how_loud_the_last_engine_is_is_known_even_when_it_has_said_nothing(tmp_path: Path) -> None:
    for clip in CLIPS:
        FakeEngine().render(clip, made(tmp_path / "recordings" / f"{clip.key}.wav"))
    voices: Voices = {KK: (RecordedEngine(tmp_path / "recordings"), FakeEngine(name="last"))}

    assert build_bank(tmp_path / "bank", Order(CLIPS, voices)).lesser == {}
    assert set(read_manifest(tmp_path / "bank").voices) == {"last/kk", "recorded/kk"}


def test_whoever_waits_is_told_how_much_is_done(tmp_path: Path, tones: Voices) -> None:
    told: list[tuple[int, int]] = []
    build_bank(tmp_path, Order(CLIPS[:3], tones))

    build_bank(tmp_path, Order(CLIPS, tones, tell=lambda done, of: told.append((done, of))))

    assert told == [(n, 5) for n in range(1, 6)]


def test_another_chime_is_made_and_one_that_cannot_be_is_told_of(tmp_path: Path, tones: Voices) -> None:
    build_bank(tmp_path, Order(CLIPS, tones))
    falling = open_bank(tmp_path).sound(CHIME)
    own = tmp_path / "own.wav"
    own.write_bytes(wav_bytes(to_pcm(chime_named("three"))))

    build_bank(tmp_path, Order(CLIPS, tones, "gong"))
    gong = open_bank(tmp_path).sound(CHIME)
    build_bank(tmp_path, Order(CLIPS, tones, str(own)))
    assert len({falling, gong, open_bank(tmp_path).sound(CHIME)}) == 3
    missing = build_bank(tmp_path, Order(CLIPS, tones, str(tmp_path / "none.wav")))

    assert missing.failed == {"chime": f"chime {tmp_path}/none.wav: No such file or directory"}


def test_real_speech_is_as_loud_as_it_is_to_be_and_never_clips(tmp_path: Path) -> None:
    clips: list[Clip] = [
        clip
        for language in Language
        for clip in (
            *(number_clip(part, language) for part in (5, 68, 300)),
            phrase_clip("recall", language),
            place_clip("window-3", WINDOW_3, language),
        )
    ]

    assert not build_bank(tmp_path, Order(clips, dict.fromkeys(Language, (EspeakEngine(),)))).failed

    bank = open_bank(tmp_path)
    sounds = {clip.key: to_samples(bank.sound(clip.key)) for clip in clips}
    assert all(peak(samples) <= CEILING for samples in sounds.values())
    for language in Language:
        voice = b"".join(bank.sound(key) for key in sounds if key.startswith(language.value))
        assert loudness_lufs(to_samples(voice), RATE_HZ) == pytest.approx(TARGET_LUFS, abs=1.5)
