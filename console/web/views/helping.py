"""What a helper and a volunteer see on a telephone."""

from collections.abc import Mapping

import msgspec

from console.web.views.parts import Summons, Ticket, Timer
from firmware.words import Bilingual, Language


class Escort(msgspec.Struct, frozen=True, kw_only=True):
    """A visitor whom the helper accompanies until the visit ends."""

    summons: Summons
    ticket: Ticket
    now: str
    """`waits`, `called`, `served`, `parked` or `unsure`."""
    place: str = ""
    """Where the visitor is called to, or is served."""
    since: Timer


class Helper(msgspec.Struct, frozen=True, kw_only=True):
    """The page: first what is urgent and nobody's, then mine, then what else is nobody's, then what others have."""

    mine: tuple[Summons, ...] = ()
    escorts: tuple[Escort, ...] = ()
    free: tuple[Summons, ...] = ()
    others: tuple[Summons, ...] = ()


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """A visitor who was chosen for the survey: by the ticket alone."""

    ticket_id: str
    number: int | None
    """None while nobody knows the hall."""
    place: str
    ended: str


class SurveyList(msgspec.Struct, frozen=True, kw_only=True):
    """Who can be asked."""

    chosen: tuple[Chosen, ...] = ()
    answered_today: int = 0
    is_away: bool = False
    """What was answered cannot be kept just now."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One of the answers to choose from. Its `value` says the question, too."""

    value: str
    text: Bilingual


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question, in both languages: the visitor's is shown."""

    field: str
    text: Bilingual
    answers: tuple[Answer, ...]
    is_rating: bool = False


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """The questions for one visitor."""

    asked: Chosen
    language: Language
    """The visitor's, as the ticket says it."""
    questions: tuple[Question, ...]
    words: Mapping[str, Bilingual]
    """What else is said to the visitor."""
