"""What all daemons' commands have in common: --config, --check, --simulate, and an exit code for wrong settings."""

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from firmware.logs import start_log
from firmware.settings import EXIT_SETTINGS, Settings, SettingsError, load_settings
from firmware.watching import ThreadError

EXIT_THREAD = 1
"""A thread has died or hangs: a new process may be better off."""

S = TypeVar("S", bound=Settings)

_log = logging.getLogger("service")


@dataclass(frozen=True)
class Subcommand(Generic[S]):
    """Something else that a daemon's program does with the daemon's settings: `kezek-dispatcher restore`."""

    name: str
    purpose: str
    run: Callable[[S, argparse.Namespace], int]
    """Is given the settings, checked, and what `arguments` asked for; returns the exit code."""
    arguments: Callable[[argparse.ArgumentParser], object] = lambda _parser: None
    is_checked: bool = True
    """Without, it reads itself what it needs of what the settings name, and nothing is said of the rest."""


def run_daemon(  # noqa: PLR0913 - all that one daemon differs in from another
    argv: Sequence[str] | None,
    program: str,
    purpose: str | None,
    kind: type[S],
    run: Callable[[S, Path | None], int],
    check: Callable[[S], object] = lambda _settings: None,
    *,
    subcommands: Sequence[Subcommand[S]] = (),
) -> int:
    """Read the command line and the settings, then *run* with them and the simulator's folder, if there is one.

    Wrong settings are one line on standard error and exit code 78. *check* raises SettingsError for what the struct
    alone cannot tell. --check prints the settings in force, and leaves. A thread that has died or hangs is one line in
    the log, and exit code 1.
    """
    parser = argparse.ArgumentParser(prog=program, description=purpose)
    default = Path("/etc/kezek") / f"{program.removeprefix('kezek-')}.toml"
    parser.add_argument("--config", type=Path, default=default, help=f"the settings, {default} unless told")
    parser.add_argument("--check", action="store_true", help="check the settings, print them, and leave")
    parser.add_argument(
        "--simulate", type=Path, metavar="DIR", help="use fakes in the devices' place, reached by sockets in DIR"
    )
    _add(parser, subcommands)
    options = parser.parse_args(argv)
    try:
        settings = load_settings(options.config, kind)
        chosen = next((subcommand for subcommand in subcommands if options.subcommand == subcommand.name), None)
        if chosen is None or chosen.is_checked or options.check:
            check(settings)
        if options.check:
            sys.stdout.write(msgspec.json.format(msgspec.json.encode(settings), indent=2).decode() + "\n")
            return 0
        if chosen is not None:
            return chosen.run(settings, options)
        start_log()
        return run(settings, options.simulate)
    except SettingsError as error:
        sys.stderr.write(f"{program}: {error}\n")
        return EXIT_SETTINGS
    except ThreadError as error:
        _log.critical("process ended why=%s", error)
        return EXIT_THREAD


def _add(parser: argparse.ArgumentParser, subcommands: Sequence[Subcommand[S]]) -> None:
    if not subcommands:
        return
    group = parser.add_subparsers(title="instead of running the daemon", dest="subcommand", metavar="")
    for subcommand in subcommands:
        own = group.add_parser(subcommand.name, help=subcommand.purpose, description=subcommand.purpose)
        # Without a default, so that one before the subcommand's name counts as well.
        own.add_argument("--config", type=Path, default=argparse.SUPPRESS, help="the daemon's settings")
        subcommand.arguments(own)
