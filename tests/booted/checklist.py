"""The checks of a booted machine, in order: a line for each, and whether all went well."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from firmware.clock import SystemClock

Say = Callable[[str], None]
"""Adds what was found to the line of a check."""


class Checklist:
    """Prints `ok …` or `FAILED …`. A check that fails does not keep the next from being made."""

    def __init__(self) -> None:
        self._clock = SystemClock()
        self._failed = 0

    @contextmanager
    def check(self, title: str) -> Iterator[Say]:
        """Make one check; what is raised within, and is no mistake of the check itself, fails it."""
        found: list[str] = []
        began = self._clock.monotonic()
        verdict = "ok    "
        try:
            yield found.append
        except (AssertionError, OSError, LookupError, ValueError, subprocess.SubprocessError) as error:
            self._failed += 1
            verdict = "FAILED"
            found.append(" ".join(str(error).split()) or type(error).__name__)
        took = self._clock.monotonic() - began
        told = f": {', '.join(found)}" if found else ""
        sys.stdout.write(f"{verdict} {title}{told} ({took:.1f} s)\n")
        sys.stdout.flush()

    def verdict(self) -> int:
        """Return the exit code."""
        return 1 if self._failed else 0
