"""Rows as CSV that Excel and LibreOffice open as they are, on a computer set to Kazakh or Russian. Pure."""

import csv
import io
from collections.abc import Sequence
from datetime import date, time

import msgspec

from console.receptions.export import HEADINGS, ExportRow
from firmware.words import Bilingual

BOM = "\ufeff"
"""Without it Excel takes the file for Windows-1251 and shows Ә Ғ Қ as rubbish; everything else skips it."""
SEPARATOR = ";"
"""Where the decimal sign is a comma, as in both languages here, Excel splits at semicolons only."""
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What makes a spreadsheet compute a cell, plain or full-width."""


def csv_of(rows: Sequence[ExportRow]) -> bytes:
    """Return the headings in both languages, and a line for each row. Nothing in it is computed by a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=SEPARATOR, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_cell(heading) for heading in HEADINGS.values()])
    for row in rows:
        values = msgspec.structs.asdict(row)
        writer.writerow([_cell(values[column]) for column in HEADINGS])
    return (BOM + text.getvalue()).encode()


def file_name(day: date, body: str, version: int) -> str:
    """Return the name that tells one version from another."""
    return f"{day.isoformat()}_{body}_v{version}.csv"


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case Bilingual():
            return harmless(value.kk if value.kk == value.ru else f"{value.kk} / {value.ru}")
        case time():
            return value.strftime("%H:%M")
    return harmless(str(value))


def harmless(text: str) -> str:
    """Return *text* on one line, and as text: a spreadsheet shows the apostrophe or hides it, and computes nothing."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return f"'{line}" if line.startswith(FORMULA) else line
