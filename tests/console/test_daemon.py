"""The console's daemon with a broker that nobody ever reached."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest
from reception_days import BookUnderTest, at, works

from console.daemon import ConsoleDaemon, subscriptions
from console.following.copy_keeping import KeptCopy
from console.following.following import HallFollowing
from console.following.questions import Questions
from console.receptions.asked import Asked
from console.receptions.commands import DelayReception
from console.receptions.opening import StoreSettings, open_store
from console.receptions.store import Store
from console.receptions.timetable import timetables
from console.upkeep import Upkeep
from console.walls import AGAIN_S, Walls
from firmware.clock import FakeClock
from firmware.inbox import Inbox
from firmware.words import Role
from mqtt_bridge.client import Arrived, Bridge
from mqtt_bridge.devices import Condition
from mqtt_bridge.message import Message
from mqtt_bridge.presence import Presence
from mqtt_bridge.public import Board
from mqtt_bridge.receptions import Receptions
from mqtt_bridge.settings import DeviceSettings
from mqtt_bridge.topics import BOARD, REQUEST, Topic

M = TypeVar("M", bound=Message)


class NotingBridge(Bridge):
    """Remembers what walls were told."""

    told: list[Receptions]

    def publish(self, topic: Topic[M], message: M, **levels: str) -> bool:
        if isinstance(message, Receptions):
            self.told.append(message)
        return super().publish(topic, message, **levels)


class Console:
    """A daemon on the morning of the akim's reception, and its store."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock(1000.0, at("2027-01-21 09:50"))
        self.table_at = timetables(BookUnderTest().table.settings, "Asia/Almaty", works)
        self.settings = StoreSettings(file=str(folder / "store.db"), key=str(folder / "store.key"), make_key=True)
        device = DeviceSettings(site="s", device="console", state_dir=str(folder))
        self.presence = Presence(device, Role.CONSOLE)
        self.bridge = NotingBridge(device, Inbox(), subscriptions("console"), self.presence.will)
        self.bridge.told = []
        walls = Walls(self.bridge, self.table_at, self.open_store, Upkeep(lambda _day: ()))
        questions = Questions(lambda request: self.bridge.publish(REQUEST, request, peer="console"))
        following = HallFollowing(KeptCopy(folder / "hall.db", keep_days=400), questions, self.clock)
        self.daemon = ConsoleDaemon(self.bridge, self.presence, self.clock, walls, questions, following)

    def open_store(self) -> Store:
        return open_store(self.settings, self.table_at)

    def break_store(self) -> None:
        with closing(sqlite3.connect(self.settings.file)) as file:
            file.execute("ALTER TABLE events RENAME TO lost")

    def condition(self) -> Condition:
        return self.presence.state.condition

    def delay(self, minutes: int) -> None:
        now = self.clock.wall()
        (reception_id,) = [
            one.reception_id for one in self.table_at(now).receptions.values() if str(one.day) == "2027-01-21"
        ]
        with self.open_store() as store:
            store.act(Asked(DelayReception(reception_id=reception_id, delay_min=minutes), "staff-7", now))

    def delays(self) -> list[int]:
        return [sign.delay_min for sign in self.bridge.told[-1].days[0].receptions]

    def hear_board(self, hall_at: float) -> None:
        board = Board(epoch=1, seq=1, at=hall_at, calls=(), zones=())
        self.daemon.handle(Arrived(BOARD.at("s"), BOARD.encode(board), BOARD.retain, self.clock.monotonic()))

    def look(self) -> None:
        self.clock.pass_time(AGAIN_S)
        self.daemon.tick()


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Console]:
    console = Console(tmp_path)
    console.daemon.tick()
    yield console
    console.daemon.stop()


@pytest.mark.parametrize("hall_at", [1e300, -1e300, 253_402_300_799.0])
def test_a_board_of_a_time_that_no_calendar_knows_leaves_the_console_at_work(console: Console, hall_at: float) -> None:
    console.hear_board(hall_at)
    console.look()
    console.delay(20)
    console.look()

    assert console.bridge.told[-1].days[0].day == "2027-01-21"
    assert console.delays() == [20]


def test_the_halls_clock_is_believed_where_the_own_one_stands_in_the_past(console: Console) -> None:
    console.hear_board(at("2027-01-22 09:00"))
    console.look()

    assert console.bridge.told[-1].days[0].day == "2027-01-22"


def test_a_delay_stands_while_the_store_cannot_be_read(console: Console) -> None:
    console.delay(30)
    console.look()
    assert console.delays() == [30]

    console.break_store()
    console.look()

    assert console.condition() is Condition.DEGRADED
    assert console.delays() == [30]


def test_lists_freeze_once_the_hall_has_told_its_time(console: Console) -> None:
    def frozen() -> int:
        with console.open_store() as store:
            return len(store.book.lists)

    console.look()
    assert frozen() == 0

    console.hear_board(at("2027-01-21 09:51"))
    console.look()

    assert frozen() > 0


def test_a_disk_that_does_not_keep_the_hall_is_said_and_the_console_works(tmp_path: Path) -> None:
    (tmp_path / "hall.db").mkdir()
    console = Console(tmp_path)
    console.daemon.tick()
    assert console.condition() is Condition.DEGRADED
    assert [fault.code for fault in console.presence.state.faults] == ["hall-not-kept"]
    assert console.delays() == [0]

    (tmp_path / "hall.db").rmdir()
    console.look()
    console.look()
    assert console.condition() is Condition.READY
    console.daemon.stop()
