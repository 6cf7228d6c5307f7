"""What the hall does with a booking's ticket stands in the book, once, whoever dies between them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from reception_days import CENTRE, SETTINGS, STAFF, at, booking_of, slot_in, visitor, works

from console.receptions.asked import Asked
from console.receptions.book import Booking, Stage
from console.receptions.commands import AskTicket, CheckIn, MarkReceived
from console.receptions.events import Punctuality, VisitorCheckedIn, VisitReopened
from console.receptions.hall_news import HALL, take_news
from console.receptions.refusals import Refusal
from console.receptions.rows import events_after
from console.receptions.store import Store
from console.receptions.timetable import timetables
from console.receptions.vault import Vault
from firmware.words import Language, new_id
from mqtt_bridge.events import (
    AnyEvent,
    CallKind,
    Recorded,
    StepUndone,
    TicketCalled,
    TicketIssued,
    TicketUnserved,
    TicketVoided,
    VisitFinished,
    VisitorMissed,
)
from mqtt_bridge.lease_events import JournalRestored

TABLE_AT = timetables(SETTINGS, CENTRE.timezone, works)
MONDAY, TEN = at("2027-01-11 09:00"), at("2027-01-21 10:00")
KEY = Fernet.generate_key()
OFFICE = "office-12"
FIRST, RECALL = CallKind.FIRST, CallKind.RECALL


class Morning:
    """A store with one booking for 10:20 whose ticket was asked for at ten, and the hall's journal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = self.opened()
        command = booking_of(slot_in(TABLE_AT(MONDAY), "2027-01-21", "10:20"))
        assert not isinstance(self.store.book_slot(Asked(command, STAFF, MONDAY), visitor()), Refusal)
        self.booking_id = command.booking_id
        self.ticket_id = new_id()
        self.journal: list[Recorded] = []
        self.ask(self.ticket_id)

    def opened(self) -> Store:
        return Store(self.folder / "receptions.db", Vault([KEY]), TABLE_AT)

    def ask(self, ticket_id: str, instead_of: str | None = None) -> None:
        command = AskTicket(booking_id=self.booking_id, ticket_id=ticket_id, instead_of=instead_of)
        assert not isinstance(self.store.act(Asked(command, STAFF, TEN)), Refusal)

    @property
    def booking(self) -> Booking:
        return self.store.book.bookings[self.booking_id]

    def stage(self) -> Stage:
        return self.booking.stage

    def tell(self, *events: AnyEvent, moment: str = "10:05", epoch: int = 1) -> None:
        news = [
            Recorded(seq=len(self.journal) + 1 + more, at=at(f"2027-01-21 {moment}"), event=event)
            for more, event in enumerate(events)
        ]
        self.journal += news
        take_news(self.store, epoch, news)

    def written(self) -> int:
        return sum(1 for _ in events_after(self.store.file, 0))


def issued(ticket_id: str) -> TicketIssued:
    return TicketIssued(
        ticket_id=ticket_id,
        zone="personal-reception",
        cycle=0,
        number=501,
        language=Language.KK,
        station="entrance",
        asker="console",
        ahead=0,
        place=OFFICE,
        due_at=at("2027-01-21 10:20"),
    )


@pytest.fixture
def morning(tmp_path: Path) -> Iterator[Morning]:
    morning = Morning(tmp_path)
    yield morning
    morning.store.close()


def called(morning: Morning, kind: CallKind = FIRST, staff: str = "") -> TicketCalled:
    return TicketCalled(call_id=new_id(), ticket_id=morning.ticket_id, place=OFFICE, kind=kind, staff=staff)


def test_a_ticket_that_was_given_checks_its_visitor_in_also_when_no_answer_ever_came(morning: Morning) -> None:
    morning.tell(issued(morning.ticket_id))

    assert (morning.booking.stage, morning.booking.ticket_id) == (Stage.CHECKED_IN, morning.ticket_id)
    *_, last = events_after(morning.store.file, 0)
    checked_in = VisitorCheckedIn(
        booking_id=morning.booking_id, ticket_id=morning.ticket_id, punctuality=Punctuality.EARLY
    )
    assert (last.event, last.staff, last.at) == (checked_in, STAFF, at("2027-01-21 10:05"))


