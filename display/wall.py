"""The display's daemon: hears of the hall, draws what has changed, and says how its screen is."""

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from display.composing import Habits, compose, next_change
from display.drawing import Painter
from display.place_lines import place_line
from display.scene import Scene
from display.screen import Screen, ScreenError
from display.settings import DisplaySettings
from display.sight import Sight
from display.stage import Stage
from display.theme import load_theme
from firmware.clock import Clock
from firmware.words import Bilingual
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, Subscription, subscription
from mqtt_bridge.devices import Condition, DeviceState, Fault
from mqtt_bridge.presence import Presence
from mqtt_bridge.public import Board, Call, Centre
from mqtt_bridge.receptions import Receptions
from mqtt_bridge.topics import BOARD, CALL, CENTRE, DEVICE_STATE, RECEPTIONS

SUBSCRIPTIONS: tuple[Subscription[Any], ...] = (
    subscription(CENTRE),
    subscription(BOARD),
    subscription(CALL),
    subscription(DEVICE_STATE),
    subscription(RECEPTIONS),
)
"""All that a display hears."""

_FIRST_RETRY_S = 1.0
_LONGEST_RETRY_S = 30.0
_DETAIL_LENGTH = 200

_log = logging.getLogger("display")


@dataclass(frozen=True)
class Shown:
    """A picture has been presented."""

    n: int
    """Counts the pictures on this screen, from 1."""
    at: float
    """Unix seconds."""
    monotonic_s: float
    call_id: str
    """The newest call that can be seen on it; empty before the first."""
    call_ids: tuple[str, ...] = ()
    """All calls that can be seen on it, the newest first."""


class WallDaemon:
    """Draws in the owner's thread. *shown* is called after every picture."""

    def __init__(
        self,
        settings: DisplaySettings,
        bridge: Bridge,
        presence: Presence,
        screen: Screen,
        clock: Clock,
        shown: Callable[[Shown], None] = lambda _shown: None,
    ) -> None:
        self._settings = settings
        self._bridge = bridge
        self._presence = presence
        self._screen = screen
        self._clock = clock
        self._shown = shown
        self._sight = Sight(settings.news_s, Stage(settings.stage_s))
        blank_min = settings.blank_when_closed_min
        blank_s = None if blank_min is None else blank_min * 60.0
        self._habits = Habits(settings.directions, blank_s, settings.zones_per_page)
        self._theme = load_theme(settings.theme)
        self._painter: Painter | None = None
        self._scene: Scene | None = None
        self._retry_at = 0.0
        self._retry_s = _FIRST_RETRY_S
        self._why_dark = ""
        self._lacking = ""

    def handle(self, message: object) -> None:
        """See `firmware.service.Daemon`."""
        match message:
            case Arrived():
                self._hear(message)
            case LinkChanged(up=up, at=at):
                self._sight.link_changed(up=up, at=at)

    def tick(self) -> float:
        """See `firmware.service.Daemon`."""
        now, wall = self._clock.monotonic(), self._clock.wall()
        if self._painter is None and now >= self._retry_at:
            self._open_screen(now)
        if self._painter is not None:
            self._sight.advance(now)
            self._draw(self._painter, compose(self._sight, now, wall, self._habits))
        self._say_state()
        due = next_change(self._sight, now, wall, self._habits)
        return due if self._painter is not None else min(due, self._retry_at)

    def threads(self) -> Iterable[threading.Thread]:
        """See `firmware.service.Daemon`."""
        return (self._bridge.thread,)

    def stop(self) -> None:
        """Say goodbye and let go of the screen."""
        self._presence.say(self._bridge, Condition.OFFLINE)
        self._screen.close()

    def _hear(self, arrived: Arrived) -> None:
        received = self._bridge.read(arrived)
        match received.message if received is not None else None:
            case Centre() as centre:
                self._sight.see_centre(centre, arrived.at)
                self._check_letters()
            case Board() as board:
                if not self._sight.see_board(board, arrived.at):
                    _log.info("board ignored why=older epoch=%d seq=%d", board.epoch, board.seq)
            case Call() as call:
                self._sight.see_call(call, arrived.at)
            case Receptions() as receptions:
                self._sight.receptions = receptions
                self._check_letters()
            case DeviceState() as state if received is not None:
                self._sight.stations.hear(received.levels["device"], state)

    def _draw(self, painter: Painter, scene: Scene) -> None:
        if scene == self._scene:
            return
        if self._scene is None or scene.condition is not self._scene.condition:
            _log.info("picture changed to=%s", scene.condition.value)
        changed = painter.paint(scene)
        self._scene = scene
        if not changed:
            return
        try:
            n = self._screen.present(painter.canvas, changed)
        except ScreenError as error:
            self._lose_screen(str(error), self._clock.monotonic())
            return
        calls = self._calls_on(painter, scene)
        self._shown(Shown(n, self._clock.wall(), self._clock.monotonic(), calls[0] if calls else "", calls))

    def _calls_on(self, painter: Painter, scene: Scene) -> tuple[str, ...]:
        """Return the ids of the calls that can be seen, the newest first."""
        known, staged = self._sight.calls(), self._sight.stage.call if scene.staged is not None else None
        drawn = [known[n].call for n in sorted(painter.calls_drawn)] + ([staged] if staged is not None else [])
        newest_first = sorted(drawn, key=lambda call: -call.at)
        return tuple(dict.fromkeys(call.call_id for call in newest_first))

    def _open_screen(self, now: float) -> None:
        try:
            self._screen.open()
        except ScreenError as error:
            self._lose_screen(str(error), now)
            return
        width, height = self._screen.size
        _log.info("screen opened width_px=%d height_px=%d", width, height)
        settings = self._settings
        painter = Painter((width, height), self._theme, settings.screen_inches, settings.distance_m)
        self._painter, self._scene = painter, None
        self._sight.stage.clear()  # what was called while the screen was dark is no news any more
        self._retry_s = _FIRST_RETRY_S
        self._why_dark = ""
        self._check_letters()

    def _check_letters(self) -> None:
        centre = self._sight.centre
        if centre is not None and self._painter is not None:
            days = self._sight.receptions.days if self._sight.receptions is not None else ()
            posts = (sign.official for day in days for sign in day.receptions)
            titles = (zone.title for zone in centre.zones)
            places = (place_line(sign) for sign in centre.places)
            signs = (text for line in places for text in (line.noun, Bilingual(kk=line.number, ru=line.number)))
            lines = (line.text for line in centre.ticker)
            holiday = (centre.opening.name,) if centre.opening.name is not None else ()
            self._lacking = self._painter.lacking((centre.name, *titles, *signs, *lines, *holiday, *posts))

    def _lose_screen(self, why: str, now: float) -> None:
        if not self._why_dark:
            _log.warning("screen lost why=%s", why)
        self._screen.close()
        self._painter, self._why_dark = None, why
        self._retry_at = now + self._retry_s
        self._retry_s = min(self._retry_s * 2, _LONGEST_RETRY_S)

    def _say_state(self) -> None:
        if self._painter is None:
            fault = Fault(code="no-screen", detail=self._why_dark[:_DETAIL_LENGTH])
            self._presence.say(self._bridge, Condition.FAULT, (fault,))
        elif self._lacking:
            letters = " ".join(f"U+{ord(letter):04X}" for letter in self._lacking)
            fault = Fault(code="letters-missing", detail=letters[:_DETAIL_LENGTH])
            self._presence.say(self._bridge, Condition.DEGRADED, (fault,))
        else:
            self._presence.say(self._bridge, Condition.READY)
