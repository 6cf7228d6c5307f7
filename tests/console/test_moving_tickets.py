"""A delay that is told or taken back, with tickets that were given before, in a hall that follows."""

import pytest
from hall_under_test import HallUnderTest
from reception_days import CENTRE, BookUnderTest, at

from console.receptions.arrival import arrival
from console.receptions.book import Booking
from console.receptions.checking_in import issue_ticket
from console.receptions.commands import CheckIn, DelayReception, MarkCalled
from console.receptions.moving_tickets import tickets_to_move
from hall.ticket import Ticket
from mqtt_bridge.commands import VoidTicket
from mqtt_bridge.hall_commands import MoveAppointment
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.place_commands import CallTicket


class Reception:
    """A book and a hall on the morning of the akim's reception, with visitors at 10:00 and 10:20 who are here."""

    def __init__(self, days: BookUnderTest) -> None:
        self.days = days
        self.bookings = [days.book_slot(days.slot("2027-01-21", begins)) for begins in ("10:00", "10:20")]
        days.go_to("2027-01-21 09:50")
        self.hall = HallUnderTest(CENTRE)
        self.hall.at = days.at
        self.tickets = [self.check_in(booking) for booking in self.bookings]

    def check_in(self, booking: Booking) -> Ticket:
        request = arrival(self.days.book, self.days.table, booking, self.days.at).request
        assert request is not None
        ticket = self.hall.issued(issue_ticket(request, "entrance"))
        self.hall.report(ticket, PaperOutcome.CONFIRMED)
        self.days.ask(CheckIn(booking_id=booking.booking_id, ticket_id=ticket.ticket_id))
        return ticket

    def delay(self, minutes: int) -> None:
        reception_id = self.bookings[0].slot.reception_id
        self.days.ask(DelayReception(reception_id=reception_id, delay_min=minutes))

    def to_move(self) -> tuple[MoveAppointment, ...]:
        return tickets_to_move(self.days.book, self.days.table, self.hall.hall.tickets)

    def move(self) -> None:
        for command in self.to_move():
            assert self.hall.ask(command) is not None


@pytest.fixture
def reception(days: BookUnderTest) -> Reception:
    return Reception(days)


def due(*moments: str) -> list[float]:
    return [at(f"2027-01-21 {moment}") for moment in moments]


def test_without_a_delay_no_ticket_is_moved(reception: Reception) -> None:
    assert reception.to_move() == ()


def test_a_delay_moves_every_ticket_and_taking_it_back_moves_them_back(reception: Reception) -> None:
    reception.delay(30)
    reception.move()
    assert [ticket.due_at for ticket in reception.tickets] == due("10:30", "10:50")
    assert reception.to_move() == ()

    reception.delay(0)
    reception.move()
    assert [ticket.due_at for ticket in reception.tickets] == due("10:00", "10:20")


def test_what_was_not_moved_because_nobody_answered_is_moved_the_next_time(reception: Reception) -> None:
    reception.delay(30)
    first, second = reception.to_move()
    reception.hall.ask(first)

    assert reception.to_move() == (second,)


def test_who_was_called_or_has_no_ticket_any_more_is_not_moved(reception: Reception) -> None:
    called, void = reception.tickets
    reception.hall.ask(CallTicket(place="office-12", ticket_id=called.ticket_id, reason="a"))
    reception.days.ask(MarkCalled(booking_id=reception.bookings[0].booking_id))
    reception.hall.ask(VoidTicket(ticket_id=void.ticket_id))

    reception.delay(30)

    assert reception.to_move() == ()


def test_who_checks_in_during_a_delay_has_the_later_time_at_once(days: BookUnderTest) -> None:
    late = days.book_slot(days.slot("2027-01-21", "10:40"))
    reception = Reception(days)
    reception.delay(30)
    reception.move()
    ticket = reception.check_in(late)

    assert ticket.due_at == at("2027-01-21 11:10")
    assert reception.to_move() == ()
