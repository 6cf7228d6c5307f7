"""Everything that is known of one visitor, as one document for the visitor who asks."""

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from console.receptions.arrival import slot_of, takes_place
from console.receptions.book import AWAITED
from console.receptions.events import AnyEvent, Recorded
from console.receptions.looking import Seen, open_for
from console.receptions.looks import looks_at
from console.receptions.one_person import refuse_of
from console.receptions.person import Hidden
from console.receptions.refusals import Refusal
from console.receptions.rows import Why, events_after
from console.receptions.store import Store


class StepTold(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was noted of a booking."""

    at: datetime
    what: str
    staff: str | None


class LookTold(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody looked."""

    at: datetime
    staff: str
    why: Why


class BookingTold(Hidden, frozen=True, kw_only=True):
    """One booking, with all that stands in the store of it."""

    booking_id: str
    official: str
    office: str
    day: date
    begins: str
    stage: str
    language: str
    source: str
    assistance: bool
    outcome: str | None
    follow_up: date | None
    withdrawn_outcome: str | None
    """Told before the end of the visit was taken back."""
    withdrawn_follow_up: date | None
    name: str
    contact: str
    subject: str
    document_number: str
    organisation: str
    appeal_number: str
    note: str
    history: tuple[StepTold, ...]
    looks: tuple[LookTold, ...]


class PersonTold(Hidden, frozen=True, kw_only=True):
    """What is known of one visitor, at the moment of asking. Staff are opaque ids, as everywhere."""

    made_at: datetime
    asked_by: str
    bookings: tuple[BookingTold, ...]

    def json(self) -> bytes:
        """Return it as one document that people can read as well."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2)


def tell_person(store: Store, booking_ids: Iterable[str], staff: str, at: float) -> PersonTold | Refusal:
    """Open all of these for the visitor who asked. One look, and it is among those that are told."""
    wanted = tuple(dict.fromkeys(booking_ids))
    with store.writing():
        refusal = refuse_of(store, wanted)
        if refusal is not None:
            return refusal
        opened = open_for(store, wanted, staff, Why.OWN_REQUEST, at)
        history = [each for each in events_after(store.file, 0) if getattr(each.event, "booking_id", None) in opened]
        bookings = tuple(_told(store, booking_id, opened[booking_id], history, at) for booking_id in wanted)
    return PersonTold(made_at=_moment(store, at, at), asked_by=staff, bookings=bookings)


def _told(store: Store, booking_id: str, seen: Seen, history: list[Recorded], at: float) -> BookingTold:
    booking, table = store.book.bookings[booking_id], store.table_at(at)
    slot = slot_of(table, booking)
    stage = booking.stage.value if takes_place(table, booking) or booking.stage not in AWAITED else "off"
    return BookingTold(
        booking_id=booking_id,
        official=slot.official,
        office=slot.office,
        day=slot.day,
        begins=f"{slot.begins:%H:%M}",
        stage=stage,
        language=booking.language.value,
        source=booking.source.value,
        assistance=booking.assistance,
        outcome=booking.outcome,
        follow_up=booking.follow_up,
        withdrawn_outcome=booking.withdrawn_outcome,
        withdrawn_follow_up=booking.withdrawn_follow_up,
        name=seen.person.name,
        contact=seen.person.contact,
        subject=seen.person.subject,
        document_number=seen.person.person_id,
        organisation=seen.person.organisation,
        appeal_number=seen.person.reference,
        note=seen.note,
        history=tuple(
            StepTold(at=_moment(store, at, each.at), what=_tag(each.event), staff=each.staff)
            for each in history
            if getattr(each.event, "booking_id", None) == booking_id
        ),
        looks=tuple(
            LookTold(at=_moment(store, at, each.at), staff=each.staff, why=each.why)
            for each in looks_at(store, booking_id)
        ),
    )


def _tag(event: AnyEvent) -> str:
    return str(type(event).__struct_config__.tag)


def _moment(store: Store, now: float, at: float) -> datetime:
    return datetime.fromtimestamp(at, store.table_at(now).zone).replace(microsecond=0)
