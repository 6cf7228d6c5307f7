"""The pages that staff work with, over a copy of the hall; and the receptions that walls are told of."""

import gc
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from centre.calendar import day_plan, is_working_day
from centre.checks import load_centre_of
from centre.hours import business_date
from centre.settings import CentreSettings
from console.accounts import user_command
from console.daemon import ConsoleDaemon, subscriptions
from console.following.copy_keeping import KeptCopy
from console.following.following import HallFollowing
from console.following.questions import Questions
from console.receptions.checks import load_receptions, warnings
from console.receptions.opening import open_store
from console.receptions.settings import ReceptionsSettings
from console.receptions.timetable import timetables
from console.settings import ConsoleSettings
from console.survey.opening import read_survey
from console.upkeep import Upkeep
from console.walls import Walls
from console.web.opening import ServedPages
from console.web.settings import check_web
from firmware.clock import SystemClock
from firmware.command_line import Subcommand, run_daemon
from firmware.inbox import Inbox
from firmware.service import serve
from firmware.words import Role
from mqtt_bridge.client import Bridge
from mqtt_bridge.presence import Presence
from mqtt_bridge.topics import REQUEST

_WARN_DAYS = 60
_TURN_S = 0.0005
"""So long one thread goes on while another one waits. A click passes through four; Python's own 5 ms are felt."""
_YOUNG, _OLDER, _ALL = 700, 10, 100
"""How often garbage is looked for. Looking through all of it takes some 30 ms, and Python would do it every 2 s."""

SUBCOMMANDS = (Subcommand("user", user_command.PURPOSE, user_command.run, user_command.arguments, is_checked=False),)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the console until it is stopped."""
    return run_daemon(argv, "kezek-console", __doc__, ConsoleSettings, _run, check=_check, subcommands=SUBCOMMANDS)


def _check(settings: ConsoleSettings) -> None:
    """Read what the settings name, and warn of receptions to which nobody could come. Raises SettingsError."""
    centre, schedule = _read(settings)
    read_survey(settings.survey)
    if (warning := check_web(settings.web)) is not None:
        sys.stderr.write(f"kezek-console: warning: {warning}\n")
    today = business_date(SystemClock().wall(), centre.timezone, centre.day_begins)
    for warning in _warnings_on(schedule, centre, today):
        sys.stderr.write(f"kezek-console: warning: {settings.store.receptions}: {warning}\n")


def _read(settings: ConsoleSettings) -> tuple[CentreSettings, ReceptionsSettings]:
    centre = load_centre_of(Path(settings.centre), settings.site, "the console's")
    return centre, load_receptions(Path(settings.store.receptions), centre)


def _warnings_on(schedule: ReceptionsSettings, centre: CentreSettings, today: date) -> Iterator[str]:
    last = today + timedelta(days=_WARN_DAYS)
    return warnings(schedule, lambda day: day_plan(centre, day).spans, today, last)


def _run(settings: ConsoleSettings, _simulate: Path | None) -> int:
    centre, schedule = _read(settings)
    table_at = timetables(schedule, centre.timezone, partial(is_working_day, centre))
    clock, inbox, presence = SystemClock(), Inbox(), Presence(settings, Role.CONSOLE)
    upkeep = Upkeep(partial(_warnings_on, schedule, centre))
    bridge = Bridge(settings, inbox, subscriptions(settings.device), presence.will)
    open_book = partial(open_store, settings.store, table_at)
    walls = Walls(bridge, table_at, open_book, upkeep)
    questions = Questions(lambda request: bridge.publish(REQUEST, request, peer=settings.device))
    copy = KeptCopy(Path(settings.hall.file or Path(settings.state_dir) / "hall.db"), settings.hall.keep_days)
    pages = ServedPages(settings, centre, clock, inbox.put, open_book)
    following = HallFollowing(copy, questions, clock, (pages,))
    daemon = ConsoleDaemon(bridge, presence, clock, walls, questions, following, other_threads=pages.threads)
    sys.setswitchinterval(_TURN_S)
    gc.set_threshold(_YOUNG, _OLDER, _ALL)
    pages.start()
    bridge.start()
    try:
        serve(inbox, daemon, clock=clock, tell_hung=presence.threads_hang)
    finally:
        pages.stop()
        daemon.stop()
        bridge.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
