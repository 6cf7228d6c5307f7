"""The rules of signing up: who gets a slot, and what is offered to who does not."""

import msgspec
from reception_days import SETTINGS, BookUnderTest, booking_of, offered, refused

from console.receptions.asked import Decision
from console.receptions.book import Booking, Stage
from console.receptions.commands import CancelBooking, MoveBooking
from console.receptions.events import SlotBooked
from console.receptions.refusals import Refusal, RefusalCode
from console.receptions.schedule import Slot
from console.receptions.settings import ExceptionSettings
from console.receptions.telling import out_of_step
from firmware.words import new_id


def test_of_two_who_want_one_slot_the_second_is_offered_the_next_free_ones(days: BookUnderTest) -> None:
    slot = days.slot("2027-01-21", "10:00")
    days.book_slot(slot)
    days.book_slot(days.slot("2027-01-21", "10:40"))

    decision = days.ask(booking_of(slot))

    assert refused(decision) is RefusalCode.SLOT_TAKEN
    assert offered(decision) == [
        "2027-01-21 10:20",
        "2027-01-21 11:00",
        "2027-01-21 11:20",
        "2027-01-21 11:40",
        "2027-02-04 10:00",
    ]


def test_fewer_are_offered_where_there_are_not_so_many(days: BookUnderTest) -> None:
    days.use(msgspec.structs.replace(SETTINGS, book_ahead_days=10))
    for begins in ("10:00", "10:20", "10:40", "11:00"):
        days.book_slot(days.slot("2027-01-21", begins))

    assert offered(days.ask(booking_of(days.slot("2027-01-21", "10:00")))) == ["2027-01-21 11:20", "2027-01-21 11:40"]


def test_a_slot_of_the_past_is_refused_with_the_next_ones(days: BookUnderTest) -> None:
    slot = days.slot("2027-01-21", "10:00")
    days.go_to("2027-01-25 09:00")

    decision = days.ask(booking_of(slot))

    assert refused(decision) is RefusalCode.SLOT_PAST
    assert offered(decision)[:3] == ["2027-02-04 10:00", "2027-02-04 10:20", "2027-02-04 10:40"]


def test_a_day_whose_list_is_final_takes_nobody_any_more(days: BookUnderTest) -> None:
    days.go_to("2027-01-18 23:59")
    days.book_slot(days.slot("2027-01-21", "10:00"))
    days.go_to("2027-01-19 00:00")

    decision = days.ask(booking_of(days.slot("2027-01-21", "10:20")))

    assert refused(decision) is RefusalCode.DAY_FROZEN
    assert len(offered(decision)) >= 3
    assert all(time.startswith("2027-02-") for time in offered(decision))


def test_a_day_too_far_ahead_is_not_booked_yet(days: BookUnderTest) -> None:
    decision = days.ask(booking_of(days.slot("2027-03-18", "10:00")))

    assert refused(decision) is RefusalCode.TOO_FAR
    assert offered(decision)[0] == "2027-01-21 10:00"


def test_a_slot_that_the_schedule_does_not_have_is_unknown(days: BookUnderTest) -> None:
    slot = msgspec.structs.replace(days.slot("2027-01-21", "10:00"), slot_id=f"{new_id()}-0")

    assert refused(days.ask(booking_of(slot))) is RefusalCode.UNKNOWN_SLOT


def test_a_page_that_is_sent_twice_books_once(days: BookUnderTest) -> None:
    command = booking_of(days.slot("2027-01-21", "10:00"))
    (booked,) = days.ask(command)  # type: ignore[misc]
    assert isinstance(booked, SlotBooked)

    assert refused(days.ask(command)) is RefusalCode.KNOWN_ALREADY
    assert len(days.book.bookings) == 1


