"""Who was chosen for the survey, who has answered what, who would rather not: one SQLite file."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from console.receptions.store_file import open_store_file, store_error
from console.survey.questions import Survey
from console.survey.schema import bring_up_to_date
from firmware.transaction import transaction
from firmware.words import Language
from mqtt_bridge.events import Recorded, StepUndone, VisitFinished


class Stands(Enum):
    """What became of asking a visitor."""

    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"


class NotTaken(Enum):
    """Why an answer was not taken."""

    UNKNOWN_VISIT = "unknown-visit"
    """Nobody chose this visit, or its last step was taken back."""
    ASKED_ALREADY = "asked-already"
    """Somebody else has asked this visitor: once is enough."""
    WRONG_ANSWER = "wrong-answer"
    """The survey has no such question, or the question no such answer."""
    NOTHING_SAID = "nothing-said"
    """All was skipped: that is to decline."""


class ChosenVisit(msgspec.Struct, frozen=True, kw_only=True):
    """A visitor who is to be asked, and is perhaps still in the hall. The number is known to the hall."""

    ticket_id: str
    place: str
    chosen_at: float


class SurveyStore:
    """Opens or makes the file. For one thread. Raises StoreError, here and everywhere."""

    def __init__(self, path: Path, survey: Survey) -> None:
        self.path = path
        self.survey = survey
        self.file = open_store_file(path, bring_up_to_date)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. What was said is on the disk already."""
        self.file.close()

    def take_news(self, day: str, events: Sequence[Recorded]) -> None:
        """Note whom the hall has chosen on the business day *day*. Told again, it brings nothing."""
        if not any(concerns(recorded) for recorded in events):
            return
        with self._writing():
            for recorded in events:
                match recorded.event:
                    case VisitFinished(survey=True) as finished:
                        self.file.execute(
                            "INSERT OR IGNORE INTO visits (ticket_id, day, place, chosen_at) VALUES (?, ?, ?, ?)",
                            (finished.ticket_id, day, finished.place, recorded.at),
                        )
                    case StepUndone() as undone:
                        self.file.execute(
                            "DELETE FROM visits WHERE ticket_id = ? AND stands = 'open'", (undone.ticket_id,)
                        )

    def open_visits(self, day: str) -> list[ChosenVisit]:
        """Return who of that day is still to be asked, the newest first: these have not left yet."""
        query = (
            "SELECT ticket_id, place, chosen_at FROM visits WHERE day = ? AND stands = 'open' ORDER BY chosen_at DESC"
        )
        with self.told_as_store_errors():
            rows = self.file.execute(query, (day,)).fetchall()
        return [ChosenVisit(ticket_id=ticket_id, place=place, chosen_at=at) for ticket_id, place, at in rows]

    def answer(
        self, ticket_id: str, answers: Mapping[str, str], language: Language, staff: str, at: float
    ) -> NotTaken | None:
        """Take a visitor's answers, by question; what was skipped is not there. None: taken."""
        for name, given in answers.items():
            question = self.survey.question(name)
            if question is None or given not in question.answers():
                return NotTaken.WRONG_ANSWER
        if not answers:
            return NotTaken.NOTHING_SAID
        with self._writing():
            refused = self._ask(ticket_id, Stands.ANSWERED, staff, at, language)
            if refused is None:
                rows = [(ticket_id, question, given) for question, given in answers.items()]
                self.file.executemany("INSERT INTO answers VALUES (?, ?, ?)", rows)
        return refused

    def decline(self, ticket_id: str, staff: str, at: float) -> NotTaken | None:
        """Note that the visitor would rather not, or has left. None: noted."""
        with self._writing():
            return self._ask(ticket_id, Stands.DECLINED, staff, at, None)

    def asked_by(self, ticket_id: str) -> str | None:
        """Return who has asked the visitor: an opaque id; None while nobody has."""
        with self.told_as_store_errors():
            row = self.file.execute("SELECT staff FROM visits WHERE ticket_id = ?", (ticket_id,)).fetchone()
        return row[0] if row is not None else None

    def _ask(self, ticket_id: str, stands: Stands, staff: str, at: float, language: Language | None) -> NotTaken | None:
        row = self.file.execute("SELECT stands FROM visits WHERE ticket_id = ?", (ticket_id,)).fetchone()
        if row is None:
            return NotTaken.UNKNOWN_VISIT
        if Stands(row[0]) is not Stands.OPEN:
            return NotTaken.ASKED_ALREADY
        values = (stands.value, at, staff, language.value if language is not None else None, ticket_id)
        self.file.execute(
            "UPDATE visits SET stands = ?, asked_at = ?, staff = ?, language = ? WHERE ticket_id = ?", values
        )
        return None

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self.told_as_store_errors(), transaction(self.file):
            yield

    @contextmanager
    def told_as_store_errors(self) -> Iterator[None]:
        """Let what SQLite says inside be a StoreError."""
        try:
            yield
        except sqlite3.Error as error:
            raise store_error(error, self.path) from error


def concerns(recorded: Recorded) -> bool:
    """Whether `take_news` has something to note."""
    event = recorded.event
    return isinstance(event, StepUndone) or (isinstance(event, VisitFinished) and event.survey)
