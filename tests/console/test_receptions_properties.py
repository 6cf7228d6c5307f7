"""What no sequence of commands at any time may break: a state machine driven by hypothesis, on a real file."""

import shutil
import tempfile
from datetime import date
from pathlib import Path

import msgspec
from cryptography.fernet import Fernet
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from reception_days import CENTRE, SETTINGS, STAFF, at, booking_of, visitor, works

from console.receptions.asked import Asked, Decision
from console.receptions.book import Stage, Version
from console.receptions.commands import (
    AnyCommand,
    AskTicket,
    CancelBooking,
    CheckIn,
    DelayReception,
    ListFormat,
    MarkAbsent,
    MarkCalled,
    MarkReceived,
    MoveBooking,
    ReopenVisit,
    TakeList,
)
from console.receptions.events import ListFrozen, ListRevised, ListTaken, SlotBooked
from console.receptions.keeping import erase_due
from console.receptions.offers import why_not
from console.receptions.refusals import Refusal
from console.receptions.rows import events_after
from console.receptions.schedule import Slot
from console.receptions.store import Store
from console.receptions.timetable import timetables
from console.receptions.vault import Vault
from firmware.words import new_id

TABLE_AT = timetables(SETTINGS, CENTRE.timezone, works)
KEY = Fernet.generate_key()
FIRST, LAST = at("2027-01-11 00:00"), at("2027-02-08 00:00")
SLOTS = [slot for slot in TABLE_AT(FIRST).slots.values() if slot.day < date(2027, 2, 10)][::3]
PICK = st.integers(0, 200)