def test_one_person_has_one_slot_with_an_official_on_a_day(days: BookUnderTest) -> None:
    first = days.book_slot(days.slot("2027-01-21", "10:00"), "a", "b")
    days.book_slot(days.slot("2027-01-20", "15:00", "chief-of-staff"), "a")

    decision = days.ask(booking_of(days.slot("2027-01-21", "10:20"), "", "c", "b"))
    assert refused(decision) is RefusalCode.BOOKED_ALREADY
    assert offered(decision)[0] == "2027-02-04 10:00"
    days.book_slot(days.slot("2027-01-21", "10:20"), "c")
    days.book_slot(days.slot("2027-02-04", "10:00"), "a")

    days.ask(CancelBooking(booking_id=first.booking_id))
    days.book_slot(days.slot("2027-01-21", "10:40"), "a")


def test_two_of_one_family_with_one_telephone_are_booked_when_the_reception_says_so(days: BookUnderTest) -> None:
    days.book_slot(days.slot("2027-01-21", "10:00"), "contact-a", "id-a")
    beside, later = days.slot("2027-01-21", "10:20"), days.slot("2027-02-04", "10:00")
    assert refused(days.ask(booking_of(beside, "", "contact-a"))) is RefusalCode.BOOKED_ALREADY

    def as_another(slot: Slot, *marks: str) -> Decision:
        return days.ask(msgspec.structs.replace(booking_of(slot, "", *marks), also_for_contact=True))

    assert refused(as_another(beside, "contact-a", "id-a")) is RefusalCode.BOOKED_ALREADY
    assert not isinstance(as_another(beside, "contact-a", "id-b"), Refusal)
    assert refused(days.ask(booking_of(days.slot("2027-01-21", "10:40"), "", "contact-a"))) is (
        RefusalCode.BOOKED_ALREADY
    )
    days.book_slot(later, "contact-a")


def test_two_of_one_family_are_moved_one_by_one(days: BookUnderTest) -> None:
    one = days.book_slot(days.slot("2027-01-21", "10:00"), "contact-a")
    command = booking_of(days.slot("2027-01-21", "10:20"), "", "contact-a")
    days.ask(msgspec.structs.replace(command, also_for_contact=True))
    other = days.book.bookings[command.booking_id]

    def move(booking: Booking, day: str, begins: str, *, also: bool = False) -> Decision:
        slot_id = days.slot(day, begins).slot_id
        return days.ask(MoveBooking(booking_id=booking.booking_id, slot_id=slot_id, also_for_contact=also))

    move(one, "2027-01-21", "11:00")
    move(other, "2027-01-21", "11:20")
    move(other, "2027-02-04", "10:00")
    assert refused(move(one, "2027-02-04", "10:20")) is RefusalCode.BOOKED_ALREADY
    move(one, "2027-02-04", "10:20", also=True)
    assert [f"{booking.slot.day} {booking.slot.begins:%H:%M}" for booking in (one, other)] == [
        "2027-02-04 10:20",
        "2027-02-04 10:00",
    ]
    move(one, "2027-02-18", "10:00")
    assert not isinstance(move(other, "2027-02-18", "10:20"), Refusal)


def test_a_booking_is_moved_and_frees_its_slot(days: BookUnderTest) -> None:
    old, new = days.slot("2027-01-21", "10:00"), days.slot("2027-01-21", "10:20")
    booking = days.book_slot(old, "a")

    days.ask(MoveBooking(booking_id=booking.booking_id, slot_id=new.slot_id))

    assert (booking.stage, booking.slot) == (Stage.MOVED, new)
    days.book_slot(old, "b")
    assert refused(days.ask(MoveBooking(booking_id=booking.booking_id, slot_id=old.slot_id))) is RefusalCode.SLOT_TAKEN


def test_who_is_on_a_final_list_may_move_away_from_its_day_and_not_within_it(days: BookUnderTest) -> None:
    booking = days.book_slot(days.slot("2027-01-21", "10:00"))
    days.go_to("2027-01-19 10:00")
    within, away = days.slot("2027-01-21", "10:20"), days.slot("2027-02-04", "10:00")

    assert refused(days.ask(MoveBooking(booking_id=booking.booking_id, slot_id=within.slot_id))) is (
        RefusalCode.DAY_FROZEN
    )
    days.ask(MoveBooking(booking_id=booking.booking_id, slot_id=away.slot_id))
    assert booking.slot == away


