"""One press, one act: a form that is sent twice gets the same answer twice. For what the dispatcher does not decide."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

KEEP_S = 20.0
"""So long after it was answered a press is known: longer than a browser takes to send it again."""

T = TypeVar("T")


class Once:
    """For the event loop's thread."""

    def __init__(self) -> None:
        self._acts: dict[str, asyncio.Future[Any]] = {}

    async def act(self, key: str, act: Callable[[], Awaitable[T]]) -> T:
        """Return what *act* returned for this *key*, which it was called for once; or raise what it raised."""
        known = self._acts.get(key)
        if known is None:
            known = self._acts[key] = asyncio.ensure_future(act())
            known.add_done_callback(lambda _done: asyncio.get_running_loop().call_later(KEEP_S, self._forget, key))
        done: T = await asyncio.shield(known)
        return done

    def _forget(self, key: str) -> None:
        self._acts.pop(key, None)