def test_that_the_answer_came_first_changes_nothing(morning: Morning) -> None:
    command = CheckIn(booking_id=morning.booking_id, ticket_id=morning.ticket_id)
    morning.store.act(Asked(command, STAFF, TEN))
    before = morning.written()

    morning.tell(issued(morning.ticket_id))

    assert morning.written() == before


def test_a_visit_in_the_hall_is_called_and_received_without_an_outcome_until_somebody_says_it(
    morning: Morning,
) -> None:
    morning.tell(issued(morning.ticket_id))
    morning.tell(called(morning, staff="staff-9"), called(morning, RECALL), moment="10:21")
    assert morning.stage() is Stage.CALLED

    morning.tell(VisitFinished(ticket_id=morning.ticket_id, place=OFFICE), moment="10:40")

    assert (morning.booking.stage, morning.booking.outcome) == (Stage.RECEIVED, None)
    assert [recorded.staff for recorded in events_after(morning.store.file, 0)][-2:] == ["staff-9", HALL]
    said = MarkReceived(booking_id=morning.booking_id, outcome="settled")
    assert not isinstance(morning.store.act(Asked(said, STAFF, at("2027-01-21 10:45"))), Refusal)
    assert morning.booking.outcome == "settled"


def test_an_outcome_that_was_said_before_the_hall_had_finished_stays(morning: Morning) -> None:
    morning.tell(issued(morning.ticket_id), called(morning))
    said = MarkReceived(booking_id=morning.booking_id, outcome="settled")
    morning.store.act(Asked(said, STAFF, at("2027-01-21 10:30")))

    morning.tell(VisitFinished(ticket_id=morning.ticket_id, place=OFFICE), moment="10:40")

    assert morning.booking.outcome == "settled"


def test_a_visit_that_comes_back_is_not_over(morning: Morning) -> None:
    morning.tell(issued(morning.ticket_id), called(morning))
    morning.tell(VisitFinished(ticket_id=morning.ticket_id, place="window-1", comes_back=True))

    assert morning.stage() is Stage.CALLED


def test_who_was_missed_is_absent_and_back_when_called_again(morning: Morning) -> None:
    morning.tell(issued(morning.ticket_id), called(morning), moment="10:21")
    morning.tell(VisitorMissed(ticket_id=morning.ticket_id, place=OFFICE), moment="10:25")
    assert morning.stage() is Stage.ABSENT

    morning.tell(StepUndone(ticket_id=morning.ticket_id, place=OFFICE), called(morning), moment="10:26")

    assert morning.stage() is Stage.CALLED


def test_an_end_that_is_taken_back_takes_back_what_came_of_it(morning: Morning) -> None:
    follow_up = date(2027, 2, 21)
    morning.tell(issued(morning.ticket_id), called(morning), moment="10:21")
    morning.tell(VisitFinished(ticket_id=morning.ticket_id, place=OFFICE), moment="10:40")
    said = MarkReceived(booking_id=morning.booking_id, outcome="taken-up", follow_up=follow_up)
    morning.store.note_received(Asked(said, STAFF, at("2027-01-21 10:40")), "хат")

    morning.tell(StepUndone(ticket_id=morning.ticket_id, place=OFFICE, staff="staff-9"), moment="10:41")

    booking = morning.booking
    assert (booking.stage, booking.outcome, booking.follow_up) == (Stage.CALLED, None, None)
    assert (booking.withdrawn_outcome, booking.withdrawn_follow_up) == ("taken-up", follow_up)
    *_, last = events_after(morning.store.file, 0)
    assert (last.event, last.staff) == (VisitReopened(booking_id=morning.booking_id), "staff-9")


