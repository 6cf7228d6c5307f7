"""What was posted: forged by another page, malformed, oversize, sent twice, of a page of before."""

import threading
from contextlib import suppress

import pytest
from console_at_work import ConsoleAtWork
from deadline import DEADLINE_S, until
from http_browser import FORM, Answer, Browser, form
from knocking import knock
from unharmed import refused, unharmed

from console.web.forms import MOST_FIELDS
from console.web.guarding import BODY_LIMIT
from console.web.paths import ENDPOINTS
from firmware.words import new_id

POSTED = [endpoint for endpoint in ENDPOINTS if endpoint.method == "POST"]
FORGED = "f" * 64
STALE = refused("none", "stale")


def raw(browser: Browser, request: bytes) -> bytes:
    """Send bytes as they are; return the first line of the answer, empty when the console hangs up."""
    connection = browser.connection()
    connection.connect()
    with connection.sock as link, suppress(ConnectionError):
        link.sendall(request)
        return link.recv(4096).split(b"\r\n")[0]
    return b""


@pytest.mark.parametrize("word", ["none", "wrong", "another's", "of the session before"])
def test_no_path_takes_a_form_without_the_word_of_its_session(hall: ConsoleAtWork, word: str) -> None:
    before = hall.signed_in("desk")
    csrf = {
        "none": "",
        "wrong": FORGED,
        "another's": hall.browser("desk-2").csrf,
        "of the session before": before.csrf,
    }[word]
    before.submit("/sign-out")
    desk = hall.at_work("desk", "window-1")
    with unharmed(hall, *([STALE] * len(POSTED))):
        statuses = {endpoint.path: knock(desk, endpoint, csrf=csrf).status for endpoint in POSTED}
        assert statuses == {endpoint.path: 419 for endpoint in POSTED}


def test_an_ordinary_form_without_the_word_is_refused_as_well(hall: ConsoleAtWork) -> None:
    desk = hall.at_work("desk", "window-1")
    with unharmed(hall, STALE, STALE, STALE):
        for fields in ({}, {"csrf": FORGED, "ask": new_id()}, {"csrf": "Ә" * 64, "ask": new_id()}):
            answer = desk.send("POST", "/desk/window-1/close", form(fields), {"Content-Type": FORM})
            assert answer.status == 419


@pytest.mark.parametrize("ask", ["", "1", "Z" * 16, "0" * 17, "../../etc/passwd", "ffffffff\n"])
def test_a_form_whose_id_is_none_is_refused(hall: ConsoleAtWork, ask: str) -> None:
    desk = hall.at_work("desk", "window-1")
    with unharmed(hall):
        fields = {"csrf": desk.csrf, "ask": ask}
        assert desk.send("POST", "/desk/window-1/close", form(fields), {"Content-Type": FORM}).status == 400


@pytest.mark.parametrize(
    "header",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1.evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_that_a_page_elsewhere_sends_is_refused_even_with_the_right_word(
    hall: ConsoleAtWork, header: dict[str, str]
) -> None:
    desk = hall.at_work("desk", "window-1")
    with unharmed(hall):
        assert desk.post("/desk/window-1/close", headers=header).status == 403
        body = form({"name": "desk", "password": "x"})
        assert hall.stranger().send("POST", "/sign-in", body, {"Content-Type": FORM, **header}).status == 403


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil@127.1", ""])
def test_a_name_that_leads_here_and_is_not_ours_gets_nothing(hall: ConsoleAtWork, host: str) -> None:
    desk = hall.at_work("desk", "window-1")
    with unharmed(hall):
        assert desk.get("/desk", {"Host": host}).status == 421
        assert desk.post("/desk/window-1/close", headers={"Host": host}).status == 421


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "GET1"])
def test_other_methods_do_nothing(hall: ConsoleAtWork, method: str) -> None:
    desk = hall.at_work("desk", "window-1")
    with unharmed(hall):
        assert desk.send(method, "/desk/window-1/close", headers={"X-CSRF": desk.csrf}).status in {400, 405}


def test_what_changes_something_is_not_done_by_loading_a_page(hall: ConsoleAtWork) -> None:
    desk = hall.at_work("desk", "window-1")
    only_posted = {endpoint.path for endpoint in POSTED} - {each.path for each in ENDPOINTS if each.method == "GET"}
    with unharmed(hall):
        for path in only_posted:
            assert desk.get(path.replace("{place}", "window-1").replace("{name}", "window-1")).status == 404


