"""Clerks at a console, as their browsers talk: a connection that clicks, and streams that hear."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from centre.settings import CentreSettings
from console.accounts.account import Profile
from console.accounts.refusals import sure
from console.accounts.roles import StaffRole
from console.accounts.settings import AccountsSettings
from console.accounts.store import StaffStore
from console.accounts.tokens import csrf_token, session_id_of
from console.web.asker import request_id_of
from console.web.sessions import COOKIE
from firmware.words import Language, new_id

PASSWORD = "a long pass phrase of a benchmark"  # noqa: S105 - of accounts in a folder that is thrown away
STREAM_LIMIT = 4 * 1024 * 1024


@dataclass(frozen=True)
class Clerk:
    """Somebody who is signed in and holds a place."""

    token: str
    place: str

    def call_id(self, ask: str) -> str:
        """Return the id that the call has which a click makes."""
        return request_id_of(session_id_of(self.token), ask)


def sign_in_clerks(file: Path, centre: CentreSettings, at: float) -> list[Clerk]:
    """Make an account for every staffed window of *centre*, sign it in, and have it hold the window."""
    clerks = []
    with StaffStore(AccountsSettings(file=str(file))) as store:
        for count, place in enumerate(centre.places):
            if place.kind.value != "window":
                continue
            language = list(Language)[count % 2]
            profile = Profile(login=place.name, name=place.name, roles=(StaffRole.CONSULTANT,), language=language)
            added = sure(store.register.add(profile, at, None))
            signed_in = sure(store.door.sign_in(place.name, added.password, at))
            changed = sure(store.secrets.change_password(signed_in.token, added.password, f"{PASSWORD} {count}", at))
            sure(store.places.hold(changed.token, place, at))
            clerks.append(Clerk(changed.token, place.name))
    return clerks


class Clicking:
    """One kept connection that clicks, one click after the other."""

    def __init__(self, port: int, clerk: Clerk) -> None:
        self.clerk = clerk
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._csrf = csrf_token(clerk.token)

    async def click(self, what: str, **fields: str) -> tuple[str, int]:
        """Click the place's button; return the ask's id and the status. Raises ConnectionError."""
        if self._streams is None or self._streams[0].at_eof():  # a connection that nothing asks is closed after a while
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        ask, body = new_id(), urlencode(fields).encode()
        head = (
            f"POST /desk/{self.clerk.place}/{what} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
            f"Cookie: {COOKIE}={self.clerk.token}\r\nX-CSRF: {self._csrf}\r\nX-Ask: {ask}\r\nHX-Request: true\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        await writer.drain()
        status = int((await reader.readline()).split()[1])
        length = 0
        while (line := await reader.readline()).strip():
            name, _colon, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        await reader.readexactly(length)
        return ask, status

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()


async def hear(port: int, clerk: Clerk, heard: Callable[[bytes], None]) -> None:
    """Keep the stream of the clerk's page open, and pass on each line of it, until it is cancelled."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=STREAM_LIMIT)
    try:
        head = (
            f"GET /desk/live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n"
            f"Cookie: {COOKIE}={clerk.token}\r\n\r\n"
        )
        writer.write(head.encode())
        while line := await reader.readline():
            heard(line)
        raise ConnectionError("the stream has ended")
    finally:
        writer.close()
