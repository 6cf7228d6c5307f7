"""Every field of every form, and every id in every path, with what nobody types: a refusal at most, never a fault."""

from collections.abc import Iterator
from urllib.parse import quote

import msgspec
import pytest
from console_at_work import STAFF, ConsoleAtWork
from http_browser import Browser

from console.accounts.roles import RIGHTS
from console.web.gate import Endpoint
from console.web.paths import ENDPOINTS

NASTY = (
    "",
    " ",
    "0",
    "-1",
    "99999999999999999999",
    "1e309",
    "NaN",
    "true",
    "null",
    "0123456789abcdef",
    "2026-02-30",
    "9999-12-31",
    "0001-01-01",
    "25:61",
    "00:00",
    "<script>alert(1)</script>",
    "'; DROP TABLE bookings; --",
    "{{7*7}}%s%n${7*7}",
    "=HYPERLINK(1)",
    "\x00\x01\x1b[31m",
    "\u202e\u200b\ufeff",
    "\U0001f600" * 50,
    "Ә" * 3000,
    "a\nb\r\nc",
    "../../../etc/passwd",
    "place:window-1",
    "zone:nowhere",
    "kk",
    "window-1",
    "office-12",
)
HONEST = {200, 204, 303, 400, 401, 403, 404, 409, 413, 419, 422}
NOT_TRIED = {"/password", "/unlock", "/sign-out", "/sign-out-everywhere", "/lock"}
"""They would end the session; wrong secrets have tests of their own."""
HOLDS = {"desk": "window-1", "office": "office-12"}


def who_may(endpoint: Endpoint) -> str:
    """Return somebody who is let in, at the place where there is one."""
    if "/desk/" in endpoint.path or "/office/" in endpoint.path:
        return endpoint.path.split("/")[1]
    return next(login for login, (role,) in STAFF.items() if endpoint.right is None or endpoint.right in RIGHTS[role])


def paths_of(endpoint: Endpoint) -> Iterator[str]:
    """Yield paths with nasty ids; the place stays, or the gate would be all that is tried."""
    place = HOLDS.get(who_may(endpoint), "window-1")
    for nasty in NASTY:
        word = quote(nasty[:300], safe="")
        fields = dict.fromkeys(("id", "ticket_id", "day", "body", "seq", "view", "booking_id", "name"), word)
        yield endpoint.path.format_map(Words(word, {**fields, "place": place}))


class Words(dict[str, str]):
    """The same word for every field that is not told."""

    def __init__(self, word: str, told: dict[str, str]) -> None:
        super().__init__(told)
        self._word = word

    def __missing__(self, _name: str) -> str:
        return self._word


def loaded(browser: Browser, path: str) -> int:
    with browser.stream(path, accept="*/*") as stream:
        return stream.status


@pytest.fixture(scope="module")
def staffed(hall: ConsoleAtWork) -> ConsoleAtWork:
    for login, place in HOLDS.items():
        hall.at_work(login, place)
    return hall


@pytest.mark.parametrize(
    "endpoint",
    [each for each in ENDPOINTS if each.path not in NOT_TRIED],
    ids=lambda each: f"{each.method} {each.path}",
)
def test_no_field_and_no_id_makes_more_than_a_refusal(staffed: ConsoleAtWork, endpoint: Endpoint) -> None:
    browser, told = staffed.browser(who_may(endpoint)), len(staffed.console.log())
    answers: dict[str, int] = {}
    paths = list(dict.fromkeys(paths_of(endpoint)))
    if endpoint.method == "GET":
        answers = {path: loaded(browser, path) for path in paths}
    elif endpoint.form is not None and msgspec.structs.fields(endpoint.form):
        names = [field.encode_name for field in msgspec.structs.fields(endpoint.form)]
        for path, nasty in zip(paths * len(NASTY), NASTY, strict=False):
            answers[f"{path} {nasty}"] = browser.post(path, dict.fromkeys(names, nasty)).status
    elif len(paths) > 1:
        answers = {path: browser.post(path).status for path in paths}
    assert {path: status for path, status in answers.items() if status not in HONEST} == {}
    log = staffed.console.log()[told:]
    assert "Traceback" not in log, log
    assert staffed.browser("manager").get("/places").status == 200
