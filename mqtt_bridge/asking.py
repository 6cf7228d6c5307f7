"""Requests that wait for their reply: asked, asked again, answered or given up. Pure: time is passed in."""

from dataclasses import dataclass, replace

from firmware.words import new_id
from mqtt_bridge.commands import AnyCommand, Request
from mqtt_bridge.replies import Reply

REPEAT_S = 0.4
"""A request without an answer is asked again after so long, with the same id: it acts once."""


@dataclass(frozen=True)
class Waiting:
    """A request on its way, and what the asker wants to remember with it."""

    request: Request
    context: object
    deadline: float
    repeat_at: float


class Asking:
    """The asker's side of request and reply. Knows no clock and no broker."""

    def __init__(self, limit: int = 1000) -> None:
        self._waiting: dict[str, Waiting] = {}
        self._limit = limit

    def ask(
        self,
        command: AnyCommand,
        now: float,
        *,
        patience_s: float = 1.5,
        context: object = None,
        request_id: str = "",
        staff: str = "",
    ) -> Request:
        """Note a new request; the caller publishes it. Raises OverflowError when too many wait already."""
        if len(self._waiting) >= self._limit:
            raise OverflowError(f"{self._limit} requests wait for an answer already")
        patience_ms = max(100, min(60_000, round(patience_s * 1000)))
        request = Request(id=request_id or new_id(), command=command, patience_ms=patience_ms, staff=staff)
        self._waiting[request.id] = Waiting(request, context, now + patience_s, now + REPEAT_S)
        return request

    def answered(self, reply: Reply) -> Waiting | None:
        """Take the request that *reply* answers, or None: given up, answered before, or somebody else's."""
        return self._waiting.pop(reply.id, None)

    def due(self, now: float) -> tuple[list[Request], list[Waiting]]:
        """Return what to publish again, and what to give up."""
        given_up = [waiting for waiting in self._waiting.values() if waiting.deadline <= now]
        for waiting in given_up:
            del self._waiting[waiting.request.id]
        again = [waiting for waiting in self._waiting.values() if waiting.repeat_at <= now]
        for waiting in again:
            self._waiting[waiting.request.id] = replace(waiting, repeat_at=now + REPEAT_S)
        return [waiting.request for waiting in again], given_up

    def next_due(self) -> float:
        """Return the monotonic time when `due` has something to say; infinity when nothing waits."""
        return min((min(w.deadline, w.repeat_at) for w in self._waiting.values()), default=float("inf"))

    def repeat_all(self, now: float) -> list[Request]:
        """Return everything that waits, to publish at once: the connection has just come up."""
        for waiting in list(self._waiting.values()):
            self._waiting[waiting.request.id] = replace(waiting, repeat_at=now + REPEAT_S)
        return [waiting.request for waiting in self._waiting.values()]
