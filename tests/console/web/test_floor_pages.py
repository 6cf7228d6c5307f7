"""The hall's, the helper's and the survey's pages over HTTP, on a real dispatcher."""

import re
from collections.abc import Iterator

import pytest
from console_at_work import ConsoleAtWork
from deadline import until
from http_browser import Browser
from peer import Peer, asker

from console.accounts.roles import StaffRole
from firmware.words import Language, new_id
from mqtt_bridge.hall_commands import RaiseSummons
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.replies import Accepted

STAFF = {
    "hall": (StaffRole.HALL,),
    "hall-2": (StaffRole.HALL,),
    "helper": (StaffRole.HELPER,),
    "helper-2": (StaffRole.HELPER,),
    "manager": (StaffRole.MANAGER,),
    "desk": (StaffRole.CONSULTANT,),
}
ASKED = re.compile(r'href="/survey/([0-9a-f]{16})"')


@pytest.fixture(scope="module")
def at_work(tmp_path_factory: pytest.TempPathFactory, shared_broker: PrivateBroker) -> Iterator[ConsoleAtWork]:
    """Give a hall with those who look after it."""
    with ConsoleAtWork(tmp_path_factory.mktemp("hall"), f"test-{new_id()}", shared_broker.port, staff=STAFF) as up:
        yield up


@pytest.fixture(scope="module")
def pad(at_work: ConsoleAtWork) -> Iterator[Peer]:
    """Give the buttons of a self-service seat."""
    pad = asker(at_work.site, "pad-seat-1", at_work.broker_port)
    yield pad
    pad.bridge.stop()


def summoned(at_work: ConsoleAtWork, pad: Peer) -> str:
    """Have somebody at a seat call for help, and return the summons once the helper's page shows it."""
    helper = at_work.browser("helper")
    assert pad.ask(RaiseSummons(kind="helper", place="seat-1")) == Accepted()
    (summons_id,) = until(lambda: open_summonses(helper))
    return summons_id


def open_summonses(browser: Browser) -> list[str]:
    """Return what can be taken."""
    return re.findall(r'action="/summonses/([0-9a-f]{16})/take"', browser.get("/helper").text)


def test_of_two_who_take_one_summons_the_second_is_told_who_was_first(at_work: ConsoleAtWork, pad: Peer) -> None:
    summons_id = summoned(at_work, pad)
    helper, moderator = at_work.browser("helper"), at_work.browser("hall")

    first = helper.post(f"/summonses/{summons_id}/take")
    second = moderator.post(f"/summonses/{summons_id}/take")

    assert (first.status, second.status) == (200, 409)
    assert "Worker helper" in second.words
    until(lambda: moderator.get("/hall").words, lambda words: "Worker helper барады" in words)
    assert helper.post(f"/summonses/{summons_id}/done").status == 200
    assert helper.post(f"/summonses/{summons_id}/done").status == 409


def test_who_takes_twice_is_told_nothing_and_who_lets_go_has_it_open_again(at_work: ConsoleAtWork, pad: Peer) -> None:
    summons_id = summoned(at_work, pad)
    helper, other = at_work.browser("helper"), at_work.browser("helper-2")
    assert helper.post(f"/summonses/{summons_id}/take").status == 200
    assert helper.post(f"/summonses/{summons_id}/take").status == 200
    assert other.post(f"/summonses/{summons_id}/give-back").status == 409

    assert helper.post(f"/summonses/{summons_id}/give-back").status == 200

    until(lambda: open_summonses(other), lambda found: summons_id in found)
    assert other.post(f"/summonses/{summons_id}/take").status == 200
    assert other.post(f"/summonses/{summons_id}/done").status == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/summonses/{'0' * 16}/take", 409),
        ("/summonses/..%2Fx/take", 404),
        (f"/summonses/{'A' * 16}/take", 404),
        ("/summonses/1/done", 404),
    ],
)
def test_an_id_of_no_summons_is_refused(at_work: ConsoleAtWork, path: str, status: int) -> None:
    assert at_work.browser("helper").post(path).status == status


@pytest.mark.parametrize(
    ("login", "path"),
    [
        ("desk", "/hall"),
        ("helper", "/hall"),
        ("helper", "/hall/list"),
        ("helper", "/hall/live"),
        ("desk", "/helper"),
        ("desk", "/survey"),
        ("manager", "/survey"),
    ],
)
def test_a_page_is_only_for_who_has_the_right(at_work: ConsoleAtWork, login: str, path: str) -> None:
    assert at_work.browser(login).get(path).status == 403


@pytest.mark.parametrize(("login", "path"), [("helper", "/hall/evacuate"), ("manager", "/hall/aside/void")])
def test_an_act_is_only_for_who_has_the_right(at_work: ConsoleAtWork, login: str, path: str) -> None:
    assert at_work.browser(login).post(path, {"sure": "on"}).status == 403


