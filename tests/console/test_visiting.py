"""The day of a reception: who is early or late, what the dispatcher is asked, and an official who is late."""

from datetime import date

import msgspec
import pytest
from reception_days import SETTINGS, BookUnderTest, at, offered, refused

from console.receptions.arrival import Escort, QueueRequest, arrival
from console.receptions.book import Booking, Stage
from console.receptions.commands import (
    BookSlot,
    CancelBooking,
    CheckIn,
    DelayReception,
    MarkAbsent,
    MarkCalled,
    MarkReceived,
)
from console.receptions.events import Punctuality
from console.receptions.refusals import RefusalCode
from console.receptions.settings import ExceptionSettings
from console.receptions.telling import delays_shown
from firmware.words import Bilingual, Language, new_id


@pytest.fixture
def booking(days: BookUnderTest) -> Booking:
    """For the akim on Thursday at 10:20."""
    return days.book_slot(days.slot("2027-01-21", "10:20"), assistance=True)


def check_in(booking: Booking, *, admit_late: bool = False) -> CheckIn:
    return CheckIn(booking_id=booking.booking_id, ticket_id=new_id(), admit_late=admit_late)


@pytest.mark.parametrize(
    ("moment", "punctuality", "escort"),
    [
        ("2027-01-20 10:20", Punctuality.WRONG_DAY, None),
        ("2027-01-21 00:00", Punctuality.EARLY, Escort.WAITING),
        ("2027-01-21 10:09:59", Punctuality.EARLY, Escort.WAITING),
        ("2027-01-21 10:10", Punctuality.DUE, Escort.OFFICE),
        ("2027-01-21 10:20", Punctuality.DUE, Escort.OFFICE),
        ("2027-01-21 10:20:01", Punctuality.LATE, Escort.OFFICE),
        ("2027-01-21 10:35", Punctuality.LATE, Escort.OFFICE),
        ("2027-01-21 10:35:01", Punctuality.TOO_LATE, None),
        ("2027-01-22 00:00", Punctuality.WRONG_DAY, None),
    ],
)
def test_a_visitor_is_early_due_late_or_too_late(
    days: BookUnderTest, booking: Booking, moment: str, punctuality: Punctuality, escort: Escort | None
) -> None:
    here = arrival(days.book, days.table, booking, at(moment))

    assert here.punctuality is punctuality
    assert (here.request.escort if here.request is not None else None) is escort


def test_the_dispatcher_is_asked_for_a_ticket_of_the_office_and_told_nothing_of_the_person(
    days: BookUnderTest, booking: Booking
) -> None:
    assert arrival(days.book, days.table, booking, at("2027-01-21 09:00")).request == QueueRequest(
        zone="personal-reception",
        office="office-12",
        official=Bilingual(kk="Аудан әкімі", ru="Аким района"),
        due_at=at("2027-01-21 10:20"),
        language=Language.KK,
        assistance=True,
        escort=Escort.WAITING,
    )
    personal = {"name", "contact", "subject", "organisation", "reference", "note"}
    for command in (QueueRequest, BookSlot, CheckIn, MarkReceived):
        assert personal.isdisjoint(field.name for field in msgspec.structs.fields(command))


def test_check_in_call_and_reception(days: BookUnderTest, booking: Booking) -> None:
    days.go_to("2027-01-21 10:00")
    command = check_in(booking)
    days.ask(command)
    assert (booking.stage, booking.ticket_id) == (Stage.CHECKED_IN, command.ticket_id)
    assert refused(days.ask(command)) is RefusalCode.KNOWN_ALREADY

    days.ask(MarkCalled(booking_id=booking.booking_id))
    received = MarkReceived(booking_id=booking.booking_id, outcome="taken-up", follow_up=date(2027, 2, 21))
    days.ask(received)
    assert (booking.stage, booking.outcome, booking.follow_up) == (Stage.RECEIVED, "taken-up", date(2027, 2, 21))
    assert refused(days.ask(check_in(booking))) is RefusalCode.WRONG_STATE
    assert refused(days.ask(CancelBooking(booking_id=booking.booking_id))) is RefusalCode.WRONG_STATE


