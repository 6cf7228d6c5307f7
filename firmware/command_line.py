"""What all daemons' commands have in common: --config, --check, --simulate, and an exit code for wrong settings."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from firmware.logs import start_log
from firmware.settings import EXIT_SETTINGS, Settings, SettingsError, load_settings

S = TypeVar("S", bound=Settings)


def run_daemon(
    argv: Sequence[str] | None,
    program: str,
    purpose: str | None,
    kind: type[S],
    run: Callable[[S, Path | None], int],
    check: Callable[[S], object] = lambda _settings: None,
) -> int:
    """Read the command line and the settings, then *run* with them and the simulator's folder, if there is one.

    Wrong settings are one line on standard error and exit code 78. *check* raises SettingsError for what the struct
    alone cannot tell. --check prints the settings in force, and leaves.
    """
    parser = argparse.ArgumentParser(prog=program, description=purpose)
    default = Path("/etc/kezek") / f"{program.removeprefix('kezek-')}.toml"
    parser.add_argument("--config", type=Path, default=default, help=f"the settings, {default} unless told")
    parser.add_argument("--check", action="store_true", help="check the settings, print them, and leave")
    parser.add_argument(
        "--simulate", type=Path, metavar="DIR", help="use fakes in the devices' place, reached by sockets in DIR"
    )
    options = parser.parse_args(argv)
    try:
        settings = load_settings(options.config, kind)
        check(settings)
        if options.check:
            sys.stdout.write(msgspec.json.format(msgspec.json.encode(settings), indent=2).decode() + "\n")
            return 0
        start_log()
        return run(settings, options.simulate)
    except SettingsError as error:
        sys.stderr.write(f"{program}: {error}\n")
        return EXIT_SETTINGS
