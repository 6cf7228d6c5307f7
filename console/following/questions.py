"""What staff ask the dispatcher: asked again while nobody answers, and acted on once."""

from collections.abc import Callable
from dataclasses import dataclass, field

from mqtt_bridge.asking import Asking
from mqtt_bridge.commands import AnyCommand, Request
from mqtt_bridge.replies import Reply, Result

Answered = Callable[[Result | None], None]


@dataclass(frozen=True, slots=True)
class Question:
    """Put into the owner's inbox by any thread.

    *answered* is called by the owner thread, exactly once, and must not block or raise: with the dispatcher's answer,
    or with None when patience is over. Then nobody knows what became of it; asking again with the same id finds out.
    """

    command: AnyCommand
    staff: str
    """The account's opaque id; empty for the console itself."""
    request_id: str
    patience_s: float
    answered: Answered


@dataclass(slots=True)
class _Waiting:
    answered: list[Answered] = field(default_factory=list)


class Questions:
    """For the owner thread. *publish* sends a request, now and again."""

    def __init__(self, publish: Callable[[Request], object]) -> None:
        self._publish = publish
        self._asking = Asking()
        self._waiting: dict[str, _Waiting] = {}

    def ask(self, question: Question, now: float) -> None:
        """Ask the dispatcher; a second click on the same waits for the first one's answer."""
        waiting = self._waiting.get(question.request_id)
        if waiting is not None:
            waiting.answered.append(question.answered)
            return
        waiting = _Waiting([question.answered])
        try:
            request = self._asking.ask(
                question.command,
                now,
                patience_s=question.patience_s,
                context=waiting,
                request_id=question.request_id,
                staff=question.staff,
            )
        except OverflowError:
            _answer(waiting, None)
            return
        self._waiting[request.id] = waiting
        self._publish(request)

    def hear(self, reply: Reply) -> None:
        """Answer whoever asked. A second reply, and a stranger's, answers nobody."""
        if self._asking.answered(reply) is not None:
            _answer(self._waiting.pop(reply.id), reply.result)

    def link_came_up(self, now: float) -> None:
        """Ask everything again at once: what was asked on the old connection may be lost."""
        for request in self._asking.repeat_all(now):
            self._publish(request)

    def tick(self, now: float) -> float:
        """Ask again what has waited, give up what has waited too long; return when there is more of either to do."""
        again, given_up = self._asking.due(now)
        for request in again:
            self._publish(request)
        for waiting in given_up:
            _answer(self._waiting.pop(waiting.request.id), None)
        return self._asking.next_due()

    def give_up(self) -> None:
        """Answer everybody who still waits: the console ends."""
        waiting, self._waiting = self._waiting, {}
        for one in waiting.values():
            _answer(one, None)


def _answer(waiting: _Waiting, result: Result | None) -> None:
    for answered in waiting.answered:
        answered(result)
