"""What is known of visitors: sealed, every look written down, erased in time, and never shown by accident."""

import logging
import traceback
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
from cryptography.fernet import Fernet
from reception_days import CENTRE, SETTINGS, STAFF, at, booking_of, slot_in, visitor, works

from console.receptions.asked import Asked
from console.receptions.commands import CancelBooking, ListFormat, MarkReceived, ReopenVisit, TakeList
from console.receptions.errors import StoreDamagedError, UnwritableTextError
from console.receptions.events import PersonErased, SlotBooked, VisitorReceived
from console.receptions.keeping import erase_due, scrub, seal_anew
from console.receptions.looking import HandedOver, Seen, look, take_list
from console.receptions.looks import LookMade, looks_at
from console.receptions.person import Applicant, Person
from console.receptions.refusals import Refusal, RefusalCode
from console.receptions.rows import Why, events_after
from console.receptions.store import Store
from console.receptions.timetable import timetables
from console.receptions.vault import Vault

TABLE_AT = timetables(SETTINGS, CENTRE.timezone, works)
MONDAY, THURSDAY = at("2027-01-11 09:00"), at("2027-01-21 10:00")
AFTER_A_YEAR = at("2028-01-23 03:00")
KEY = Fernet.generate_key()
NAME, NOTE = "Құпия Құпияұлы", "жауап дайындалды"
SOMEBODY = visitor(
    "8 (701) 555-44-33", name=NAME, subject="жер мәселесі", organisation="«Мысал» ЖШС", reference="ЖТ-2027-00001"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "receptions.db", Vault([KEY]), TABLE_AT) as store:
        yield store


def book(store: Store, begins: str = "10:00", person: Person = SOMEBODY) -> str:
    command = booking_of(slot_in(TABLE_AT(MONDAY), "2027-01-21", begins))
    assert not isinstance(store.book_slot(Asked(command, STAFF, MONDAY), person), Refusal)
    return command.booking_id


def bytes_of(store: Store) -> bytes:
    wal = store.path.with_name(store.path.name + "-wal")
    return store.path.read_bytes() + (wal.read_bytes() if wal.exists() else b"")


def test_nothing_of_a_person_can_be_read_in_the_file(store: Store) -> None:
    booking_id = book(store)
    received = MarkReceived(booking_id=booking_id, outcome="taken-up")
    store.note_received(Asked(received, STAFF, THURSDAY), NOTE)

    content = bytes_of(store)
    for said in (NAME, "555-44-33", "7015554433", SOMEBODY.subject, SOMEBODY.organisation, SOMEBODY.reference, NOTE):
        assert said.encode() not in content
    assert store.book.bookings[booking_id].applicant is Applicant.LEGAL_ENTITY


def test_every_look_is_written_down(store: Store) -> None:
    booking_id = book(store)
    assert looks_at(store, booking_id) == []

    seen = look(store, booking_id, "staff-9", Why.CHECK_IN, THURSDAY)

    assert seen == Seen(person=SOMEBODY, note="")
    assert looks_at(store, booking_id) == [LookMade(1, THURSDAY, "staff-9", Why.CHECK_IN, (booking_id,))]
    assert look(store, "0" * 16, "staff-9", Why.OFFICE, THURSDAY) == Refusal(code=RefusalCode.UNKNOWN_BOOKING)


def test_a_look_that_cannot_be_written_down_shows_nothing(store: Store) -> None:
    booking_id = book(store)
    store.file.execute("CREATE TRIGGER full BEFORE INSERT ON looks BEGIN SELECT RAISE(ABORT, 'no room'); END")

    with pytest.raises(RuntimeError, match="no room"):
        look(store, booking_id, "staff-9", Why.OFFICE, THURSDAY)