def test_the_outcome_can_be_told_anew_when_the_follow_up_is_done(days: BookUnderTest, booking: Booking) -> None:
    days.go_to("2027-01-21 10:20")
    days.ask(MarkReceived(booking_id=booking.booking_id, outcome="taken-up", follow_up=date(2027, 2, 21)))
    days.go_to("2027-02-20 10:20")
    days.ask(MarkReceived(booking_id=booking.booking_id, outcome="settled"))

    assert (booking.outcome, booking.follow_up) == ("settled", None)


def test_an_outcome_is_one_of_the_centres_and_of_a_day_that_has_come(days: BookUnderTest, booking: Booking) -> None:
    days.go_to("2027-01-20 10:20")
    assert refused(days.ask(MarkReceived(booking_id=booking.booking_id, outcome="settled"))) is RefusalCode.WRONG_DAY
    days.go_to("2027-01-21 09:00")
    assert refused(days.ask(MarkReceived(booking_id=booking.booking_id, outcome="fine"))) is RefusalCode.UNKNOWN_OUTCOME


@pytest.mark.parametrize("follow_up", [date(2027, 1, 20), date(2029, 1, 22), date(9999, 12, 31), date.min])
def test_a_follow_up_before_the_reception_or_years_after_it_is_a_typing_mistake(
    days: BookUnderTest, booking: Booking, follow_up: date
) -> None:
    days.go_to("2027-01-21 10:20")
    received = MarkReceived(booking_id=booking.booking_id, outcome="taken-up", follow_up=follow_up)

    assert refused(days.ask(received)) is RefusalCode.WRONG_FOLLOW_UP
    assert booking.outcome is None


@pytest.mark.parametrize("follow_up", [date(2027, 1, 21), date(2029, 1, 21)])
def test_a_follow_up_is_from_the_day_of_the_reception_to_two_years_later(
    days: BookUnderTest, booking: Booking, follow_up: date
) -> None:
    days.go_to("2027-01-25 10:20")
    days.ask(MarkReceived(booking_id=booking.booking_id, outcome="taken-up", follow_up=follow_up))

    assert booking.follow_up == follow_up


def test_one_ticket_is_of_one_booking(days: BookUnderTest, booking: Booking) -> None:
    other = days.book_slot(days.slot("2027-01-21", "10:00"))
    days.go_to("2027-01-21 10:00")
    first, second = check_in(booking), check_in(booking)
    days.ask(first)
    days.ask(second)

    for taken in (first, second):
        same = CheckIn(booking_id=other.booking_id, ticket_id=taken.ticket_id)
        assert refused(days.ask(same)) is RefusalCode.TICKET_TAKEN
    assert (other.stage, other.ticket_id) == (Stage.BOOKED, None)
    days.ask(check_in(other))
    assert other.stage is Stage.CHECKED_IN


def test_a_ticket_that_never_came_out_is_followed_by_another(days: BookUnderTest, booking: Booking) -> None:
    days.go_to("2027-01-21 10:34")
    days.ask(check_in(booking))
    days.go_to("2027-01-21 10:36")
    again = check_in(booking)
    days.ask(again)

    assert booking.ticket_id == again.ticket_id


def test_who_is_too_late_is_offered_other_times_or_let_in_by_the_official(
    days: BookUnderTest, booking: Booking
) -> None:
    days.go_to("2027-01-21 10:36")
    decision = days.ask(check_in(booking))

    assert refused(decision) is RefusalCode.TOO_LATE
    assert offered(decision)[:3] == ["2027-02-04 10:00", "2027-02-04 10:20", "2027-02-04 10:40"]
    days.ask(check_in(booking, admit_late=True))
    assert booking.stage is Stage.CHECKED_IN


