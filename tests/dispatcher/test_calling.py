"""The rules of places: who is called, recalled, served and missed."""

import pytest
from hall_under_test import HallUnderTest, code

from hall.ticket import Stage
from mqtt_bridge.commands import (
    CallNext,
    Finish,
    NoShow,
    Recall,
    StartServing,
    VoidTicket,
)
from mqtt_bridge.replies import AtPlace, Refusal, RefusalCode


def test_the_longest_waiting_ticket_of_all_the_places_zones_is_called(hall: HallUnderTest) -> None:
    first, second, third = hall.wait("self-service"), hall.wait(), hall.wait("self-service")

    called = []
    for _ in range(3):
        called.append(hall.call("window-3"))
        hall.ask(Finish(place="window-3"))
    assert called == [first, second, third]


def test_a_place_is_busy_while_it_has_a_ticket(hall: HallUnderTest) -> None:
    hall.wait()
    hall.wait()
    hall.call()

    assert code(hall.ask(CallNext(place="window-1"))) is RefusalCode.PLACE_BUSY


def test_a_call_pad_of_one_button_ends_the_visit_and_calls_the_next(hall: HallUnderTest) -> None:
    first, second = hall.wait(), hall.wait()
    hall.call()
    hall.ask(CallNext(place="window-1", finish_current=True))

    assert (first.stage, second.stage) == (Stage.FINISHED, Stage.CALLED)
    answer = hall.ask(CallNext(place="window-1", finish_current=True))
    assert answer == AtPlace(place="window-1", ticket=None)
    assert code(hall.ask(CallNext(place="window-1", finish_current=True))) is RefusalCode.NOBODY_WAITING


def test_two_places_never_get_one_ticket(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call("window-1")

    assert code(hall.ask(CallNext(place="window-2"))) is RefusalCode.NOBODY_WAITING


def test_a_no_show_needs_the_configured_recalls_first(hall: HallUnderTest) -> None:
    ticket = hall.wait()
    hall.call()
    assert code(hall.ask(NoShow(place="window-1"))) is RefusalCode.TOO_EARLY
    hall.ask(Recall(place="window-1"))
    hall.ask(NoShow(place="window-1"))

    assert ticket.stage is Stage.NO_SHOW
    assert hall.hall.ticket_at("window-1") is None


def test_a_visitor_who_is_being_served_is_neither_recalled_nor_missed(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    hall.ask(StartServing(place="window-1"))

    for command in (Recall(place="window-1"), NoShow(place="window-1"), StartServing(place="window-1")):
        assert code(hall.ask(command)) is RefusalCode.WRONG_STATE


@pytest.mark.parametrize("command", [Recall, Finish, NoShow, StartServing])
def test_nothing_is_done_at_a_place_without_a_ticket(hall: HallUnderTest, command: type[Recall]) -> None:
    assert code(hall.ask(command(place="window-1"))) is RefusalCode.NOTHING_AT_PLACE


def test_who_loses_a_ticket_to_another_place_is_told_to_which(hall: HallUnderTest) -> None:
    ticket = hall.wait()
    hall.call("window-2")
    answer = hall.ask(VoidTicket(ticket_id=ticket.ticket_id, place="window-1"))

    assert answer == Refusal(code=RefusalCode.TAKEN, detail="window-2")