def test_handing_a_list_over_is_a_look_at_everybody_on_it(store: Store) -> None:
    ids = [book(store), book(store, "10:20", visitor())]
    tuesday = at("2027-01-19 09:00")
    take = TakeList(day=date(2027, 1, 21), body="akimat-office", format=ListFormat.CSV)

    handed = take_list(store, Asked(take, STAFF, tuesday))
    assert isinstance(handed, HandedOver)
    assert [handed.persons[booking_id].name for booking_id in ids] == [NAME, "Мысал Мысалұлы"]
    assert handed.before is None
    assert all(
        looks_at(store, booking_id) == [LookMade(1, tuesday, STAFF, Why.FINAL_LIST, tuple(sorted(ids)))]
        for booking_id in ids
    )

    store.act(Asked(CancelBooking(booking_id=ids[0]), STAFF, tuesday))
    again = take_list(store, Asked(take, STAFF, tuesday))
    assert isinstance(again, HandedOver)
    assert (again.before, again.version.number) == (handed.version, 2)
    assert list(again.persons) == ids[1:]


def test_after_its_time_everything_of_the_person_is_gone_from_the_files_and_the_statistics_stay(store: Store) -> None:
    ids = [book(store, begins, visitor(f"a{begins}@x.kz", name=NAME)) for begins in ("10:00", "10:20", "10:40")]
    for booking_id in ids:
        received = MarkReceived(booking_id=booking_id, outcome="settled")
        store.note_received(Asked(received, STAFF, THURSDAY), NOTE * 100)
    columns = store.file.execute("SELECT person, note, marks FROM bookings").fetchall()
    secrets = [secret if isinstance(secret, bytes) else secret.encode() for row in columns for secret in row]
    assert all(secret in bytes_of(store) for secret in secrets if len(secret) < 500)

    assert erase_due(store, at("2028-01-21 23:00")) == 0
    assert erase_due(store, AFTER_A_YEAR) == 3
    assert scrub(store)

    content = bytes_of(store)
    for secret in secrets:
        assert all(secret[start : start + 40] not in content for start in range(0, len(secret) - 40, 40))
        assert secret[:32] not in content
    assert look(store, ids[0], STAFF, Why.OFFICE, AFTER_A_YEAR) == Refusal(code=RefusalCode.ERASED)
    assert {booking.outcome for booking in store.book.bookings.values()} == {"settled"}
    assert erase_due(store, AFTER_A_YEAR) == 0
    with Store(store.path, Vault([KEY]), TABLE_AT) as again:
        assert again.book == store.book


def test_nothing_is_left_in_the_file_of_many_that_were_erased(store: Store) -> None:
    days = [f"2027-{month:02}-{day:02}" for month, day in ((1, 21), (2, 4), (2, 18), (3, 4))]
    for day in days:
        for begins in ("10:00", "10:20", "10:40", "11:00", "11:20", "11:40"):
            command = booking_of(slot_in(TABLE_AT(MONDAY), day, begins))
            person = visitor(f"{day}-{begins}@x.kz", subject="ж" * (len(store.book.taken) * 40))
            assert not isinstance(store.book_slot(Asked(command, STAFF, MONDAY), person), Refusal)
    sealed = [row[0] for row in store.file.execute("SELECT person FROM bookings").fetchall()]
    erase_due(store, at("2028-02-01 03:00"))  # some of them first, so that pages are half empty
    assert scrub(store)
    erase_due(store, at("2028-04-01 03:00"))
    assert scrub(store)

    content = bytes_of(store)
    assert len(sealed) == 24
    for secret in sealed:
        assert all(secret[start : start + 40] not in content for start in range(0, len(secret) - 40, 8))


def test_what_must_be_followed_up_is_kept_until_then(store: Store) -> None:
    booking_id = book(store)
    received = MarkReceived(booking_id=booking_id, outcome="taken-up", follow_up=date(2027, 3, 1))
    store.act(Asked(received, STAFF, THURSDAY))

    assert erase_due(store, at("2028-02-29 03:00")) == 0
    assert erase_due(store, at("2028-03-01 03:00")) == 1


def test_a_follow_up_that_was_taken_back_keeps_nothing_and_goes_with_the_person(store: Store) -> None:
    booking_id = book(store)
    received = MarkReceived(booking_id=booking_id, outcome="taken-up", follow_up=date(2028, 6, 1))
    store.act(Asked(received, STAFF, THURSDAY))
    assert not isinstance(store.act(Asked(ReopenVisit(booking_id=booking_id), STAFF, THURSDAY)), Refusal)

    assert erase_due(store, AFTER_A_YEAR) == 1

    booking = store.book.bookings[booking_id]
    assert (booking.withdrawn_outcome, booking.withdrawn_follow_up) == (None, None)
    with Store(store.path, Vault([KEY]), TABLE_AT) as again:
        assert again.book == store.book


