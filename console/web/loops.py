"""From another thread into the pages' event loop, which may have ended meanwhile."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


def call_soon(loop: asyncio.AbstractEventLoop, act: Callable[[], None]) -> None:
    """Have *loop* do *act* soon; nothing, once it has ended: so has whoever would have been told."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(act)


def settle(waiting: asyncio.Future[T], result: T) -> None:
    """Give *result* to who waits, unless the browser has gone: what was asked for is done all the same."""
    call_soon(waiting.get_loop(), lambda: None if waiting.done() else waiting.set_result(result))


def settle_with_error(waiting: asyncio.Future[T], error: Exception) -> None:
    """Raise *error* where somebody waits, likewise."""
    call_soon(waiting.get_loop(), lambda: None if waiting.done() else waiting.set_exception(error))
