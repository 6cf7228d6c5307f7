"""A visitor with an appointment is here: written down, then asked of the dispatcher, then told what came of it.

The steps are those of `console.receptions.checking_in`: whatever fails in between, pressing again goes on from there.
"""

from dataclasses import dataclass, replace
from functools import partial

from starlette.responses import Response

from console.accounts.roles import Right
from console.receptions.arrival import Escort, QueueRequest, arrival
from console.receptions.asked import Asked
from console.receptions.book import Booking, Stage
from console.receptions.checking_in import NextStep, issue_ticket, next_step
from console.receptions.commands import AskTicket
from console.receptions.offers import refuse
from console.receptions.refusals import Refusal, RefusalCode
from console.receptions.store import Store
from console.web import booking_forms as forms
from console.web.book_said import book_words, refused_message
from console.web.gate import Endpoint
from console.web.reception_pages import STATION_COOKIE
from console.web.said import NO_ANSWER, REFUSED
from console.web.staff_request import StaffRequest
from console.web.turned_away import TurnedAwayError, Why
from console.web.views.page import Message, Tone
from mqtt_bridge.replies import Issued
from mqtt_bridge.replies import Refusal as DispatcherRefusal

_ASKS = frozenset({NextStep.ASK, NextStep.ASK_AGAIN, NextStep.ASK_ANOTHER})


@dataclass(frozen=True)
class _Asking:
    """What was written down, and is now asked of the dispatcher."""

    ticket_id: str
    request: QueueRequest


async def check_in(request: StaffRequest) -> Response:
    """Do the next step for the visitor. Sent twice, and by two at once, it gives one ticket."""
    form, house = request.form(forms.CheckInForm), request.house
    if form.booking_id != request.http.path_params["booking_id"]:
        raise TurnedAwayError(Why.NOT_FOUND)
    booking = await house.receptions.look(partial(_booking, booking_id=form.booking_id))
    if booking is None:
        return await _refused(request, Refusal(code=RefusalCode.UNKNOWN_BOOKING))
    hall = house.copy.hall
    ticket = hall.tickets.get(booking.asked_ticket) if hall is not None and booking.asked_ticket is not None else None
    was_refused = booking.asked_ticket is not None and house.papers.was_refused(booking.asked_ticket)
    step = next_step(booking, ticket.stage if ticket is not None else None, refused=was_refused)
    if step not in _ASKS:
        say = request.words.say
        what = say(f"appointments.check_in_steps.{step.value}", number=ticket.number if ticket is not None else "")
        return request.say(Message(tone=Tone.WARN if step is NextStep.DECIDE else Tone.INFO, what=what))
    write = partial(_write, booking_id=form.booking_id, step=step, asked=_asked(request, form, booking, step))
    asking = await house.receptions.run(write)
    if isinstance(asking, Refusal):
        return await _refused(request, asking)
    result = await request.ask(issue_ticket(asking.request, form.station), asking.ticket_id)
    if isinstance(result, Issued):
        return _given(request, form.station, result, asking.request.escort)
    if isinstance(result, DispatcherRefusal):
        house.papers.note_refused(asking.ticket_id)
    status, messages = request.said_of(result)
    if status == NO_ANSWER:
        messages = (*messages, Message(tone=Tone.INFO, what=request.words.say("appointments.again_asks")))
    return request.say(*messages, status=status)


ENDPOINTS = (Endpoint("/appointments/{booking_id}/check-in", check_in, Right.APPOINTMENTS, "POST", forms.CheckInForm),)


def _asked(request: StaffRequest, form: forms.CheckInForm, booking: Booking, step: NextStep) -> Asked[AskTicket]:
    command = AskTicket(
        booking_id=form.booking_id,
        ticket_id=request.request_id,
        admit_late=form.admit_late,
        instead_of=booking.asked_ticket if step is NextStep.ASK_ANOTHER else None,
    )
    return Asked(command, request.account.account_id, request.house.book.at())


def _given(request: StaffRequest, station: str, issued: Issued, escort: Escort) -> Response:
    say = request.words.say
    request.house.papers.note(request.account.account_id, issued.paper.ticket_id)
    where = say(f"appointments.escort.{escort.value}")
    what = say("appointments.given", number=issued.paper.number)
    response = request.say(Message(tone=Tone.GOOD, what=what, do=where))
    is_encrypted = request.http.url.scheme == "https"
    response.set_cookie(STATION_COOKIE, station, httponly=True, samesite="strict", path="/", secure=is_encrypted)
    return response


async def _refused(request: StaffRequest, refusal: Refusal) -> Response:
    return request.say(refused_message(refusal, await book_words(request)), status=REFUSED)


# What follows runs in the records' thread.


def _booking(store: Store, *, booking_id: str) -> Booking | None:
    booking = store.book.bookings.get(booking_id)
    return replace(booking) if booking is not None else None


def _write(store: Store, *, booking_id: str, step: NextStep, asked: Asked[AskTicket]) -> _Asking | Refusal:
    """Write down that the dispatcher is going to be asked, unless that stands there already."""
    if step is not NextStep.ASK_AGAIN:
        decision = store.act(asked)
        if isinstance(decision, Refusal) and decision.code is not RefusalCode.KNOWN_ALREADY:
            return decision
    book, table, at = store.book, store.table_at(asked.at), asked.at
    booking = book.bookings[booking_id]
    # Whether a latecomer is let in was decided before, for a ticket that is asked for once more.
    admits = asked.command.admit_late or step is NextStep.ASK_AGAIN or booking.stage is Stage.CHECKED_IN
    here = arrival(book, table, booking, at, admit_late=admits)
    if here.request is None or booking.asked_ticket is None:
        return refuse(RefusalCode.WRONG_STATE, book, table, booking.slot, at)
    return _Asking(booking.asked_ticket, here.request)
