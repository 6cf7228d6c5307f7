"""What somebody typed, or a stranger made up, is text wherever it is shown, and no word of a protocol."""

import contextlib
import sqlite3
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from console_at_work import ConsoleAtWork
from deadline import until
from http_browser import SESSION, Browser
from msgspec.structs import replace
from only_text import BREAKS, MARKUP, Elements, assert_only_text
from staff_room import PASSWORD
from unharmed import refused, unharmed

from console.web.rendering import STATIC


@pytest.fixture
def renamed(hall: ConsoleAtWork, request: pytest.FixtureRequest) -> Iterator[str]:
    """Give somebody a name as no keyboard and no command would let through: the file may be another program's."""
    name = str(request.param)
    with hall.staff() as store:
        person = store.register.by_login("desk-2")
        assert person is not None
        store.register.change(person.account_id, replace(person, name=name), hall.now(), None)
        yield name
        store.register.change(person.account_id, person, hall.now(), None)


@pytest.mark.parametrize("renamed", [*MARKUP, BREAKS], indirect=True)
def test_a_name_with_markup_is_text(hall: ConsoleAtWork, renamed: str) -> None:
    named, other = hall.browser("desk-2"), hall.browser("desk")
    until(lambda: named.get("/places").text, lambda page: "Worker desk-2" not in page)
    named.take("window-3")
    with unharmed(hall):
        for browser in (named, other):
            assert_only_text(browser.get("/places").text, renamed)
        answer = other.post("/places/window-3/take")
        assert answer.status == 409
        assert_only_text(answer.text, renamed)
    named.submit("/places/window-3/leave")


@pytest.mark.parametrize("reason", [*MARKUP, BREAKS])
def test_a_reason_with_markup_is_text_also_in_what_arrives_by_itself(hall: ConsoleAtWork, reason: str) -> None:
    desk = hall.at_work("desk", "window-1")
    with desk.stream("/desk/live") as stream:
        stream.until("place-window-1")
        assert desk.post("/desk/window-1/pause", {"reason": reason}).status == 200
        data = stream.until("place-window-1", "/desk/window-1/open")
        assert_only_text(data, reason)
        assert desk.post("/desk/window-1/open").status == 200
        told = [stream.until("place-window-1", "/desk/window-1/next")]
    assert told
    assert_only_text(desk.get("/desk").text, reason)


@pytest.mark.parametrize("login", [*MARKUP, BREAKS, "' OR '1'='1' --", "admin'; DROP TABLE accounts; --", "%", "\x00"])
def test_a_login_with_markup_or_metacharacters_is_text_and_nobodys(hall: ConsoleAtWork, login: str) -> None:
    stranger = hall.stranger(address=f"127.0.2.{sum(login.encode()) % 200 + 1}")
    before = stranger.get("/sign-in").words
    with unharmed(hall, ("sign-in", "none", "wrong")):
        answer = stranger.sign_in(login, PASSWORD)
        assert answer.status == 409
        assert_only_text(answer.text, login)
        assert SESSION not in stranger.cookies
    assert before


@pytest.mark.parametrize(
    "typed", ["'; DROP TABLE events; --", '" OR 1=1', "') UNION SELECT password FROM accounts --", "\\", "%_%"]
)
def test_metacharacters_of_sql_are_letters(hall: ConsoleAtWork, typed: str) -> None:
    desk = hall.at_work("desk", "window-1")
    assert desk.post("/desk/window-1/pause", {"reason": typed}).status == 200
    assert desk.post("/desk/window-1/open").status == 200
    with unharmed(hall):
        assert desk.post(f"/places/{quote(typed, safe='')}/take").status == 404
        assert desk.post(f"/places/{quote(typed, safe='')}/leave").status in {204, 303}
    for file, table in ((hall.dispatcher.journal, "events"), (hall.console.staff_file, "accounts")):
        with contextlib.closing(sqlite3.connect(file)) as opened:
            assert opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0  # noqa: S608 - both are ours


ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "/\t/evil.example",
    "/%0d%0aSet-Cookie:%20kezek=stolen",
    "/desk\r\nSet-Cookie: kezek=stolen",
    "/desk\nX-Forged: 1",
    "javascript:alert(1)",
    "/\u2028/evil.example",
    "/әкім",
    "@evil.example",
    "",
)


