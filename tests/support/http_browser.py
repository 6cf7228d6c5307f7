"""A browser without eyes: its cookies, the word of its forms, and what the pages' program sends: for tests alone.

It follows no redirect, and sends whatever it is told to: also what no honest browser does.
"""

import http.client
import re
import ssl
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from html import unescape
from http.cookies import SimpleCookie
from typing import Self
from urllib.parse import urlencode

from deadline import DEADLINE_S, until

from console.web.said import NO_ANSWER
from firmware.words import new_id

FORM = "application/x-www-form-urlencoded"
SESSION = "kezek"
"""The session's cookie."""
_CSRF = re.compile(r'<meta name="csrf" content="([^"]*)">')
_TAG = re.compile(r"<[^>]*>")

Fields = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        """The body."""
        return self.body.decode()

    @property
    def words(self) -> str:
        """What a person reads of the body."""
        return " ".join(unescape(_TAG.sub(" ", self.text)).split())

    @property
    def to(self) -> str:
        """Where the browser is sent: by a redirect, or by htmx's header."""
        return self.headers.get("location") or self.headers.get("hx-redirect") or ""


class Stream:
    """An open stream of events. Iterate over it: the name of each event and its lines of data."""

    def __init__(self, connection: http.client.HTTPConnection, answer: http.client.HTTPResponse) -> None:
        self._connection = connection
        self._answer = answer
        self.status = answer.status
        self.headers: Message = answer.headers
        self.to = answer.headers.get("location") or answer.headers.get("hx-redirect") or ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_how: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[tuple[str, str]]:
        name, data = "", []
        for raw in self._answer:
            line = raw.decode().rstrip("\n")
            field, _colon, value = line.partition(": ")
            if field == "event":
                name = value
            elif field.startswith("data"):
                data.append(value)
            elif not line and name:
                yield name, "\n".join(data)
                name, data = "", []

    def until(self, name: str, wanted: str = "") -> str:
        """Return the data of the next event *name* with *wanted* in it. Fails at the stream's end, and the deadline."""
        end, last = time.monotonic() + DEADLINE_S, ""
        for event, data in self:
            if event == name and wanted in data:
                return data
            last = data if event == name else last
            if time.monotonic() > end:
                break
        raise AssertionError(f"the stream told no {name} with {wanted}; the last one was {last}")

    def rest(self) -> list[str]:
        """Read to the end of the stream; return the names of its events, without the beats of its silence."""
        return [name for name, _data in self if name != "beat"]

    def close(self) -> None:
        """Go away."""
        self._answer.close()
        self._connection.close()


class Browser:
    """One person's browser on a console. Each request has a connection of its own."""

    def __init__(self, port: int, *, trusts: ssl.SSLContext | None = None, address: str = "127.0.0.1") -> None:
        self.port = port
        self.address = address
        """Where it calls from: every 127.x.y.z is this computer's."""
        self._trusts = trusts
        self.cookies: dict[str, str] = {}
        self.csrf = ""
        """Of the page that was loaded last."""

    def connection(self) -> http.client.HTTPConnection:
        """Make a connection."""
        at, here = "127.0.0.1", (self.address, 0)
        if self._trusts is not None:
            return http.client.HTTPSConnection(
                at, self.port, timeout=DEADLINE_S, context=self._trusts, source_address=here
            )
        return http.client.HTTPConnection(at, self.port, timeout=DEADLINE_S, source_address=here)

    def copy(self) -> "Browser":
        """Return another browser with the same cookies and the same page: another tab, or a thief's."""
        copied = Browser(self.port, trusts=self._trusts, address=self.address)
        copied.cookies, copied.csrf = dict(self.cookies), self.csrf
        return copied

    def send(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send one request with the cookies, and keep the cookies of the answer."""
        connection = self.connection()
        try:
            connection.request(method, path, body, {**self._cookie_header(), **(headers or {})})
            came = connection.getresponse()
            answer = Answer(came.status, came.headers, came.read())
        finally:
            connection.close()
        self._keep(answer)
        return answer

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Load a page."""
        return self.send("GET", path, headers=headers)

    def post(
        self,
        path: str,
        fields: Fields | None = None,
        *,
        ask: str = "",
        csrf: str | None = None,
        headers: Mapping[str, str] | None = None,
        once: bool = False,
    ) -> Answer:
        """Press a button as static/asking.js does: again, until the dispatcher has answered, unless *once*.

        The same *ask* is the same press, sent again.
        """
        said = {
            "Content-Type": FORM,
            "HX-Request": "true",
            "X-CSRF": self.csrf if csrf is None else csrf,
            "X-Ask": ask or new_id(),
        }
        return until(
            lambda: self.send("POST", path, form(fields or {}), {**said, **(headers or {})}),
            lambda answer: once or answer.status != NO_ANSWER,
        )

    def submit(self, path: str, fields: Fields | None = None, headers: Mapping[str, str] | None = None) -> Answer:
        """Send an ordinary form, as a page without its program does."""
        hidden = {"csrf": self.csrf, "ask": new_id()}
        return self.send("POST", path, form({**hidden, **(fields or {})}), {"Content-Type": FORM, **(headers or {})})

    def stream(self, path: str, *, accept: str = "text/event-stream") -> Stream:
        """Open a stream of events."""
        connection = self.connection()
        connection.request("GET", path, headers={**self._cookie_header(), "Accept": accept, "HX-Request": "true"})
        return Stream(connection, connection.getresponse())

    def sign_in(self, login: str, password: str) -> Answer:
        """Sign in, and load the page that follows. Returns the answer to the form."""
        answer = self.send("POST", "/sign-in", form({"name": login, "password": password}), {"Content-Type": FORM})
        if SESSION in self.cookies:
            self.get("/places")
        return answer

    def take(self, *places: str) -> None:
        """Hold *places*, and load the desk's page."""
        for place in places:
            answer = self.submit(f"/places/{place}/take-over")
            assert answer.status == 303, answer.words

    def _cookie_header(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}

    def _keep(self, answer: Answer) -> None:
        for line in answer.headers.get_all("set-cookie", []):
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
        if found := _CSRF.search(answer.body.decode(errors="replace")):
            self.csrf = found[1]


def form(fields: Fields) -> bytes:
    """Return *fields* as browsers send them."""
    return urlencode(fields, doseq=True).encode()
