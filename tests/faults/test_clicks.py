"""The checker finds every click that was not what its page has told, and a console that does not show the hall."""

from collections.abc import Callable

import pytest
from made_history import MadeHistory
from storm import clicks, copied
from storm.calls import SPOKEN
from storm.findings import Excuse
from storm.papers import NONE_LOST
from storm.words import CopyDue, Replied, SentAway, Shown

from mqtt_bridge.events import CallKind, ServingStarted, TicketCalled, VisitFinished, VisitorMissed

PLACE, OTHER = "window-3", "window-4"


@pytest.fixture
def made() -> MadeHistory:
    """Make a hall where a clerk has called the first visitor, who has come; the second has been called elsewhere."""
    made = MadeHistory()
    made.ticket("p1", 1)
    made.ticket("p2", 2)
    made.click("c1", "next")
    call(made, "c1", "p1", 1)
    made.click_ended("c1")
    made.click("s1", "start", "p1")
    made.record(ServingStarted(ticket_id="p1", place=PLACE), "s1")
    made.click_ended("s1")
    made.call("c2", "p2", 2, OTHER)
    return made


def call(made: MadeHistory, request: str, press: str, number: int, kind: CallKind = CallKind.FIRST) -> None:
    """Have a call come of a click, and have it shown and said."""
    made.record(TicketCalled(call_id=request, ticket_id=press, place=PLACE, kind=kind), request)
    made.show(request)
    made.say(request, number, PLACE)


def end(made: MadeHistory, request: str = "f1", press: str = "p1") -> None:
    """Have the visit end by a click."""
    made.record(VisitFinished(ticket_id=press, place=PLACE), request)


def test_a_visit_by_clicks_breaks_no_rule(made: MadeHistory) -> None:
    made.click("f1", "finish", "p1")
    end(made)
    made.click_ended("f1")
    made.lines.append(Shown(at=made.at + 1, place=PLACE))
    made.lines.append(Shown(at=made.at + 1, place=OTHER, ticket_id="p2"))
    made.lines.append(CopyDue(at=made.at + 1, seq=len(made.rows)))

    assert made.excuses() == {}


@pytest.mark.parametrize(
    ("button", "press"), [("next", ""), ("recall", "p1"), ("start", "p1"), ("finish", "p1"), ("no-show", "p1")]
)
def test_a_click_that_was_answered_and_is_in_no_journal_is_found(made: MadeHistory, button: str, press: str) -> None:
    made.click("f1", button, press)
    made.click_ended("f1")

    assert made.rules() == [clicks.IN_JOURNAL]


def test_a_click_that_was_refused_and_acted_on_is_found(made: MadeHistory) -> None:
    made.click("f1", "finish", "p1")
    end(made)
    made.click_ended("f1", 409)

    assert made.rules() == [clicks.UNCHANGED]


def test_a_click_that_was_refused_changes_nothing_and_is_none(made: MadeHistory) -> None:
    made.click("f1", "finish", "p2")
    made.click_ended("f1", 409)

    assert made.excuses() == {}


def test_a_click_that_acts_twice_is_found(made: MadeHistory) -> None:
    made.ticket("p3", 3)
    made.click("r1", "next")
    end(made, "other")
    call(made, "r1", "p3", 3)
    made.record(TicketCalled(call_id="r2", ticket_id="p3", place=PLACE, kind=CallKind.RECALL), "r1")
    made.show("r2")
    made.say("r2", 3, PLACE)
    made.click_ended("r1")

    assert made.rules() == [clicks.ONCE]


def end_p2(made: MadeHistory) -> None:
    made.record(VisitFinished(ticket_id="p2", place=OTHER), "f1")


def miss_p2(made: MadeHistory) -> None:
    made.record(VisitorMissed(ticket_id="p2", place=OTHER), "f1")


def end_p1(made: MadeHistory) -> None:
    end(made)


@pytest.mark.parametrize(
    ("button", "press", "act"), [("finish", "p1", end_p2), ("no-show", "p1", miss_p2), ("finish", "p2", end_p1)]
)
def test_a_stale_click_that_ends_the_visit_of_another_is_found(
    made: MadeHistory, button: str, press: str, act: Callable[[MadeHistory], None]
) -> None:
    made.click("f1", button, press)
    act(made)
    made.click_ended("f1")

    assert made.rules() == [clicks.OWN_TICKET]


def test_a_click_on_next_that_ends_a_visit_is_found(made: MadeHistory) -> None:
    made.ticket("p3", 3)
    made.click("n1", "next")
    end(made, "n1")
    call(made, "n1", "p3", 3)
    made.click_ended("n1")

    assert made.rules() == [clicks.OWN_TICKET]


