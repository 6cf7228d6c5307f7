"""The pages' own thread: an event loop, with uvicorn in it."""

import asyncio
import contextlib
import logging
import socket
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from console.web.connections import Connection
from console.web.loops import call_soon
from console.web.settings import WebSettings
from firmware.settings import SettingsError
from firmware.watching import WatchedThread

BEAT_S = 1.0
ROUND_LIMIT_S = 20.0
"""A loop that has not come round for so long hangs."""
GRACE_S = 3
"""For so long open requests may go on when the console ends."""
_BACKLOG = 256

_log = logging.getLogger("web")


def listen(settings: WebSettings) -> socket.socket:
    """Open the pages' port. Raises SettingsError: another program has it, or the machine lacks the address."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        where = f"{settings.host}:{settings.port}"
        raise SettingsError(f"[web]: cannot listen at {where}: {error.strerror}; choose others") from error
    return listening


@dataclass(frozen=True)
class Built:
    """What is served."""

    application: ASGIApp
    going_on: tuple[Callable[[], Coroutine[Any, Any, None]], ...]
    """What the loop does beside, until the end."""
    close: Callable[[], None]
    """Ends what would otherwise stay open: streams of events."""


class WebThread:
    """Serves what *build* makes in the loop's thread, once it is told to start."""

    def __init__(
        self,
        settings: WebSettings,
        listening: socket.socket,
        build: Callable[[], Awaitable[Built]],
    ) -> None:
        self._settings = settings
        self._listening = listening
        self._build = build
        self._loop: asyncio.AbstractEventLoop | None = None
        self._early: deque[Callable[[], None]] = deque()
        self._stop = asyncio.Event()
        self.thread = WatchedThread(self._run, "web", is_vital=True)

    def start(self) -> None:
        """Start the thread."""
        self.thread.start()

    def call(self, act: Callable[[], None]) -> None:
        """Have the loop do *act* soon, in the order of the calls. From any one thread; never blocks."""
        self._early.append(act)
        if self._loop is not None:
            call_soon(self._loop, self._do_early)

    def stop(self, patience_s: float = GRACE_S + 2.0) -> None:
        """End the open pages and the thread."""
        self.call(self._stop.set)
        if self.thread.is_alive():
            self.thread.join(patience_s)
        self._listening.close()

    # What follows runs in the thread itself.

    def _run(self) -> None:
        asyncio.run(self._serve())

    def _do_early(self) -> None:
        while self._early:
            self._early.popleft()()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._do_early()
        built = await self._build()
        config = uvicorn.Config(
            built.application,
            http=Connection,
            ws="none",
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            date_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=GRACE_S,
            ssl_certfile=self._settings.certificate or None,
            ssl_keyfile=self._settings.key or None,
        )
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
        server = _Server(config)
        serving = asyncio.create_task(server.serve(sockets=[self._listening]))
        _log.info("pages served host=%s port=%d", self._settings.host, self._listening.getsockname()[1])
        tasks = [asyncio.create_task(self._beat()), asyncio.create_task(self._stop.wait())]
        tasks += [asyncio.create_task(going()) for going in built.going_on]
        # Whatever of these ends first ends the thread, and so the process: a part that has died must not go unseen.
        done, _ = await asyncio.wait({serving, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        built.close()
        server.should_exit = True
        for task in tasks:
            task.cancel()
        await serving
        for task in done:
            task.result()

    async def _beat(self) -> None:
        while True:
            self.thread.takes_up(ROUND_LIMIT_S)
            await asyncio.sleep(BEAT_S)


class _Server(uvicorn.Server):
    """A server that leaves the signals to the owner's thread."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
