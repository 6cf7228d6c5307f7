"""Signing a visitor up, and moving a booking: the form with free slots, which keeps all that was typed."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec
from starlette.responses import Response

from console.accounts.roles import Right
from console.receptions.asked import Asked, Decision
from console.receptions.commands import BookSlot, MoveBooking, Source
from console.receptions.day_view import BookingRow, booking_row
from console.receptions.errors import UnwritableTextError
from console.receptions.events import BookingMoved, SlotBooked
from console.receptions.person import Person
from console.receptions.refusals import Refusal, RefusalCode
from console.receptions.store import Store
from console.web import booking_forms as forms
from console.web.book_said import book_words, refused_message
from console.web.filling.appointments import Appointing, BookWords, appointment, source_words
from console.web.filling.booking import Offering, none_free, offering, reception_days
from console.web.filling.reception import languages
from console.web.forms import FieldFault, Form, Typed
from console.web.gate import Endpoint
from console.web.said import INVALID, REFUSED
from console.web.staff_request import StaffRequest
from console.web.turned_away import TurnedAwayError, Why
from console.web.views.booking import Booking
from console.web.views.page import Message, Tone
from console.web.views.parts import Choice, Entry
from firmware.words import Language

_TEXTS = ("name", "contact", "subject", "person_id", "organisation", "reference")


@dataclass(frozen=True)
class _Filled:
    """What stands in the form, and what is wrong with it."""

    values: dict[str, str]
    faults: dict[str, str]
    slot_error: str = ""
    asks_same_contact: bool = False

    def entry(self, name: str) -> Entry:
        return Entry(value=self.values.get(name, ""), error=self.faults.get(name, ""))


_EMPTY = _Filled({}, {})


async def book_page(request: StaffRequest) -> Response:
    """Show the empty form."""
    return await _show(request, _EMPTY)


async def move_page(request: StaffRequest) -> Response:
    """Show the slots for a booking that is moved."""
    return await _show(request, _EMPTY)


async def book(request: StaffRequest) -> Response:
    """Book. The booking's id is the form's, so that a form that is sent twice books once."""
    sent = request.sent
    if _shows(sent) or not isinstance(sent, forms.BookForm):
        return await _show(request, _filled(request, sent))
    person = Person(**{name: getattr(sent, name) for name in _TEXTS})
    command = BookSlot(
        booking_id=request.request_id,
        slot_id=sent.slot,
        language=sent.language,
        source=sent.source,
        assistance=sent.assistance,
        also_for_contact=sent.also_for_contact,
    )
    asked = Asked(command, request.account.account_id, request.house.book.at())
    try:
        decision = await request.house.receptions.run(lambda store: store.book_slot(asked, person))
    except UnwritableTextError:
        raise TurnedAwayError(Why.NOT_UNDERSTOOD) from None
    return await _answer(request, decision)


async def move(request: StaffRequest) -> Response:
    """Give a booking another slot."""
    sent = request.sent
    if _shows(sent) or not isinstance(sent, forms.MoveForm):
        return await _show(request, _filled(request, sent))
    if sent.booking_id != request.http.path_params["booking_id"]:
        raise TurnedAwayError(Why.NOT_FOUND)
    command = MoveBooking(booking_id=sent.booking_id, slot_id=sent.slot, also_for_contact=sent.also_for_contact)
    asked = Asked(command, request.account.account_id, request.house.book.at())
    return await _answer(request, await request.house.receptions.run(lambda store: store.act(asked)))


ENDPOINTS = (
    Endpoint("/appointments/book", book_page, Right.APPOINTMENTS),
    Endpoint("/appointments/book", book, Right.APPOINTMENTS, "POST", forms.BookForm, takes_faulty=True),
    Endpoint("/appointments/{booking_id}/move", move_page, Right.APPOINTMENTS),
    Endpoint("/appointments/{booking_id}/move", move, Right.APPOINTMENTS, "POST", forms.MoveForm, takes_faulty=True),
)


def _shows(sent: object) -> bool:
    """Whether other receptions are asked for, and nothing is to be booked yet."""
    return bool(sent.value("show") if isinstance(sent, Typed) else getattr(sent, "show", None))


def _filled(request: StaffRequest, sent: Form | Typed | None) -> _Filled:
    """Return all that was typed; with what is wrong, where something was to be booked."""
    if isinstance(sent, Typed):
        values = {name: sent.value(name) for name in sent.values}
        shown = {} if _shows(sent) else sent.faults
        faults = {name: request.words.say(f"forms.{fault.value}") for name, fault in shown.items()}
        is_unchosen = shown.get("slot") is FieldFault.MISSING
        return _Filled(values, faults, request.words.say("appointments.no_slot") if is_unchosen else "")
    if sent is None:
        return _EMPTY
    return _Filled(_values(sent), {})


def _values(sent: Form) -> dict[str, str]:
    built: dict[str, Any] = msgspec.to_builtins(sent)
    return {name: ("on" if value is True else str(value)) for name, value in built.items() if value}


async def _answer(request: StaffRequest, decision: Decision) -> Response:
    """Lead to the day that was booked; after a refusal the form stands there again, with what would be possible."""
    if not isinstance(decision, Refusal):
        days = [event.slot.day for event in decision if isinstance(event, SlotBooked | BookingMoved)]
        return request.go(f"/appointments/day/{days[0]}")
    if decision.code is RefusalCode.KNOWN_ALREADY:
        return request.go("/appointments")
    sent = request.sent
    values = _values(sent) if isinstance(sent, Form) else {}
    said = refused_message(decision, await book_words(request))
    is_same = decision.code is RefusalCode.BOOKED_ALREADY
    return await _show(request, _Filled(values, {}, f"{said.what}. {said.do}", is_same))


async def _show(request: StaffRequest, filled: _Filled) -> Response:
    house, at, booking_id = request.house, request.house.book.at(), str(request.http.path_params.get("booking_id", ""))
    words = await book_words(request)
    row = await house.receptions.look(partial(_row, booking_id=booking_id, at=at)) if booking_id else None
    if booking_id and row is None:
        raise TurnedAwayError(Why.NOT_FOUND)
    shown = filled.values.get("show") or filled.values.get("official") or ""
    usual = row.slot.official if row is not None else ""
    found = await house.receptions.look(partial(offering, shown=shown, usual=usual, at=at))
    wrong = bool(filled.faults or filled.slot_error)
    message = Message(
        tone=Tone.BAD, what=request.words.say("appointments.not_booked"), do=request.words.say("forms.do")
    )
    status = 200 if not wrong else (INVALID if filled.faults else REFUSED)
    view = _view(request, words, filled, row, found)
    return request.page("booking.html", view, *((message,) if wrong else ()), status=status)


def _view(
    request: StaffRequest,
    words: BookWords,
    filled: _Filled,
    row: BookingRow | None,
    found: Offering,
) -> Booking:
    values, (none, none_do) = filled.values, none_free(words, found)
    language = Language.RU if values.get("language") == Language.RU.value else Language.KK
    moved = appointment(Appointing(words, None, request.house.papers, {}), row) if row is not None else None
    return Booking(
        is_filled=filled is not _EMPTY,
        booking_id=row.booking_id if row is not None else "",
        moved=moved,
        official=found.official,
        officials=tuple(
            Choice(value=each.name, label=words.official(each.name), is_chosen=each.name == found.official)
            for each in words.settings.officials
        ),
        receptions=reception_days(words, found.receptions, values.get("slot", "")),
        full_days=tuple(words.day(day) for day in found.full_days),
        none_free=none,
        none_free_do=none_do,
        slot_error=filled.slot_error,
        name=filled.entry("name"),
        contact=filled.entry("contact"),
        subject=filled.entry("subject"),
        person_id=filled.entry("person_id"),
        organisation=filled.entry("organisation"),
        reference=filled.entry("reference"),
        languages=tuple(msgspec.structs.replace(choice, key="") for choice in languages(language)),
        sources=tuple(
            Choice(
                value=source.value,
                label=source_words(request.language, source.value),
                is_chosen=source.value == values.get("source"),
            )
            for source in Source
        ),
        needs_assistance=values.get("assistance") == "on",
        asks_same_contact=filled.asks_same_contact or "also_for_contact" in values,
        is_other_person="also_for_contact" in values,
    )


# What follows runs in the records' thread.


def _row(store: Store, *, booking_id: str, at: float) -> BookingRow | None:
    booking = store.book.bookings.get(booking_id)
    return booking_row(store.book, store.table_at(at), booking, at) if booking is not None else None
