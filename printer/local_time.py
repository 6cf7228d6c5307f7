"""Moments as the people of a place read them. Pure."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def local_time(unix_s: float, timezone: str, form: str) -> str | None:
    """Write a moment as people of *timezone* read it; None for a zone or a moment that nobody knows."""
    try:
        return datetime.fromtimestamp(unix_s, UTC).astimezone(ZoneInfo(timezone)).strftime(form)
    except (ValueError, OverflowError, OSError, LookupError):  # what ZoneInfo and datetime raise on nonsense
        return None
