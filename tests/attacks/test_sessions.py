"""Somebody else's session: forged, stolen, fixed, ended, locked."""

import secrets
from collections.abc import Callable, Iterator

import pytest
from console_at_work import ConsoleAtWork
from deadline import until
from http_browser import SESSION, Browser
from knocking import knock
from staff_room import PASSWORD
from unharmed import unharmed

from console.accounts.tokens import session_id_of
from console.web.gate import For
from console.web.paths import ENDPOINTS

OPEN_WHEN_LOCKED = {("GET", "/lock"), *(("POST", path) for path in ("/lock", "/unlock", "/sign-out", "/draft"))}
LAST = "beside"
"""The region of a desk's page that comes last when the page opens its stream."""

OPEN_WITH_A_ONE_TIME_PASSWORD = OPEN_WHEN_LOCKED | {("GET", "/password"), ("POST", "/password"), ("POST", "/language")}


@pytest.fixture
def own(hall: ConsoleAtWork) -> Iterator[Browser]:
    browser = hall.signed_in("desk-2")
    yield browser
    browser.submit("/sign-out")


FORGERIES: dict[str, Callable[[str], str]] = {
    "nothing": lambda _token: "",
    "one letter short": lambda token: token[:-1],
    "one letter more": lambda token: f"{token}A",
    "one letter other": lambda token: token[:20] + ("A" if token[20] != "A" else "B") + token[21:],
    "other capitals": lambda token: token.swapcase(),
    "what the file knows of it": session_id_of,
    "chance": lambda _token: secrets.token_urlsafe(32),
    "metacharacters": lambda _token: "' OR session_id LIKE '%",
    "wildcards": lambda _token: "%",
    "bytes that are no text": lambda _token: "\xff\xfe" * 20,
    "twelve thousand letters": lambda _token: "A" * 12_000,
}


@pytest.mark.parametrize("how", FORGERIES)
def test_a_forged_cookie_opens_nothing(hall: ConsoleAtWork, how: str) -> None:
    thief = hall.stranger()
    thief.cookies[SESSION] = FORGERIES[how](hall.browser("desk").cookies[SESSION])
    with unharmed(hall):
        assert thief.get("/places").to == "/sign-in"
        answer = thief.post("/places/window-2/take", csrf=hall.browser("desk").csrf)
        assert (answer.status, answer.to) == (401, "/sign-in")


def test_a_cookie_that_was_set_before_signing_in_is_not_the_sessions_afterwards(hall: ConsoleAtWork) -> None:
    victim, thief, planted = hall.stranger(), hall.stranger(), secrets.token_urlsafe(32)
    victim.cookies[SESSION] = thief.cookies[SESSION] = planted

    assert victim.sign_in("desk-2", PASSWORD).status == 303

    assert victim.cookies[SESSION] != planted
    assert thief.get("/places").to == "/sign-in"
    victim.submit("/sign-out")


def test_signing_in_over_somebodys_session_ends_it(hall: ConsoleAtWork) -> None:
    first = hall.signed_in("desk-2")
    thief = first.copy()

    first.sign_in("office", PASSWORD)

    assert thief.get("/places").to == "/sign-in"
    first.submit("/sign-out")


def test_a_token_opens_nothing_after_signing_out(hall: ConsoleAtWork, own: Browser) -> None:
    thief = own.copy()
    assert thief.get("/places").status == 200

    assert own.submit("/sign-out").to == "/sign-in"

    with unharmed(hall):
        assert SESSION not in own.cookies
        assert thief.get("/places").to == "/sign-in"
        assert thief.post("/places/window-2/take").status == 401


def test_signing_out_everywhere_ends_a_thiefs_session_too(hall: ConsoleAtWork) -> None:
    mine, thief = hall.signed_in("desk-2"), hall.signed_in("desk-2")

    mine.submit("/sign-out-everywhere")

    assert thief.get("/places").to == mine.get("/places").to == "/sign-in"


def test_a_new_password_ends_all_other_sessions_and_renews_this_ones_token(hall: ConsoleAtWork) -> None:
    mine, other = hall.signed_in("desk-2"), hall.signed_in("desk-2")
    thief, new = mine.copy(), "бес көк шәйнек пен 3 кесе"
    fields = {"old": PASSWORD, "new": new, "again": new}

    assert mine.submit("/password", fields).to == "/"

    assert mine.get("/places").status == 200
    assert thief.get("/places").to == other.get("/places").to == "/sign-in"
    back = {"old": new, "new": PASSWORD, "again": PASSWORD}
    assert mine.submit("/password", back).to == "/"
    mine.submit("/sign-out")


def test_a_locked_session_opens_no_path_but_the_lock_and_the_way_out(hall: ConsoleAtWork, own: Browser) -> None:
    assert own.submit("/lock").to == "/lock"
    with unharmed(hall):
        let_in = {
            (endpoint.method, endpoint.path)
            for endpoint in ENDPOINTS
            if endpoint.is_for is For.LOCKED or not knock(own, endpoint).to.startswith("/lock")
        }
        assert let_in == OPEN_WHEN_LOCKED
        with own.stream("/desk/live") as stream:
            assert stream.rest() == ["gone"]


def test_a_one_time_password_opens_nothing_but_another_password(hall: ConsoleAtWork) -> None:
    with hall.staff() as store:
        person = store.register.by_login("helper")
        assert person is not None
        given = store.register.reset(person.account_id, hall.now(), None)
        assert hasattr(given, "password")
    newcomer = hall.stranger()
    assert newcomer.sign_in("helper", given.password).status == 303
    newcomer.get("/password")
    with unharmed(hall):
        let_in = {
            (endpoint.method, endpoint.path)
            for endpoint in ENDPOINTS
            if endpoint.is_for is not For.WORKING or knock(newcomer, endpoint).to != "/password"
        }
        assert let_in == OPEN_WITH_A_ONE_TIME_PASSWORD
    own = {"old": given.password, "new": PASSWORD, "again": PASSWORD}
    assert newcomer.submit("/password", own).to == "/"
    newcomer.submit("/sign-out")


def take_window(browser: Browser) -> None:
    """Take window-3, and wait until the page has heard that it is open: nothing more comes of it by itself."""
    browser.take("window-3")
    until(lambda: 'action="/desk/window-3/close"' in browser.get("/desk").text)


def test_a_stream_of_a_session_that_ends_tells_nothing_more_and_ends(hall: ConsoleAtWork, own: Browser) -> None:
    take_window(own)
    with own.stream("/desk/live") as stream:
        stream.until(LAST)
        own.copy().submit("/sign-out")
        hall.ticket()
        assert stream.rest() == ["gone"]


def test_a_stream_of_a_session_that_locks_tells_nothing_more_and_ends(hall: ConsoleAtWork, own: Browser) -> None:
    take_window(own)
    with own.stream("/desk/live") as stream:
        stream.until(LAST)
        own.copy().submit("/lock")
        hall.ticket()
        assert stream.rest() == ["gone"]


def test_a_session_goes_on_over_a_restart_and_is_over_when_its_time_is(hall: ConsoleAtWork, own: Browser) -> None:
    hall.console.stop()
    hall.console.start()
    hall.wait_until_it_serves()
    assert own.get("/places").status == 200

    hall.console.stop()
    with hall.staff() as store:
        session_id = session_id_of(own.cookies[SESSION])
        store.file.execute("UPDATE sessions SET age_s = ? WHERE session_id = ?", (50_000.0, session_id))
    hall.console.start()
    hall.wait_until_it_serves()

    with unharmed(hall):
        assert own.get("/places").to == "/sign-in"
