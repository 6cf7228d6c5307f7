"""What a scripted day tells: one row for each thing done, and what was expected where it did not come true."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

HEADS = ("time", "what is done", "the board", "the voice", "events")
WIDTHS = (5, 42, 36, 46, 40)


@dataclass
class Row:
    """One thing done, and what came of it."""

    time: str
    since: float
    """Its time of day in Unix seconds."""
    deed: str
    board: str = ""
    said: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    """What was expected and did not come true."""


def table(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of a table in plain text; a row has as many as its longest cell needs."""
    yield from _lines(HEADS)
    for row in rows:
        yield "-" * (sum(WIDTHS) + 2 * len(WIDTHS) - 2)
        yield from _lines((row.time, row.deed, row.board, " · ".join(row.said), ", ".join(row.events)))
        for complaint in row.complaints:
            yield f"{'':7}NOT SO: {complaint}"


def _lines(cells: Sequence[str]) -> Iterator[str]:
    columns = [wrap(cell, width) for cell, width in zip(cells, WIDTHS, strict=True)]
    for line in range(max(map(len, columns))):
        parts = [column[line] if line < len(column) else "" for column in columns]
        yield "  ".join(f"{part:<{width}}" for part, width in zip(parts, WIDTHS, strict=True)).rstrip()
