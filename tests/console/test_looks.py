"""Who looked at what, told page by page; and looks of a store that was made before they had pages."""

import sqlite3
from contextlib import closing
from pathlib import Path

from reception_days import STAFF, visitor
from reception_store import MONDAY, booked, store_in

from console.receptions import schema
from console.receptions.looking import look, look_at_all
from console.receptions.looks import looks_at, looks_page
from console.receptions.rows import Why
from console.receptions.store import Store


def test_looks_come_newest_first_in_pages_and_none_twice(store: Store) -> None:
    booking_id = booked(store, "10:00")
    for second in range(7):
        look(store, booking_id, STAFF, Why.OFFICE, MONDAY + second)

    told: list[float] = []
    page = looks_page(store, limit=3)
    while True:
        told += [each.at - MONDAY for each in page.looks]
        if page.older_than is None:
            break
        page = looks_page(store, limit=3, older_than=page.older_than)

    assert told == [6, 5, 4, 3, 2, 1, 0]
    assert [each.at - MONDAY for each in looks_at(store, booking_id)] == [0, 1, 2, 3, 4, 5, 6]


def test_looks_can_be_of_one_booking_or_by_one_of_the_staff(store: Store) -> None:
    one, other = booked(store, "10:00"), booked(store, "10:20", visitor())
    look_at_all(store, [one, other], STAFF, Why.TODAY, MONDAY)
    look(store, other, "staff-9", Why.OFFICE, MONDAY)

    assert [each.why for each in looks_page(store, booking_id=one).looks] == [Why.TODAY]
    assert [each.why for each in looks_page(store, booking_id=other).looks] == [Why.OFFICE, Why.TODAY]
    assert [each.booking_ids for each in looks_page(store, staff="staff-9").looks] == [(other,)]
    assert looks_page(store, staff="nobody").looks == ()


def test_a_look_at_nobody_is_none_and_at_one_twice_is_once(store: Store) -> None:
    booking_id = booked(store, "10:00")

    assert look_at_all(store, ["0" * 16], STAFF, Why.TODAY, MONDAY) == {}
    assert set(look_at_all(store, [booking_id, booking_id, "0" * 16], STAFF, Why.TODAY, MONDAY)) == {booking_id}
    assert [each.booking_ids for each in looks_page(store).looks] == [(booking_id,)]


def test_the_looks_of_an_older_store_are_kept(tmp_path: Path) -> None:
    with store_in(tmp_path) as store:
        booking_id = booked(store, "10:00")
    with closing(sqlite3.connect(tmp_path / "receptions.db", isolation_level=None)) as file:
        file.executescript("""
            DROP TABLE looked_at; DROP TABLE looks;
            CREATE TABLE looks (seq INTEGER PRIMARY KEY, at REAL NOT NULL, staff TEXT NOT NULL,
                booking_id TEXT NOT NULL REFERENCES bookings, why TEXT NOT NULL) STRICT;
            CREATE INDEX looks_at_booking ON looks (booking_id);
            PRAGMA user_version = 1;
        """)
        file.execute("INSERT INTO looks VALUES (7, ?, 'staff-9', ?, 'office')", (MONDAY, booking_id))

    with store_in(tmp_path) as store:
        (kept,) = looks_page(store).looks
        assert (kept.seq, kept.at, kept.staff, kept.why) == (7, MONDAY, "staff-9", Why.OFFICE)
        assert kept.booking_ids == (booking_id,)
        look(store, booking_id, STAFF, Why.OFFICE, MONDAY)
        assert len(looks_at(store, booking_id)) == 2
        assert store.file.execute("PRAGMA user_version").fetchone() == (schema.SCHEMA,)
