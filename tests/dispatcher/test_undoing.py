"""The rules of undoing: what is taken back, in which order and for how long."""

from hall_under_test import HallUnderTest, code

from hall.ticket import Stage
from mqtt_bridge.commands import (
    CallNext,
    Finish,
    NoShow,
    Recall,
    Undo,
    VoidTicket,
)
from mqtt_bridge.replies import RefusalCode


def test_an_undone_call_puts_the_ticket_back_where_it_stood(hall: HallUnderTest) -> None:
    first, second = hall.wait(), hall.wait()
    hall.call()
    hall.ask(Undo(place="window-1"))

    assert first.stage is Stage.WAITING
    assert not hall.hall.calls
    assert (hall.call(), hall.call("window-2")) == (first, second)


def test_undo_takes_back_a_finish_a_no_show_and_a_void(hall: HallUnderTest) -> None:
    ticket = hall.wait()
    hall.call()
    hall.ask(Recall(place="window-1"))
    for command in (
        Finish(place="window-1"),
        NoShow(place="window-1"),
        VoidTicket(ticket_id=ticket.ticket_id, place="window-1"),
    ):
        hall.ask(command)
        assert hall.hall.ticket_at("window-1") is None
        hall.ask(Undo(place="window-1"))
        assert hall.hall.ticket_at("window-1") is ticket
        assert (ticket.stage, ticket.calls) == (Stage.CALLED, 2)


def test_undo_after_the_allowed_seconds_is_too_late(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    hall.pass_time(10.1)

    assert code(hall.ask(Undo(place="window-1"))) is RefusalCode.TOO_LATE
    assert code(hall.ask(Undo(place="window-2"))) is RefusalCode.NOTHING_TO_UNDO


def test_the_call_pads_two_steps_are_undone_one_by_one(hall: HallUnderTest) -> None:
    first, second = hall.wait(), hall.wait()
    hall.call()
    hall.ask(CallNext(place="window-1", finish_current=True))
    hall.ask(Undo(place="window-1"))
    hall.ask(Undo(place="window-1"))

    assert (first.stage, second.stage) == (Stage.CALLED, Stage.WAITING)
    assert hall.hall.ticket_at("window-1") is first
