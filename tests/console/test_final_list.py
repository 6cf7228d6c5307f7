"""The final list: when it is final, and what becomes of it afterwards."""

from datetime import date

import msgspec
from reception_days import SETTINGS, STAFF, BookUnderTest, at, booking_of, refused

from console.receptions.book import FinalList
from console.receptions.commands import CancelBooking, ListFormat, MoveBooking, TakeList
from console.receptions.events import ListFrozen
from console.receptions.final_list import changes
from console.receptions.refusals import RefusalCode
from console.receptions.settings import ExceptionSettings

THURSDAY = date(2027, 1, 21)
BODY = "akimat-office"


def final(days: BookUnderTest) -> FinalList:
    return days.book.lists[THURSDAY, BODY]


def on_it(days: BookUnderTest, version: int) -> list[str]:
    return [f"{row.slot.begins:%H:%M}" for row in final(days).versions[version - 1].rows]


def test_a_list_is_final_two_working_days_before_its_day(days: BookUnderTest) -> None:
    days.book_slot(days.slot("2027-01-21", "10:20"))
    days.book_slot(days.slot("2027-01-21", "10:00"))
    days.go_to("2027-01-18 23:59:59")
    assert (THURSDAY, BODY) not in days.book.lists
    days.go_to("2027-01-19 00:00")

    assert on_it(days, 1) == ["10:00", "10:20"]
    assert final(days).newest.at == at("2027-01-19 00:00")


def test_every_body_with_a_reception_has_its_list_also_when_nobody_has_booked(days: BookUnderTest) -> None:
    days.go_to("2027-01-20 09:00")

    assert days.book.lists[date(2027, 1, 22), "appeals"].newest.rows == ()
    assert (date(2027, 1, 22), BODY) not in days.book.lists


def test_the_lists_of_days_gone_by_are_not_made_afterwards(days: BookUnderTest) -> None:
    days.go_to("2027-01-26 09:00")

    assert min(day for day, _body in days.book.lists) == date(2027, 1, 26)


def test_who_cancels_afterwards_makes_a_version_that_says_what_changed(days: BookUnderTest) -> None:
    leaving = days.book_slot(days.slot("2027-01-21", "10:00"))
    days.book_slot(days.slot("2027-01-21", "10:20"))
    moving = days.book_slot(days.slot("2027-01-21", "10:40"))
    days.go_to("2027-01-19 09:00")
    days.ask(CancelBooking(booking_id=leaving.booking_id))
    away = days.slot("2027-02-04", "10:00")
    days.ask(MoveBooking(booking_id=moving.booking_id, slot_id=away.slot_id))

    assert [version.number for version in final(days).versions] == [1, 2, 3]
    assert (on_it(days, 1), on_it(days, 3)) == (["10:00", "10:20", "10:40"], ["10:20"])
    one, _two, three = final(days).versions
    changed = changes(one, three)
    assert [row.booking_id for row in changed.removed] == [leaving.booking_id, moving.booking_id]
    assert (changed.added, changed.changed) == ((), ())


def test_a_cancellation_after_the_moment_is_a_version_also_when_nobody_was_there_to_freeze(
    days: BookUnderTest,
) -> None:
    leaving = days.book_slot(days.slot("2027-01-21", "10:00"))
    days.at = at("2027-01-19 09:00")
    days.ask(CancelBooking(booking_id=leaving.booking_id))

    assert (on_it(days, 1), on_it(days, 2)) == (["10:00"], [])


def test_a_reception_whose_time_is_changed_makes_a_version(days: BookUnderTest) -> None:
    booking = days.book_slot(days.slot("2027-01-21", "10:00"))
    days.go_to("2027-01-19 09:00")
    later = ExceptionSettings(rule="akim", date=THURSDAY, hours="15:00-17:00")
    days.use(msgspec.structs.replace(SETTINGS, exceptions=(later,)))
    days.let_time_pass()

    one, two = final(days).versions
    assert [row.booking_id for row in changes(one, two).changed] == [booking.booking_id]
    assert on_it(days, 2) == ["15:00"]
    assert days.let_time_pass() == []


def test_a_list_that_is_final_stays_so_when_the_calendar_is_changed(days: BookUnderTest) -> None:
    days.go_to("2027-01-19 09:00")
    days.use(msgspec.structs.replace(SETTINGS, freeze_working_days=0))

    assert days.let_time_pass() == []
    assert refused(days.ask(booking_of(days.slot("2027-01-21", "10:00")))) is RefusalCode.DAY_FROZEN
    frozen = [recorded.event for recorded in days.history if isinstance(recorded.event, ListFrozen)]
    assert len(frozen) == len({(event.day, event.body) for event in frozen})


def test_who_took_which_version_in_which_form_is_written_down(days: BookUnderTest) -> None:
    leaving = days.book_slot(days.slot("2027-01-21", "10:00"))
    take = TakeList(day=THURSDAY, body=BODY, format=ListFormat.PAPER)
    assert refused(days.ask(take)) is RefusalCode.UNKNOWN_LIST
    days.go_to("2027-01-19 09:00")
    days.ask(take)
    assert final(days).taken_before() is None
    days.ask(CancelBooking(booking_id=leaving.booking_id))
    days.ask(msgspec.structs.replace(take, format=ListFormat.CSV))

    told = [(taking.staff, taking.version, taking.format) for taking in final(days).takings]
    assert told == [(STAFF, 1, ListFormat.PAPER), (STAFF, 2, ListFormat.CSV)]
    assert final(days).taken_before() == final(days).versions[0]
