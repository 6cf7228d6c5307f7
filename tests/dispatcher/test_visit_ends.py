"""What a visit ends with: outcomes, feedback, the survey."""

import pytest
from hall_under_test import HallUnderTest, code

from hall.ticket import Stage
from mqtt_bridge.commands import Finish, Undo
from mqtt_bridge.events import VisitFinished
from mqtt_bridge.hall_commands import (
    GiveFeedback,
)
from mqtt_bridge.outcome import VisitOutcome
from mqtt_bridge.replies import Accepted, RefusalCode


def test_a_visit_ends_with_the_centres_outcomes(hall: HallUnderTest) -> None:
    hall.wait(matters=("land", "complaint"))
    hall.call()
    outcomes = (
        VisitOutcome(outcome="advised", matter="land"),
        VisitOutcome(outcome="appeal-registered", matter="complaint", reference="ЖТ-2026-00412"),
    )
    hall.ask(Finish(place="window-1", outcomes=outcomes, follow_up="2027-02-01"))
    event = hall.history[-1][0].event

    assert isinstance(event, VisitFinished)
    assert (event.outcomes, event.follow_up) == (outcomes, "2027-02-01")


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (VisitOutcome(outcome="miracle"), RefusalCode.UNKNOWN_OUTCOME),
        (VisitOutcome(outcome="advised", reference="12345"), RefusalCode.WRONG_REFERENCE),
        (VisitOutcome(outcome="appeal-registered"), RefusalCode.WRONG_REFERENCE),
        (VisitOutcome(outcome="appeal-registered", reference="№ 5"), RefusalCode.WRONG_REFERENCE),
        (VisitOutcome(outcome="advised", matter="social"), RefusalCode.UNKNOWN_PURPOSE),
    ],
)
def test_an_outcome_that_cannot_be_is_refused_and_the_visit_goes_on(
    hall: HallUnderTest, outcome: VisitOutcome, expected: RefusalCode
) -> None:
    ticket = hall.wait(matters=("land",))
    hall.call("window-2")

    assert code(hall.ask(Finish(place="window-2", outcomes=(outcome,)))) is expected
    assert ticket.stage is Stage.CALLED


def test_feedback_belongs_to_the_visit_that_was_finished_last_at_the_place(hall: HallUnderTest) -> None:
    assert code(hall.ask(GiveFeedback(place="window-1", rating=5))) is RefusalCode.NOTHING_TO_RATE
    hall.wait()
    ticket = hall.serve()
    hall.pass_time(30)
    assert hall.ask(GiveFeedback(place="window-1", rating=4), "pad-window-1") == Accepted()

    assert hall.hall.rated == {ticket.ticket_id}
    assert code(hall.ask(GiveFeedback(place="window-1", rating=1))) is RefusalCode.RATED
    assert code(hall.ask(GiveFeedback(place="window-2", rating=1), "pad-window-1")) is RefusalCode.NOT_ALLOWED


def test_feedback_that_comes_late_or_for_an_undone_visit_counts_for_nothing(hall: HallUnderTest) -> None:
    hall.wait()
    hall.serve()
    hall.ask(Undo(place="window-1"))
    assert code(hall.ask(GiveFeedback(place="window-1", rating=5))) is RefusalCode.NOTHING_TO_RATE
    hall.ask(Finish(place="window-1"))
    hall.pass_time(121)

    assert code(hall.ask(GiveFeedback(place="window-1", rating=5))) is RefusalCode.NOTHING_TO_RATE


def test_every_tenth_finished_visit_is_asked_for_the_survey(hall: HallUnderTest) -> None:
    for _ in range(20):
        hall.wait()
        hall.serve(seconds=1)
    finished = [one.event for one, _request in hall.history if isinstance(one.event, VisitFinished)]

    assert [n for n, event in enumerate(finished, 1) if event.survey] == [10, 20]