def test_an_evacuation_is_ticked_before_it_is_pressed_and_every_page_says_it(at_work: ConsoleAtWork) -> None:
    moderator, helper = at_work.browser("hall"), at_work.browser("helper")
    assert moderator.post("/hall/evacuate").status == 422
    assert "/hall/resume" not in moderator.get("/hall").text

    with helper.stream("/helper/live") as stream:
        assert moderator.post("/hall/evacuate", {"sure": "on"}).status == 200
        stream.until("banner", "ЭВАКУАЦИЯ")

    until(lambda: moderator.get("/hall").text, lambda page: "/hall/resume" in page)
    assert moderator.post("/hall/resume").status == 422
    assert moderator.post("/hall/resume", {"sure": "on"}).status == 200
    until(lambda: moderator.get("/hall").text, lambda page: "/hall/evacuate" in page)


def test_who_waits_is_in_the_page_in_its_stream_and_on_paper(at_work: ConsoleAtWork) -> None:
    moderator = at_work.browser("hall")
    with moderator.stream("/hall/live") as stream:
        number = at_work.ticket(language=Language.RU).paper.number
        stream.until("hall-waiting", f'"number line">{number}<')

    assert f">{number}</th>" in moderator.get("/hall/list").text


def test_who_holds_a_place_is_shown_to_the_moderator_of_the_hall(at_work: ConsoleAtWork) -> None:
    at_work.at_work("desk", "window-3")

    until(lambda: at_work.browser("hall").get("/hall").words, lambda words: "Worker desk" in words)
    assert "Worker desk" in at_work.browser("hall").get("/places").words
    assert "Worker desk" not in at_work.browser("helper").get("/places").words


def serve(at_work: ConsoleAtWork) -> str:
    """Serve one visitor; return the ticket."""
    desk = at_work.at_work("desk", "window-1")
    ticket_id = at_work.ticket().paper.ticket_id
    called = desk.post("/desk/window-1/call", {"ticket_id": ticket_id, "reason": "байқау"})
    finished = desk.post("/desk/window-1/finish", {"ticket_id": ticket_id})
    assert (called.status, finished.status) == (200, 200), called.words + finished.words
    return ticket_id


@pytest.fixture(scope="module")
def chosen(at_work: ConsoleAtWork) -> list[str]:
    """Serve visitors until two are chosen for the survey; return their tickets, the first one first."""
    helper = at_work.browser("helper")
    for _visit in range(20):
        serve(at_work)
    return until(lambda: ASKED.findall(helper.get("/survey").text), lambda found: len(found) == 2)[::-1]


def test_a_chosen_visitor_is_asked_once_and_who_comes_second_is_told_who_was_first(
    at_work: ConsoleAtWork, chosen: list[str]
) -> None:
    first, second = at_work.browser("helper"), at_work.browser("helper-2")
    url = f"/survey/{chosen[0]}"
    page = second.get(url).text
    assert 'value="service:5"' in page
    assert 'value="kk" checked' in page

    nothing = first.post(url, {"language": "ru"})
    assert nothing.status == 409
    taken = first.post(url, {"language": "ru", "a0": "service:5", "a2": "wait:long"})
    assert (taken.status, taken.to) == (204, "/survey")

    assert first.post(url, {"language": "ru", "a0": "service:5"}).status == 204  # the same press, arrived once more
    late = second.post(url, {"language": "kk", "a0": "service:1"})
    assert late.status == 409
    assert "Worker helper" in late.words
    listed = second.get("/survey")
    assert chosen[0] not in listed.text
    assert "Бүгін жауап бергендер: 1" in listed.words


def test_who_would_rather_not_is_asked_no_more_and_counts_as_no_answer(
    at_work: ConsoleAtWork, chosen: list[str]
) -> None:
    helper, url = at_work.browser("helper-2"), f"/survey/{chosen[1]}"
    wrong = helper.post(url, {"language": "kk", "a0": "weather:5"})
    assert wrong.status == 409
    with helper.stream("/survey/live") as stream:
        shown = stream.until("survey", chosen[1])
        for ticket_id in ASKED.findall(shown):  # both, when this test runs alone
            assert helper.post(f"/survey/{ticket_id}/declined").status == 204
        stream.until("survey", "сұралатын ешкім жоқ")

    assert helper.get(url).status == 409


@pytest.mark.parametrize("fields", [{}, {"language": "en", "a0": "service:5"}])
def test_answers_without_a_language_of_ours_are_not_taken(at_work: ConsoleAtWork, fields: dict[str, str]) -> None:
    assert at_work.browser("helper").post(f"/survey/{'0' * 16}", fields).status == 422


def test_nobody_who_was_not_chosen_is_asked(at_work: ConsoleAtWork) -> None:
    helper = at_work.browser("helper")

    assert helper.get(f"/survey/{'0' * 16}").status == 409
    assert helper.post(f"/survey/{'0' * 16}", {"language": "kk", "a0": "service:5"}).status == 409
    assert helper.get("/survey/nothing").status == 404


@pytest.mark.parametrize(
    ("path", "status"), [(f"/summonses/{'0' * 16}/take", 409), ("/hall/evacuate", 422), ("/hall/aside/readmit", 422)]
)
def test_a_refusal_is_a_page_for_a_browser_without_our_program(at_work: ConsoleAtWork, path: str, status: int) -> None:
    moderator = at_work.browser("hall")
    moderator.get("/hall")

    answer = moderator.submit(path)

    assert answer.status == status
    assert "<main" in answer.text