def test_who_comes_on_another_day_is_refused_with_what_is_possible(days: BookUnderTest, booking: Booking) -> None:
    days.go_to("2027-01-18 10:00")
    decision = days.ask(check_in(booking))

    assert refused(decision) is RefusalCode.WRONG_DAY
    assert offered(decision)[0] == "2027-01-21 10:00"


def test_nobody_is_absent_before_the_slot_is_missed(days: BookUnderTest, booking: Booking) -> None:
    absent = MarkAbsent(booking_id=booking.booking_id)
    days.go_to("2027-01-21 10:35")
    assert refused(days.ask(absent)) is RefusalCode.TOO_EARLY
    days.go_to("2027-01-21 10:36")
    days.ask(absent)

    assert refused(days.ask(check_in(booking))) is RefusalCode.WRONG_STATE
    days.ask(check_in(booking, admit_late=True))
    assert booking.stage is Stage.CHECKED_IN


def test_who_does_not_come_when_called_is_absent_at_once(days: BookUnderTest, booking: Booking) -> None:
    days.go_to("2027-01-21 10:15")
    days.ask(check_in(booking))
    assert refused(days.ask(MarkAbsent(booking_id=booking.booking_id))) is RefusalCode.TOO_EARLY
    days.ask(MarkCalled(booking_id=booking.booking_id))
    days.ask(MarkAbsent(booking_id=booking.booking_id))

    assert booking.stage is Stage.ABSENT


def test_nobody_is_checked_in_to_a_reception_that_is_off(days: BookUnderTest, booking: Booking) -> None:
    days.use(
        msgspec.structs.replace(
            SETTINGS, exceptions=(ExceptionSettings(rule="akim", date=date(2027, 1, 21), off=True),)
        )
    )
    days.go_to("2027-01-21 10:15")

    decision = days.ask(check_in(booking))
    assert refused(decision) is RefusalCode.NO_RECEPTION
    assert offered(decision)[0] == "2027-02-04 10:00"


def test_a_late_official_shifts_who_was_not_called_yet_and_the_delay_is_shown(
    days: BookUnderTest, booking: Booking
) -> None:
    first = days.book_slot(days.slot("2027-01-21", "10:00"))
    days.go_to("2027-01-21 10:00")
    days.ask(check_in(first))
    days.ask(MarkCalled(booking_id=first.booking_id))
    delay = DelayReception(reception_id=booking.slot.reception_id, delay_min=30)
    days.ask(delay)

    assert arrival(days.book, days.table, first, days.at).due_at == at("2027-01-21 10:00")
    here = arrival(days.book, days.table, booking, days.at)
    assert (here.due_at, here.punctuality) == (at("2027-01-21 10:50"), Punctuality.EARLY)
    (shown,) = delays_shown(days.book, days.table)
    assert shown.text.kk == "Қабылдау кешігуде: шамамен 30 мин"
    assert shown.text.ru == "Приём задерживается: около 30 мин"
    assert refused(days.ask(delay)) is RefusalCode.KNOWN_ALREADY


def test_nobody_misses_a_slot_by_a_delay_that_was_told_and_taken_back(days: BookUnderTest, booking: Booking) -> None:
    days.go_to("2027-01-21 09:00")
    days.ask(DelayReception(reception_id=booking.slot.reception_id, delay_min=60))
    days.ask(DelayReception(reception_id=booking.slot.reception_id, delay_min=0))

    assert list(delays_shown(days.book, days.table)) == []
    assert arrival(days.book, days.table, booking, at("2027-01-21 11:20")).punctuality is Punctuality.LATE
    assert arrival(days.book, days.table, booking, at("2027-01-21 11:36")).punctuality is Punctuality.TOO_LATE


def test_a_reception_of_another_day_is_not_delayed(days: BookUnderTest, booking: Booking) -> None:
    delay = DelayReception(reception_id=booking.slot.reception_id, delay_min=30)

    assert refused(days.ask(delay)) is RefusalCode.WRONG_DAY
    unknown = DelayReception(reception_id=new_id(), delay_min=30)
    assert refused(days.ask(unknown)) is RefusalCode.UNKNOWN_RECEPTION
