"""A command together with everything that deciding it needs besides the hall."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from mqtt_bridge.command import Command
from mqtt_bridge.events import AnyEvent
from mqtt_bridge.replies import Refusal, RefusalCode

C_co = TypeVar("C_co", bound=Command, covariant=True)


@dataclass(frozen=True, slots=True)
class Asked(Generic[C_co]):
    """Who asks for what, and when."""

    command: C_co
    request_id: str
    peer: str
    at: float
    """By the dispatcher's stored clock."""
    stations_online: Container[str]
    staff: str = ""


Decision = Sequence[AnyEvent] | Refusal
"""What will have happened; nothing at all when the command brings no news."""


def refuse(code: RefusalCode, detail: str = "", until: float | None = None) -> Refusal:
    """Make a refusal; *until* is when it passes, in Unix seconds, where that is known."""
    return Refusal(code=code, detail=detail, until=until)
