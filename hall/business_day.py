"""Which business day it is: in the site's own zone, from one turn-over hour to the next. Pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from centre.hours import business_date
from centre.settings import CentreSettings


def business_day(at: float, centre: CentreSettings) -> str:
    """Return the ISO date of the business day that *at*, in Unix seconds, belongs to."""
    return business_date(at, centre.timezone, centre.day_begins).isoformat()


def next_turn_over(at: float, centre: CentreSettings) -> float:
    """Return when, in Unix seconds, the business day after that of *at* begins."""
    day = business_date(at, centre.timezone, centre.day_begins) + timedelta(days=1)
    return datetime.combine(day, time.fromisoformat(centre.day_begins), ZoneInfo(centre.timezone)).timestamp()
