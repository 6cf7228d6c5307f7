"""What a checker finds: violations, each with the ids that tell its story, and excuses, each of a kind that is counted.

An excuse is narrow: it names the one fault that explains the one thing, or it is none.
"""

from dataclasses import dataclass
from enum import Enum


class Excuse(Enum):
    """Why something that must not happen was no fault of the hall's."""

    KIOSK_KILLED = "press whose kiosk was killed before it answered"
    ONE_PRESS = "press that a freeze had let wait, and that came to the button together with the next"
    PAPER_LOST = "paper lost in a printer that was killed, silent or unplugged in the job"
    SPEAKER_KILLED = "sentence whose speaker was killed within it"
    CALL_EXPIRED = "call that expired unspoken, handed back to its place for a recall"
    OVERTAKEN = "call that still waited for its turn when its recall came, which was said instead"
    NOT_SHOWN = "call made while no picture could be shown, and replaced by newer ones"
    CLICK_LATE = "click that was acted on although its page had told that it was lost"
    FORGOTTEN = "answer that stands in no event, forgotten by a dispatcher that was killed, and decided anew"
    RECEPTION = "ticket that was unsure, so that the reception had to decide"


@dataclass(frozen=True)
class Violation:
    """Something that must never happen has happened."""

    rule: str
    story: str
    """What happened, in one line."""
    ids: tuple[str, ...] = ()
    """Of presses, tickets and calls: the lines that name one of them belong to the story."""
    at: float | None = None
    """When, by the history's clock, as far as is known."""


@dataclass(frozen=True)
class Excused:
    """Something is not as it should be, and a fault explains it."""

    excuse: Excuse
    id: str


Finding = Violation | Excused
