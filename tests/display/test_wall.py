from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from display.sample_casts import USUAL
from display.samples import receptions_of
from display.screen import OffscreenScreen
from display.settings import DisplaySettings
from display.wall import SUBSCRIPTIONS, Shown, WallDaemon
from firmware.clock import FakeClock
from firmware.inbox import Inbox
from firmware.words import Bilingual, OpeningState, Role
from mqtt_bridge.client import Arrived, Bridge, LinkChanged
from mqtt_bridge.devices import Condition, DeviceState
from mqtt_bridge.message import Message
from mqtt_bridge.presence import Presence
from mqtt_bridge.public import Board, Call, Centre, Opening, ZoneSign
from mqtt_bridge.topics import BOARD, CALL, CENTRE, DEVICE_STATE, RECEPTIONS, Topic

HALL_AT = 1_795_412_520.0

M = TypeVar("M", bound=Message)


class WatchedScreen(OffscreenScreen):
    """Remembers when it was opened."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__((640, 480))
        self._clock = clock
        self.opened_at: list[float] = []

    def open(self) -> None:
        self.opened_at.append(self._clock.monotonic())
        super().open()


class Wall:
    """A daemon on a screen in memory, with a broker that nobody ever reached."""

    def __init__(self, folder: Path) -> None:
        settings = DisplaySettings(site="s", device="hall-display", size=(640, 480), state_dir=str(folder))
        self.clock = FakeClock(1000.0, HALL_AT)
        self.screen = WatchedScreen(self.clock)
        self.presence = Presence(settings, Role.DISPLAY)
        self.shown: list[Shown] = []
        bridge = Bridge(settings, Inbox(), SUBSCRIPTIONS, self.presence.will)
        self.daemon = WallDaemon(settings, bridge, self.presence, self.screen, self.clock, self.shown.append)

    def hear(self, topic: Topic[M], message: M, **levels: str) -> None:
        payload = topic.encode(message)
        self.daemon.handle(Arrived(topic.at("s", **levels), payload, topic.retain, self.clock.monotonic()))

    def condition(self) -> Condition:
        return self.presence.state.condition

    def pass_time(self, seconds: float) -> None:
        self.clock.pass_time(seconds)
        self.daemon.tick()


@pytest.fixture
def wall(tmp_path: Path) -> Iterator[Wall]:
    wall = Wall(tmp_path)
    yield wall
    wall.daemon.stop()


@pytest.fixture
def open_wall(wall: Wall, centre: Callable[..., Centre], board: Callable[..., Board]) -> Wall:
    wall.daemon.tick()
    wall.hear(CENTRE, centre())
    wall.hear(BOARD, board())
    wall.daemon.tick()
    return wall


def test_a_display_that_hears_nothing_shows_that_it_is_starting(wall: Wall) -> None:
    wall.daemon.tick()

    assert [shown.n for shown in wall.shown] == [1]
    assert wall.condition() is Condition.READY


def test_a_call_is_shown_in_the_next_round(open_wall: Wall, call: Callable[..., Call]) -> None:
    open_wall.hear(CALL, call(105))
    open_wall.daemon.tick()

    assert [shown.call_id for shown in open_wall.shown] == ["", "", call(105).call_id]


def test_several_calls_at_once_are_seen_and_each_takes_the_stage(
    open_wall: Wall, call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    for n in range(4):
        open_wall.hear(CALL, call(105 + n, age_s=-n))
    open_wall.daemon.tick()
    first = open_wall.shown[-1]
    for second in range(20):
        open_wall.pass_time(1)
        calls = (call(105 + n, age_s=-n) for n in (3, 2, 1, 0))
        open_wall.hear(BOARD, board(*calls, seq=2 + second, at=HALL_AT + 4 + second))

    assert first.call_id == call(108).call_id
    assert {call(105 + n).call_id for n in range(4)} == {
        call_id for shown in open_wall.shown for call_id in shown.call_ids
    }


def test_a_picture_tells_all_calls_that_have_room_on_it(open_wall: Wall, call: Callable[..., Call]) -> None:
    calls = [call(100 + n) for n in range(20)]
    for one in calls:
        open_wall.hear(CALL, one)
    open_wall.daemon.tick()

    told = open_wall.shown[-1].call_ids
    assert 5 <= len(told) <= 20
    assert {one.call_id for one in calls[:5]} <= set(told)  # they share the stage
    assert {one.call_id for one in calls[: 4 - len(told) : -1]} <= set(told)  # and the newest have what is left


def test_the_receptions_are_shown(open_wall: Wall) -> None:
    plain = open_wall.screen.snapshot
    open_wall.hear(RECEPTIONS, receptions_of(USUAL))
    for _ in range(3):
        open_wall.pass_time(3.5)
        shown = open_wall.screen.snapshot
    assert plain is not None
    assert shown is not None
    assert shown.pixels != plain.pixels
    assert open_wall.condition() is Condition.READY


def test_nothing_is_drawn_while_nothing_changes(open_wall: Wall) -> None:
    for _ in range(30):
        open_wall.daemon.handle(LinkChanged(up=True, at=open_wall.clock.monotonic()))
        open_wall.pass_time(0.2)

    assert len(open_wall.shown) == 2


def test_an_older_board_and_a_payload_that_is_none_change_nothing(
    open_wall: Wall, board: Callable[..., Board], call: Callable[..., Call]
) -> None:
    open_wall.hear(BOARD, board(call(109), seq=0))
    for payload in (b"", b"\xff\xfe", b"{}", b"[" * 5000, b'{"v":2}', b"x" * 1_000_000):
        open_wall.daemon.handle(Arrived(BOARD.at("s"), payload, retained=True, at=open_wall.clock.monotonic()))
    open_wall.daemon.tick()

    assert len(open_wall.shown) == 2


def test_a_retained_call_is_ignored(open_wall: Wall, call: Callable[..., Call]) -> None:
    open_wall.daemon.handle(Arrived(CALL.at("s"), CALL.encode(call(105)), retained=True, at=1000.0))
    open_wall.daemon.tick()

    assert len(open_wall.shown) == 2


def test_a_lost_dispatcher_is_seen_and_so_is_its_return(open_wall: Wall, board: Callable[..., Board]) -> None:
    open_wall.pass_time(11)
    before = open_wall.screen.snapshot
    open_wall.pass_time(1)
    stale = open_wall.screen.snapshot
    open_wall.hear(BOARD, board(seq=2, at=HALL_AT + 12))
    open_wall.daemon.tick()
    after = open_wall.screen.snapshot

    assert before is not None
    assert stale is not None
    assert after is not None
    assert stale.pixels != before.pixels
    assert after.pixels == before.pixels


def test_a_missing_screen_is_a_fault_and_is_tried_ever_less_often(wall: Wall) -> None:
    wall.screen.is_plugged = False
    for _ in range(100):
        wall.pass_time(1)

    gaps = [later - earlier for earlier, later in pairwise(wall.screen.opened_at)]
    assert gaps == [1, 2, 4, 8, 16, 30, 30]
    assert wall.condition() is Condition.FAULT
    (fault,) = wall.presence.state.faults
    assert (fault.code, "no screen" in fault.detail) == ("no-screen", True)

    wall.screen.is_plugged = True
    wall.pass_time(30)

    assert wall.condition() is Condition.READY
    assert len(wall.shown) == 1


def test_a_screen_pulled_out_at_work_comes_back_with_the_whole_picture(
    open_wall: Wall, call: Callable[..., Call]
) -> None:
    open_wall.screen.is_plugged = False
    open_wall.hear(CALL, call(105))
    open_wall.daemon.tick()
    assert open_wall.condition() is Condition.FAULT

    open_wall.screen.is_plugged = True
    open_wall.pass_time(1)

    assert open_wall.condition() is Condition.READY
    assert open_wall.shown[-1].call_id == call(105).call_id


def test_another_screen_in_another_mode_gets_a_picture_of_its_own_size(
    open_wall: Wall, call: Callable[..., Call]
) -> None:
    open_wall.screen.is_plugged = False
    open_wall.hear(CALL, call(105))
    open_wall.daemon.tick()
    open_wall.screen.mode = (800, 1280)
    open_wall.screen.is_plugged = True
    open_wall.pass_time(1)

    assert open_wall.condition() is Condition.READY
    assert open_wall.screen.snapshot is not None
    assert open_wall.screen.snapshot.size == (800, 1280)
    assert open_wall.shown[-1].call_ids == (call(105).call_id,)


def test_letters_that_no_font_has_are_reported_until_they_are_gone(
    open_wall: Wall, centre: Callable[..., Centre]
) -> None:
    plain = centre()
    odd = Bilingual(kk="漢" * 500 + "\0\x1b[2J", ru="б" * 500)
    signs = (ZoneSign(zone="zone-0", title=odd, wait_at=odd),)
    open_wall.hear(CENTRE, msgspec.structs.replace(plain, zones=signs))
    open_wall.daemon.tick()
    assert open_wall.condition() is Condition.DEGRADED
    assert [(fault.code, fault.detail) for fault in open_wall.presence.state.faults] == [("letters-missing", "U+6F22")]

    open_wall.hear(CENTRE, plain)
    open_wall.daemon.tick()

    assert open_wall.condition() is Condition.READY


def test_letters_of_places_and_of_a_holiday_are_looked_for_as_well(
    open_wall: Wall, centre: Callable[..., Centre]
) -> None:
    plain, odd = centre(), Bilingual(kk="漢", ru="漢")
    first, second, *_others = plain.places
    named = msgspec.structs.replace(first, title=odd)
    lettered = msgspec.structs.replace(second, letter="字")
    closed = Opening(state=OpeningState.CLOSED, name=Bilingual(kk="日", ru="日"))

    open_wall.hear(CENTRE, msgspec.structs.replace(plain, places=(named, lettered), opening=closed))
    open_wall.daemon.tick()

    assert [fault.detail for fault in open_wall.presence.state.faults] == ["U+5B57 U+65E5 U+6F22"]


def test_stations_that_cannot_print_change_the_picture_until_one_can(open_wall: Wall) -> None:
    plain = open_wall.screen.snapshot
    broken = DeviceState(role=Role.KIOSK, boot=1, condition=Condition.FAULT, station="entrance")
    open_wall.hear(DEVICE_STATE, broken, device="kiosk-1")
    open_wall.daemon.tick()
    told = open_wall.screen.snapshot
    open_wall.hear(DEVICE_STATE, msgspec.structs.replace(broken, condition=Condition.READY, seq=1), device="kiosk-1")
    open_wall.daemon.tick()
    again = open_wall.screen.snapshot

    assert plain is not None
    assert told is not None
    assert again is not None
    assert told.pixels != plain.pixels
    assert again.pixels == plain.pixels


def test_an_evacuation_covers_the_board_and_no_call_is_shown_until_its_end(
    open_wall: Wall, board: Callable[..., Board], call: Callable[..., Call]
) -> None:
    plain = open_wall.screen.snapshot
    open_wall.hear(BOARD, msgspec.structs.replace(board(seq=2), evacuation=True))
    open_wall.daemon.tick()
    covered = open_wall.screen.snapshot
    open_wall.hear(CALL, call(105))
    open_wall.pass_time(60)
    assert open_wall.screen.snapshot == covered
    assert open_wall.shown[-1].call_ids == ()
    open_wall.hear(BOARD, board(seq=3, at=HALL_AT + 60))
    open_wall.daemon.tick()

    assert plain is not None
    assert covered is not None
    assert covered.pixels != plain.pixels
    assert len(open_wall.shown) == 4


def test_a_stopped_display_says_goodbye(open_wall: Wall) -> None:
    open_wall.daemon.stop()

    assert open_wall.condition() is Condition.OFFLINE
