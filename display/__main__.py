"""Show the hall's board on a screen."""

import base64
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from display.screen import KmsScreen, OffscreenScreen, Screen
from display.settings import DisplaySettings, check_legibility
from display.theme import load_theme
from display.theme_checks import check_theme
from display.wall import SUBSCRIPTIONS, Shown, WallDaemon
from firmware.clock import SystemClock
from firmware.command_line import run_daemon
from firmware.door import Door
from firmware.inbox import Inbox
from firmware.service import serve
from firmware.words import Role
from mqtt_bridge.client import Bridge
from mqtt_bridge.presence import Presence

_SIMULATED_SIZE = (1920, 1080)


class SimulatedScreen:
    """The screen as the simulator sees it: one in memory, and a door in *folder* to look at it."""

    def __init__(self, settings: DisplaySettings, folder: Path) -> None:
        self.screen = OffscreenScreen(settings.size or _SIMULATED_SIZE)
        self._last: Shown | None = None
        self._door = Door(folder, settings.device, self.answer)

    def show(self, shown: Shown) -> None:
        """Tell all who watch that there is a new picture."""
        self._last = shown
        self._door.tell("frame", asdict(shown))

    def close(self) -> None:
        """Close the door."""
        self._door.close()

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """Answer `frame`, `unplug` or `plug-in`, in a thread of the door."""
        match question.get("do"):
            case "frame":
                snapshot, last = self.screen.snapshot, self._last
                if snapshot is None or last is None:
                    return {"error": "nothing was shown yet"}
                return {"n": snapshot.n, "at": last.at, "png": base64.b64encode(snapshot.png()).decode()}
            case "unplug" | "plug-in" as act:
                self.screen.is_plugged = act == "plug-in"
                return {"plugged": self.screen.is_plugged}
            case unknown:
                return {"error": f"a display cannot {unknown!r}: frame, unplug, plug-in"}


def main(argv: Sequence[str] | None = None) -> int:
    """Parse, check, run."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # it greets on standard output, where --check prints
    return run_daemon(argv, "kezek-display", __doc__, DisplaySettings, run, check)


def check(settings: DisplaySettings) -> None:
    """Refuse what cannot be read on a wall. Raises SettingsError with one line."""
    check_legibility(settings)
    check_theme(load_theme(settings.theme))


def run(settings: DisplaySettings, simulate: Path | None) -> int:
    """Show the board until told to stop."""
    simulated = SimulatedScreen(settings, simulate) if simulate else None
    inbox = Inbox()
    presence = Presence(settings, Role.DISPLAY)
    bridge = Bridge(settings, inbox, SUBSCRIPTIONS, presence.will)
    screen: Screen = simulated.screen if simulated else KmsScreen(settings.size)
    show = simulated.show if simulated else lambda _shown: None
    daemon = WallDaemon(settings, bridge, presence, screen, SystemClock(), show)
    bridge.start()
    try:
        serve(inbox, daemon, tell_hung=presence.threads_hang)
    finally:
        daemon.stop()
        bridge.stop()
        if simulated:
            simulated.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