class AnyReceptions(RuleBasedStateMachine):
    """Random commands of some weeks against the shipped schedule. Time jumps, also back."""

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.store = self.reopened()
        self.at = FIRST
        self.versions: dict[tuple[date, str], list[Version]] = {}

    def reopened(self) -> Store:
        return Store(self.folder / "receptions.db", Vault([KEY]), TABLE_AT)

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    def slot(self, pick: int) -> Slot:
        return SLOTS[pick % len(SLOTS)]

    def booking_id(self, pick: int) -> str:
        ids = list(self.store.book.bookings)
        return ids[pick % len(ids)] if ids else "0" * 16

    def events(self) -> int:
        (count,) = self.store.file.execute("SELECT count(*) FROM events").fetchone()
        return int(count)

    def ask(self, command: AnyCommand) -> None:
        self.store.pass_time(self.at)  # so that all that is counted is of the command
        before = self.events()
        self.check(before, self.store.act(Asked(command, STAFF, self.at)))

    def check(self, before: int, decision: Decision) -> None:
        if isinstance(decision, Refusal):
            assert self.events() == before
            assert all(why_not(self.store.book, TABLE_AT(self.at), slot, self.at) is None for slot in decision.offers)
        else:
            assert len(decision) >= 1
            assert self.events() >= before + len(decision)

    @rule(pick=PICK, who=st.integers(0, 12), also=st.booleans())
    def book(self, pick: int, who: int, also: bool) -> None:  # noqa: FBT001 - a strategy
        self.store.pass_time(self.at)
        before = self.events()
        command = msgspec.structs.replace(booking_of(self.slot(pick)), also_for_contact=also)
        asked = Asked(command, STAFF, self.at)
        self.check(before, self.store.book_slot(asked, visitor(f"{who}@x.kz")))

    @rule(pick=PICK, other=PICK, also=st.booleans())
    def move(self, pick: int, other: int, also: bool) -> None:  # noqa: FBT001 - a strategy
        slot_id = self.slot(other).slot_id
        self.ask(MoveBooking(booking_id=self.booking_id(pick), slot_id=slot_id, also_for_contact=also))

    @rule(pick=PICK, kind=st.sampled_from([CancelBooking, MarkCalled, MarkAbsent, ReopenVisit]))
    def act(self, pick: int, kind: type[CancelBooking]) -> None:
        self.ask(kind(booking_id=self.booking_id(pick)))

    @rule(pick=PICK, admit_late=st.booleans())
    def check_in(self, pick: int, admit_late: bool) -> None:  # noqa: FBT001 - a strategy
        self.ask(CheckIn(booking_id=self.booking_id(pick), ticket_id=new_id(), admit_late=admit_late))

    @rule(pick=PICK, admit_late=st.booleans(), instead=st.booleans())
    def ask_ticket(self, pick: int, admit_late: bool, instead: bool) -> None:  # noqa: FBT001 - a strategy
        booking = self.store.book.bookings.get(self.booking_id(pick))
        before = booking.asked_ticket if booking is not None and instead else None
        command = AskTicket(
            booking_id=self.booking_id(pick), ticket_id=new_id(), admit_late=admit_late, instead_of=before
        )
        self.ask(command)

    @rule(pick=PICK, outcome=st.sampled_from(["settled", "taken-up", "nonsense", None]))
    def receive(self, pick: int, outcome: str | None) -> None:
        self.ask(MarkReceived(booking_id=self.booking_id(pick), outcome=outcome))

    @rule(pick=PICK, delay_min=st.integers(0, 60))
    def delay(self, pick: int, delay_min: int) -> None:
        self.ask(DelayReception(reception_id=self.slot(pick).reception_id, delay_min=delay_min))

    @rule(pick=PICK)
    def take(self, pick: int) -> None:
        slot = self.slot(pick)
        self.ask(TakeList(day=slot.day, body=slot.body, format=ListFormat.PAPER))

    @rule(hours=st.integers(-60, 90))
    def pass_time(self, hours: int) -> None:
        self.at = min(max(self.at + hours * 3600, FIRST), LAST)
        self.store.pass_time(self.at)

    @rule(pick=PICK, minutes=st.integers(-30, 30))
    def go_to_a_slot_that_is_booked(self, pick: int, minutes: int) -> None:
        booking = self.store.book.bookings.get(self.booking_id(pick))
        if booking is not None:
            self.at = TABLE_AT(self.at).moment(booking.slot.day, booking.slot.begins) + minutes * 60

    @rule()
    def erase(self) -> None:
        erase_due(self.store, self.at + 500 * 86_400)
        assert all(booking.is_erased for booking in self.store.book.bookings.values())

    @rule()
    def close_and_open(self) -> None:
        self.store.close()
        before, self.store = self.store.book, self.reopened()
        assert self.store.book == before

    @invariant()
    def no_slot_has_two_live_bookings(self) -> None:
        live = [booking for booking in self.store.book.bookings.values() if booking.stage is not Stage.CANCELLED]
        assert {booking.slot.slot_id: booking.booking_id for booking in live} == self.store.book.taken
        assert len(live) == len(self.store.book.taken)

    @invariant()
    def a_final_list_changes_only_by_versions(self) -> None:
        for key, final in self.store.book.lists.items():
            before = self.versions.get(key, [])
            assert final.versions[: len(before)] == before
            assert [version.number for version in final.versions] == list(range(1, len(final.versions) + 1))
            self.versions[key] = list(final.versions)

    @invariant()
    def nobody_is_added_to_a_final_list(self) -> None:
        for final in self.store.book.lists.values():
            first = {row.booking_id for row in final.versions[0].rows}
            assert all({row.booking_id for row in version.rows} <= first for version in final.versions)

    @invariant()
    def nobody_has_two_slots_with_one_official_on_a_day_unless_the_reception_says_so(self) -> None:
        seen = [
            (mark, booking.slot.official, booking.slot.day)
            for booking in self.store.book.live()
            if not booking.also_for_contact
            for mark in booking.marks
        ]
        assert len(set(seen)) == len(seen)

    @invariant()
    def what_came_of_a_visit_is_known_of_those_alone_who_were_received(self) -> None:
        for booking in self.store.book.bookings.values():
            assert booking.stage is Stage.RECEIVED or (booking.outcome, booking.follow_up) == (None, None)
            assert booking.outcome is None or booking.withdrawn_outcome is None

    @invariant()
    def what_nobody_did_is_of_time_and_all_else_is_of_somebody(self) -> None:
        for recorded in events_after(self.store.file, 0):
            if isinstance(recorded.event, ListFrozen | ListRevised):
                assert recorded.staff is None
            if isinstance(recorded.event, SlotBooked | ListTaken):
                assert recorded.staff == STAFF


AnyReceptions.TestCase.settings = settings(max_examples=40, stateful_step_count=40, derandomize=True)
TestAnyReceptions = AnyReceptions.TestCase