def test_a_click_without_an_answer_has_a_fault_to_thank(made: MadeHistory) -> None:
    made.click("f1", "finish", "p1")
    made.click_ended("f1", clicks.LOST)

    assert made.rules() == [clicks.ANSWERED]
    made.fault("freeze", "console", made.at - 35, made.at - 31)
    assert made.excuses() == {}


def test_a_click_that_nothing_was_told_of_is_found_whatever_befell(made: MadeHistory) -> None:
    made.click("f1", "finish", "p1")
    made.fault("freeze", "console", made.at, made.at + 4)

    assert made.rules() == [clicks.ANSWERED]


@pytest.mark.parametrize("target", ["console", "broker", "dispatcher"])
def test_a_click_that_is_acted_on_too_late_is_counted(made: MadeHistory, target: str) -> None:
    made.click("f1", "finish", "p1")
    made.fault("freeze", target, made.at, made.at + 8)
    end(made)
    made.click_ended("f1", clicks.LOST)

    assert made.excuses() == {Excuse.CLICK_LATE: 1}


@pytest.mark.parametrize(("target", "ago_s"), [("entrance", 0.0), ("console", 20.0)])
def test_a_fault_of_something_else_or_at_another_time_excuses_no_silence(
    made: MadeHistory, target: str, ago_s: float
) -> None:
    made.click("f1", "finish", "p1")
    made.fault("freeze", target, made.at - ago_s, made.at - ago_s + 8)
    end(made)
    made.click_ended("f1", clicks.LOST)

    assert made.rules() == [clicks.ANSWERED]


def test_a_click_that_is_sent_twice_and_told_otherwise_is_found(made: MadeHistory) -> None:
    made.click("f1", "finish", "p1")
    end(made)
    made.click_ended("f1")
    made.click_ended("f1", 409)

    assert made.rules() == [clicks.SAME]


@pytest.mark.parametrize(
    ("status", "rule"), [(401, clicks.SESSION), (303, clicks.SESSION), (403, clicks.SESSION), (503, clicks.UNDERSTOOD)]
)
def test_a_click_that_is_sent_to_the_door_or_not_understood_is_found(made: MadeHistory, status: int, rule: str) -> None:
    made.fault("kill", "console", made.at, made.at + 2)
    made.click("f1", "finish", "p1")
    made.click_ended("f1", status)

    assert made.rules() == [rule]


def test_a_page_that_is_sent_to_the_door_is_found(made: MadeHistory) -> None:
    made.lines.append(SentAway(at=made.at, place=PLACE, status=303, to="/sign-in"))

    assert made.rules() == [clicks.SESSION]


def test_a_page_that_shows_another_ticket_than_its_place_has_is_found(made: MadeHistory) -> None:
    made.lines.append(Shown(at=made.at, place=PLACE, ticket_id="p2"))

    assert made.rules() == [copied.SHOWN]


def test_a_page_that_shows_nobody_at_a_place_that_has_somebody_is_found(made: MadeHistory) -> None:
    made.lines.append(Shown(at=made.at, place=PLACE))

    assert made.rules() == [copied.SHOWN]


def test_a_copy_with_an_event_that_differs_or_that_no_journal_has_is_found(made: MadeHistory) -> None:
    made.copied = made.journal()
    last = made.rows.pop()
    assert made.rules() == sorted([copied.SAME, NONE_LOST, "only what was called is spoken"])
    made.record(last.event, last.request, at=made.at + 1)

    assert made.rules() == [copied.SAME]


def test_a_copy_that_lacks_an_event_is_found_unless_it_came_after_the_calm(made: MadeHistory) -> None:
    made.copied = made.journal()[:-1]
    made.lines.append(CopyDue(at=made.at, seq=len(made.rows) - 1))
    assert made.excuses() == {}
    made.lines.append(CopyDue(at=made.at, seq=len(made.rows)))

    assert made.rules() == [copied.WHOLE]


@pytest.mark.parametrize(("frozen_ago_s", "expected"), [(9.0, []), (28.0, [SPOKEN])])
def test_a_call_of_a_click_that_was_sent_for_long_is_excused_by_what_befell_it_when_it_was_made_only(
    made: MadeHistory, frozen_ago_s: float, expected: list[str]
) -> None:
    made.click("f1", "finish", "p1")
    end(made)
    made.click_ended("f1")
    made.ticket("p3", 3)
    made.click("n1", "next")
    made.fault("freeze", "console", made.at, made.at + 11)
    made.pass_time(30)
    made.record(TicketCalled(call_id="n1", ticket_id="p3", place=PLACE, kind=CallKind.FIRST), "n1")
    made.lines.append(Replied(at=made.at, peer="console", request="n1", result="at-place", ticket_id="p3", number=3))
    made.show("n1")
    made.click_ended("n1")
    made.fault("freeze", "hall-voice", made.at - frozen_ago_s, made.at - frozen_ago_s + 12)

    assert made.rules() == expected