def test_a_cancelled_booking_frees_its_slot_and_stays_cancelled(days: BookUnderTest) -> None:
    slot = days.slot("2027-01-21", "10:00")
    booking = days.book_slot(slot)
    cancel = CancelBooking(booking_id=booking.booking_id)
    days.ask(cancel)

    assert refused(days.ask(cancel)) is RefusalCode.WRONG_STATE
    assert refused(days.ask(CancelBooking(booking_id=new_id()))) is RefusalCode.UNKNOWN_BOOKING
    days.book_slot(slot)


def test_what_was_not_cancelled_in_time_is_not_cancelled_afterwards(days: BookUnderTest) -> None:
    booking = days.book_slot(days.slot("2027-01-21", "10:00"))
    days.go_to("2027-01-21 10:20")

    assert refused(days.ask(CancelBooking(booking_id=booking.booking_id))) is RefusalCode.SLOT_PAST


def test_a_booking_goes_with_a_reception_that_is_moved_and_its_visitor_must_be_told(days: BookUnderTest) -> None:
    booking = days.book_slot(days.slot("2027-01-21", "10:20"))
    assert list(out_of_step(days.book, days.table)) == []
    day = booking.slot.day
    moved = ExceptionSettings(rule="akim", date=day, moved_to=day.replace(day=25), hours="15:00-17:00")
    days.use(msgspec.structs.replace(SETTINGS, exceptions=(moved,)))

    (told,) = out_of_step(days.book, days.table)
    assert told.booking is booking
    assert told.now is not None
    assert f"{told.now.day} {told.now.begins:%H:%M}" == "2027-01-25 15:20"
    assert refused(days.ask(booking_of(told.now))) is RefusalCode.SLOT_TAKEN

    days.go_to("2027-01-21 09:00")  # the list of the new day is final, and has the booking already
    agreed = MoveBooking(booking_id=booking.booking_id, slot_id=told.now.slot_id)
    days.ask(agreed)
    assert booking.slot == told.now
    assert list(out_of_step(days.book, days.table)) == []
    assert refused(days.ask(agreed)) is RefusalCode.KNOWN_ALREADY


def test_a_visitor_keeps_the_time_that_was_told_when_slots_become_longer_or_must_be_moved(days: BookUnderTest) -> None:
    kept, gone = (days.book_slot(days.slot("2027-01-21", begins)) for begins in ("11:00", "10:20"))
    rules = (msgspec.structs.replace(SETTINGS.rules[0], slot_min=30), *SETTINGS.rules[1:])
    days.use(msgspec.structs.replace(SETTINGS, rules=rules))

    told = {one.booking.booking_id: one.now for one in out_of_step(days.book, days.table)}

    assert told[gone.booking_id] is None
    now = told[kept.booking_id]
    assert now is not None
    assert (f"{now.begins:%H:%M}", f"{now.ends:%H:%M}") == ("11:00", "11:30")
    assert refused(days.ask(booking_of(days.slot("2027-01-21", "11:00")))) is RefusalCode.SLOT_TAKEN
    days.book_slot(days.slot("2027-01-21", "10:00"))


def test_a_booking_of_a_reception_that_is_off_must_be_moved(days: BookUnderTest) -> None:
    booking = days.book_slot(days.slot("2027-01-21", "10:20"))
    off = ExceptionSettings(rule="akim", date=booking.slot.day, off=True)
    days.use(msgspec.structs.replace(SETTINGS, exceptions=(off,)))

    (told,) = out_of_step(days.book, days.table)
    assert told.now is None
    days.ask(MoveBooking(booking_id=booking.booking_id, slot_id=days.slot("2027-02-04", "10:00").slot_id))
    assert list(out_of_step(days.book, days.table)) == []
