"""The log: an event's name, then key=value, to standard error, where systemd's journal picks it up."""

import logging
import os
import sys


class OneLine(logging.Formatter):
    """Has nothing in a line that a terminal or a reader of lines would act upon, whatever a stranger sent."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's
        """Escape what cannot be printed. A traceback comes after it, and keeps its lines."""
        return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in super().formatMessage(record))


def start_log(level: int = logging.INFO) -> None:
    """Send the log of this process to standard error; with a time only where no journal adds one."""
    stamp = "" if "JOURNAL_STREAM" in os.environ else "%(asctime)s "
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(f"{stamp}%(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
