"""Wrong role, guessed ids, another's place: who may do what is the table's, and nobody else's."""

import threading
from urllib.parse import quote

import pytest
from console_at_work import STAFF, ConsoleAtWork
from deadline import DEADLINE_S
from http_browser import Answer
from knocking import knock
from msgspec.structs import replace
from unharmed import refused, unharmed

from console.accounts.roles import RIGHTS, Right
from console.web.paths import ENDPOINTS
from firmware.words import new_id
from mqtt_bridge.refusals import REFUSALS
from mqtt_bridge.replies import RefusalCode

FOR_EVERYBODY = {
    *("/", "/lock", "/unlock", "/password", "/pin", "/language", "/look", "/sign-out", "/sign-out-everywhere"),
    *("/here", "/draft", "/draft/back"),
    *("/places", "/places/{name}/take", "/places/{name}/take-over", "/places/{name}/leave"),
}
"""All that somebody signed in may ask for with no right at all. Another path must be put here by hand, or have one."""

RIGHTS_BELOW = {
    "reception": {Right.ISSUE, Right.TICKETS, Right.SUMMONSES},
    "appointments": {Right.APPOINTMENTS},
    "desk": {Right.DESK},
    "office": {Right.OFFICE},
    "hall": {Right.HALL, Right.TICKETS, Right.SUMMONSES, Right.EVACUATE},
    "helper": {Right.SUMMONSES},
    "summon": {Right.SUMMONSES},
    "summonses": {Right.SUMMONSES},
    "survey": {Right.SURVEY},
    "schedule": {Right.SCHEDULE},
    "lists": {Right.LISTS},
    "personal": {Right.PEOPLE},
}
"""By the first word of a path: the rights that anything below it may ask for."""

SIX = ("reception", "desk", "office", "hall", "helper", "manager")
"""One login for each role."""


def test_every_path_has_a_right_or_is_known_to_need_none() -> None:
    without = {endpoint.path for endpoint in ENDPOINTS if endpoint.right is None}
    assert without == FOR_EVERYBODY
    for endpoint in ENDPOINTS:
        if endpoint.right is not None:
            assert endpoint.right in RIGHTS_BELOW[endpoint.path.split("/")[1]], endpoint.path


def test_every_path_that_changes_something_takes_a_form_and_no_other_does() -> None:
    assert {(endpoint.method, endpoint.form is not None) for endpoint in ENDPOINTS} == {("GET", False), ("POST", True)}


@pytest.mark.parametrize("login", SIX)
def test_a_role_opens_exactly_what_the_table_says(hall: ConsoleAtWork, login: str) -> None:
    browser, (role,) = hall.browser(login), STAFF[login]
    with_right = [endpoint for endpoint in ENDPOINTS if endpoint.right is not None]
    closed = [endpoint for endpoint in with_right if endpoint.right not in RIGHTS[role]]
    noted = [refused(endpoint.right.value, "no-right") for endpoint in closed if endpoint.right is not None]
    with unharmed(hall, *noted):
        assert {endpoint.path: knock(browser, endpoint).status for endpoint in closed} == dict.fromkeys(
            (endpoint.path for endpoint in closed), 403
        )


@pytest.mark.parametrize("login", SIX)
def test_what_the_table_opens_is_open(hall: ConsoleAtWork, login: str) -> None:
    browser, (role,) = hall.browser(login), STAFF[login]
    browser.take(*{"desk": ["window-1"], "office": ["office-12"]}.get(login, []))
    opened = [endpoint for endpoint in ENDPOINTS if endpoint.right in RIGHTS[role] and "{place}" not in endpoint.path]
    statuses = {(endpoint.method, endpoint.path): knock(browser, endpoint).status for endpoint in opened}
    assert not {path: status for path, status in statuses.items() if status in {401, 403, 405, 500}}


def test_nobody_acts_at_a_place_that_they_do_not_hold(hall: ConsoleAtWork) -> None:
    desk = hall.at_work("desk", "window-1")
    ours = [endpoint for endpoint in ENDPOINTS if endpoint.right is Right.DESK and "{place}" in endpoint.path]
    assert len(ours) > 10
    with unharmed(hall, *(refused("seat-1", "not-your-place") for _ in ours)):
        assert {knock(desk, endpoint, "seat-1").status for endpoint in ours} == {403}


@pytest.mark.parametrize(
    "place", ["window-99", "office-12", "WINDOW-1", "window-1%20", "%00", "' OR 1=1 --", "Ә" * 500]
)
def test_a_place_that_there_is_not_or_of_another_role_is_nobodys(hall: ConsoleAtWork, place: str) -> None:
    desk = hall.at_work("desk", "window-1")
    path = place if "%" in place else quote(place)
    noted = place if place == "office-12" else "unknown-place"
    with unharmed(hall, refused(noted, "not-your-place")):
        assert desk.post(f"/desk/{path}/next").status == 403


