"""From a click to the dispatcher and back: the pages' side of a question."""

import asyncio
from collections.abc import Callable
from functools import partial
from hashlib import blake2b

from console.following.questions import Question
from console.web.loops import settle
from firmware.words import Id
from mqtt_bridge.commands import AnyCommand
from mqtt_bridge.replies import Result

PATIENCE_S = 5.0
"""So long a click waits for the dispatcher; then nobody knows what becomes of it, and the page asks again."""


class Asker:
    """Puts questions into the owner's inbox. For the event loop's thread."""

    def __init__(self, put: Callable[[object], bool]) -> None:
        self._put = put

    async def ask(self, command: AnyCommand, staff: str, request_id: Id) -> Result | None:
        """Return the dispatcher's answer; None when it did not answer in time."""
        answer: asyncio.Future[Result | None] = asyncio.get_running_loop().create_future()
        if not self._put(Question(command, staff, request_id, PATIENCE_S, partial(settle, answer))):
            return None
        return await answer


def request_id_of(session_id: str, ask: Id) -> Id:
    """Return the request's id for a form's: the same form sent again asks the same, and nobody else's form does."""
    return blake2b(ask.encode(), key=session_id.encode()[:64], digest_size=8).hexdigest()
