"""The lines that go by at the foot of the wall: how centre.toml has them, and what can be wrong with one. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta

from firmware.settings import Settings
from firmware.words import SetText

LONGEST_LINE = 160
"""More characters than this have no room on a wall at a size that can be read."""


class TickerSettings(Settings, frozen=True, kw_only=True, omit_defaults=True, rename={"since": "from"}):
    """One line, and when it is shown; always unless told."""

    text: SetText
    since: date | None = None
    """The first day."""
    until: date | None = None
    """The last day."""
    hours: (
        Annotated[
            str,
            Meta(
                pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d\Z",
                description="two times of day in quotes, like '09:00-13:00'",
            ),
        ]
        | None
    ) = None
    """From when to when on each of those days."""


def ticker_complaints(lines: Sequence[TickerSettings]) -> Iterator[str]:
    """Yield what is wrong with the lines: "key: what is wrong, what would be right"."""
    for index, line in enumerate(lines):
        key = f"ticker[{index}]"
        if line.since is not None and line.until is not None and line.until < line.since:
            yield f"{key}.until: {line.until} is before from = {line.since}; right would be that day or a later one"
        if line.hours is not None:
            begins, ends = line.hours.split("-")
            if ends <= begins:
                yield f"{key}.hours: {line.hours!r} ends before it has begun; right would be an end later that day"
        for language, words in (("kk", line.text.kk), ("ru", line.text.ru)):
            if len(words) > LONGEST_LINE:
                yield f"{key}.text.{language}: {len(words)} characters; a wall has room for {LONGEST_LINE} at most"
