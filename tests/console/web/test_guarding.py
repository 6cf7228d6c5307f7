"""What is turned away before anybody reads it, and what every answer carries."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from console.web.guarding import BODY_LIMIT, BodyTooLargeError, BodyTooSlowError, Guard

FORM = {"content-type": "application/x-www-form-urlencoded"}


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    body = await Request(scope, receive).body()
    await PlainTextResponse(f"{len(body)}")(scope, receive, send)


Answered = tuple[int, dict[str, str], bytes]


def asked(
    run: Callable[[Awaitable[None]], None],
    method: str = "GET",
    headers: dict[str, str] | None = None,
    chunks: Iterable[bytes] = (b"",),
    *,
    is_encrypted: bool = False,
) -> Answered:
    sent: list[dict[str, Any]] = []
    parts = list(chunks)

    async def receive() -> dict[str, object]:
        body = parts.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(parts)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    all_headers = {"host": "127.0.0.1:8000", **(headers or {})}
    raw = [(name.encode(), value.encode("latin-1")) for name, value in all_headers.items()]
    scope = {"type": "http", "method": method, "path": "/", "headers": raw, "query_string": b""}
    guard = Guard(echo, ("kezek.local",), is_encrypted=is_encrypted)
    run(guard(scope, receive, send))  # type: ignore[arg-type]  # a message is a mapping of objects
    start, body = sent[0], sent[1]
    answered = {name.decode(): value.decode() for name, value in start["headers"]}
    return int(start["status"]), answered, bytes(body["body"])


@pytest.fixture
def run() -> Callable[[Awaitable[None]], None]:
    def run(answer: Awaitable[None]) -> None:
        async def whole() -> None:
            await answer

        asyncio.run(whole())

    return run


Run = Callable[[Awaitable[None]], None]


@pytest.mark.parametrize("host", ["127.0.0.1", "192.168.1.5:8000", "[::1]:8000", "localhost:8000", "KEZEK.local"])
def test_it_answers_to_addresses_and_to_its_own_names(run: Run, host: str) -> None:
    assert asked(run, headers={"host": host})[0] == 200


@pytest.mark.parametrize("host", ["evil.example", "kezek.local.evil.example", "", "127.0.0.1.evil.example"])
def test_a_page_elsewhere_whose_name_leads_here_gets_nothing(run: Run, host: str) -> None:
    assert asked(run, headers={"host": host})[0] == 421


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "OPTIONS", "PATCH"])
def test_other_methods_are_turned_away(run: Run, method: str) -> None:
    assert asked(run, method)[0] == 405


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_a_form_that_another_page_sent_is_turned_away(run: Run, headers: dict[str, str]) -> None:
    assert asked(run, "POST", {**FORM, **headers})[0] == 403


def test_a_form_of_our_own_page_is_let_in(run: Run) -> None:
    headers = {**FORM, "origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin", "content-length": "3"}
    assert asked(run, "POST", headers, [b"a=1"])[::2] == (200, b"3")


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json", "text/plain"])
def test_a_body_of_another_type_is_turned_away(run: Run, kind: str) -> None:
    assert asked(run, "POST", {"content-type": kind})[0] == 415


@pytest.mark.parametrize("length", [str(BODY_LIMIT + 1), "-1", "many", "9" * 30])
def test_a_body_that_says_it_is_too_long_is_turned_away_unread(run: Run, length: str) -> None:
    assert asked(run, "POST", {**FORM, "content-length": length})[0] == 413


def test_a_body_that_does_not_say_how_long_it_is_is_read_no_further_than_the_limit(run: Run) -> None:
    with pytest.raises(BodyTooLargeError):
        asked(run, "POST", FORM, [b"x" * BODY_LIMIT, b"x"])


def test_a_body_that_does_not_come_is_not_waited_for(run: Run) -> None:
    async def receive() -> dict[str, object]:
        await asyncio.Event().wait()
        raise AssertionError("nothing ever comes")

    async def send(_message: object) -> None:
        raise AssertionError("nobody has answered")

    headers = [(b"host", b"localhost"), (b"content-type", FORM["content-type"].encode())]
    scope = {"type": "http", "method": "POST", "path": "/", "headers": headers, "query_string": b""}
    guard = Guard(echo, (), is_encrypted=False, patience_s=0.01)
    with pytest.raises(BodyTooSlowError):
        run(guard(scope, receive, send))


def test_every_answer_forbids_foreign_scripts_frames_and_guessing(run: Run) -> None:
    _status, headers, _body = asked(run)

    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "strict-transport-security" not in headers
    assert "strict-transport-security" in asked(run, is_encrypted=True)[1]


def test_also_what_is_turned_away_carries_them(run: Run) -> None:
    assert asked(run, headers={"host": "evil.example"})[1]["x-frame-options"] == "DENY"
