"""Request and reply, seen from the asker."""

import pytest

from mqtt_bridge.asking import REPEAT_S, Asking
from mqtt_bridge.commands import Recall
from mqtt_bridge.replies import Accepted, Reply

RECALL = Recall(place="window-1")


def test_a_request_is_repeated_with_its_id_until_it_is_answered() -> None:
    asking = Asking()
    request = asking.ask(RECALL, 10.0)
    assert asking.next_due() == 10.0 + REPEAT_S
    assert asking.due(10.0 + REPEAT_S) == ([request], [])
    assert asking.due(10.0 + REPEAT_S + 0.1) == ([], [])
    waiting = asking.answered(Reply(id=request.id, result=Accepted()))

    assert waiting is not None
    assert waiting.request == request
    assert asking.next_due() == float("inf")


def test_a_second_reply_and_a_strangers_reply_answer_nothing() -> None:
    asking = Asking()
    request = asking.ask(RECALL, 10.0)
    reply = Reply(id=request.id, result=Accepted())

    assert asking.answered(Reply(id="f" * 16, result=Accepted())) is None
    assert asking.answered(reply) is not None
    assert asking.answered(reply) is None


def test_patience_ends_and_the_context_comes_back() -> None:
    asking = Asking()
    asking.ask(RECALL, 10.0, patience_s=1.5, context="the press")
    again, given_up = asking.due(11.5)

    assert again == []
    assert [waiting.context for waiting in given_up] == ["the press"]
    assert asking.due(12.0) == ([], [])


def test_all_that_waits_is_asked_again_at_once_when_the_connection_is_back() -> None:
    asking = Asking()
    requests = [asking.ask(RECALL, 10.0) for _ in range(2)]

    assert asking.repeat_all(10.2) == requests
    assert asking.due(10.0 + REPEAT_S) == ([], [])
    assert asking.due(10.2 + REPEAT_S) == (requests, [])


def test_no_more_may_wait_than_the_limit() -> None:
    asking = Asking(limit=1)
    asking.ask(RECALL, 10.0)

    with pytest.raises(OverflowError, match="1 requests wait"):
        asking.ask(RECALL, 10.0)


def test_who_asks_stands_in_the_request_also_when_it_is_asked_again() -> None:
    asking = Asking()
    request = asking.ask(RECALL, 10.0, staff="a7")

    assert request.staff == "a7"
    assert asking.repeat_all(10.2) == [request]
