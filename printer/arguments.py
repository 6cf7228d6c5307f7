"""What kezek-printer's commands are asked for, read from the command line. A mistake says what would be right."""

from argparse import ArgumentTypeError
from pathlib import Path

_MOST = 9999


def ticket_number(text: str) -> int:
    """Read a ticket's number."""
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= _MOST):
        raise ArgumentTypeError(f"{text!r} is no ticket's number; right would be 1 to {_MOST}")
    return int(text)


def png_file(text: str) -> Path:
    """Read the name of a picture that is to be written: its ending says in which format."""
    path = Path(text)
    if path.suffix.lower() != ".png":
        raise ArgumentTypeError(f"{text!r} is no PNG; right would be a name like ticket.png")
    return path