@pytest.mark.parametrize("back", ELSEWHERE)
def test_a_way_back_leads_to_our_own_pages_and_carries_no_header(hall: ConsoleAtWork, back: str) -> None:
    desk = hall.browser("desk")
    token = desk.cookies[SESSION]
    with unharmed(hall):
        for send in (desk.post, desk.submit):
            for path, fields in (("/language", {"language": "kk"}), ("/look", {"theme": "auto"})):
                answer = send(path, {**fields, "back": back})
                assert answer.status in {204, 303}
                assert answer.to.startswith("/")
                assert not answer.to.startswith(("//", "/\\"))
                assert answer.to.isascii()
                assert "x-forged" not in answer.headers
                assert "set-cookie" not in answer.headers
    assert desk.cookies[SESSION] == token


@pytest.mark.parametrize(
    "path",
    [
        "/static/../web/app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/%2e%2e/daemon.py",
        "/static/....//app.py",
        "/static/..%5capp.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/fonts/../pyproject.toml",
        "/fonts/%2e%2e/pyproject.toml",
        "/static/main.js%00.css",
        "/static/" + "a/" * 2000,
        "/static/",
        "/fonts/",
        "/static",
        "/desk/",
        "//evil.example/desk/",
        "/../../etc/passwd",
        "//etc/passwd",
        "/.git/config",
        "/texts/desk.toml",
        "/templates/desk.html",
    ],
)
def test_no_path_leads_out_of_the_folders_that_are_served(hall: ConsoleAtWork, path: str) -> None:
    stranger, desk = hall.stranger(), hall.browser("desk")
    with unharmed(hall):
        answer = stranger.get(path)
        assert answer.status in {303, 404}
        assert desk.get(path).status == 404
        assert b"import" not in answer.body


def test_all_that_is_served_to_strangers_is_meant_to_be(hall: ConsoleAtWork) -> None:
    kinds = {path.suffix for path in STATIC.rglob("*") if path.is_file()}
    assert kinds == {".css", ".js", ".svg", ".txt"}
    with unharmed(hall):
        assert hall.stranger().get("/static/main.js").headers["content-type"].startswith("text/javascript")


def test_nothing_that_is_sent_begins_a_line_of_the_log(hall: ConsoleAtWork) -> None:
    desk, told = hall.at_work("desk", "window-1"), len(hall.console.log())
    forged = "\n2026-01-01 00:00:00 INFO web forged entry"
    with unharmed(hall, refused("unknown-place", "not-your-place"), ("sign-in", "none", "wrong")):
        desk.post(f"/desk/{quote(forged)}/next")
        desk.get(f"/{quote(forged)}")
        desk.post("/desk/window-1/start", {"ticket_id": forged})
        desk.post("/desk/window-1/pause", {"reason": "x", forged: "1"})
        hall.stranger(address="127.0.3.1").sign_in(f"desk{forged}", PASSWORD)
        desk.get("/desk", {"X-Forged": "a", "User-Agent": "forged entry", "Referer": "forged entry"})
    assert "forged" not in hall.console.log()[told:]


def test_the_log_tells_no_password_token_or_word_of_a_form(hall: ConsoleAtWork) -> None:
    desk = hall.signed_in("desk")
    desk.post("/desk/window-1/next", csrf="a-wrong-word")
    desk.submit("/password", {"old": "a-mistyped-password", "new": "x", "again": "x"})
    log = hall.console.log()
    for secret in (PASSWORD, "a-wrong-word", "a-mistyped-password", desk.cookies[SESSION], desk.csrf, "Worker"):
        assert secret not in log
    desk.submit("/sign-out")


def test_a_page_without_its_program_comes_back_after_a_press(hall: ConsoleAtWork) -> None:
    desk = hall.at_work("desk", "window-1")
    ours = f"http://127.0.0.1:{hall.port}"
    for referer, to in {
        f"{ours}/desk": "/desk",
        f"{ours}/desk?x=1#y": "/desk",
        f"{ours}//evil.example/": "/",
        "https://evil.example/desk": "/",
        "http://[": "/",
        "": "/",
    }.items():
        assert desk.submit("/desk/window-1/open", headers={"Referer": referer}).to == to


def test_a_stranger_chooses_the_language_of_the_door(hall: ConsoleAtWork) -> None:
    stranger: Browser = hall.stranger()
    kazakh = stranger.get("/sign-in")
    (action,) = {link for link in Elements(kazakh.text).links if "language" in link}
    assert stranger.submit(action, {"language": "ru", "back": "/sign-in"}).to == "/sign-in"
    assert 'lang="ru"' in stranger.get("/sign-in").text.split("<head>")[0]
