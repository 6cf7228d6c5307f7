"""kezek-printer: see a ticket without wasting paper, and see what the station's printer makes of a test slip."""

import argparse
import sys
from collections.abc import Sequence

from firmware.settings import EXIT_SETTINGS, SettingsError
from printer import preview_command, slip_command
from printer.ticket_design import SHIPPED

_PREVIEW = """Draw a ticket, encode it as the station does, and save what the bytes say as a PNG.
Nothing is printed."""
_TEST = """Print the test slip on this station's printer: the edges of its head, a ruler, all letters, blacks, and how
it is. A printer takes one program at a time: first `systemctl stop kezek-kiosk`."""
_LAYOUT = """Print the layout that Kezek ships, to begin one's own ticket.toml with."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what is asked; a wrong file is one line on standard error, and exit code 78."""
    parser = argparse.ArgumentParser(prog="kezek-printer", description=__doc__)
    commands = parser.add_subparsers(required=True, title="what to do", dest="command", metavar="COMMAND")
    preview = commands.add_parser("preview", help="save a ticket as a picture", description=_PREVIEW)
    preview_command.add_arguments(preview)
    preview.set_defaults(run=preview_command.preview)
    test = commands.add_parser("test", help="print the test slip", description=_TEST)
    slip_command.add_arguments(test)
    test.set_defaults(run=slip_command.slip)
    layout = commands.add_parser("layout", help="print the shipped ticket.toml", description=_LAYOUT)
    layout.set_defaults(run=_layout)
    wish = parser.parse_args(argv)
    try:
        code: int = wish.run(wish)
    except SettingsError as error:
        sys.stderr.write(f"kezek-printer: {error}\n")
        return EXIT_SETTINGS
    except OSError as error:
        sys.stderr.write(f"kezek-printer: {error.filename or ''}: {error.strerror or error}\n")
        return 1
    return code


def _layout(_wish: argparse.Namespace) -> int:
    sys.stdout.write(SHIPPED.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