def test_nobody_speaks_websocket(hall: ConsoleAtWork) -> None:
    desk = hall.at_work("desk", "window-1")
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    told = len(hall.console.log())
    with unharmed(hall):
        for path in ("/", "/desk", "/places", "/static/main.js"):
            assert desk.get(path, upgrade).status != 101
    assert hall.console.log()[told:] == ""


@pytest.mark.parametrize(
    "kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", "application/xml", "", "é"]
)
def test_a_body_of_another_type_is_refused(hall: ConsoleAtWork, kind: str) -> None:
    desk = hall.at_work("desk", "window-1")
    with unharmed(hall):
        assert desk.post("/desk/window-1/close", headers={"Content-Type": kind}).status == 415
        answer = hall.stranger().send("POST", "/sign-in", b'{"name": "desk"}', {"Content-Type": kind})
        assert answer.status == 415


@pytest.mark.parametrize("path", ["/desk/window-1/pause", "/sign-in", "/sign-in/language", "/language"])
def test_a_body_that_is_too_large_is_refused(hall: ConsoleAtWork, path: str) -> None:
    desk = hall.at_work("desk", "window-1")
    with unharmed(hall):
        body = b"reason=" + b"x" * BODY_LIMIT
        headers = {"Content-Type": FORM, "X-CSRF": desk.csrf, "X-Ask": new_id()}
        assert desk.send("POST", path, body, headers).status == 413
        connection = desk.connection()
        chunks = (b"reason=" + b"x" * 1000 for _ in range(BODY_LIMIT // 1000 + 2))
        connection.request("POST", path, chunks, {**headers, "Cookie": f"kezek={desk.cookies['kezek']}"})
        assert connection.getresponse().status == 413
        connection.close()


NO_FORMS = {
    "no text": b"reason=%FF%FE",
    "bytes": bytes(range(128, 256)),
    "many fields": b"&".join(b"reason=x" for _ in range(MOST_FIELDS + 1)),
    "thousands of fields": b"&".join(b"a%d=1" % number for number in range(8000)),
    "an unknown field": b"reason=x&is_admin=true",
    "an object's own field": b"reason=x&__class__=x",
    "a field without a name": b"reason=x&=1",
}


@pytest.mark.parametrize("what", NO_FORMS)
def test_a_body_that_is_no_form_of_ours_is_refused(hall: ConsoleAtWork, what: str) -> None:
    desk = hall.at_work("desk", "window-1")
    headers = {"Content-Type": FORM, "X-CSRF": desk.csrf, "X-Ask": new_id(), "HX-Request": "true"}
    with unharmed(hall):
        assert desk.send("POST", "/desk/window-1/pause", NO_FORMS[what], headers).status == 400
        answer = hall.stranger().send("POST", "/sign-in", NO_FORMS[what], {"Content-Type": FORM})
        assert answer.status == 400
        answer = hall.stranger().send("POST", "/sign-in/language", NO_FORMS[what], {"Content-Type": FORM})
        assert answer.status in {303, 400}


def test_of_a_field_that_is_sent_twice_the_first_counts_alone(hall: ConsoleAtWork) -> None:
    desk = hall.at_work("desk", "window-1")
    ticket_id = hall.ticket().paper.ticket_id
    fields = {"ticket_id": [new_id(), ticket_id], "reason": "сынақ"}
    with unharmed(hall):
        assert desk.post("/desk/window-1/call", fields).status == 409


def test_cookies_and_headers_without_end_are_refused(hall: ConsoleAtWork) -> None:
    desk = hall.at_work("desk", "window-1")
    with unharmed(hall):
        for name in (b"X-Long", b"Cookie"):
            head = b"GET /desk HTTP/1.1\r\nHost: localhost\r\n" + name + b": " + b"a=b; " * 1_000_000
            assert raw(desk, head)[9:12] in {b"400", b""}
        assert desk.get("/desk", {f"X-{number}": "x" for number in range(90)}).status == 200
        many = "; ".join(f"kezek={number}" for number in range(500))
        assert desk.get("/desk", {"Cookie": many}).to == "/sign-in"


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n folded\x01\r\n\r\n",
        b"\r\n\r\n\r\n\x00\x00",
    ],
)
def test_what_is_no_http_ends_its_own_connection_alone(hall: ConsoleAtWork, request_line: bytes) -> None:
    with unharmed(hall):
        line = raw(hall.stranger(), request_line)
        assert line[9:12] in {b"400", b"303", b""}, line


