import json
import shutil
from pathlib import Path

import pytest
from speaker_hall import OFFICE_9, WINDOW_1, needs, sign

from audio.bank import MANIFEST, file_of, open_bank
from audio.clips import CHIME, inventory, number_clip, place_clip
from audio.engines import FakeEngine, Voices
from audio.errors import MissingClipError
from audio.pcm import duration_s
from firmware.words import Language, PlaceKind


@pytest.fixture
def bank_folder(whole_bank: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole_bank, tmp_path / "bank"))


def test_every_clip_of_the_bank_sounds(whole_bank: Path, tones: Voices) -> None:
    clips = inventory(needs(WINDOW_1))
    bank = open_bank(whole_bank)

    assert all(duration_s(bank.sound(key)) > 0.03 for key in [CHIME, *(clip.key for clip in clips)])
    assert not bank.lacks_tone("falling")
    assert bank.lacks_tone("gong")
    assert bank.missing(clips, tones) == []


def test_a_bank_that_is_not_there_yet_has_no_clips(tmp_path: Path, tones: Voices) -> None:
    bank = open_bank(tmp_path / "nowhere")

    assert bank.lacks_tone("falling")
    assert bank.missing(inventory(needs()), tones) == inventory(needs())
    with pytest.raises(MissingClipError, match="chime"):
        bank.sound(CHIME)


def test_a_clip_that_is_not_whole_is_not_used(bank_folder: Path) -> None:
    path = file_of(bank_folder, "kk/45")
    path.write_bytes(path.read_bytes()[:-500])

    with pytest.raises(MissingClipError, match="kk/45"):
        open_bank(bank_folder).sound("kk/45")


def test_a_clip_whose_file_is_gone_is_missing(bank_folder: Path) -> None:
    file_of(bank_folder, "kk/45").unlink()

    with pytest.raises(MissingClipError, match="kk/45"):
        open_bank(bank_folder).sound("kk/45")


def test_a_new_place_is_missing_and_so_is_a_clip_of_another_engine(whole_bank: Path) -> None:
    office_9 = place_clip("office-9", OFFICE_9, Language.KK)
    number = number_clip(45, Language.RU)
    bank = open_bank(whole_bank)

    engines: Voices = {Language.KK: (FakeEngine(),), Language.RU: (FakeEngine(name="another"),)}
    assert bank.missing([office_9, number, number_clip(45, Language.KK)], engines) == [office_9, number]


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"v": 1, "gains": {}}', '{"clips": {"kk/45": 7}}', "\x00", '{"x": ' + "[" * 9000]
)
def test_a_manifest_that_cannot_be_read_is_an_empty_bank(bank_folder: Path, text: str) -> None:
    (bank_folder / MANIFEST).write_text(text)

    with pytest.raises(MissingClipError):
        open_bank(bank_folder).sound("kk/45")


def test_the_manifest_says_what_each_clip_is(whole_bank: Path) -> None:
    manifest = json.loads((whole_bank / MANIFEST).read_text(encoding="utf-8"))

    assert manifest["clips"]["kk/45"]["text"] == "қырық бес,"
    assert manifest["clips"]["kk/45"]["engine"] == "tone"
    assert set(manifest["voices"]) == {"tone/kk", "tone/ru"}
    assert manifest["voices"]["tone/kk"]["licence"] == "free"


def test_more_clips_than_are_kept_in_memory_still_sound(whole_bank: Path) -> None:
    bank = open_bank(whole_bank)
    keys = [clip.key for clip in inventory(needs())]

    first = [bank.sound(key) for key in keys]

    assert [bank.sound(key) for key in keys] == first


def test_a_clip_that_says_something_else_by_now_is_not_used(whole_bank: Path) -> None:
    bank, now = open_bank(whole_bank), sign(PlaceKind.WINDOW, 7)

    assert duration_s(bank.spoken(place_clip("window-1", WINDOW_1, Language.KK))) > 0.03
    with pytest.raises(MissingClipError, match=r"kk/to-window-1 .* says 'бірінші терезеге келіңіз"):
        bank.spoken(place_clip("window-1", now, Language.KK))
