"""What was typed before a lock: kept for its own session alone, and for nobody who asks for it otherwise."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from console_at_work import ConsoleAtWork
from http_browser import Answer, Browser
from staff_room import PASSWORD
from unharmed import refused, unharmed

from console.web.drafts import MOST_LETTERS
from console.web.paths import ENDPOINTS
from console.web.texts import texts
from firmware.words import Language, new_id

PAGE, TAB = "/desk", "0123456789abcdef"
LOCKED = "/lock?back=%2Fdesk"
SAID = "Ешкімнің сөзі емес"
KEPT = texts()[Language.KK].say("entering.typed_kept")


@pytest.fixture
def own(hall: ConsoleAtWork) -> Iterator[Browser]:
    browser = hall.signed_in("desk-2")
    browser.take("window-3")
    yield browser
    browser.submit("/sign-out")


def typed(value: str = SAID) -> str:
    return json.dumps([{"id": "finish-1", "fields": [{"name": "note", "value": value}]}], ensure_ascii=False)


def keep(browser: Browser, page: str = PAGE, said: str = "", *, csrf: str | None = None, **more: str) -> Answer:
    return browser.post("/draft", {"page": page, "tab": TAB, "typed": said or typed(), **more}, csrf=csrf)


def given(browser: Browser, page: str = PAGE) -> str:
    """Return what is given back."""
    answer = browser.post("/draft/back", {"page": page, "tab": TAB})
    assert answer.status == 200, answer.status
    return answer.text


def lock(browser: Browser) -> None:
    assert browser.submit("/lock", headers=came_from(browser, PAGE)).to == LOCKED


def came_from(browser: Browser, page: str) -> dict[str, str]:
    return {"Referer": f"http://127.0.0.1:{browser.port}{page}"}


def unlock(browser: Browser) -> None:
    assert browser.submit("/unlock", {"code": PASSWORD, "back": PAGE}).to == PAGE


def test_a_draft_is_given_back_to_its_own_session_and_once(hall: ConsoleAtWork, own: Browser) -> None:
    lock(own)
    assert keep(own).status == 204
    assert KEPT in own.get("/lock").words
    unlock(own)

    with unharmed(hall):
        assert "data-draft" in own.get(PAGE).text
        assert SAID in given(own)
        assert given(own) == "[]"
        assert "data-draft" not in own.get(PAGE).text


def test_another_session_gets_no_draft_also_of_the_same_account(hall: ConsoleAtWork, own: Browser) -> None:
    same, other = hall.signed_in("desk-2"), hall.browser("desk")
    with unharmed(hall):
        assert keep(own).status == 204
        for thief in (same, other):
            assert given(thief) == "[]"
            assert "data-draft" not in thief.get(PAGE).text
        assert SAID in given(own)
    lock(same)
    assert KEPT not in same.get("/lock").words
    same.submit("/sign-out")


def test_a_draft_is_not_given_back_at_a_place_that_was_taken_over(hall: ConsoleAtWork) -> None:
    page, first, second = "/office/office-12", hall.signed_in("office"), hall.signed_in("office")
    first.take("office-12")
    assert keep(first, page).status == 204

    second.take("office-12")

    assert (given(first, page), given(second, page)) == ("[]", "[]")
    for browser in (first, second):
        browser.submit("/sign-out")


def test_a_locked_session_gets_no_draft(hall: ConsoleAtWork, own: Browser) -> None:
    lock(own)
    keep(own)
    with unharmed(hall):
        answer = own.post("/draft/back", {"page": PAGE, "tab": TAB})
        assert (answer.status, answer.body) == (401, b"")
        assert SAID not in own.get("/lock").text


def test_a_draft_ends_with_its_session(hall: ConsoleAtWork) -> None:
    browser = hall.signed_in("desk-2")
    lock(browser)
    keep(browser)
    thief = browser.copy()
    browser.submit("/sign-out")

    browser.sign_in("desk-2", PASSWORD)

    assert given(browser) == "[]"
    assert keep(thief).status == 401
    browser.sign_in("desk", PASSWORD)
    assert given(browser) == "[]"
    browser.submit("/sign-out")


def test_a_draft_without_the_word_of_its_session_is_refused(hall: ConsoleAtWork, own: Browser) -> None:
    words = ("", "0" * 64, hall.browser("desk").csrf)
    with unharmed(hall, *(refused("none", "stale") for _ in range(2 * len(words)))):
        for csrf in words:
            assert keep(own, csrf=csrf).status == 419
            assert own.post("/draft/back", {"page": PAGE, "tab": TAB}, csrf=csrf).status == 419
        assert given(own) == "[]"


def test_a_draft_that_a_page_elsewhere_sends_is_refused(hall: ConsoleAtWork, own: Browser) -> None:
    fields = {"page": PAGE, "tab": TAB, "typed": typed()}
    with unharmed(hall):
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Origin": "http://evil.test"},
            {"Content-Type": "text/plain"},
        ):
            assert own.post("/draft", fields, headers=headers).status in {403, 415}
        assert given(own) == "[]"


def test_a_draft_that_is_too_large_is_refused(hall: ConsoleAtWork, own: Browser) -> None:
    with unharmed(hall):
        assert keep(own, said=typed("Ә" * MOST_LETTERS)).status == 422
        assert keep(own, said=typed("Ә" * 30_000)).status == 413
        assert keep(own, said=typed("я" * 4001)).status == 400
        assert given(own) == "[]"


@pytest.mark.parametrize(
    "nonsense",
    ["nonsense", "{}", "[]", "[1]", '[{"id": 1}]', '[{"id": "a", "script": "x"}]', "[" * 5000, '["\\ud800"]', "null"],
)
def test_a_draft_that_is_none_is_refused(hall: ConsoleAtWork, own: Browser, nonsense: str) -> None:
    with unharmed(hall):
        assert keep(own, said=nonsense).status == 400
        assert own.post("/draft", {"page": PAGE, "tab": "../own", "typed": typed()}).status == 422
        assert given(own) == "[]"


@pytest.mark.parametrize(
    "page", ["/password", "/places", "/", "/lock", "/hall", "/office/office-12", "/nothing", "//evil.test", "desk"]
)
def test_nothing_is_kept_of_what_is_no_page_of_ones_own_work(hall: ConsoleAtWork, own: Browser, page: str) -> None:
    with unharmed(hall):
        assert keep(own, page).status == 204
        assert given(own, page) == "[]"


def test_a_page_that_is_merely_left_leaves_nothing(hall: ConsoleAtWork, own: Browser) -> None:
    with unharmed(hall):
        assert keep(own, leaving="on").status == 204
        assert given(own) == "[]"
    lock(own)
    keep(own, leaving="on")
    unlock(own)
    assert SAID in given(own)


def test_drafts_without_end_leave_others_theirs(hall: ConsoleAtWork, own: Browser) -> None:
    greedy = hall.browser("desk")
    with unharmed(hall):
        keep(own)
        for number in range(300):
            assert greedy.post("/draft", {"page": PAGE, "tab": f"{number:016x}", "typed": typed()}).status == 204
        assert greedy.post("/draft/back", {"page": PAGE, "tab": f"{0:016x}"}).text == "[]"
        assert SAID in given(own)


def test_a_draft_with_markup_is_data(hall: ConsoleAtWork, own: Browser) -> None:
    with unharmed(hall):
        keep(own, said=typed("<script>alert(1)</script>"))
        answer = own.post("/draft/back", {"page": PAGE, "tab": TAB})
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"


def test_no_draft_is_in_the_log_or_on_the_disk(hall: ConsoleAtWork, own: Browser) -> None:
    mark = new_id()
    lock(own)
    keep(own, said=typed(mark))
    keep(own, said=typed(mark) + mark)
    keep(own, said=mark)
    unlock(own)
    assert mark not in hall.console.log()
    folder = hall.console.staff_file.parent
    assert not [path.name for path in folder.iterdir() if path.is_file() and mark.encode() in path.read_bytes()]
    assert mark in given(own)


@pytest.mark.parametrize(
    "back",
    ["//evil.test", "https://evil.test/desk", "/\\evil.test", "/\t/evil.test", "/desk\r\nSet-Cookie: kezek=1", "/hall",
     "/office/office-12", "/nothing", "/lock", "javascript:alert(1)"],
)  # fmt: skip
def test_the_lock_leads_back_to_pages_of_ones_own_alone(hall: ConsoleAtWork, own: Browser, back: str) -> None:
    query = urlencode({"back": back})
    lock(own)
    with unharmed(hall):
        shown = own.get(f"/lock?{query}")
        assert shown.status == 200
        assert "evil" not in shown.text
    assert own.submit("/unlock", {"code": PASSWORD, "back": back}).to in {"/", "/desk"}
    assert own.get(f"/lock?{query}").to in {"/", "/desk"}


def test_no_other_machine_says_where_the_lock_leads_back(own: Browser) -> None:
    assert own.submit("/lock", headers={"Referer": f"http://evil.test:{own.port}{PAGE}"}).to == "/lock"
    lock(own)
    assert own.submit("/lock", headers=came_from(own, LOCKED)).to == LOCKED  # locked twice


def test_asking_for_drafts_keeps_no_session_open_and_being_there_does_only_with_the_word(
    hall: ConsoleAtWork, own: Browser
) -> None:
    watched = {endpoint.path for endpoint in ENDPOINTS if endpoint.method == "POST" and endpoint.is_watched}
    assert watched == {"/draft", "/draft/back"}
    with unharmed(hall, refused("none", "stale")):
        assert own.post("/here", csrf="0" * 64).status == 419
        assert own.post("/here").status == 204
    lock(own)
    assert own.post("/here").status == 401
    assert own.get("/desk").to == LOCKED
