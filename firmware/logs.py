"""The log: an event's name, then key=value, to standard error, where systemd's journal picks it up."""

import logging
import os
import sys


def start_log(level: int = logging.INFO) -> None:
    """Send the log of this process to standard error; with a time only where no journal adds one."""
    stamp = "" if "JOURNAL_STREAM" in os.environ else "%(asctime)s "
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(f"{stamp}%(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
