"""What is known of one visitor is told to, and erased for, the visitor who asks."""

import json

import msgspec
import pytest
from reception_days import STAFF, at, refused, slot_in, visitor
from reception_store import MONDAY, TABLE_AT, THURSDAY, booked, bytes_of, store_in

from console.receptions.asked import Asked
from console.receptions.book import Stage
from console.receptions.commands import MarkReceived, MoveBooking, ReopenVisit
from console.receptions.events import BookingCancelled, PersonErased
from console.receptions.keeping import scrub
from console.receptions.looking import look
from console.receptions.looks import looks_page
from console.receptions.one_person import Erased, erase_person, of_contact, of_same_person
from console.receptions.person_told import PersonTold, tell_person
from console.receptions.refusals import Refusal, RefusalCode
from console.receptions.rows import Why, events_after
from console.receptions.store import Store

SOMEBODY = visitor("+7 701 555-44-33", name="Құпия Құпияұлы", subject="жер мәселесі", reference="ЖТ-1")
NOTE = "жауап дайындалды"


@pytest.fixture
def ids(store: Store) -> list[str]:
    """Two bookings of one person, the first of them received; and one of somebody else."""
    mine = [booked(store, "10:00", SOMEBODY), booked(store, "10:00", SOMEBODY, "2027-02-04")]
    booked(store, "10:20")
    received = MarkReceived(booking_id=mine[0], outcome="settled")
    store.note_received(Asked(received, STAFF, THURSDAY), NOTE)
    return mine


def told(store: Store, booking_ids: list[str]) -> PersonTold:
    person = tell_person(store, booking_ids, "staff-9", THURSDAY)
    assert isinstance(person, PersonTold), person
    return person


def test_a_person_is_found_by_contact_or_by_a_booking(store: Store, ids: list[str]) -> None:
    assert of_contact(store, "8 (701) 555 44 33") == tuple(ids)
    assert of_contact(store, "87015554434") == ()
    assert of_contact(store, "") == ()
    assert of_same_person(store, ids[1]) == tuple(ids)
    assert of_same_person(store, "0" * 16) == ()
    assert looks_page(store).looks == ()


def test_a_telephone_that_a_family_shares_makes_no_two_of_them_one(store: Store) -> None:
    mine = booked(store, "10:00", SOMEBODY)
    shared = visitor("87015554433", name="Басқа Адам", person_id="7")
    other = booked(store, "10:00", shared, "2027-02-04")
    assert of_same_person(store, mine) == (mine, other)

    move = MoveBooking(booking_id=other, slot_id=slot_in(TABLE_AT(MONDAY), "2027-02-04", "10:20").slot_id)
    said = msgspec.structs.replace(move, also_for_contact=True)
    assert not isinstance(store.act(Asked(said, STAFF, MONDAY)), Refusal)

    assert of_same_person(store, mine) == (mine,)
    assert of_same_person(store, other) == (other,)


def test_all_that_is_known_is_told_as_one_document_that_people_can_read(store: Store, ids: list[str]) -> None:
    look(store, ids[0], STAFF, Why.OFFICE, THURSDAY)

    text = told(store, ids).json().decode()

    document = json.loads(text)
    first, second = document["bookings"]
    assert (first["name"], first["contact"], first["note"]) == (SOMEBODY.name, SOMEBODY.contact, NOTE)
    assert (first["appeal_number"], first["outcome"], second["day"]) == ("ЖТ-1", "settled", "2027-02-04")
    assert [step["what"] for step in first["history"]] == ["slot-booked", "visitor-received"]
    assert first["history"][0]["at"] == "2027-01-11T09:00:00+05:00"
    assert [(one["staff"], one["why"]) for one in first["looks"]] == [(STAFF, "office"), ("staff-9", "own-request")]
    assert "Құпия Құпияұлы" in text
    assert "\n" in text
    assert "Құпия" not in repr(told(store, ids))


def test_what_was_taken_back_is_told_as_well(store: Store, ids: list[str]) -> None:
    assert not isinstance(store.act(Asked(ReopenVisit(booking_id=ids[0]), STAFF, THURSDAY)), Refusal)

    first, _second = json.loads(told(store, ids).json())["bookings"]

    assert (first["outcome"], first["withdrawn_outcome"], first["withdrawn_follow_up"]) == (None, "settled", None)
    assert [step["what"] for step in first["history"]] == ["slot-booked", "visitor-received", "visit-reopened"]


def test_telling_is_one_look_at_all_bookings(store: Store, ids: list[str]) -> None:
    told(store, ids)

    (made,) = looks_page(store).looks
    assert (made.staff, made.why, set(made.booking_ids)) == ("staff-9", Why.OWN_REQUEST, set(ids))


def test_what_is_erased_is_gone_from_the_disk_at_once(store: Store, ids: list[str]) -> None:
    sealed = [person for (person,) in store.file.execute("SELECT person FROM bookings WHERE marks != ''")]
    notes = [note for (note,) in store.file.execute("SELECT note FROM bookings WHERE note IS NOT NULL")]
    scrub(store)

    erased = erase_person(store, ids, "staff-9", THURSDAY)

    assert erased == Erased(bookings=2, cancelled=1, is_scrubbed=True)
    kept = [person for (person,) in store.file.execute("SELECT person FROM bookings WHERE person IS NOT NULL")]
    assert [each for each in [*sealed, *notes] if each in bytes_of(store)] == kept
    assert len(kept) == 1
    assert of_contact(store, SOMEBODY.contact) == ()
    assert refused(look(store, ids[0], STAFF, Why.OFFICE, THURSDAY)) is RefusalCode.ERASED


def test_who_was_yet_to_come_is_cancelled_and_who_has_come_is_not(store: Store, ids: list[str]) -> None:
    erase_person(store, ids, "staff-9", THURSDAY)

    assert [store.book.bookings[each].stage for each in ids] == [Stage.RECEIVED, Stage.CANCELLED]
    last = [each for each in events_after(store.file, 0) if each.staff == "staff-9"]
    assert [type(each.event) for each in last] == [BookingCancelled, PersonErased, PersonErased]
    with store_in(store.path.parent) as again:
        assert again.book == store.book


@pytest.mark.parametrize("act", [tell_person, erase_person])
def test_of_nobody_and_of_who_was_erased_nothing_is_told_or_done(store: Store, ids: list[str], act: object) -> None:
    def done(booking_ids: list[str]) -> object:
        return act(store, booking_ids, STAFF, THURSDAY)  # type: ignore[operator]

    assert refused(done([])) is RefusalCode.UNKNOWN_BOOKING
    assert refused(done([ids[0], "0" * 16])) is RefusalCode.UNKNOWN_BOOKING
    assert not store.book.bookings[ids[0]].is_erased
    erase_person(store, ids, STAFF, THURSDAY)
    assert refused(done(ids[:1])) is RefusalCode.ERASED


def test_a_slot_that_was_erased_can_be_booked_by_others(store: Store, ids: list[str]) -> None:
    erase_person(store, ids, STAFF, at("2027-01-12 09:00"))

    assert not isinstance(booked(store, "10:00", visitor("a@x.kz"), "2027-02-04"), Refusal)
