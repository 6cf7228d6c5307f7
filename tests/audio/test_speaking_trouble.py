"""The daemon in trouble: no sound, nonsense on the wire, a dead broker, a mouth that hangs."""

import threading
from collections.abc import Callable

import msgspec
import pytest
from speaker_hall import WINDOW_1, Hall, Open, Runs, board, call, centre

from audio.player import SoundFault
from audio.speaking import StuckError
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


def test_a_mouth_that_never_comes_back_ends_the_process(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audio.speaking.STUCK_S", 0.2)
    released = threading.Event()

    def hang(_pcm: bytes, _started: Callable[[], None]) -> bool:
        return not released.wait(10)

    monkeypatch.setattr(hall.player, "play", hang)
    hall.dispatcher.publish(CALL, call())

    with pytest.raises(StuckError):
        hall.until(lambda: False)
    released.set()
