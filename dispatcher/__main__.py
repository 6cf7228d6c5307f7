"""The hall's dispatcher: numbers every ticket, calls every visitor, and keeps the journal."""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from centre.checks import load_centre
from dispatcher.journal import Journal, JournalError
from dispatcher.settings import DispatcherSettings
from dispatcher.shell import Dispatcher
from firmware.clock import SystemClock
from firmware.command_line import run_daemon
from firmware.inbox import Inbox
from firmware.service import serve
from firmware.settings import SettingsError
from firmware.words import Role
from mqtt_bridge.client import Bridge, subscription
from mqtt_bridge.devices import Condition
from mqtt_bridge.presence import Presence
from mqtt_bridge.topics import DEVICE_STATE, REQUEST

_log = logging.getLogger("dispatcher")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the dispatcher until it is stopped."""
    return run_daemon(argv, "kezek-dispatcher", __doc__, DispatcherSettings, _run, check=_check)


def _check(settings: DispatcherSettings) -> None:
    """Read what the settings name. Raises SettingsError."""
    centre = load_centre(Path(settings.centre))
    if centre.site != settings.site:
        right = f"{settings.site!r}, as in the dispatcher's own settings"
        raise SettingsError(f"{settings.centre}: site: {centre.site!r} is wrong; right would be {right}")


def _run(settings: DispatcherSettings, _simulate: Path | None) -> int:
    centre = load_centre(Path(settings.centre))
    clock, inbox, presence = SystemClock(), Inbox(), Presence(settings, Role.DISPATCHER)
    bridge = Bridge(settings, inbox, [subscription(REQUEST), subscription(DEVICE_STATE)], presence.will)
    try:
        journal = Journal(Path(settings.journal))
    except JournalError as error:
        _log.error("journal unusable why=%s", error)
        return 1
    with journal:
        dispatcher = Dispatcher(centre, journal, bridge, presence, clock)
        bridge.start()
        serve(inbox, dispatcher, clock=clock)
        presence.say(bridge, Condition.OFFLINE)
        bridge.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
