"""A device's word about itself, and the number of its life."""

from pathlib import Path

import msgspec
import pytest

from centre.checks import load_centre
from dispatcher.presence_book import PresenceBook
from firmware.inbox import Inbox
from firmware.watching import Hung
from firmware.words import Role
from mqtt_bridge.client import Bridge
from mqtt_bridge.devices import Condition, DeviceState, Fault
from mqtt_bridge.presence import Presence, next_boot
from mqtt_bridge.settings import DeviceSettings
from mqtt_bridge.topics import DEVICE_STATE


def test_every_start_has_a_higher_number_whatever_the_clock_says(tmp_path: Path) -> None:
    assert [next_boot(tmp_path / "state") for _ in range(3)] == [1, 2, 3]


def test_a_spoilt_count_begins_anew_and_a_folder_that_cannot_be_written_gives_0(tmp_path: Path) -> None:
    (tmp_path / "boot").write_text("rubbish")
    (tmp_path / "file").write_text("no folder")

    assert next_boot(tmp_path) == 1
    assert next_boot(tmp_path / "file") == 0


def test_the_will_says_lost_for_this_life(tmp_path: Path) -> None:
    presence = Presence(DeviceSettings(site="site", device="entrance", state_dir=str(tmp_path)), Role.KIOSK)
    will = DEVICE_STATE.decode(presence.will.payload)

    assert (will.condition, will.boot) == (Condition.LOST, presence.state.boot)
    assert presence.will.topic == DEVICE_STATE.at("site", device="entrance")


SHIPPED = Path(__file__).parents[2] / "centre" / "borodulikha.toml"
READY = DeviceState(role=Role.KIOSK, boot=5, seq=3, condition=Condition.READY)


def heard(*states: DeviceState) -> bool:
    book = PresenceBook(load_centre(SHIPPED))
    for state in states:
        book.hear("entrance", state)
    return book.is_present("entrance")


def test_the_will_of_an_earlier_life_is_ignored() -> None:
    lost = msgspec.structs.replace(READY, condition=Condition.LOST, seq=0)

    assert heard(READY)
    assert not heard(READY, lost)
    assert heard(READY, msgspec.structs.replace(lost, boot=4))
    assert heard(READY, lost, msgspec.structs.replace(READY, seq=4))


@pytest.mark.parametrize("boot", [0, 1, 5])
@pytest.mark.parametrize("gone", [Condition.LOST, Condition.OFFLINE])
def test_a_device_that_comes_back_with_a_new_memory_card_is_believed(boot: int, gone: Condition) -> None:
    left = msgspec.structs.replace(READY, condition=gone, seq=7)
    anew = msgspec.structs.replace(READY, boot=boot, seq=1)

    assert heard(READY, left, anew)
    assert not heard(READY, left, anew, msgspec.structs.replace(anew, condition=Condition.LOST, seq=0))


def test_an_older_word_of_the_same_life_is_ignored() -> None:
    fault = msgspec.structs.replace(READY, condition=Condition.FAULT, seq=2)

    assert heard(READY, fault)
    assert not heard(READY, msgspec.structs.replace(fault, seq=4))


def test_a_device_that_cannot_count_its_starts_is_believed() -> None:
    assert not heard(READY, msgspec.structs.replace(READY, boot=0, condition=Condition.OFFLINE))


def test_a_thread_that_hangs_is_a_fault_beside_whatever_else_is_said(tmp_path: Path) -> None:
    settings = DeviceSettings(site="site", device="entrance", state_dir=str(tmp_path))
    presence = Presence(settings, Role.KIOSK)
    bridge = Bridge(settings, Inbox(), [], presence.will)
    paper_out = Fault(code="paper-out")
    presence.say(bridge, Condition.READY)

    presence.threads_hang((Hung("store", "store.py:7 write"),))
    presence.say(bridge, Condition.READY)
    degraded = presence.state
    presence.say(bridge, Condition.FAULT, (paper_out,))
    worse = presence.state
    presence.threads_hang(())
    presence.say(bridge, Condition.READY)

    hung = Fault(code="thread-hung", detail="store: store.py:7 write")
    assert (degraded.condition, degraded.faults) == (Condition.DEGRADED, (hung,))
    assert (worse.condition, worse.faults) == (Condition.FAULT, (paper_out, hung))
    assert (presence.state.condition, presence.state.faults) == (Condition.READY, ())


def test_of_strangers_nothing_is_kept() -> None:
    book = PresenceBook(load_centre(SHIPPED))
    for n in range(100):
        assert not book.hear(f"stranger-{n}", READY)
    book.hear("entrance", READY)

    assert len(book) == 1
    assert book.stations() == {"entrance"}