def test_what_came_of_a_visit_is_not_taken_back_where_nobody_could_tell_it_anew(store: Store) -> None:
    booking_id = book(store)
    store.act(Asked(MarkReceived(booking_id=booking_id, outcome="settled"), STAFF, THURSDAY))
    with store.writing():
        store.happen([PersonErased(booking_id=booking_id)], STAFF, THURSDAY)

    reopened = store.act(Asked(ReopenVisit(booking_id=booking_id), STAFF, THURSDAY))

    assert reopened == Refusal(code=RefusalCode.ERASED)
    assert store.book.bookings[booking_id].outcome == "settled"


def test_no_date_that_is_stored_keeps_others_from_being_erased(store: Store) -> None:
    kept, over = book(store), book(store, "10:20", visitor())
    wrong = VisitorReceived(booking_id=kept, outcome="taken-up", follow_up=date.max)
    with store.writing():
        store.happen([wrong], STAFF, THURSDAY)

    assert erase_due(store, AFTER_A_YEAR) == 1
    assert store.book.bookings[over].is_erased


def test_a_note_stays_when_the_outcome_is_told_anew_without_one(store: Store) -> None:
    booking_id = book(store)

    def note_after(outcome: str, note: str | None) -> str:
        received = MarkReceived(booking_id=booking_id, outcome=outcome)
        assert not isinstance(store.note_received(Asked(received, STAFF, THURSDAY), note), Refusal)
        seen = look(store, booking_id, STAFF, Why.FOLLOW_UP, THURSDAY)
        assert isinstance(seen, Seen)
        return seen.note

    assert note_after("taken-up", NOTE) == NOTE
    assert note_after("settled", None) == NOTE
    assert store.book.bookings[booking_id].outcome == "settled"
    assert note_after("settled", "") == ""


def test_a_log_that_another_process_reads_is_emptied_later(store: Store) -> None:
    book(store)
    with Store(store.path, Vault([KEY]), TABLE_AT) as other:
        store.file.execute("PRAGMA busy_timeout = 0")
        other.file.execute("BEGIN")
        other.file.execute("SELECT * FROM bookings").fetchone()
        assert not scrub(store)
        other.file.execute("COMMIT")
    assert scrub(store)


def test_keys_are_changed_without_losing_anybody(store: Store) -> None:
    booking_id, new = book(store), Fernet.generate_key()
    store.note_received(Asked(MarkReceived(booking_id=booking_id, outcome="taken-up"), STAFF, THURSDAY), NOTE)
    with Store(store.path, Vault([new, KEY]), TABLE_AT) as both:
        assert not both.book.bookings[booking_id].marks.isdisjoint(both.vault.marks(SOMEBODY))
        assert seal_anew(both) == 1

    with Store(store.path, Vault([new]), TABLE_AT) as after:
        assert look(after, booking_id, STAFF, Why.OFFICE, THURSDAY) == Seen(person=SOMEBODY, note=NOTE)
        assert not after.book.bookings[booking_id].marks.isdisjoint(after.vault.marks(SOMEBODY))


def test_somebody_is_the_same_however_the_contact_is_spelt() -> None:
    vault = Vault([KEY])

    def same(one: Person, other: Person) -> bool:
        return not set(vault.marks(one)).isdisjoint(vault.marks(other))

    assert same(visitor("Mysal@X.kz"), visitor(" mysal@x.kz"))
    assert same(visitor("a@x.kz", person_id="AB 12-3"), visitor("b@x.kz", person_id="ab123"))
    assert not same(visitor("a@x.kz"), visitor("b@x.kz"))
    assert not same(visitor("+7 701 000 00 01"), visitor("+7 701 000 00 02"))
    assert not same(visitor("+7 701 000 00 01, 51-23-45"), visitor("+7 701 000 00 01, 51-23-46"))
    assert set(Vault([Fernet.generate_key()]).marks(SOMEBODY)).isdisjoint(vault.marks(SOMEBODY))


