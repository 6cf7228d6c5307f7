"""Which ticket a command for a place means: an asker who is out of date ends nobody else's visit."""

from collections.abc import Callable

import pytest
from hall_under_test import HallUnderTest, code

from hall.ticket import Stage
from mqtt_bridge.command import VisitCommand
from mqtt_bridge.commands import AnyCommand, CallNext, Finish, NoShow, Recall, StartServing, Undo
from mqtt_bridge.place_commands import Park, Transfer
from mqtt_bridge.replies import AtPlace, RefusalCode

AboutTicket = Callable[[str | None], AnyCommand]

ABOUT_THE_TICKET: list[AboutTicket] = [
    lambda ticket_id: Recall(place="window-1", ticket_id=ticket_id),
    lambda ticket_id: StartServing(place="window-1", ticket_id=ticket_id),
    lambda ticket_id: Finish(place="window-1", ticket_id=ticket_id),
    lambda ticket_id: Transfer(place="window-1", ticket_id=ticket_id, to_zone="self-service"),
    lambda ticket_id: Park(place="window-1", ticket_id=ticket_id),
    lambda ticket_id: CallNext(place="window-1", ticket_id=ticket_id, finish_current=True),
]


@pytest.mark.parametrize("command", ABOUT_THE_TICKET)
def test_a_command_that_means_another_ticket_is_refused_and_changes_nothing(
    hall: HallUnderTest, command: AboutTicket
) -> None:
    meant, came_meanwhile = hall.wait(), hall.wait()
    hall.call()
    hall.ask(Finish(place="window-1"))
    hall.call()
    before = hall.kinds()

    assert code(hall.ask(command(meant.ticket_id))) is RefusalCode.OTHER_TICKET
    assert hall.kinds() == before
    assert hall.hall.ticket_at("window-1") is came_meanwhile
    assert came_meanwhile.stage is Stage.CALLED


@pytest.mark.parametrize("command", ABOUT_THE_TICKET)
def test_a_command_that_means_the_ticket_of_the_place_acts_as_one_that_names_none(
    hall: HallUnderTest, command: AboutTicket
) -> None:
    ticket = hall.wait()
    hall.call()
    hall.ask(command(ticket.ticket_id))
    named = hall.kinds()[-1]
    hall.ask(Undo(place="window-1"))
    if hall.hall.ticket_at("window-1") is None:
        hall.call()
    hall.ask(command(None))

    assert hall.kinds()[-1] == named


def test_a_no_show_that_means_another_ticket_misses_nobody(hall: HallUnderTest) -> None:
    meant, came_meanwhile = hall.wait(), hall.wait()
    hall.serve()
    hall.call()
    hall.ask(Recall(place="window-1"))
    hall.pass_time(600)

    assert code(hall.ask(NoShow(place="window-1", ticket_id=meant.ticket_id))) is RefusalCode.OTHER_TICKET
    assert hall.hall.ticket_at("window-1") is came_meanwhile
    hall.ask(NoShow(place="window-1", ticket_id=came_meanwhile.ticket_id))
    assert came_meanwhile.stage is Stage.NO_SHOW


def test_undo_means_the_ticket_of_the_step_that_would_be_taken_back(hall: HallUnderTest) -> None:
    first, second = hall.wait(), hall.wait()
    hall.call()
    hall.ask(Finish(place="window-1"))
    assert code(hall.ask(Undo(place="window-1", ticket_id=second.ticket_id))) is RefusalCode.OTHER_TICKET
    assert hall.hall.ticket_at("window-1") is None

    hall.ask(Undo(place="window-1", ticket_id=first.ticket_id))
    assert hall.hall.ticket_at("window-1") is first


def test_where_nobody_is_the_commands_own_rule_answers(hall: HallUnderTest) -> None:
    gone = hall.wait()
    hall.serve()
    following = hall.wait()
    assert code(hall.ask(Recall(place="window-1", ticket_id=gone.ticket_id))) is RefusalCode.NOTHING_AT_PLACE
    assert code(hall.ask(Undo(place="window-2", ticket_id=gone.ticket_id))) is RefusalCode.NOTHING_TO_UNDO

    answer = hall.ask(CallNext(place="window-1", ticket_id=gone.ticket_id, finish_current=True))
    assert isinstance(answer, AtPlace)
    assert answer.ticket is not None
    assert answer.ticket.ticket_id == following.ticket_id


def test_two_who_press_finish_and_next_at_once_end_one_visit(hall: HallUnderTest) -> None:
    first, second, third = hall.wait(), hall.wait(), hall.wait()
    hall.call()
    press = CallNext(place="window-1", ticket_id=first.ticket_id, finish_current=True)

    assert isinstance(hall.ask(press), AtPlace)
    assert code(hall.ask(press)) is RefusalCode.OTHER_TICKET
    assert (second.stage, third.stage) == (Stage.CALLED, Stage.WAITING)


def test_every_command_about_a_visit_is_tried_here() -> None:
    tried = {type(command(None)) for command in ABOUT_THE_TICKET} | {NoShow, Undo}
    assert tried == set(VisitCommand.__subclasses__())
