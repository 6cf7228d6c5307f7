"""Counting in working days. Pure: which days are working days, the caller says."""

from collections.abc import Callable
from datetime import date, timedelta

LONGEST_CLOSURE_DAYS = 400
"""A calendar without any working day for so long is wrong; counting ends there all the same."""


def working_days_before(day: date, count: int, is_working_day: Callable[[date], bool]) -> date:
    """Return the *count*-th working day before *day*; *day* itself for 0. Thursday and 2 make Tuesday."""
    found = day
    for back in range(1, LONGEST_CLOSURE_DAYS + 1):
        if count == 0:
            break
        found = day - timedelta(days=back)
        count -= is_working_day(found)
    return found
