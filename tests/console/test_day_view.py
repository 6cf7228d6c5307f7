"""What staff see of a day, of the weeks, of free times and of what is still to be done; never a name."""

from datetime import date

import msgspec
import pytest
from reception_days import SETTINGS, BookUnderTest, at

from console.receptions.commands import (
    AskTicket,
    CancelBooking,
    CheckIn,
    DelayReception,
    MarkAbsent,
    MarkCalled,
    MarkReceived,
)
from console.receptions.day_view import BookingRow, DayView, State, ToTell, day_view, to_tell
from console.receptions.following_up import follow_ups, outcomes_missing
from console.receptions.free_days import free_days, free_with_each
from console.receptions.settings import ExceptionSettings
from console.receptions.weeks import Entry, ScheduleRow, weeks
from firmware.words import new_id

THURSDAY = date(2027, 1, 21)


def view(days: BookUnderTest, day: date = THURSDAY) -> DayView:
    return day_view(days.book, days.table, day, days.at)


def rows(days: BookUnderTest) -> list[BookingRow]:
    (reception,) = view(days).receptions
    return list(reception.rows)


def states(days: BookUnderTest) -> list[tuple[str, State]]:
    return [(f"{row.slot.begins:%H:%M}", row.state) for row in rows(days)]


def change(days: BookUnderTest, **what: object) -> None:
    exception = ExceptionSettings(**{"rule": "akim", "date": THURSDAY, **what})  # type: ignore[arg-type]
    days.use(msgspec.structs.replace(SETTINGS, exceptions=(exception,)))


def test_a_day_shows_everybody_in_order_of_time_with_how_each_stands(days: BookUnderTest) -> None:
    times = ("11:40", "10:00", "10:20", "10:40", "11:00", "11:20")
    booked = {begins: days.book_slot(days.slot("2027-01-21", begins)) for begins in times}
    assert {state for _time, state in states(days)} == {State.AWAITED}

    days.go_to("2027-01-21 10:30")
    assert states(days) == [
        ("10:00", State.TOO_LATE),
        ("10:20", State.LATE),
        ("10:40", State.DUE),
        ("11:00", State.EARLY),
        ("11:20", State.EARLY),
        ("11:40", State.EARLY),
    ]

    ids = {begins: booking.booking_id for begins, booking in booked.items()}

    days.ask(MarkAbsent(booking_id=ids["10:00"]))
    for begins in ("10:20", "10:40", "11:00"):
        days.ask(CheckIn(booking_id=ids[begins], ticket_id=new_id()))
    days.ask(MarkCalled(booking_id=ids["10:20"]))
    days.ask(MarkReceived(booking_id=ids["10:20"], outcome="settled", follow_up=date(2027, 2, 21)))
    days.ask(MarkCalled(booking_id=ids["10:40"]))
    days.ask(AskTicket(booking_id=ids["11:20"], ticket_id=new_id()))
    days.ask(CancelBooking(booking_id=ids["11:40"]))

    assert [state for _time, state in states(days)] == [
        State.ABSENT,
        State.RECEIVED,
        State.CALLED,
        State.CHECKED_IN,
        State.ASKED,
        State.CANCELLED,
    ]
    assert rows(days)[4].ticket_id == booked["11:20"].asked_ticket
    assert [f"{slot.begins:%H:%M}" for slot in view(days).receptions[0].free] == ["11:40"]


def test_a_delay_is_shown_with_the_reception_and_in_each_time(days: BookUnderTest) -> None:
    days.book_slot(days.slot("2027-01-21", "10:20"))
    days.go_to("2027-01-21 09:30")
    days.ask(DelayReception(reception_id=days.slot("2027-01-21", "10:20").reception_id, delay_min=30))

    (reception,) = view(days).receptions
    assert (reception.delay_min, reception.rows[0].due_at) == (30, at("2027-01-21 10:50"))


@pytest.mark.parametrize(
    ("which", "officials"),
    [
        ({"office": "office-12"}, ["akim"]),
        ({"office": "office-99"}, []),
        ({"official": "akim"}, ["akim"]),
        ({"official": "deputy-akim"}, []),
    ],
)
def test_a_day_can_be_of_one_office_or_one_official(
    days: BookUnderTest, which: dict[str, str], officials: list[str]
) -> None:
    days.book_slot(days.slot("2027-01-21", "10:20"))

    seen = day_view(days.book, days.table, THURSDAY, days.at, **which)

    assert [one.reception.official for one in seen.receptions] == officials
    assert sum(len(one.rows) for one in seen.receptions) == len(officials)


def test_a_reception_that_is_off_leaves_its_visitors_to_be_told(days: BookUnderTest) -> None:
    booking = days.book_slot(days.slot("2027-01-21", "10:20"))
    change(days, off=True)

    seen = view(days)
    assert (seen.receptions, [gone.official for gone in seen.off]) == ((), ["akim"])
    assert [(row.booking_id, row.state) for row in seen.stranded] == [(booking.booking_id, State.OFF)]
    assert to_tell(days.book, days.table) == (ToTell(booking_id=booking.booking_id, told=booking.slot, now=None),)


