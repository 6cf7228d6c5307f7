"""A command together with what deciding it needs besides the book and the timetable."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from console.receptions.commands import Command
from console.receptions.events import AnyEvent
from console.receptions.refusals import Refusal

C_co = TypeVar("C_co", bound=Command, covariant=True)


@dataclass(frozen=True, slots=True)
class Asked(Generic[C_co]):
    """Who asks for what, and when."""

    command: C_co
    staff: str
    at: float
    """Unix seconds, by a clock that the caller trusts."""


Decision = Sequence[AnyEvent] | Refusal
"""What will have happened, one event at least; or nothing."""
