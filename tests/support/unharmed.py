"""What an attack must leave as it was: the hall, accounts, who holds what, and everybody's work: for tests alone."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from console_at_work import ConsoleAtWork

from console.accounts.acts import Act

Recorded = tuple[str, str, str]
"""What, about what, and how it ended."""


@contextmanager
def unharmed(hall: ConsoleAtWork, *recorded: Recorded) -> Iterator[None]:
    """Fail if what is done inside changes anything, if the console breaks, or if other acts than *recorded* are noted.

    With no *recorded* nothing is noted: strangers cannot fill the record.
    """
    before, seq, told = _everything(hall), _newest(hall), len(hall.console.log())
    yield
    assert _everything(hall) == before
    noted = [(act.what.value, act.about, act.outcome) for act in reversed(hall.acts()) if act.seq > seq]
    assert noted == list(recorded)
    assert_serves(hall, hall.console.log()[told:])


def refused(about: str, outcome: str) -> Recorded:
    """Return how a refusal is noted."""
    return Act.REFUSED.value, about, outcome


def assert_serves(hall: ConsoleAtWork, log: str) -> None:
    """Fail if something went wrong inside the console, or if a stranger and somebody signed in get no page."""
    assert "Traceback" not in log, log
    assert hall.stranger().get("/sign-in").status == 200
    assert hall.browser("manager").get("/places").status == 200


def _newest(hall: ConsoleAtWork) -> int:
    acts = hall.acts(1)
    return acts[0].seq if acts else 0


def _everything(hall: ConsoleAtWork) -> Sequence[object]:
    with closing(sqlite3.connect(hall.dispatcher.journal)) as journal:
        events = journal.execute("SELECT count(*) FROM events").fetchone()
    with hall.staff() as store:
        accounts = store.file.execute("SELECT account_id, profile, disabled, must_change, password, pin FROM accounts")
        held = store.file.execute("SELECT place, session_id FROM held ORDER BY place")
        sessions = store.file.execute("SELECT session_id, account_id, locked FROM sessions ORDER BY session_id")
    return events, accounts, held, sessions
