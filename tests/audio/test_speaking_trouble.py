"""The daemon in trouble: no sound, nonsense on the wire, a dead broker, a mouth that hangs."""

import shutil
from pathlib import Path

import msgspec
import pytest
from deadline import DEADLINE_S
from speaker_hall import WINDOW_1, Hall, Open, Runs, board, call, centre

from audio import mouth
from audio.bank import MANIFEST, read_manifest
from audio.player import SoundFault
from firmware import watching
from firmware.watching import ThreadHungError
from mqtt_bridge.devices import Condition
from mqtt_bridge.topics import BOARD, CALL, CENTRE


def test_without_a_sound_device_the_speaker_says_so_and_speaks_when_it_is_back(hall: Hall) -> None:
    hall.player.fault = SoundFault.MISSING
    waiting = call()
    hall.dispatcher.publish(CALL, waiting)

    state = hall.until_state(Condition.FAULT)
    assert [fault.code for fault in state.faults] == ["no-sound"]
    hall.player.fault = SoundFault.NONE

    hall.until_said(waiting)
    hall.until_state(Condition.READY)


def test_nonsense_on_the_wire_does_not_keep_the_next_call_from_being_spoken(hall: Hall) -> None:
    known = call()
    hall.dispatcher.publish(CALL, msgspec.structs.replace(known, v=2))
    hall.dispatcher.publish(CALL, known)

    hall.until_said(known)

    assert hall.bridge.malformed == 1


def test_a_call_made_while_the_broker_was_dead_is_spoken_when_it_is_back(open_hall: Open, own_broker: Runs) -> None:
    hall = open_hall(port=own_broker.port)
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    hall.until_state(Condition.READY)
    own_broker.kill()
    hall.until(lambda: hall.links_up == 0)
    lost = call()
    hall.dispatcher.publish(CALL, lost)
    hall.dispatcher.publish(BOARD, board(lost))

    own_broker.start()

    hall.until_said(lost)
    assert hall.spoken() == [105]


def test_a_mouth_that_never_comes_back_is_told_and_ends_the_process(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mouth, "LIMIT_S", 0.2)
    monkeypatch.setattr(watching, "GRACE_S", DEADLINE_S)
    hall.player.fault = SoundFault.STUCK
    hall.dispatcher.publish(CALL, call())

    state = hall.until_state(Condition.DEGRADED)
    monkeypatch.setattr(watching, "GRACE_S", 0.0)
    with pytest.raises(ThreadHungError, match=r"thread mouth hangs in .*player\.py"):
        hall.until(lambda: False)

    assert [fault.code for fault in state.faults] == ["thread-hung"]
    assert state.faults[0].detail.startswith("mouth: ")


def test_a_device_pulled_out_in_mid_sentence_has_the_sentence_said_anew_when_it_is_back(hall: Hall) -> None:
    hall.player.fault = SoundFault.STUCK
    cut = call()
    hall.dispatcher.publish(CALL, cut)
    hall.until(lambda: len(hall.said) == 1)
    hall.player.fault = SoundFault.MISSING

    state = hall.until_state(Condition.FAULT)
    assert [fault.code for fault in state.faults] == ["no-sound"]
    assert hall.reported() == set()
    hall.player.fault = SoundFault.NONE

    hall.until_said(cut)
    assert hall.spoken() == [105, 105]


def test_a_device_that_another_program_has_is_looked_for_ever_less_often(open_hall: Open) -> None:
    hall = open_hall(retry_s=0.02)
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    hall.until_state(Condition.READY)
    hall.player.fault = SoundFault.BUSY
    hall.dispatcher.publish(CALL, call())
    hall.until_state(Condition.FAULT)
    hall.during(1.0)

    assert hall.player.opened < 15  # 0.02 s, then twice as long each time; every 0.02 s would be fifty


def test_a_device_that_another_program_has_is_looked_for_at_once_for_a_call(open_hall: Open) -> None:
    hall = open_hall(retry_s=2 * DEADLINE_S)
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    hall.until_state(Condition.READY)
    hall.player.fault = SoundFault.BUSY
    hall.dispatcher.publish(CALL, call(105))
    hall.until_state(Condition.FAULT)
    looks = hall.player.opened
    hall.dispatcher.publish(CALL, call(106))
    hall.until(lambda: hall.player.opened > looks)
    hall.player.fault = SoundFault.NONE
    waiting = call(107)
    hall.dispatcher.publish(CALL, waiting)

    hall.until_said(waiting)


def test_a_call_that_was_begun_is_not_said_again_by_the_next_life_and_one_that_was_not_is(open_hall: Open) -> None:
    hall = open_hall(speed=0.05)
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    cut, after = call(105, speak_left_s=60.0), call(106, speak_left_s=60.0)
    hall.dispatcher.publish(CALL, cut)
    hall.dispatcher.publish(CALL, after)
    hall.until(lambda: len(hall.said) == 1)
    hall.stop()  # in mid-sentence

    hall = open_hall()
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    hall.dispatcher.publish(BOARD, board(after, cut))
    hall.until_said(after)

    assert hall.spoken() == [106]


def test_a_call_that_no_device_took_is_said_by_the_next_life(open_hall: Open) -> None:
    hall = open_hall()
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    hall.until_state(Condition.READY)
    hall.player.fault = SoundFault.MISSING
    waiting = call(speak_left_s=60.0)
    hall.dispatcher.publish(CALL, waiting)
    hall.until_state(Condition.FAULT)
    hall.stop()

    hall = open_hall()
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    hall.dispatcher.publish(BOARD, board(waiting))

    hall.until_said(waiting)


def test_a_bank_whose_manifest_is_spoilt_is_built_anew_while_calls_are_spoken(
    open_hall: Open, whole_bank: Path, tmp_path: Path
) -> None:
    bank = Path(shutil.copytree(whole_bank, tmp_path / "bank"))
    (bank / MANIFEST).write_bytes(b'{"clips": {"kk/5"')
    hall = open_hall(bank=bank)
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    one = call()
    hall.dispatcher.publish(CALL, one)

    hall.until_said(one)
    hall.until_state(Condition.READY, deadline_s=40.0)

    assert read_manifest(bank).clips.keys() >= {"chime", "kk/5", "kk/to-window-1"}


def test_a_call_that_the_speaker_hears_of_too_late_goes_back_to_its_place(hall: Hall) -> None:
    hall.dispatcher.publish(BOARD, board(seq=1))
    heard, missed = call(100), msgspec.structs.replace(call(101, speak_left_s=0.0), at=20.0)
    hall.dispatcher.publish(CALL, heard)
    hall.until_said(heard)

    hall.dispatcher.publish(BOARD, msgspec.structs.replace(board(missed, heard, seq=2), at=60.0))

    hall.until(lambda: hall.reported_unsaid() == {missed.call_id})
