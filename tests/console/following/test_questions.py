"""What staff ask: asked again, answered once, given up in time."""

from console.following.questions import Question, Questions
from mqtt_bridge.asking import REPEAT_S
from mqtt_bridge.commands import CallNext, Request
from mqtt_bridge.replies import Accepted, Refusal, RefusalCode, Reply, Result

CLICK = "0" * 16


class Desk:
    """Somebody at a page, a wire, and the console's questions between them."""

    def __init__(self) -> None:
        self.wire: list[Request] = []
        self.answers: list[Result | None] = []
        self.questions = Questions(self.wire.append)

    def click(self, now: float, request_id: str = CLICK, patience_s: float = 5.0) -> None:
        question = Question(CallNext(place="window-1"), "a7", request_id, patience_s, self.answers.append)
        self.questions.ask(question, now)


def test_a_question_carries_who_asks_and_is_asked_again_until_it_is_answered() -> None:
    desk = Desk()
    desk.click(10.0)
    assert desk.questions.tick(10.0) == 10.0 + REPEAT_S
    desk.questions.tick(10.0 + REPEAT_S)
    assert [(request.id, request.staff) for request in desk.wire] == [(CLICK, "a7")] * 2

    desk.questions.hear(Reply(id=CLICK, result=Accepted()))
    desk.questions.hear(Reply(id=CLICK, result=Accepted()))
    assert desk.answers == [Accepted()]
    assert desk.questions.tick(99.0) == float("inf")


def test_a_double_click_is_one_request_and_both_are_answered() -> None:
    desk = Desk()
    desk.click(10.0)
    desk.click(10.1)
    assert len(desk.wire) == 1

    refusal = Refusal(code=RefusalCode.NOBODY_WAITING)
    desk.questions.hear(Reply(id=CLICK, result=refusal))
    assert desk.answers == [refusal, refusal]


def test_when_patience_is_over_everybody_hears_that_nothing_is_known() -> None:
    desk = Desk()
    desk.click(10.0)
    desk.click(10.1)
    desk.questions.tick(15.0)
    assert desk.answers == [None, None]
    desk.questions.hear(Reply(id=CLICK, result=Accepted()))
    assert desk.answers == [None, None]

    desk.click(16.0)  # the same click, to find out what became of it
    desk.questions.hear(Reply(id=CLICK, result=Accepted()))
    assert desk.answers[2:] == [Accepted()]


def test_a_link_that_comes_up_has_everything_asked_again_at_once() -> None:
    desk = Desk()
    desk.click(10.0)
    desk.click(10.0, "1" * 16)
    desk.questions.link_came_up(10.1)

    assert [request.id for request in desk.wire] == [CLICK, "1" * 16] * 2


def test_more_questions_than_can_wait_are_answered_with_nothing_and_the_end_answers_all() -> None:
    desk = Desk()
    for number in range(1001):
        desk.click(10.0, f"{number:016x}")
    assert desk.answers == [None]

    desk.questions.give_up()
    assert desk.answers == [None] * 1001
