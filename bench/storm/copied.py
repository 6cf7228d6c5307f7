"""What the console has and shows of the hall is what the journal says, once all is calm. Pure."""

from collections.abc import Iterator, Sequence

from mqtt_bridge.events import Recorded
from storm.findings import Violation
from storm.story import Story
from storm.words import AnyLine, CopyDue, Row, Shown

SAME = "the console's copy is the journal"
WHOLE = "the console's copy is whole"
SHOWN = "a page shows who is at its place"
_MOST = 5
"""Differences that are told."""


def check_copied(
    lines: Sequence[AnyLine], rows: Sequence[Row], copied: Sequence[Recorded], story: Story
) -> Iterator[Violation]:
    """Compare the console's file with the journal, and its pages with what the journal leads to."""
    events = {row.seq: row for row in rows}
    differ = [one for one in copied if one.seq not in events or not _is_same(one, events[one.seq])]
    for one in differ[:_MOST]:
        told = f"event {one.seq} is {type(one.event).__name__}, {len(differ)} differ"
        yield Violation(SAME, told, (getattr(one.event, "ticket_id", ""),) if hasattr(one.event, "ticket_id") else ())
    known = {one.seq for one in copied}
    for line in lines:
        if isinstance(line, CopyDue):
            missing = [seq for seq in events if seq <= line.seq and seq not in known]
            if missing:
                yield Violation(WHOLE, f"{len(missing)} of {line.seq} are missing, first {missing[0]}", (), line.at)
        elif isinstance(line, Shown) and line.ticket_id != story.at(line.place):
            told = f"{line.place} shows {line.ticket_id or 'nobody'}, it has {story.at(line.place) or 'nobody'}"
            yield Violation(SHOWN, told, (line.ticket_id,) if line.ticket_id else (), line.at)


def _is_same(one: Recorded, row: Row) -> bool:
    return (one.at, one.event) == (row.at, row.event)