def test_what_was_taken_back_is_remembered_until_somebody_says_what_came_of_it(morning: Morning) -> None:
    morning.tell(issued(morning.ticket_id), called(morning), moment="10:21")
    said = MarkReceived(booking_id=morning.booking_id, outcome="taken-up", follow_up=date(2027, 2, 21))
    end, undone = (kind(ticket_id=morning.ticket_id, place=OFFICE) for kind in (VisitFinished, StepUndone))
    morning.store.act(Asked(said, STAFF, at("2027-01-21 10:40")))
    morning.tell(end, undone, end, moment="10:40")

    assert (morning.booking.stage, morning.booking.outcome) == (Stage.RECEIVED, None)
    assert morning.booking.withdrawn_outcome == "taken-up"

    morning.tell(undone, end, moment="10:41")
    assert morning.booking.withdrawn_outcome == "taken-up"

    said = MarkReceived(booking_id=morning.booking_id, outcome="settled")
    morning.store.act(Asked(said, STAFF, at("2027-01-21 10:42")))
    booking = morning.booking
    assert (booking.outcome, booking.withdrawn_outcome, booking.withdrawn_follow_up) == ("settled", None, None)


def test_who_was_missed_and_is_there_after_all_is_called_still(morning: Morning) -> None:
    morning.tell(issued(morning.ticket_id), called(morning), moment="10:21")
    morning.tell(VisitorMissed(ticket_id=morning.ticket_id, place=OFFICE), moment="10:25")

    morning.tell(StepUndone(ticket_id=morning.ticket_id, place=OFFICE), moment="10:25")

    assert morning.stage() is Stage.CALLED


def test_a_call_that_is_taken_back_is_no_end_that_is(morning: Morning) -> None:
    morning.tell(issued(morning.ticket_id), called(morning), moment="10:21")
    before = morning.written()

    morning.tell(StepUndone(ticket_id=morning.ticket_id, place=OFFICE), moment="10:21")

    assert morning.written() == before


@pytest.mark.parametrize("end", [TicketUnserved, TicketVoided])
def test_who_was_never_called_was_not_absent(morning: Morning, end: type[TicketUnserved] | type[TicketVoided]) -> None:
    morning.tell(issued(morning.ticket_id))
    morning.tell(end(ticket_id=morning.ticket_id), moment="18:00")

    assert morning.stage() is Stage.CHECKED_IN


def test_a_day_that_is_told_again_after_a_restart_brings_nothing_new(morning: Morning) -> None:
    morning.tell(issued(morning.ticket_id), called(morning), moment="10:21")
    morning.tell(VisitorMissed(ticket_id=morning.ticket_id, place=OFFICE), moment="10:25")
    before = morning.written()

    morning.store.close()
    morning.store = morning.opened()
    take_news(morning.store, 1, morning.journal)

    assert morning.written() == before
    assert morning.stage() is Stage.ABSENT


def test_a_journal_that_goes_on_from_a_backup_counts_anew(morning: Morning) -> None:
    morning.tell(issued(morning.ticket_id), called(morning), moment="10:21")
    restored = [
        Recorded(seq=1, at=at("2027-01-21 10:30"), event=JournalRestored(epoch=2, awaited=())),
        Recorded(seq=2, at=at("2027-01-21 10:31"), event=VisitorMissed(ticket_id=morning.ticket_id, place=OFFICE)),
    ]
    take_news(morning.store, 1, restored)

    assert morning.stage() is Stage.ABSENT


def test_the_fate_of_a_ticket_that_was_replaced_is_no_concern_of_the_booking(morning: Morning) -> None:
    first = morning.ticket_id
    morning.tell(issued(first))
    morning.ticket_id = new_id()
    morning.ask(morning.ticket_id, first)
    morning.tell(issued(morning.ticket_id))

    morning.tell(TicketCalled(call_id=new_id(), ticket_id=first, place=OFFICE, kind=FIRST))

    assert (morning.booking.stage, morning.booking.ticket_id) == (Stage.CHECKED_IN, morning.ticket_id)


def test_what_is_of_no_booking_costs_no_write(morning: Morning) -> None:
    morning.store.file.execute("CREATE TRIGGER full BEFORE INSERT ON meta BEGIN SELECT RAISE(ABORT, 'no room'); END")

    morning.tell(issued(new_id()), VisitorMissed(ticket_id=new_id(), place="window-1"))

    assert morning.stage() is Stage.BOOKED