def test_a_reception_that_is_moved_is_on_its_new_day_and_its_visitors_on_both(days: BookUnderTest) -> None:
    booking = days.book_slot(days.slot("2027-01-21", "10:20"))
    change(days, moved_to=date(2027, 1, 28))

    assert [row.booking_id for row in view(days).stranded] == [booking.booking_id]
    (reception,) = view(days, date(2027, 1, 28)).receptions
    assert [(row.slot.day, row.told) for row in reception.rows] == [(date(2027, 1, 28), booking.slot)]
    (told,) = to_tell(days.book, days.table)
    assert told.now is not None


def test_free_times_come_by_day_without_what_is_taken_or_final(days: BookUnderTest) -> None:
    days.book_slot(days.slot("2027-01-21", "10:20"))

    free = free_days(days.book, days.table, "akim", days.at, most=2)

    assert [(day.day, len(day.slots)) for day in free.days] == [(THURSDAY, 5), (date(2027, 2, 4), 6)]
    assert free.has_more
    days.go_to("2027-01-19 09:00")
    assert free_days(days.book, days.table, "akim", days.at).days[0].day == date(2027, 2, 4)
    each = free_with_each(days.book, days.table, days.at)
    assert [one.official for one in each] == [official.name for official in SETTINGS.officials]


def test_follow_ups_are_due_overdue_first_until_they_are_told_anew(days: BookUnderTest) -> None:
    first, second, third = (days.book_slot(days.slot("2027-01-21", begins)) for begins in ("10:00", "10:20", "10:40"))
    days.go_to("2027-01-21 11:00")
    for booking, day in ((first, date(2027, 2, 21)), (second, date(2027, 2, 1)), (third, date(2027, 6, 1))):
        days.ask(MarkReceived(booking_id=booking.booking_id, outcome="taken-up", follow_up=day))
    days.go_to("2027-02-11 09:00")

    due = follow_ups(days.book, days.table, date(2027, 2, 28))
    assert [(each.booking_id, each.days_left) for each in due] == [(second.booking_id, -10), (first.booking_id, 10)]
    assert follow_ups(days.book, days.table, date(2027, 2, 28), official="deputy-akim") == ()

    days.ask(MarkReceived(booking_id=second.booking_id, outcome="settled"))
    assert len(follow_ups(days.book, days.table, date(2027, 2, 28))) == 1


def test_a_visit_that_ended_without_an_outcome_wants_one(days: BookUnderTest) -> None:
    booking = days.book_slot(days.slot("2027-01-21", "10:20"))
    days.go_to("2027-01-21 11:00")
    days.ask(MarkReceived(booking_id=booking.booking_id, outcome=None))

    assert [each.booking_id for each in outcomes_missing(days.book, days.table)] == [booking.booking_id]
    assert [row.wants_outcome for row in rows(days)] == [True]
    days.ask(MarkReceived(booking_id=booking.booking_id, outcome="settled"))
    assert outcomes_missing(days.book, days.table) == ()


def of_akim(days: BookUnderTest) -> list[ScheduleRow]:
    (akim,) = [each for each in weeks(days.table) if each.official == "akim"]
    return list(akim.rows)


@pytest.mark.parametrize(
    ("what", "entries"),
    [
        ({}, [(THURSDAY, Entry.USUAL, None)]),
        ({"off": True}, [(THURSDAY, Entry.OFF, None)]),
        ({"hours": "15:00-17:00"}, [(THURSDAY, Entry.CHANGED, None)]),
        ({"substitute": "deputy-akim"}, [(THURSDAY, Entry.CHANGED, None)]),
        (
            {"moved_to": date(2027, 1, 22)},
            [(THURSDAY, Entry.MOVED_AWAY, date(2027, 1, 22)), (date(2027, 1, 22), Entry.MOVED_HERE, THURSDAY)],
        ),
        ({"moved_to": date(2027, 3, 1)}, [(THURSDAY, Entry.MOVED_AWAY, date(2027, 3, 1))]),
        ({"moved_to": date(2027, 1, 23)}, [
            (THURSDAY, Entry.MOVED_AWAY, date(2027, 1, 23)), (date(2027, 1, 23), Entry.DAY_OFF, THURSDAY)
        ]),
    ],
)  # fmt: skip
def test_the_schedule_of_two_weeks_says_what_is_otherwise(
    days: BookUnderTest, what: dict[str, object], entries: list[tuple[date, Entry, date | None]]
) -> None:
    if what:
        change(days, **what)

    assert [(row.reception.day, row.entry, row.other_day) for row in of_akim(days)] == entries


def test_the_schedule_begins_with_this_weeks_monday_and_has_every_official(days: BookUnderTest) -> None:
    days.go_to("2027-01-22 09:00")

    shown = weeks(days.table)

    assert [each.official for each in shown] == [official.name for official in SETTINGS.officials]
    seen = sorted(row.reception.day for each in shown for row in each.rows)
    assert (seen[0], seen[-1]) == (date(2027, 1, 19), date(2027, 1, 29))
