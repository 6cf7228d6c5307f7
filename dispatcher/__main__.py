"""The hall's dispatcher: numbers every ticket, calls every visitor, and keeps the journal."""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from centre.checks import load_centre, load_centre_of, warnings
from centre.hours import business_date
from dispatcher import calendar_command, restore_command, statistics_command
from dispatcher.backups import Backups
from dispatcher.errors import JournalError, JournalNewerError
from dispatcher.settings import DispatcherSettings
from dispatcher.shell import Dispatcher
from firmware.clock import SystemClock
from firmware.command_line import Subcommand, run_daemon
from firmware.inbox import Inbox
from firmware.service import serve
from firmware.settings import SettingsError
from firmware.words import Role
from mqtt_bridge.client import Bridge, subscription
from mqtt_bridge.devices import Condition
from mqtt_bridge.presence import Presence
from mqtt_bridge.topics import DEVICE_STATE, REQUEST

SUBCOMMANDS = (
    Subcommand("restore", restore_command.PURPOSE, restore_command.run, restore_command.arguments),
    Subcommand("calendar", calendar_command.PURPOSE, calendar_command.run, calendar_command.arguments),
    Subcommand("statistics", statistics_command.PURPOSE, statistics_command.run, statistics_command.arguments),
)

_log = logging.getLogger("dispatcher")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the dispatcher until it is stopped."""
    return run_daemon(
        argv, "kezek-dispatcher", __doc__, DispatcherSettings, _run, check=_check, subcommands=SUBCOMMANDS
    )


def _check(settings: DispatcherSettings) -> None:
    """Read what the settings name, and warn of what works but not well. Raises SettingsError."""
    centre = load_centre_of(Path(settings.centre), settings.site, "the dispatcher's")
    today = business_date(SystemClock().wall(), centre.timezone, centre.day_begins)
    for warning in warnings(centre, today):
        sys.stderr.write(f"kezek-dispatcher: warning: {settings.centre}: {warning}\n")


def _run(settings: DispatcherSettings, _simulate: Path | None) -> int:
    centre = load_centre(Path(settings.centre))
    clock, inbox, presence = SystemClock(), Inbox(), Presence(settings, Role.DISPATCHER)
    bridge = Bridge(settings, inbox, [subscription(REQUEST), subscription(DEVICE_STATE)], presence.will)
    backups = None
    if settings.backup is not None:
        backups = Backups(Path(settings.journal), settings.backup, centre.site, inbox, clock)
    try:
        dispatcher = Dispatcher(settings, centre, bridge, presence, clock, backups)
    except JournalNewerError as error:
        raise SettingsError(str(error)) from error
    except JournalError as error:
        _log.error("journal unusable why=%s", error)
        return 1
    if backups is not None:
        backups.start()
    bridge.start()
    serve(inbox, dispatcher, clock=clock, tell_hung=presence.threads_hang)
    if backups is not None:
        backups.stop()
    dispatcher.close()
    presence.say(bridge, Condition.OFFLINE)
    bridge.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
