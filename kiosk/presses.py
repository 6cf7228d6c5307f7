"""Presses that wait for the dispatcher's answer, and what each was for. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from firmware.words import Id
from mqtt_bridge.asking import Asking
from mqtt_bridge.commands import AnyCommand, IssueTicket, Request
from mqtt_bridge.replies import Reply

MOST_ASKED = 100
"""So many presses may wait for an answer: no hand makes more within anybody's patience."""


@dataclass(frozen=True)
class Pressed:
    """A press that was accepted."""

    at: float
    command: AnyCommand
    button: str


class Presses:
    """Asked once, and again until an answer or the end of all patience."""

    def __init__(self, patience_s: float) -> None:
        self._patience_s = patience_s
        self._asking = Asking()
        self._waiting: dict[Id, Pressed] = {}

    def __contains__(self, press: Id) -> bool:
        return press in self._waiting

    @property
    def is_full(self) -> bool:
        """Tell whether no more are taken."""
        return len(self._waiting) >= MOST_ASKED

    def tickets(self) -> list[Id]:
        """Return those that ask for a ticket."""
        return [press for press, pressed in self._waiting.items() if isinstance(pressed.command, IssueTicket)]

    def buttons(self) -> set[str]:
        """Return the buttons that wait."""
        return {pressed.button for pressed in self._waiting.values()}

    def ask(self, press: Id, pressed: Pressed, now: float) -> Request:
        """Return the request of a press, to publish at once."""
        self._waiting[press] = pressed
        return self._asking.ask(pressed.command, now, patience_s=self._patience_s, request_id=press)

    def is_answered(self, reply: Reply) -> bool:
        """Tell whether *reply* is the first answer to one of these; `take` it then."""
        return self._asking.answered(reply) is not None

    def take(self, press: Id) -> Pressed:
        """Take a press out."""
        return self._waiting.pop(press)

    def due(self, now: float) -> tuple[list[Request], Sequence[Id]]:
        """Return what is to be published again, and the presses without an answer; `take` them."""
        again, given_up = self._asking.due(now)
        return again, [waiting.request.id for waiting in given_up]

    def repeat_all(self, now: float) -> list[Request]:
        """Return everything that waits, to publish again at once."""
        return self._asking.repeat_all(now)

    def abandon(self) -> None:
        """Forget all of them."""
        self._waiting.clear()
        self._asking = Asking()

    def next_due(self) -> float:
        """Return when `due` has something to say."""
        return self._asking.next_due()
