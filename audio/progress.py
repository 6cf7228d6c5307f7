"""A bar that grows in a terminal, and a line for every tenth where there is none."""

import sys
from typing import TextIO

_WIDTH = 30
_TENTHS = 10


class Progress:
    """Shows how much of some work is done."""

    def __init__(self, what: str, out: TextIO | None = None) -> None:
        self._what = what
        self._out = out or sys.stderr
        self._tenth = 0

    def tell(self, done: int, of: int) -> None:
        """Show that so much is done."""
        if self._out.isatty():
            full = _WIDTH * done // of
            end = "\n" if done == of else ""
            self._out.write(f"\r{self._what} [{'#' * full}{'.' * (_WIDTH - full)}] {done}/{of}{end}")
        elif (tenth := _TENTHS * done // of) != self._tenth:
            self._tenth = tenth
            self._out.write(f"{self._what} {done}/{of}\n")
        self._out.flush()
