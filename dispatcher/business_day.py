"""Which business day it is: in the site's own zone, from one turn-over hour to the next. Pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from centre.settings import CentreSettings


def business_day(at: float, centre: CentreSettings) -> str:
    """Return the ISO date of the business day that *at*, in Unix seconds, belongs to."""
    zone = ZoneInfo(centre.timezone)
    begins = time.fromisoformat(centre.day_begins)
    shift = timedelta(hours=begins.hour, minutes=begins.minute)
    return (datetime.fromtimestamp(at, zone).replace(tzinfo=None) - shift).date().isoformat()


def next_turn_over(at: float, centre: CentreSettings) -> float:
    """Return when, in Unix seconds, the business day after that of *at* begins."""
    zone = ZoneInfo(centre.timezone)
    day = datetime.fromisoformat(business_day(at, centre)).date() + timedelta(days=1)
    return datetime.combine(day, time.fromisoformat(centre.day_begins), zone).timestamp()
