"""What the page is told by itself: the newest state of each subject, to each listener at its own pace."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

KEEP_ALIVE_S = 15.0
PAUSE_S = 0.05
"""So long at least between two sends to one listener: a busy hall is drawn twenty times a second, not oftener."""


class Feed:
    """Server-sent events. A slow listener misses states in between, never the newest, and costs no memory."""

    def __init__(self) -> None:
        self._newest: dict[str, bytes] = {}
        self._listeners: set[_Listener] = set()
        self._closed = False

    def tell(self, subject: str, state: Any) -> None:
        """Make *state* the newest of *subject*, for all who listen and all who come later."""
        data = json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode()
        event = b"event: " + subject.encode() + b"\ndata: " + data + b"\n\n"
        if self._newest.get(subject) == event:
            return
        self._newest[subject] = event
        for listener in self._listeners:
            listener.put(subject, event)

    def close(self) -> None:
        """End all streams."""
        self._closed = True
        for listener in self._listeners:
            listener.wake.set()

    async def listen(self) -> AsyncIterator[bytes]:
        """Yield everything there is, then what changes."""
        listener = _Listener()
        for subject, event in self._newest.items():
            listener.put(subject, event)
        self._listeners.add(listener)
        try:
            yield b"retry: 500\n\n"
            while not self._closed:
                yield await listener.take()
                await asyncio.sleep(PAUSE_S)
        finally:
            self._listeners.discard(listener)


class _Listener:
    """One open page."""

    def __init__(self) -> None:
        self._waiting: dict[str, bytes] = {}
        self.wake = asyncio.Event()

    def put(self, subject: str, event: bytes) -> None:
        """Replace what waits of *subject*."""
        self._waiting[subject] = event
        self.wake.set()

    async def take(self) -> bytes:
        """Wait for news; after a while without, a comment that keeps the connection open."""
        try:
            async with asyncio.timeout(KEEP_ALIVE_S):
                await self.wake.wait()
        except TimeoutError:
            return b": still here\n\n"
        self.wake.clear()
        taken = b"".join(self._waiting.values())
        self._waiting.clear()
        return taken
