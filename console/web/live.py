"""What open pages are told by themselves: each region of a page anew, as soon as what it shows has changed."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import suppress
from typing import Any, Protocol

PAUSE_S = 0.02
"""So long at least between two rounds, and no shorter than the round was: drawing has half of the loop at most."""
SLICE_S = 0.001
"""So long a click waits at most for what is being drawn, and for one region more."""
LOOK_S = 1.0
"""What changes because time passes, such as an appointment that is due, is seen after so long."""
BEAT_S = 5.0
"""A page that has heard nothing for twice as long knows that the link is gone."""
GONE = b"event: gone\ndata:\n\n"
"""The page is to be loaded anew."""


class Subject(Protocol):
    """A region as one audience sees it. Equal subjects are drawn once for all who watch."""

    def __hash__(self) -> int: ...

    @property
    def name(self) -> str:
        """The region's element in the page."""

    def look(self) -> Hashable:
        """Return all that it shows now; equal looks are drawn equally."""

    def draw(self, seen: Any) -> str:
        """Return what `look` has seen as HTML."""


class _Drawn:
    """A subject, what was seen of it last, and who watches it."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.watchers: set[_Watcher] = set()
        self.seen: Hashable = None
        self.event = b""

    def look(self) -> None:
        """Look anew; if it has changed, that is put by for all who watch, until they are told."""
        seen = self.subject.look()
        if seen == self.seen and self.event:
            return
        self.seen = seen
        self.event = _event(self.subject.name, self.subject.draw(seen))
        for watcher in self.watchers:
            watcher.put(self.subject.name, self.event)

    def tell(self) -> None:
        """Tell all who watch what was put by for them."""
        for watcher in self.watchers:
            watcher.tell()


class Live:
    """Server-sent events to all open pages. For the event loop's thread.

    A slow page misses looks in between, never the newest one, and costs no memory.
    """

    def __init__(self) -> None:
        self._drawn: dict[Subject, _Drawn] = {}
        self._changed = asyncio.Event()
        self._closed = False

    @property
    def open_pages(self) -> int:
        """How many pages listen."""
        return len({watcher for drawn in self._drawn.values() for watcher in drawn.watchers})

    def touch(self) -> None:
        """Say that something has changed."""
        self._changed.set()

    def doubt(self) -> None:
        """Have it asked at once for every open page whether it is welcome still."""
        for drawn in self._drawn.values():
            for watcher in drawn.watchers:
                watcher.wake.set()

    def close(self) -> None:
        """End all streams."""
        self._closed = True
        self._changed.set()
        self.doubt()

    async def watch(
        self, subjects: tuple[Subject, ...], is_welcome: Callable[[], Awaitable[bool]]
    ) -> AsyncIterator[bytes]:
        """Yield all *subjects* as they are, then each as it changes; end when *is_welcome* says no."""
        watcher = _Watcher()
        try:
            for subject in subjects:
                drawn = self._drawn.get(subject)
                if drawn is None:
                    drawn = self._drawn[subject] = _Drawn(subject)
                drawn.watchers.add(watcher)
                drawn.look()
                watcher.put(subject.name, drawn.event)
                drawn.tell()
            yield b"retry: 500\n\n"
            while not self._closed:
                event = await watcher.take()
                if not await is_welcome():  # asked last: who has just been locked out hears nothing more
                    yield GONE
                    return
                yield event
        finally:
            for subject in subjects:
                drawn = self._drawn.get(subject)
                if drawn is not None:
                    drawn.watchers.discard(watcher)
                    if not drawn.watchers:
                        del self._drawn[subject]

    async def keep_looking(self) -> None:
        """Look for news until it is closed."""
        while not self._closed:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_S):
                    await self._changed.wait()
            self._changed.clear()
            await asyncio.sleep(max(PAUSE_S, await self._look()))

    async def _look(self) -> float:
        """Look at everything, then tell everybody: a page is sent all that is new in one piece. Return seconds."""
        drawn_s = slice_s = 0.0
        for drawn in tuple(self._drawn.values()):
            began = time.perf_counter()
            drawn.look()
            slice_s += time.perf_counter() - began
            if slice_s >= SLICE_S:
                drawn_s, slice_s = drawn_s + slice_s, 0.0
                await asyncio.sleep(0)
        for drawn in self._drawn.values():
            drawn.tell()
        return drawn_s + slice_s


class _Watcher:
    """One open page."""

    def __init__(self) -> None:
        self._waiting: dict[str, bytes] = {}
        self.wake = asyncio.Event()

    def put(self, name: str, event: bytes) -> None:
        """Replace what waits of the region *name*."""
        self._waiting[name] = event

    def tell(self) -> None:
        """Hand over what waits, if anything does."""
        if self._waiting:
            self.wake.set()

    async def take(self) -> bytes:
        """Wait for news; after a while without, a beat."""
        try:
            async with asyncio.timeout(BEAT_S):
                await self.wake.wait()
        except TimeoutError:
            return b"event: beat\ndata:\n\n"
        self.wake.clear()
        taken = b"".join(self._waiting.values())
        self._waiting.clear()
        return taken or b"event: beat\ndata:\n\n"


def _event(name: str, html: str) -> bytes:
    # An event without a line of data is none: browsers pass it over, and the region would stay as it was.
    lines = "".join(f"data: {line}\n" for line in html.splitlines() or [""])
    return f"event: {name}\n{lines}\n".encode()
