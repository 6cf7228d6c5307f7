"""The real console over a real Mosquitto: what it tells the walls."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from console_process import ConsoleProcess
from deadline import START_S
from peer import Peer

from console.receptions.asked import Asked
from console.receptions.commands import DelayReception
from firmware.clock import SystemClock
from mqtt_bridge.client import subscription
from mqtt_bridge.devices import Condition, DeviceState
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.receptions import Receptions, ReceptionSign
from mqtt_bridge.topics import DEVICE_STATE, RECEPTIONS


@pytest.fixture
def console(own_broker: PrivateBroker, site: str, tmp_path: Path) -> Iterator[ConsoleProcess]:
    process = ConsoleProcess(tmp_path / "console", site, own_broker.port)
    yield process
    process.kill()


@pytest.fixture
def wall(own_broker: PrivateBroker, site: str) -> Iterator[Peer]:
    peer = Peer(site, "wall", own_broker.port, subscription(RECEPTIONS), subscription(DEVICE_STATE))
    peer.up()
    yield peer
    peer.bridge.stop()


def first_today(wall: Peer) -> ReceptionSign:
    told = wall.message_on(RECEPTIONS, START_S)
    assert isinstance(told, Receptions)
    return told.days[0].receptions[0]


def condition(wall: Peer) -> tuple[Condition, tuple[str, ...]]:
    state = wall.message_on(DEVICE_STATE, START_S)
    assert isinstance(state, DeviceState)
    return state.condition, tuple(fault.code for fault in state.faults)


def test_a_wall_hears_of_todays_and_tomorrows_receptions_also_when_it_comes_later(
    console: ConsoleProcess, wall: Peer, own_broker: PrivateBroker, site: str
) -> None:
    console.start()
    told = wall.message_on(RECEPTIONS, START_S)
    assert [len(day.receptions) for day in told.days] == [1, 1]
    assert told.days[0].day == console.today.isoformat()
    assert told.days[0].receptions[0].official.kk == "Аудан әкімі"

    later = Peer(site, "later", own_broker.port, subscription(RECEPTIONS))
    assert later.message_on(RECEPTIONS) == told
    later.bridge.stop()


def test_a_delay_that_another_program_has_noted_is_told_within_seconds(console: ConsoleProcess, wall: Peer) -> None:
    console.start()
    assert first_today(wall).delay_min == 0

    with console.store() as store:
        now = SystemClock().wall()
        (reception_id,) = [
            one.reception_id for one in store.table_at(now).receptions.values() if one.day == console.today
        ]
        store.act(Asked(DelayReception(reception_id=reception_id, delay_min=25), "staff-7", now))
    while first_today(wall).delay_min != 25:  # what was told before is told again when the link comes up
        pass


def test_a_broker_that_has_forgotten_everything_is_told_again(
    console: ConsoleProcess, wall: Peer, own_broker: PrivateBroker
) -> None:
    console.start()
    told = first_today(wall)

    own_broker.kill()
    own_broker.start()
    assert first_today(wall) == told


def test_a_book_that_cannot_be_read_is_a_fault_and_the_schedule_is_told_all_the_same(
    console: ConsoleProcess, wall: Peer
) -> None:
    console.book.write_bytes(b"this is no book" * 100)
    console.start()

    assert first_today(wall).delay_min == 0
    assert condition(wall) == (Condition.DEGRADED, ("receptions-closed",))


def test_it_says_ready_and_goes_offline_when_it_is_stopped(console: ConsoleProcess, wall: Peer) -> None:
    console.start()
    assert condition(wall) == (Condition.READY, ())

    assert console.stop() == 0
    assert condition(wall) == (Condition.OFFLINE, ())


def test_a_wrong_schedule_is_one_line_and_exit_code_78(console: ConsoleProcess) -> None:
    text = console.schedule.read_text(encoding="utf-8")
    console.schedule.write_text(text.replace('office = "office-12"', 'office = "office-99"', 1), encoding="utf-8")

    checked = console.check()
    assert checked.returncode == 78
    assert checked.stderr.count("\n") == 1
    assert "office-99" in checked.stderr
