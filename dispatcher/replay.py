"""The hall as a journal has it."""

from centre.settings import CentreSettings
from dispatcher.errors import JournalDamagedError
from dispatcher.journal import Journal
from hall.evolving import evolve
from hall.state import Hall


def replay(journal: Journal, centre: CentreSettings) -> Hall:
    """Return the hall after all events of the last day; an empty one of *centre* for an empty journal.

    Raises JournalDamagedError when the events do not fit together, and sqlite3.Error.
    """
    hall = Hall(centre)
    for recorded, request_id in journal.since_last_day():
        try:
            evolve(hall, recorded, request_id)
        except (LookupError, ValueError) as error:
            raise JournalDamagedError(f"{journal.path}: event {recorded.seq} does not fit: {error!r}") from error
    return hall
