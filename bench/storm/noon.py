"""The storm's centre at any hour of the machine's: its business day never ends within a storm. Pure."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from centre.checks import parse_centre
from centre.settings import CentreSettings

_HALF_A_DAY = timedelta(hours=12)
_KEY = "day_begins"


def centre_far_from_turn_over(text: str, wall: float, source: str) -> tuple[str, CentreSettings]:
    """Return centre.toml *text*, and what it says, with a business day that began twelve hours before *wall*.

    A turn-over ends all tickets and takes all calls off the board: nothing is wrong with that, but the rules that a
    storm is judged by are those of one day. *source* is how errors call the text.
    """
    zone = ZoneInfo(parse_centre(text, source).timezone)
    begins = (datetime.fromtimestamp(wall, zone) - _HALF_A_DAY).strftime("%H:%M")
    others = [line for line in text.splitlines() if not line.startswith(f"{_KEY} ")]
    changed = "\n".join([f'{_KEY} = "{begins}"', *others, ""])
    return changed, parse_centre(changed, source)
