"""The daemon whose bank lacks clips: they are rendered, and built while calls go on."""

import shutil
from pathlib import Path

from msgspec import structs
from speaker_hall import OFFICE_9, WINDOW_1, Open, call, centre

from audio.bank import file_of, open_bank
from audio.clips import CHIME, place_clip
from audio.engines import FakeEngine
from audio.joining import Gaps, joined
from audio.rendering import render
from audio.sentence import call_sentence
from firmware.words import Language
from mqtt_bridge.devices import Condition
from mqtt_bridge.public import Call
from mqtt_bridge.topics import CALL, CENTRE


def sounds_of(folder: Path, one: Call) -> bytes:
    """Return what *one* sounds like from the whole bank in *folder*."""
    bank = open_bank(folder)
    return joined(call_sentence(one, WINDOW_1), bank.sound, bank.sound(CHIME), Gaps())


def test_a_missing_clip_is_rendered_for_the_call_and_then_built(
    open_hall: Open, whole_bank: Path, tmp_path: Path
) -> None:
    bank = Path(shutil.copytree(whole_bank, tmp_path / "bank"))
    file_of(bank, "kk/5").write_bytes(b"half a cl")
    hall = open_hall(bank=bank)
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    one = call(105)
    hall.dispatcher.publish(CALL, one)

    hall.until_said(one)
    assert hall.pcm[-1] == sounds_of(whole_bank, one)
    hall.until(lambda: any("missing-clips" in {fault.code for fault in state.faults} for state in hall.states))

    hall.until_state(Condition.READY)
    assert file_of(bank, "kk/5").read_bytes() == file_of(whole_bank, "kk/5").read_bytes()


def test_a_clip_that_nobody_can_say_leaves_one_call_unspoken_and_the_speaker_degraded(
    open_hall: Open, whole_bank: Path, tmp_path: Path
) -> None:
    bank = Path(shutil.copytree(whole_bank, tmp_path / "bank"))
    file_of(bank, "kk/5").unlink()
    hall = open_hall(bank=bank, engines=dict.fromkeys(Language, (FakeEngine(mute=frozenset({"kk/5"})),)))
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    unspeakable, other = call(105), call(106)
    hall.dispatcher.publish(CALL, unspeakable)
    hall.dispatcher.publish(CALL, other)

    hall.until_said(other)

    assert hall.spoken() == [106]
    state = hall.until_state(Condition.DEGRADED)
    assert "kk/5" in state.faults[0].detail


def test_a_new_place_gets_its_clips_while_calls_go_on(open_hall: Open, whole_bank: Path, tmp_path: Path) -> None:
    bank = Path(shutil.copytree(whole_bank, tmp_path / "bank"))
    hall = open_hall(bank=bank)
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    hall.until_state(Condition.READY)
    there = call(place="office-9")
    hall.dispatcher.publish(CALL, there)
    hall.during(0.1)
    assert hall.said == []

    hall.dispatcher.publish(CENTRE, centre(WINDOW_1, OFFICE_9))

    hall.until_said(there)
    hall.until(file_of(bank, "kk/to-office-9").exists)


def test_with_no_bank_at_all_the_first_calls_are_spoken_while_it_is_built(open_hall: Open, tmp_path: Path) -> None:
    hall = open_hall(bank=tmp_path / "bank")
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    one = call()
    hall.dispatcher.publish(CALL, one)

    hall.until_said(one)
    hall.until_state(Condition.READY, deadline_s=40.0)


def test_a_place_with_a_new_number_is_never_called_by_its_old_one(
    open_hall: Open, whole_bank: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(whole_bank, tmp_path / "bank"))
    hall = open_hall(bank=folder)
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    hall.until_state(Condition.READY)
    moved = structs.replace(WINDOW_1, number=7)
    hall.dispatcher.publish(CENTRE, centre(moved))
    one = call(105)
    hall.dispatcher.publish(CALL, one)

    hall.until_said(one)

    way = render(
        place_clip(moved.place, moved, one.language),
        FakeEngine(),
        open_bank(whole_bank).voice(FakeEngine(), one.language),
    )
    assert hall.pcm[-1].endswith(way)
