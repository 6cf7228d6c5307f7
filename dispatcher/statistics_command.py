"""`kezek-dispatcher statistics`: prints what was counted of the business days that have ended."""

import argparse
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from dispatcher.backup_state import reading
from dispatcher.day_counts import DayCounts
from dispatcher.settings import DispatcherSettings
from dispatcher.tally import ALL_ZONES, DayCount

PURPOSE = "print how many came on each day, and how long they waited and were served"
_HEADS = tuple(name.removesuffix("_s") for name in DayCount.__struct_fields__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command can be told."""
    parser.add_argument("--json", action="store_true", help="one list of objects, seconds as numbers")


def run(settings: DispatcherSettings, options: argparse.Namespace) -> int:
    """Print the table; also while the dispatcher runs."""
    journal = Path(settings.journal)
    try:
        with reading(journal, is_alive=True) as file:
            counts = list(DayCounts(file))
    except sqlite3.Error as error:
        sys.stderr.write(f"kezek-dispatcher: {journal}: {error}\n")
        return 1
    if options.json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(counts), indent=2).decode() + "\n")
    else:
        sys.stdout.write(_table(counts))
    return 0


def _table(counts: Sequence[DayCount]) -> str:
    rows = [_HEADS, *(tuple(map(_cell, msgspec.structs.astuple(count))) for count in counts)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    return "".join("  ".join(map(str.rjust, row, widths)).rstrip() + "\n" for row in rows)


def _cell(value: object) -> str:
    """Write seconds as minutes and seconds: nobody reads a wait in seconds."""
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{int(value // 60)}:{int(value % 60):02}"
    return "all" if value == ALL_ZONES else str(value)
