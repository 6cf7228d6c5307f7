"""What happens because time has passed, and nobody need ask for it."""

from hall.closing import unserved_at_closing
from hall.evacuating import announced_again
from hall.issuing import silent_papers
from hall.missing import missing
from hall.state import Hall
from hall.summoning import repeated
from hall.telling_hours import told_of_hours
from mqtt_bridge.events import AnyEvent


def due_events(hall: Hall, at: float) -> list[AnyEvent]:
    """Return what is due at *at*, by the hall's time. What ends a ticket at closing goes first, and alone."""
    if closed := unserved_at_closing(hall, at):
        return list(closed)
    return [
        *silent_papers(hall, at),
        *repeated(hall, at),
        *missing(hall, at),
        *announced_again(hall, at),
        *told_of_hours(hall, at),
    ]
