"""What a display's memory does while a hundred thousand calls go over it, on a screen in memory.

The real daemon hears a call, then a board that has it, and draws after each; time is made to pass, so that every call
takes the stage and joins the list. Numbers, places and languages change, and so do pages, ticker and the minute.
"""

import os
import tempfile
from collections import deque
from typing import Any

import msgspec
from process_cost import memory_mb

from display.sample_casts import LONGEST, USUAL
from display.samples import HALL_AT, board_of, call_of, centre_of, receptions_of
from display.screen import OffscreenScreen
from display.settings import DisplaySettings
from display.wall import SUBSCRIPTIONS, WallDaemon
from firmware.clock import FakeClock
from firmware.inbox import Inbox
from firmware.words import Role
from mqtt_bridge.client import Arrived, Bridge
from mqtt_bridge.message import Message
from mqtt_bridge.presence import Presence
from mqtt_bridge.public import BOARD_CALLS, Call
from mqtt_bridge.topics import BOARD, CALL, CENTRE, RECEPTIONS, Topic

SIZE = (960, 540)
"""A quarter of the usual pixels: what grows does so in every size, and this one is drawn faster."""
WARM_UP = 10_000
"""After so many calls every letter and every number has been drawn in every size."""
EVERY_S = 5.0
"""A call comes so often."""


def growth(calls: int) -> dict[str, float]:
    """Let so many calls go over a display; return its memory after a few of them, and after all."""
    with tempfile.TemporaryDirectory() as folder:
        settings = DisplaySettings(site="bench", device="hall-board", size=SIZE, state_dir=folder)
        clock = FakeClock(1000.0, HALL_AT)
        presence = Presence(settings, Role.DISPLAY)
        bridge = Bridge(settings, Inbox(), SUBSCRIPTIONS, presence.will)
        daemon = WallDaemon(settings, bridge, presence, OffscreenScreen(SIZE), clock)
        hall = _Hall(daemon, clock)
        hall.open()
        figures: dict[str, float] = {}
        for n in range(calls):
            hall.call(n)
            if n + 1 == min(WARM_UP, calls):
                figures["wall_rss_mb_first"] = memory_mb(os.getpid())[0]
        figures["wall_rss_mb_last"] = memory_mb(os.getpid())[0]
        daemon.stop()
    grown = figures["wall_rss_mb_last"] - figures["wall_rss_mb_first"]
    return {**figures, "wall_calls": float(calls), "wall_grown_mb": grown}


class _Hall:
    """The dispatcher, as a display hears it."""

    def __init__(self, daemon: WallDaemon, clock: FakeClock) -> None:
        self._daemon = daemon
        self._clock = clock
        self._made: deque[Call] = deque(maxlen=BOARD_CALLS)
        self._seq = 1

    def open(self) -> None:
        """Say what the centre is."""
        self._daemon.tick()
        self._hear(CENTRE, centre_of(USUAL))
        self._hear(RECEPTIONS, receptions_of(USUAL))
        self._show_board()

    def call(self, n: int) -> None:
        """Call the *n*th number, and tell of it on the board."""
        made = call_of(USUAL, 0, n % len(USUAL.places))
        made = msgspec.structs.replace(
            made, call_id=f"{n + 1:016x}", number=1 + n * 7 % 9999, at=self._clock.wall(), speak_left_s=30.0
        )
        self._made.appendleft(made)
        self._hear(CALL, made)
        self._show_board()
        self._clock.pass_time(EVERY_S)
        self._daemon.tick()
        if n % 1000 == 0:
            self._hear(CENTRE, centre_of(LONGEST if n % 2000 else USUAL))

    def _show_board(self) -> None:
        self._seq += 1
        board = board_of(USUAL, calls=0)
        calls = tuple(self._made)
        self._hear(BOARD, msgspec.structs.replace(board, seq=self._seq, at=self._clock.wall(), calls=calls))

    def _hear(self, topic: Topic[Any], message: Message) -> None:
        payload = topic.encode(message)
        self._daemon.handle(Arrived(topic.at("bench"), payload, topic.retain, self._clock.monotonic()))
        self._daemon.tick()
