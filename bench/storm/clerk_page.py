"""A clerk's page at the console, without a browser: what it shows, and a click that is sent again until it is answered.

What static/live.js and static/asking.js do is done here in the same way, and for as long.
"""

import http.client
import re
import threading
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from console.accounts.tokens import session_id_of
from console.web.asker import request_id_of
from console.web.sessions import COOKIE
from firmware.clock import Clock, SystemClock
from firmware.words import new_id
from storm.page_buttons import PageButtons

PATIENCE_S = 30.0
PAUSE_S = 0.7
TIMEOUT_S = 12.0
SILENCE_S = 12.0
OPEN_AGAIN_S = 0.5
SIGN_IN_S = 20.0
LOST = 0
"""The status of a click that nobody has answered."""
NO_ANSWER = 503
"""The console's, of a click that the dispatcher has not answered: the page asks again."""
_CSRF = re.compile(r'<meta name="csrf" content="([^"]*)">')
_FORM = "application/x-www-form-urlencoded"
_NOTHING: Mapping[str, str] = {}


class ClerkPage:
    """The page of one place. `watch` in a thread of its own; the rest for one other."""

    def __init__(self, port: int, place: str, sent_away: Callable[[int, str], None]) -> None:
        self.place = place
        self._port = port
        self._sent_away = sent_away
        self._clock: Clock = SystemClock()
        self._token = self._csrf = ""
        self._shows = threading.Event()
        self._pause = threading.Event()
        self.buttons: Mapping[str, str] = _NOTHING
        """Those that can be pressed now, by name, each with the ticket that it is about."""

    @property
    def ticket_id(self) -> str:
        """Return who is at the place."""
        return self.buttons.get("start") or self.buttons.get("finish") or ""

    def request_id(self, ask: str) -> str:
        """Return the dispatcher's id for the click that has this *ask*."""
        return request_id_of(session_id_of(self._token), ask)

    def sign_in(self, login: str, password: str) -> None:
        """Sign in and hold the place. Raises OSError or RuntimeError: nothing ails the hall yet."""
        _status, headers, _body = self._send("POST", "/sign-in", {"name": login, "password": password})
        found = re.search(rf"{COOKIE}=([^;]+)", headers.get("set-cookie") or "")
        if found is None:
            raise RuntimeError(f"{login} could not sign in")
        self._token = found[1]
        self._csrf = _csrf_of(self._send("GET", "/places")[2])
        self._send("POST", f"/places/{self.place}/take-over", headers=self._said(16 * "0"))
        self._load()

    def wait(self) -> None:
        """Wait until the stream has told what the page shows, and somebody can be called. Raises RuntimeError.

        A place that was taken before the console had heard the dispatcher is closed; the page offers to open it.
        """
        if not self._shows.wait(SIGN_IN_S):
            raise RuntimeError(f"the page of {self.place} shows nothing")
        end = self._clock.monotonic() + SIGN_IN_S
        while "next" not in self.buttons:
            if self._clock.monotonic() > end:
                raise RuntimeError(f"{self.place} is not opened; its page has {', '.join(self.buttons) or 'no button'}")
            if "open" in self.buttons:
                self.click("open", "", new_id())
            self._pause.wait(PAUSE_S)

    def watch(self, stop: threading.Event) -> None:
        """Hear what changes until *stop*; what was heard last stays, as on a screen."""
        while not stop.is_set():
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=SILENCE_S)
            try:
                connection.request("GET", "/desk/live", headers={**self._cookie(), "Accept": "text/event-stream"})
                if self._hear(connection.getresponse(), stop):
                    self._load()
            except (OSError, http.client.HTTPException):
                stop.wait(OPEN_AGAIN_S)
            finally:
                connection.close()

    def click(self, button: str, ticket_id: str, ask: str) -> tuple[int, int]:
        """Click; return the status, and how often it was sent."""
        fields = {"ticket_id": ticket_id} if ticket_id else {}
        tries, until = 0, float("inf")
        while True:
            tries += 1
            try:
                status = self._send("POST", f"/desk/{self.place}/{button}", fields, self._said(ask))[0]
            except (OSError, http.client.HTTPException):
                status = NO_ANSWER
            if status != NO_ANSWER:
                return status, tries
            until = min(until, self._clock.monotonic() + PATIENCE_S)
            if self._clock.monotonic() > until:
                return LOST, tries
            self._pause.wait(PAUSE_S)

    def _hear(self, answer: http.client.HTTPResponse, stop: threading.Event) -> bool:
        """Take what comes until the stream ends; return whether the page is to be loaded anew."""
        if answer.status != http.HTTPStatus.OK:
            self._sent_away(answer.status, answer.headers.get("location") or "")
            stop.wait(OPEN_AGAIN_S)
            return False
        name, data = "", []
        for raw in answer:
            field, _colon, value = raw.decode().rstrip("\n").partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                data.append(value)
            elif not field:
                if name == "gone":
                    return True
                if name == f"place-{self.place}":
                    self._show("\n".join(data))
                name, data = "", []
            if stop.is_set():
                break
        return False

    def _load(self) -> None:
        status, headers, body = self._send("GET", "/desk")
        if status != http.HTTPStatus.OK:
            self._sent_away(status, headers.get("location") or "")
            return
        self._csrf = _csrf_of(body)
        self._show(body.decode())

    def _show(self, html: str) -> None:
        buttons = PageButtons(f"/desk/{self.place}/")
        buttons.feed(html)
        self.buttons = buttons.found
        self._shows.set()

    def _send(
        self, method: str, path: str, fields: Mapping[str, str] = _NOTHING, headers: Mapping[str, str] = _NOTHING
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT_S)
        try:
            body = urlencode(fields).encode() if method == "POST" else None
            typed = {"Content-Type": _FORM} if method == "POST" else {}
            connection.request(method, path, body, {**self._cookie(), **typed, **headers})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def _cookie(self) -> dict[str, str]:
        return {"Cookie": f"{COOKIE}={self._token}"} if self._token else {}

    def _said(self, ask: str) -> dict[str, str]:
        return {"X-CSRF": self._csrf, "X-Ask": ask, "HX-Request": "true"}


def _csrf_of(body: bytes) -> str:
    found = _CSRF.search(body.decode())
    return found[1] if found is not None else ""
