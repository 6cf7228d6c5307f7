"""Whether receptions lie within the centre's opening hours. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from centre.calendar import LocalSpans
from console.receptions.schedule import Reception


def outside_hours(receptions: Iterable[Reception], spans_on: Callable[[date], LocalSpans]) -> dict[str, str]:
    """Return by rule what to say of its first reception that the centre is closed at, on a day on which it works."""
    found: defaultdict[str, list[Reception]] = defaultdict(list)
    for reception in receptions:
        spans = spans_on(reception.day)
        if spans and not _is_within(reception, spans):
            found[reception.rule].append(reception)
    return {rule: _words(outside[0], spans_on(outside[0].day), len(outside) - 1) for rule, outside in found.items()}


def _is_within(reception: Reception, spans: LocalSpans) -> bool:
    open_until = reception.begins
    for begins, ends in sorted(spans):
        if begins <= open_until < ends:
            open_until = ends
    return reception.ends <= open_until


def _words(reception: Reception, spans: LocalSpans, more: int) -> str:
    opened = ", ".join(f"{begins:%H:%M}-{ends:%H:%M}" for begins, ends in spans)
    as_on = f", as on {more} more of these days" if more else ""
    return (
        f"on {reception.day} the centre is open {opened}, and {reception.rule!r} is "
        f"{reception.begins:%H:%M}-{reception.ends:%H:%M}{as_on}; right would be hours at which visitors are let in"
    )