def test_a_place_of_another_role_cannot_be_taken(hall: ConsoleAtWork) -> None:
    desk, reception = hall.browser("desk"), hall.browser("reception")
    with unharmed(hall, refused("office-12", "not-yours"), refused("office-12", "no-right")):
        assert desk.post("/places/office-12/take").status == 403
    with unharmed(hall, refused("window-1", "not-yours"), refused("window-1", "no-right")):
        assert reception.post("/places/window-1/take-over").status == 403


def test_a_place_that_is_not_on_the_list_of_an_account_cannot_be_taken(hall: ConsoleAtWork) -> None:
    browser = hall.browser("desk-2")
    with hall.staff() as store:
        person = store.register.by_login("desk-2")
        assert person is not None
        profile = replace(person, places=("window-2",))
        store.register.change(person.account_id, profile, hall.now(), None)
        try:
            with unharmed(hall, refused("window-3", "not-yours"), refused("window-3", "no-right")):
                assert browser.post("/places/window-3/take").status == 403
        finally:
            store.register.change(person.account_id, person, hall.now(), None)


def test_a_place_that_was_taken_over_is_nothing_to_its_last_holder_any_more(hall: ConsoleAtWork) -> None:
    loser, taker = hall.at_work("desk", "window-1"), hall.browser("desk-2")
    with loser.stream("/desk/live") as stream:
        stream.until("place-window-1")
        taker.take("window-1")
        assert "gone" in stream.rest()
    with unharmed(hall, refused("window-1", "not-your-place")):
        assert loser.post("/desk/window-1/next").status == 403
    taker.submit("/places/window-1/leave")


def test_a_place_that_somebody_has_is_not_taken_by_chance(hall: ConsoleAtWork) -> None:
    hall.at_work("desk", "window-1")
    other = hall.browser("desk-2")
    with unharmed(hall):
        answer = other.post("/places/window-1/take")
        assert answer.status == 409
        assert "Worker desk" in answer.words


def test_a_third_place_is_not_held(hall: ConsoleAtWork) -> None:
    desk = hall.at_work("desk", "window-1", "window-2")
    with unharmed(hall):
        desk.post("/places/seat-1/take")
        desk.post("/places/seat-1/take-over")
    desk.submit("/places/window-2/leave")


def test_a_ticket_at_another_place_is_not_touched_from_ones_own(hall: ConsoleAtWork) -> None:
    desk, other = hall.at_work("desk", "window-1"), hall.at_work("desk-2", "window-2")
    ticket_id = hall.ticket().paper.ticket_id
    assert other.post("/desk/window-2/call", {"ticket_id": ticket_id, "reason": "сынақ"}).status == 200
    with unharmed(hall):
        for step in ("recall", "start", "no-show", "undo", "park", "finish", "resume", "readmit"):
            answer = desk.post(f"/desk/window-1/{step}", {"ticket_id": ticket_id})
            assert (step, answer.status) == (step, 409)
            assert answer.words
        answer = desk.post("/desk/window-1/transfer", {"ticket_id": ticket_id, "to": "place:window-1"})
        assert answer.status == 409
        answer = desk.post("/desk/window-1/call", {"ticket_id": ticket_id, "reason": "сынақ"})
        assert answer.status == 409
    assert other.post("/desk/window-2/finish", {"ticket_id": ticket_id}).status == 200


def test_ids_that_are_guessed_are_nobodys(hall: ConsoleAtWork) -> None:
    desk = hall.at_work("desk", "window-1")
    with unharmed(hall):
        for guess in (new_id(), "0" * 16, "f" * 16):
            for step in ("recall", "start", "no-show", "finish", "resume", "readmit"):
                assert desk.post(f"/desk/window-1/{step}", {"ticket_id": guess}).status == 409
        for nonsense in ("1", "' OR 1=1 --", "../../etc/passwd", "A" * 16, "Ә" * 16, "{{7*7}}", "%s%n"):
            assert desk.post("/desk/window-1/start", {"ticket_id": nonsense}).status == 422
        assert desk.post("/desk/window-1/call", {"number": "9999", "reason": "сынақ"}).status == 409


def test_two_who_call_the_same_visitor_at_once_are_both_told(hall: ConsoleAtWork) -> None:
    both = {"window-1": hall.at_work("desk", "window-1"), "window-2": hall.at_work("desk-2", "window-2")}
    fields = {"ticket_id": hall.ticket().paper.ticket_id, "reason": "сынақ"}
    gate, answers = threading.Barrier(2), dict[str, Answer]()

    def call(place: str) -> None:
        gate.wait(DEADLINE_S)
        answers[place] = both[place].post(f"/desk/{place}/call", fields)

    threads = [threading.Thread(target=call, args=(place,)) for place in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(DEADLINE_S)
    assert sorted(answer.status for answer in answers.values()) == [200, 409]
    (place,) = [place for place, answer in answers.items() if answer.status == 200]
    (told,) = [answer.words for answer in answers.values() if answer.status == 409]
    assert told.startswith(REFUSALS[RefusalCode.TAKEN.value].what.kk)
    assert both[place].post(f"/desk/{place}/finish", {"ticket_id": fields["ticket_id"]}).status == 200
