"""From a booking to a ticket: what is asked, written down and done next, whichever side fails."""

import pytest
from reception_days import BookUnderTest, refused

from console.receptions.arrival import arrival
from console.receptions.book import Booking, Stage
from console.receptions.checking_in import NextStep, issue_ticket, next_step
from console.receptions.commands import AskTicket, CancelBooking, CheckIn, MoveBooking
from console.receptions.events import TicketAskedFor
from console.receptions.refusals import RefusalCode
from firmware.words import Bilingual, Language, new_id
from hall.ticket import Stage as TicketStage
from mqtt_bridge.commands import IssueTicket


@pytest.fixture
def booking(days: BookUnderTest) -> Booking:
    """For the akim on Thursday at 10:20, who is here at ten."""
    booking = days.book_slot(days.slot("2027-01-21", "10:20"), assistance=True)
    days.book_slot(days.slot("2027-01-21", "10:40"))
    days.go_to("2027-01-21 10:00")
    return booking


def ask(booking: Booking, instead_of: str | None = None, *, admit_late: bool = False) -> AskTicket:
    return AskTicket(booking_id=booking.booking_id, ticket_id=new_id(), instead_of=instead_of, admit_late=admit_late)


def test_that_the_dispatcher_is_asked_is_written_down_before_anybody_has_answered(
    days: BookUnderTest, booking: Booking
) -> None:
    assert next_step(booking, None) is NextStep.ASK
    command = ask(booking)

    assert days.ask(command) == [TicketAskedFor(booking_id=booking.booking_id, ticket_id=command.ticket_id)]
    assert (booking.stage, booking.asked_ticket, booking.ticket_id) == (Stage.BOOKED, command.ticket_id, None)
    assert next_step(booking, None) is NextStep.ASK_AGAIN
    assert refused(days.ask(command)) is RefusalCode.KNOWN_ALREADY


def test_of_two_receptions_that_check_somebody_in_at_once_one_asks(days: BookUnderTest, booking: Booking) -> None:
    days.ask(ask(booking))

    assert refused(days.ask(ask(booking))) is RefusalCode.TICKET_ASKED


def test_who_cannot_be_checked_in_gets_no_ticket_asked_for(days: BookUnderTest, booking: Booking) -> None:
    days.go_to("2027-01-20 10:00")
    assert refused(days.ask(ask(booking))) is RefusalCode.WRONG_DAY
    days.go_to("2027-01-21 11:00")
    assert refused(days.ask(ask(booking))) is RefusalCode.TOO_LATE
    days.ask(ask(booking, admit_late=True))
    assert booking.asked_ticket is not None


def test_nobody_is_checked_in_with_the_ticket_of_another(days: BookUnderTest, booking: Booking) -> None:
    command = ask(booking)
    days.ask(command)
    _booking, another = days.book.bookings.values()

    stolen = AskTicket(booking_id=another.booking_id, ticket_id=command.ticket_id)
    assert refused(days.ask(stolen)) is RefusalCode.TICKET_TAKEN
    unknown = AskTicket(booking_id=new_id(), ticket_id=new_id())
    assert refused(days.ask(unknown)) is RefusalCode.UNKNOWN_BOOKING


def test_a_ticket_that_was_refused_is_followed_by_another_that_says_instead_of_which(
    days: BookUnderTest, booking: Booking
) -> None:
    first = ask(booking)
    days.ask(first)
    assert next_step(booking, None, refused=True) is NextStep.ASK_ANOTHER

    second = ask(booking, first.ticket_id)
    days.ask(second)

    assert booking.asked_ticket == second.ticket_id
    assert refused(days.ask(ask(booking, first.ticket_id))) is RefusalCode.TICKET_ASKED


@pytest.mark.parametrize(
    ("stage", "step"),
    [
        (TicketStage.ISSUED, NextStep.WAIT),
        (TicketStage.UNSURE, NextStep.DECIDE),
        (TicketStage.VOID, NextStep.ASK_ANOTHER),
        (TicketStage.WAITING, NextStep.NOTHING),
        (TicketStage.CALLED, NextStep.NOTHING),
        (TicketStage.FINISHED, NextStep.NOTHING),
    ],
)
def test_what_the_hall_says_of_the_ticket_says_what_to_do(
    days: BookUnderTest, booking: Booking, stage: TicketStage, step: NextStep
) -> None:
    command = ask(booking)
    days.ask(command)
    days.ask(CheckIn(booking_id=booking.booking_id, ticket_id=command.ticket_id))

    assert next_step(booking, stage) is step


def test_whose_paper_failed_gets_a_second_ticket_also_when_it_has_become_late(
    days: BookUnderTest, booking: Booking
) -> None:
    first = ask(booking)
    days.ask(first)
    days.ask(CheckIn(booking_id=booking.booking_id, ticket_id=first.ticket_id))
    days.go_to("2027-01-21 10:50")

    second = ask(booking, first.ticket_id)
    days.ask(second)
    days.ask(CheckIn(booking_id=booking.booking_id, ticket_id=second.ticket_id))

    assert (booking.stage, booking.ticket_id) == (Stage.CHECKED_IN, second.ticket_id)


def test_a_ticket_that_the_hall_has_forgotten_is_followed_by_another(days: BookUnderTest, booking: Booking) -> None:
    command = ask(booking)
    days.ask(command)
    days.ask(CheckIn(booking_id=booking.booking_id, ticket_id=command.ticket_id))

    assert next_step(booking, None) is NextStep.ASK_ANOTHER


def test_who_is_moved_to_another_day_begins_anew(days: BookUnderTest, booking: Booking) -> None:
    days.ask(ask(booking))
    days.ask(MoveBooking(booking_id=booking.booking_id, slot_id=days.slot("2027-02-04", "10:00").slot_id))

    assert next_step(booking, None) is NextStep.ASK


def test_who_has_cancelled_is_asked_no_ticket(days: BookUnderTest, booking: Booking) -> None:
    days.ask(CancelBooking(booking_id=booking.booking_id))

    assert refused(days.ask(ask(booking))) is RefusalCode.WRONG_STATE


def test_the_dispatcher_is_asked_for_office_time_language_and_help(days: BookUnderTest, booking: Booking) -> None:
    request = arrival(days.book, days.table, booking, days.at).request
    assert request is not None

    assert issue_ticket(request, "entrance", ("complaint",), representative=True) == IssueTicket(
        zone="personal-reception",
        language=Language.KK,
        station="entrance",
        matters=("complaint",),
        assistance=True,
        representative=True,
        place="office-12",
        due_at=days.table.moment(booking.slot.day, booking.slot.begins),
        official=Bilingual(kk="Аудан әкімі", ru="Аким района"),
    )
