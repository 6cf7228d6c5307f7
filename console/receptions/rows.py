"""Between the store's rows and the book's facts: what stands in an event, and what beside it."""

import sqlite3
from collections.abc import Iterator
from enum import Enum

import msgspec

from console.receptions.errors import StoreDamagedError
from console.receptions.events import (
    AnyEvent,
    BookingCancelled,
    BookingMoved,
    PersonErased,
    Recorded,
    SlotBooked,
)

_decode = msgspec.json.Decoder(AnyEvent).decode
_encode = msgspec.json.Encoder().encode


class Why(Enum):
    """What somebody looked at a visitor's data for."""

    BOOKING = "booking"
    """To move it, to cancel it, or to tell the visitor of a change."""
    CHECK_IN = "check-in"
    OFFICE = "office"
    FOLLOW_UP = "follow-up"
    FINAL_LIST = "final-list"
    OWN_REQUEST = "own-request"
    """The visitor asked what is known."""
    TODAY = "today"
    """The day's list at the reception: who is who of those that come."""
    SEARCH = "search"
    """Somebody came without saying when. What was searched for is not kept."""


def events_after(file: sqlite3.Connection, seq: int) -> Iterator[Recorded]:
    """Yield what has happened since. Raises StoreDamagedError, sqlite3.Error."""
    rows = file.execute(
        "SELECT seq, at, staff, body, marks FROM events LEFT JOIN bookings USING (booking_id)"
        " WHERE seq > ? ORDER BY seq",
        (seq,),
    )
    for number, at, staff, body, marks in rows.fetchall():
        try:
            event = _decode(body)
        except msgspec.DecodeError as error:
            raise StoreDamagedError(f"event {number} cannot be read: {error}") from error
        if isinstance(event, SlotBooked):
            event = msgspec.structs.replace(event, marks=tuple(marks.split()))
        yield Recorded(seq=number, at=at, staff=staff, event=event)


def append(file: sqlite3.Connection, recorded: Recorded) -> None:
    """Write one event, and what it means for its booking's row. Raises sqlite3.Error, also for a slot taken twice."""
    event = recorded.event
    match event:
        case SlotBooked():
            row = (event.booking_id, event.slot.slot_id, " ".join(event.marks))
            file.execute("INSERT INTO bookings (booking_id, slot_id, marks) VALUES (?, ?, ?)", row)
        case BookingMoved():
            row_of_move = (event.slot.slot_id, event.booking_id)
            file.execute("UPDATE bookings SET slot_id = ? WHERE booking_id = ?", row_of_move)
        case BookingCancelled():
            file.execute("UPDATE bookings SET slot_id = NULL WHERE booking_id = ?", (event.booking_id,))
        case PersonErased():
            file.execute(
                "UPDATE bookings SET marks = '', person = NULL, note = NULL WHERE booking_id = ?", (event.booking_id,)
            )
    kind = type(event).__struct_config__.tag
    booking_id = getattr(event, "booking_id", None)
    stored = msgspec.structs.replace(event, marks=()) if isinstance(event, SlotBooked) else event
    values = (recorded.seq, recorded.at, recorded.staff, kind, booking_id, _encode(stored))
    file.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", values)