@pytest.mark.parametrize(
    "spelt",
    [
        "+7 701 000 00 01",
        "7010000001",
        "8/701/0000001",
        "+7.701.000.00.01",
        "тел. 87010000001",
        "8-701-000-00-01 (Асель)",
        "８ ７０１ ０００ ００ ０１",
    ],
)
def test_one_telephone_is_one_however_it_is_spelt(spelt: str) -> None:
    vault = Vault([KEY])

    assert vault.marks(visitor(spelt)) == vault.marks(visitor("8 (701) 000-00-01"))


@pytest.mark.parametrize(
    "person",
    [
        visitor(name="Құпия \ud800"),
        visitor("\udfffқұпия"),
        visitor(subject="құпия\ud800"),
        visitor(person_id="Құпия\ud800"),
    ],
)
def test_a_text_that_cannot_be_written_is_refused_and_said_nowhere(store: Store, person: Person) -> None:
    command = booking_of(slot_in(TABLE_AT(MONDAY), "2027-01-21", "10:00"))

    with pytest.raises(UnwritableTextError, match="half a character") as caught:
        store.book_slot(Asked(command, STAFF, MONDAY), person)

    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert "құпия" not in "".join(told.format()).casefold()
    assert caught.value.__context__ is None  # an UnicodeEncodeError holds all of the text
    assert store.book.bookings == {}
    assert store.file.execute("SELECT count(*) FROM bookings").fetchone() == (0,)


def test_a_note_that_cannot_be_written_changes_nothing(store: Store) -> None:
    booking_id = book(store)
    received = MarkReceived(booking_id=booking_id, outcome="taken-up")
    store.note_received(Asked(received, STAFF, THURSDAY), NOTE)
    anew = MarkReceived(booking_id=booking_id, outcome="settled")

    with pytest.raises(UnwritableTextError) as caught:
        store.note_received(Asked(anew, STAFF, THURSDAY), "құпия\ud800")

    assert caught.value.__context__ is None
    assert store.book.bookings[booking_id].outcome == "taken-up"
    assert look(store, booking_id, STAFF, Why.OFFICE, THURSDAY) == Seen(person=SOMEBODY, note=NOTE)


def test_of_two_with_one_contact_the_second_is_booked_as_another_person_and_that_is_kept(store: Store) -> None:
    book(store, "10:00", visitor(name="Ана", person_id="1"))
    slot = slot_in(TABLE_AT(MONDAY), "2027-01-21", "10:20")
    command = msgspec.structs.replace(booking_of(slot), also_for_contact=True)

    same = store.book_slot(Asked(command, STAFF, MONDAY), visitor(name="Ана", person_id="1"))
    assert isinstance(same, Refusal)
    assert same.code is RefusalCode.BOOKED_ALREADY
    assert not isinstance(
        store.book_slot(Asked(command, "staff-9", MONDAY), visitor(name="Бала", person_id="2")), Refusal
    )

    (kept,) = [
        recorded
        for recorded in events_after(store.file, 0)
        if isinstance(recorded.event, SlotBooked) and recorded.event.also_for_contact
    ]
    assert kept.staff == "staff-9"


def test_what_is_sealed_for_one_booking_opens_for_no_other(store: Store) -> None:
    one, other = book(store), book(store, "10:20", visitor())
    store.file.execute("UPDATE bookings SET person = (SELECT person FROM bookings WHERE booking_id = ?)", (one,))

    with pytest.raises(StoreDamagedError, match=f"booking {other}: what is sealed there belongs to another one"):
        look(store, other, STAFF, Why.OFFICE, THURSDAY)
    assert looks_at(store, other) == []


def test_no_name_is_shown_by_accident(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    booking_id = book(store)
    seen = look(store, booking_id, STAFF, Why.OFFICE, THURSDAY)
    store.file.execute("UPDATE bookings SET person = x'00'")
    told = f"{seen!r} {seen} {SOMEBODY!r} {SOMEBODY} {[SOMEBODY]} {store.book!r}"
    try:
        look(store, booking_id, STAFF, Why.OFFICE, THURSDAY)
    except StoreDamagedError as error:
        told += "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("console").warning("booked person=%s", SOMEBODY)
    told += caplog.text

    assert "Person(…)" in told
    assert "cannot be opened" in told
    for said in (NAME, "555-44-33", "7015554433", SOMEBODY.subject, SOMEBODY.organisation, SOMEBODY.reference):
        assert said not in told
