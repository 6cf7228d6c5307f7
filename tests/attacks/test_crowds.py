"""Many at once, and many tries: nobody keeps others from their work, and nobody guesses for long."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from console_at_work import ConsoleAtWork
from deadline import DEADLINE_S, until
from http_browser import FORM, SESSION, Answer, form
from staff_room import PASSWORD
from unharmed import unharmed

from console.accounts.refusals import REFUSALS, RefusalCode
from console.web.connections import MOST_OF_ONE_ADDRESS

MANY = MOST_OF_ONE_ADDRESS // 2
STREAMS = 200


def half_request(port: int, sent: bytes, address: str = "127.0.0.1") -> socket.socket:
    """Open a connection, and send the beginning of something."""
    link = socket.create_connection(("127.0.0.1", port), timeout=DEADLINE_S, source_address=(address, 0))
    link.sendall(sent)
    return link


def hangs_up(link: socket.socket) -> bool:
    """Wait for the other end to go. TimeoutError when it stays."""
    try:
        return link.recv(1) == b""
    except ConnectionError:
        return True


def is_open(link: socket.socket) -> bool:
    """Look, without waiting, whether the other end is there."""
    link.settimeout(0)
    try:
        return link.recv(1) != b""
    except BlockingIOError:
        return True
    except ConnectionError:
        return False


def are_too_many_refused(port: int, address: str) -> bool:
    """Open more connections than one address may have: the last ones go, while the first one is not given up yet.

    False as well when it took so long that the first one was.
    """
    with ExitStack() as opened:
        links = [opened.enter_context(half_request(port, b"", address)) for _ in range(MOST_OF_ONE_ADDRESS + 20)]
        return all(hangs_up(link) for link in links[-20:]) and is_open(links[0])


@pytest.fixture
def own(hall: ConsoleAtWork) -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


HALVES = {
    "nothing": b"",
    "half a line": b"GET /de",
    "half a head": b"GET /desk HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
    "half a body": b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
    + FORM.encode()
    + b"\r\nContent-Length: 50\r\n\r\nname=",
}


@pytest.mark.parametrize("what", HALVES)
def test_half_requests_keep_nobody_from_working(hall: ConsoleAtWork, own: ExitStack, what: str) -> None:
    desk = hall.at_work("desk", "window-1")
    with unharmed(hall):
        for _ in range(MANY):
            own.enter_context(half_request(hall.port, HALVES[what], "127.0.4.1"))
        assert desk.get("/desk").status == 200
        assert desk.post("/desk/window-1/recall", {"ticket_id": "0" * 16}).status == 409


def test_a_request_that_does_not_say_what_it_is_for_is_given_up(hall: ConsoleAtWork, own: ExitStack) -> None:
    links = [own.enter_context(half_request(hall.port, HALVES[what])) for what in list(HALVES)[:3]]
    second = b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n"
    kept = own.enter_context(half_request(hall.port, second))
    assert b"200 OK" in kept.recv(100)
    kept.sendall(b"GET /si")
    for link in links:
        assert hangs_up(link)
    while not hangs_up(kept):  # what is left of the page comes first
        pass


def test_one_address_has_not_all_connections(hall: ConsoleAtWork, own: ExitStack) -> None:
    desk, addresses = hall.browser("desk"), (f"127.0.5.{n}" for n in range(1, 255))
    with unharmed(hall):
        until(lambda: are_too_many_refused(hall.port, next(addresses)))
        crowded = next(addresses)
        for _ in range(MOST_OF_ONE_ADDRESS):
            own.enter_context(half_request(hall.port, b"", crowded))
        assert desk.get("/places").status == 200


def test_two_hundred_streams_of_one_session_are_served_and_others_too(hall: ConsoleAtWork, own: ExitStack) -> None:
    desk, other = hall.at_work("desk", "window-1"), hall.at_work("desk-2", "window-2")
    streams = [own.enter_context(desk.stream("/desk/live")) for _ in range(STREAMS)]
    for stream in streams:
        stream.until("line")
    assert other.post("/desk/window-2/pause", {"reason": "сынақ"}).status == 200
    assert desk.post("/desk/window-1/pause", {"reason": "жиырма минут"}).status == 200
    for stream in streams:
        stream.until("place-window-1", "жиырма минут")
    desk.post("/desk/window-1/open")
    other.post("/desk/window-2/open")
    desk.copy().submit("/places/window-1/leave")
    for stream in streams:
        assert stream.rest()[-1] == "gone"


def test_a_flood_of_presses_of_one_session_is_answered_and_others_work(hall: ConsoleAtWork) -> None:
    desk, other = hall.at_work("desk", "window-1"), hall.browser("hall")
    answers: list[Answer] = []

    def press() -> None:
        tab = desk.copy()
        answers.extend(tab.post("/desk/window-1/recall", {"ticket_id": "0" * 16}) for _ in range(10))

    with unharmed(hall):
        threads = [threading.Thread(target=press) for _ in range(10)]
        for thread in threads:
            thread.start()
        assert other.get("/places").status == 200
        for thread in threads:
            thread.join(30)
        assert {answer.status for answer in answers} == {409}
        assert len(answers) == 100


def test_guessing_a_password_locks_the_account_out_and_tells_nothing_of_it(hall: ConsoleAtWork) -> None:
    known, unknown = hall.stranger("127.0.6.1"), hall.stranger("127.0.6.2")
    told: dict[str, list[str]] = {"office": [], "nobody-here": []}
    for login, stranger in (("office", known), ("nobody-here", unknown)):
        for _ in range(7):
            answer = stranger.sign_in(login, "guessed")
            assert (answer.status, SESSION in stranger.cookies) == (409, False)
            told[login].append(answer.words)
    assert told["office"] == told["nobody-here"]
    assert REFUSALS[RefusalCode.LOCKED_OUT].kk in told["office"][-1]
    assert ("lock-out", "done") in [(act.what.value, act.outcome) for act in hall.acts(20)]

    assert hall.stranger("127.0.6.3").sign_in("office", PASSWORD).status == 409
    assert hall.stranger("127.0.6.3").sign_in("desk-2", PASSWORD).status == 303


def test_guessing_at_many_logins_locks_the_address_out(hall: ConsoleAtWork) -> None:
    thief = hall.stranger("127.0.7.1")
    for number in range(20):
        thief.sign_in(f"login-{number}", "guessed")
    answer = thief.sign_in("desk", PASSWORD)
    assert REFUSALS[RefusalCode.LOCKED_OUT].kk in answer.words
    assert hall.stranger("127.0.7.2").sign_in("desk", PASSWORD).status == 303


def test_guesses_that_come_all_at_once_are_counted_one_by_one(hall: ConsoleAtWork) -> None:
    answers: list[Answer] = []

    def guess() -> None:
        answers.append(hall.stranger("127.0.8.1").sign_in("helper", "guessed"))

    threads = [threading.Thread(target=guess) for _ in range(40)]
    for thread in threads:
        thread.start()
    assert hall.browser("desk").get("/places").status == 200
    for thread in threads:
        thread.join(30)
    wrong = [answer for answer in answers if REFUSALS[RefusalCode.WRONG_SIGN_IN].kk in answer.words]
    assert len(answers) == 40
    assert len(wrong) == 4


def test_guessing_a_pin_ends_the_session(hall: ConsoleAtWork) -> None:
    desk = hall.signed_in("desk-2")
    with hall.staff() as store:
        assert store.secrets.set_pin(desk.cookies[SESSION], PASSWORD, "4071", hall.now()) is None
    desk.submit("/lock")
    desk.get("/lock")
    thief = desk.copy()
    statuses = [thief.post("/unlock", {"code": f"{guess:04d}"}).status for guess in range(1000, 1005)]
    assert statuses == [409, 409, 409, 409, 401]
    assert desk.post("/unlock", {"code": "4071"}).status == 401
    assert desk.get("/places").to == "/sign-in"
    assert ("unlock", "session-ended") in [(act.what.value, act.outcome) for act in hall.acts(20)]


def test_guessing_the_password_at_its_change_ends_the_session(hall: ConsoleAtWork) -> None:
    thief = hall.signed_in("desk-2")
    for _ in range(5):
        answer = thief.submit("/password", {"old": "guessed", "new": "бес көк шәйнек", "again": "бес көк шәйнек"})
    assert answer.to == "/sign-in"
    assert thief.get("/places").to == "/sign-in"


def test_a_form_of_the_door_that_says_more_than_it_asks_is_refused(hall: ConsoleAtWork) -> None:
    fields = form({"name": "desk", "password": PASSWORD, "role": "manager"})
    with unharmed(hall):
        assert hall.stranger().send("POST", "/sign-in", fields, {"Content-Type": FORM}).status == 400
