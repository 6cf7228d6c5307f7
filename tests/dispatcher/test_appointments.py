"""An official who is late: whoever waits for the office is called so much later, and nobody else is."""

import pytest
from hall_under_test import HallUnderTest, code

from firmware.words import Language
from hall.ticket import Stage, Ticket
from mqtt_bridge.commands import CallNext, Finish, IssueTicket, NoShow, Recall, Reprint, Undo, VoidTicket
from mqtt_bridge.hall_commands import MoveAppointment
from mqtt_bridge.hall_events import AppointmentMoved
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.place_commands import CallTicket, Park
from mqtt_bridge.replies import Accepted, Issued, RefusalCode

OFFICE = "office-12"


def move(hall: HallUnderTest, ticket: Ticket, seconds: float) -> object:
    assert ticket.due_at is not None
    command = MoveAppointment(ticket_id=ticket.ticket_id, due_at=ticket.due_at + seconds)
    return hall.ask(command, staff="staff-7")


def test_a_visitor_who_waits_is_called_at_the_new_time(hall: HallUnderTest) -> None:
    booked = hall.book(due_in_s=60)
    assert move(hall, booked, 1800) == Accepted()
    hall.pass_time(600)
    assert code(hall.ask(CallNext(place=OFFICE))) is RefusalCode.NOBODY_WAITING

    hall.pass_time(1300)

    assert hall.call(OFFICE) is booked
    (moved,) = [one.event for one, _request in hall.history if isinstance(one.event, AppointmentMoved)]
    assert (moved.ticket_id, moved.staff) == (booked.ticket_id, "staff-7")


def test_a_delay_that_is_taken_back_has_the_visitor_called_as_before(hall: HallUnderTest) -> None:
    booked = hall.book(due_in_s=60)
    move(hall, booked, 1800)
    move(hall, booked, -1800)
    hall.pass_time(60)

    assert hall.call(OFFICE) is booked


def test_who_is_moved_behind_another_is_called_after_that_one(hall: HallUnderTest) -> None:
    first, second = hall.book(due_in_s=60), hall.book(due_in_s=120)
    move(hall, first, 600)
    hall.pass_time(1000)

    assert [hall.serve(OFFICE), hall.serve(OFFICE)] == [second, first]


def test_the_same_time_once_more_brings_nothing(hall: HallUnderTest) -> None:
    booked = hall.book(due_in_s=60)
    before = len(hall.history)

    assert move(hall, booked, 0) is None
    assert len(hall.history) == before


def test_a_ticket_whose_paper_is_not_out_yet_is_moved_too(hall: HallUnderTest) -> None:
    command = IssueTicket(
        zone="personal-reception", language=Language.KK, station="entrance", place=OFFICE, due_at=hall.at + 60
    )
    booked = hall.issued(command)
    move(hall, booked, 1800)
    assert [booked.stage] == [Stage.ISSUED]
    hall.report(booked, PaperOutcome.UNCONFIRMED)
    move(hall, booked, -600)
    assert [booked.stage] == [Stage.UNSURE]
    hall.report(booked, PaperOutcome.CONFIRMED)

    hall.pass_time(1259)
    assert code(hall.ask(CallNext(place=OFFICE))) is RefusalCode.NOBODY_WAITING
    hall.pass_time(1)
    assert hall.call(OFFICE) is booked


def test_a_copy_says_the_new_time(hall: HallUnderTest) -> None:
    booked = hall.book(due_in_s=60)
    move(hall, booked, 1800)

    copy = hall.ask(Reprint(ticket_id=booked.ticket_id, station="entrance"))

    assert isinstance(copy, Issued)
    assert copy.paper.due_at == booked.due_at


@pytest.mark.parametrize("how", ["called", "finished", "missed", "parked", "void"])
def test_who_was_called_already_is_not_moved(hall: HallUnderTest, how: str) -> None:
    booked = hall.book(due_in_s=0)
    if how == "void":
        hall.ask(VoidTicket(ticket_id=booked.ticket_id))
    else:
        hall.call(OFFICE)
    if how == "finished":
        hall.ask(Finish(place=OFFICE))
    if how == "missed":
        hall.pass_time(600)
        hall.ask(Recall(place=OFFICE))
        hall.ask(NoShow(place=OFFICE))
    if how == "parked":
        hall.ask(Park(place=OFFICE))
    before = booked.due_at

    assert code(move(hall, booked, 600)) is RefusalCode.WRONG_STATE
    assert booked.due_at == before


def test_a_call_that_was_undone_waits_for_the_new_time(hall: HallUnderTest) -> None:
    booked = hall.book(due_in_s=600)
    hall.ask(CallTicket(place=OFFICE, ticket_id=booked.ticket_id, reason="a"))
    hall.ask(Undo(place=OFFICE))
    move(hall, booked, 600)
    hall.pass_time(1198)
    assert code(hall.ask(CallNext(place=OFFICE))) is RefusalCode.NOBODY_WAITING
    hall.pass_time(1)

    assert hall.call(OFFICE) is booked


def test_a_ticket_without_an_appointment_has_no_time_to_move(hall: HallUnderTest) -> None:
    ticket = hall.wait()

    command = MoveAppointment(ticket_id=ticket.ticket_id, due_at=hall.at)
    assert code(hall.ask(command)) is RefusalCode.BY_APPOINTMENT
