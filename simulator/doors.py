"""The simulator's side of the daemons' doors: a stream that watches and comes back for ever, and single questions."""

import asyncio
import contextlib
import json
import logging
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

RETRY_S = 0.1
ANSWER_S = 5.0
LONGEST_LINE = 64 * 1024 * 1024
"""Bytes. A minute of sound is 5.8 MB, and a third more in base64."""

Word = dict[str, Any]

_log = logging.getLogger("doors")


class DoorClosedError(ConnectionError):
    """The daemon behind the door does not run, or does not answer."""


class Doors:
    """The folder of all doors. For the event loop's thread."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        # Reached through a descriptor, so that a run directory deep in the tree does not exceed a socket's 107 bytes.
        self._folder = os.open(folder, os.O_PATH)

    def close(self) -> None:
        """Let go of the folder."""
        os.close(self._folder)

    async def ask(self, name: str, question: Word) -> Word:
        """Ask one question. Raises DoorClosedError when nobody answers in time."""
        try:
            async with asyncio.timeout(ANSWER_S), self._open(name) as (reader, writer):
                writer.write(json.dumps(question).encode() + b"\n")
                await writer.drain()
                line = await reader.readline()
        except (OSError, TimeoutError, ValueError) as error:
            raise DoorClosedError(f"{name} does not answer: {error}") from error
        if not line.endswith(b"\n"):
            raise DoorClosedError(f"{name} has gone in the middle of its answer")
        answer: Word = json.loads(line)
        return answer

    async def fetch(self, name: str, question: Word) -> Word:
        """Ask until there is an answer, for ever: what is there to be fetched is told of only once."""
        while True:
            with contextlib.suppress(DoorClosedError):
                return await self.ask(name, question)
            await asyncio.sleep(RETRY_S)

    async def watch(self, name: str, hear: Callable[[Word], None], changed: Callable[[bool], None]) -> None:
        """Hear all that the daemon tells, for ever; *changed* says when the door has opened and when it has closed."""
        while True:
            try:
                async with self._open(name) as (reader, writer):
                    writer.write(b'{"do": "watch"}\n')
                    await writer.drain()
                    changed(True)  # noqa: FBT003 - a callback that takes a fact
                    try:
                        await _hear_all(name, reader, hear)
                    finally:
                        changed(False)  # noqa: FBT003 - likewise
            except OSError:
                pass  # nobody at home; asked again in a moment
            await asyncio.sleep(RETRY_S)

    @contextlib.asynccontextmanager
    async def _open(self, name: str) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        path = f"/proc/self/fd/{self._folder}/{name}.sock"
        reader, writer = await asyncio.open_unix_connection(path, limit=LONGEST_LINE)
        try:
            yield reader, writer
        finally:
            writer.close()


async def _hear_all(name: str, reader: asyncio.StreamReader, hear: Callable[[Word], None]) -> None:
    async for line in reader:
        try:
            word = json.loads(line)
        except ValueError as error:
            _log.warning("word dropped door=%s why=%s", name, error)
            continue
        hear(word)
