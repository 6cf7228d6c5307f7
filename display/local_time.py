"""Moments as the centre's wall clock has them. Pure."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo


def local_time(timezone: str, unix_s: float) -> datetime | None:
    """Return the moment in *timezone*; None for a zone that this machine does not know, or no moment of a calendar."""
    zone = _time_zone(timezone)
    if zone is None:
        return None
    try:
        return datetime.fromtimestamp(unix_s, UTC).astimezone(zone)
    except (OverflowError, OSError, ValueError):
        return None


@cache
def _time_zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # no such zone on this machine: better no clock than a wrong one
        return None
