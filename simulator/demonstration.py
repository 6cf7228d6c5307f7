"""A schedule for guests: the centre's own receptions, on the days on which somebody is there to see them. Pure."""

import tomllib
from datetime import date, timedelta
from typing import Any

from simulator.toml_text import toml_text

_WHEN = ("weekday", "weeks", "date", "valid_from", "valid_until")


def receptions_here(schedule_text: str, today: date) -> str:
    """Return a receptions.toml that has its first receptions today, and the others on the first free day after it.

    An office or an official has one reception at a time, and a demonstration no exceptions.
    """
    schedule = tomllib.loads(schedule_text)
    schedule.pop("exceptions", None)
    placed: list[dict[str, Any]] = []
    for rule in schedule.pop("rules", []):
        kept = {key: value for key, value in rule.items() if key not in _WHEN}
        day = today
        while any(other["date"] == day and _collide(kept, other) for other in placed):
            day += timedelta(days=1)
        placed.append({**kept, "date": day})
    return toml_text({**schedule, "rules": placed})


def _collide(one: dict[str, Any], other: dict[str, Any]) -> bool:
    (begins, ends), (other_begins, other_ends) = one["hours"].split("-"), other["hours"].split("-")
    meets = one["office"] == other["office"] or one["official"] == other["official"]
    return meets and bool(begins < other_ends and other_begins < ends)
