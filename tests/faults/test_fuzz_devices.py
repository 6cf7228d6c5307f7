"""Whatever the hall says, as long as it is valid in form: every device draws, speaks, prints and numbers on."""

import tempfile
from collections.abc import Callable
from typing import Any

import msgspec
from any_message import messages, payloads
from fuzzing import fuzz, quickly
from hypothesis import given
from hypothesis import strategies as st

from audio.sentence import call_sentence
from audio.turns import Turns
from display.screen import OffscreenScreen
from display.settings import DisplaySettings
from display.wall import SUBSCRIPTIONS, WallDaemon
from firmware.clock import FakeClock
from firmware.inbox import Inbox
from firmware.words import Language, Role
from kiosk.buttons import Action, ButtonSettings
from kiosk.lamp_pictures import lamp
from kiosk.settings import StationSettings
from kiosk.station import Station
from mqtt_bridge.client import Arrived, Bridge
from mqtt_bridge.lease import Leases
from mqtt_bridge.paper import PrintTicket, TicketPaper
from mqtt_bridge.presence import Presence
from mqtt_bridge.public import Board, Call, Centre, PlaceSign
from mqtt_bridge.replies import Reply
from mqtt_bridge.topics import BOARD, CALL, CENTRE
from printer.drawing import draw_ticket
from printer.encoding import encode

TICKET = ButtonSettings(name="ticket", pin=5, action=Action.TAKE_TICKET, zone="consultation", language=Language.KK)
HEIGHT_PX = 1040
"""The highest ticket, as `printer.drawing` promises."""


def _valid(kind: type[Any]) -> st.SearchStrategy[Any]:
    return messages(kind).map(lambda value: msgspec.convert(value, kind))


@given(paper=_valid(TicketPaper), centre=_valid(Centre), width_px=st.sampled_from([384, 576]))
@fuzz
def test_any_paper_is_drawn_and_encoded(paper: TicketPaper, centre: Centre, width_px: int) -> None:
    with quickly():
        drawn = draw_ticket(paper, centre, width_px)
        encode(drawn.layout)

    assert drawn.layout.height_px <= HEIGHT_PX


@given(call=_valid(Call), place=_valid(PlaceSign))
@fuzz
def test_any_call_is_a_sentence(call: Call, place: PlaceSign) -> None:
    assert call_sentence(call, place).text


@given(boards=st.lists(_valid(Board), max_size=4), at=st.floats(0, 1e6))
@fuzz
def test_calls_of_any_boards_wait_to_be_spoken_or_not(boards: list[Board], at: float) -> None:
    turns = Turns()
    for board in boards:
        turns.take_in(reversed(board.calls), at)
        turns.called_off(board)
        turns.dropped(at)
        while (turn := turns.next(lambda _place: True)) is not None:
            assert turn.until > at
        assert turns.next_due() == float("inf")


@given(data=st.data())
@fuzz
def test_a_wall_goes_on_drawing_whatever_it_hears(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = DisplaySettings(site="s", device="hall-display", size=(640, 480), state_dir=folder)
        clock = FakeClock(1000.0, 1.8e9)
        presence = Presence(settings, Role.DISPLAY)
        bridge = Bridge(settings, Inbox(), SUBSCRIPTIONS, presence.will)
        daemon = WallDaemon(settings, bridge, presence, OffscreenScreen((640, 480)), clock)
        for _ in range(4):
            topic: Any = data.draw(st.sampled_from([CENTRE, BOARD, CALL]))
            payload = data.draw(payloads(topic.kind))
            with quickly():
                daemon.handle(Arrived(topic.at("s"), payload, topic.retain, clock.monotonic()))
                assert daemon.tick() > clock.monotonic()
            clock.pass_time(data.draw(st.floats(0, 100)))
        daemon.stop()


@given(data=st.data())
@fuzz
def test_a_station_goes_on_whatever_it_is_told(data: st.DataObject) -> None:
    station = Station(StationSettings("entrance"))
    station.link_changed(up=True, now=0.0)
    station.printer_obstacle = None
    now = 0.0
    told: dict[type, Callable[[Any], object]] = {
        Centre: station.centre_heard,
        Board: lambda board: station.board_heard(board, now),
        Leases: station.leases_heard,
        Reply: lambda reply: station.replied(reply, now),
        PrintTicket: lambda job: station.sent_paper(job.paper, now),
    }
    for _ in range(6):
        kind = data.draw(st.sampled_from([*told]))
        with quickly():
            _all(told[kind](data.draw(_valid(kind))))
            _all(station.pressed(TICKET, now, now))
            _all(station.due(now))
            station.faults(now)
            lamp(station.standing(now))
            assert station.next_due(now) >= now
        now += data.draw(st.floats(0, 20))


def _all(deeds: Any) -> None:
    """Take every deed; some come one by one."""
    if deeds is not None:
        list(deeds)
