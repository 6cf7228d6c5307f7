"""What every request must be before anybody reads it, and what every answer carries. Knows no session."""

import asyncio
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_LIMIT = 65_536
"""Bytes of a form; the longest honest one has 3 kB."""
BODY_S = 10.0
"""So long a form may take to arrive; an honest one comes with its head."""
_FORM = "application/x-www-form-urlencoded"
_SAFE = frozenset({"GET", "HEAD"})
_METHODS = _SAFE | {"POST"}
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_ALWAYS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer browsers call the origin of our own forms null
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class BodyTooLargeError(ValueError):
    """More was sent than any form has."""


class BodyTooSlowError(ValueError):
    """It did not come in time."""


class Guard:
    """Turns away what no honest browser sends: foreign hosts and pages, other methods, types and sizes."""

    def __init__(
        self, application: ASGIApp, names: tuple[str, ...], *, is_encrypted: bool, patience_s: float = BODY_S
    ) -> None:
        self._application = application
        self._patience_s = patience_s
        self._names = frozenset(name.lower() for name in (*names, "localhost"))
        self._always = dict(_ALWAYS)
        if is_encrypted:
            self._always["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer at once, or pass the request on."""
        if scope["type"] != "http":
            return  # nothing here speaks websocket, and a connection without an answer is closed

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._always)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        headers = Headers(scope=scope)
        turned_away = self._turned_away(scope["method"], headers)
        if turned_away is not None:
            status, why = turned_away
            await PlainTextResponse(f"{why}\n", status)(scope, receive, send_guarded)
            return
        await self._application(scope, _limited(receive, self._patience_s), send_guarded)

    def _turned_away(self, method: str, headers: Headers) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if not self._is_ours(host):
            return 421, "this machine is not called so: add the name to `names` in [web]"
        if method not in _METHODS:
            return 405, "only GET and POST"
        if method in _SAFE:
            return None
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return 403, "sent by a page of somebody else"
        if (origin := headers.get("origin")) is not None and origin.partition("://")[2] != host:
            return 403, "sent by a page of somebody else"
        if headers.get("content-type", _FORM).partition(";")[0].strip().lower() != _FORM:
            return 415, f"only {_FORM}"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > BODY_LIMIT:
            return 413, f"more than {BODY_LIMIT} bytes"
        return None

    def _is_ours(self, host: str) -> bool:
        """Whether *host* is an address or a known name: a page elsewhere may have its own name lead to this machine."""
        name = _without_port(host)
        if name.lower() in self._names:
            return True
        try:
            ip_address(name)
        except ValueError:
            return False
        return True


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _limited(receive: Receive, patience_s: float) -> Receive:
    read, is_open, until = 0, True, asyncio.get_running_loop().time() + patience_s

    async def receive_limited() -> Message:
        nonlocal read, is_open
        if not is_open:
            return await receive()  # whoever waits for a browser to go away may wait
        try:
            async with asyncio.timeout_at(until):
                message = await receive()
        except TimeoutError:
            raise BodyTooSlowError from None
        is_open = bool(message.get("more_body", False))
        read += len(message.get("body", b""))
        if read > BODY_LIMIT:
            raise BodyTooLargeError
        return message

    return receive_limited