def test_the_same_press_sent_again_acts_once_and_is_answered_alike(hall: ConsoleAtWork) -> None:
    desk = hall.at_work("desk", "window-1")
    ticket_id = hall.ticket().paper.ticket_id
    ask, fields = new_id(), {"ticket_id": ticket_id, "reason": "сынақ"}
    first = desk.post("/desk/window-1/call", fields, ask=ask)
    assert first.status == 200
    with unharmed(hall):
        again = desk.post("/desk/window-1/call", fields, ask=ask)
        assert (again.status, again.words) == (first.status, first.words)
        at_once = [desk.copy() for _ in range(10)]
        answers: list[Answer] = []
        threads = [
            threading.Thread(target=lambda tab=tab: answers.append(tab.post("/desk/window-1/call", fields, ask=ask)))
            for tab in at_once
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(DEADLINE_S)
        assert [answer.status for answer in answers] == [200] * 10
    assert desk.post("/desk/window-1/finish", {"ticket_id": ticket_id}).status == 200


def test_anothers_press_with_the_same_id_is_a_press_of_its_own(hall: ConsoleAtWork) -> None:
    desk, other = hall.at_work("desk", "window-1"), hall.at_work("desk-2", "window-2")
    ask = new_id()
    fields = {"ticket_id": hall.ticket().paper.ticket_id, "reason": "сынақ"}
    assert desk.post("/desk/window-1/call", fields, ask=ask).status == 200
    with unharmed(hall):
        assert other.post("/desk/window-2/call", fields, ask=ask).status == 409
    assert desk.post("/desk/window-1/finish", {"ticket_id": str(fields["ticket_id"])}).status == 200


def test_a_page_of_before_ends_nobody_elses_visit(hall: ConsoleAtWork) -> None:
    desk = hall.at_work("desk", "window-1")
    first, second = (hall.ticket().paper.ticket_id for _ in range(2))
    assert desk.post("/desk/window-1/call", {"ticket_id": first, "reason": "сынақ"}).status == 200
    assert desk.post("/desk/window-1/start", {"ticket_id": first}).status == 200
    assert desk.post("/desk/window-1/finish", {"ticket_id": first}).status == 200
    assert desk.post("/desk/window-1/call", {"ticket_id": second, "reason": "сынақ"}).status == 200
    with unharmed(hall):
        for step in ("finish", "no-show", "recall", "start", "park"):
            answer = desk.post(f"/desk/window-1/{step}", {"ticket_id": first})
            assert (step, answer.status) == (step, 409)
    assert desk.post("/desk/window-1/finish", {"ticket_id": second}).status == 200


def test_a_press_while_the_dispatcher_is_away_is_told_so_and_does_not_happen_later(hall: ConsoleAtWork) -> None:
    desk = hall.at_work("desk", "window-1")
    hall.dispatcher.stop()
    answer = desk.post("/desk/window-1/close", once=True)
    assert answer.status == 503
    assert answer.words
    hall.dispatcher.start()
    hall.wait_until_it_serves()
    with unharmed(hall), desk.stream("/desk/live") as stream:
        until(lambda: desk.get("/desk"), lambda page: "/desk/window-1/next" in page.text)
        stream.until("place-window-1", "/desk/window-1/next")


def test_a_connection_that_goes_away_in_the_middle_of_a_form_does_nothing(hall: ConsoleAtWork) -> None:
    desk = hall.at_work("desk", "window-1")
    with unharmed(hall):
        for path in ("/desk/window-1/close", "/sign-in", "/sign-in/language"):
            connection = desk.connection()
            connection.putrequest("POST", path)
            for name, value in {
                "Cookie": f"kezek={desk.cookies['kezek']}",
                "X-CSRF": desk.csrf,
                "X-Ask": new_id(),
                "Content-Type": FORM,
                "Content-Length": "100",
            }.items():
                connection.putheader(name, value)
            connection.endheaders(b"csrf=")
            connection.close()
