"""The reception's appointments: a day's list, live; names by a recorded look; search, cancel, and whom to call."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from starlette.responses import Response

from console.accounts.roles import Right
from console.receptions.asked import Asked, Decision
from console.receptions.commands import CancelBooking, MoveBooking
from console.receptions.day_view import BookingRow, booking_row
from console.receptions.opened import PageView
from console.receptions.refusals import REFUSALS, Refusal, RefusalCode
from console.receptions.rows import Why
from console.receptions.searching import Found, SearchWords, search
from console.receptions.store import Store
from console.web import booking_forms as forms
from console.web.book_said import book_words, say_decided
from console.web.book_seen import Shown
from console.web.filling.appointments import Appointing, BookWords, appointment, day_list
from console.web.forms import Typed
from console.web.gate import Endpoint
from console.web.reception_pages import station_of
from console.web.regions import Region
from console.web.said import DONE, INVALID
from console.web.staff_request import StaffRequest
from console.web.turned_away import TurnedAwayError
from console.web.turned_away import Why as WhyNot
from console.web.views.booking import Appointment, Appointments, DayList
from console.web.views.parts import Entry


@dataclass(frozen=True)
class DayRegion(Region):
    """A day's list as one session may see it."""

    day: date
    session_id: str
    station: str

    @property
    def name(self) -> str:
        """See `live.Subject`."""
        return "appointments-day"

    @property
    def template(self) -> str:
        """See `Region`."""
        return "appointments/_day.html"

    def view(self) -> DayList:
        """See `Region`."""
        house = self.house
        house.book.want(self.day)
        seen = house.book.seen
        if seen.settings is None:
            return DayList(date=self.day.isoformat(), is_closed=True)
        words = BookWords(seen.settings, house.centre_now(), self.language)
        appointing = Appointing(words, house.looking(self.language), house.papers, seen.names_of(self.session_id))
        return day_list(appointing, self.day, seen.days.get(self.day), seen.to_tell, self.station)


async def today(request: StaffRequest) -> Response:
    """Show today's list."""
    seen = await request.house.book.look()
    return await show(request, seen.today)


async def of_day(request: StaffRequest) -> Response:
    """Show a day's list."""
    return await show(request, day_of(request))


async def live(request: StaffRequest) -> Response:
    """Tell what changes on it."""
    return request.watch(_region(request, day_of(request)))


async def names(request: StaffRequest) -> Response:
    """Show who is who of a day, in this session and for a while: one recorded look."""
    day = day_of(request)
    page = PageView(request.session.session_id, f"day-{day}", request.account.account_id, Why.TODAY)
    await request.house.book.show(Shown(page, day=day))
    return request.say(to=f"/appointments/day/{day}")


async def look(request: StaffRequest) -> Response:
    """Show one visitor's data, in this session and for a while: one recorded look."""
    booking_id = _about(request)
    page = PageView(request.session.session_id, f"one-{booking_id}", request.account.account_id, Why.BOOKING)
    await request.house.book.show(Shown(page, booking_id))
    return request.say()


async def cancel(request: StaffRequest) -> Response:
    """Free the slot of a visitor who will not come."""
    command = CancelBooking(booking_id=_about(request))
    asked = Asked(command, request.account.account_id, request.house.book.at())
    return await _say(request, await request.house.receptions.run(lambda store: store.act(asked)))


async def agree(request: StaffRequest) -> Response:
    """Note that a visitor was told of the reception's new time, and comes."""
    at, staff = request.house.book.at(), request.account.account_id
    act = partial(_agree, booking_id=_about(request), staff=staff, at=at)
    return await _say(request, await request.house.receptions.run(act))


async def seek(request: StaffRequest) -> Response:
    """Find somebody's booking: one recorded look at all who are found; what was typed is kept nowhere."""
    sent, house = request.sent, request.house
    if isinstance(sent, Typed):
        error = request.words.say("forms.too-long")
        return await show(request, house.book.seen.today, Entry(value=sent.value("search"), error=error))
    words = request.form(forms.SearchForm).search
    at = house.book.at()
    act = partial(_seek, words=SearchWords(words=words), staff=request.account.account_id, at=at)
    found = await house.receptions.run(act)
    seen = await house.book.look()
    if isinstance(found, Refusal):
        refused = REFUSALS[found.code]
        error = f"{refused.what.get(request.language)}. {refused.do.get(request.language)}"
        return await show(request, seen.today, Entry(value=words, error=error))
    return await show(request, seen.today, Entry(value=words), found)


ENDPOINTS = (
    Endpoint("/appointments", today, Right.APPOINTMENTS),
    Endpoint("/appointments/search", seek, Right.APPOINTMENTS, "POST", forms.SearchForm, takes_faulty=True),
    Endpoint("/appointments/{booking_id}/look", look, Right.APPOINTMENTS, "POST", forms.AboutBooking),
    Endpoint("/appointments/{booking_id}/cancel", cancel, Right.APPOINTMENTS, "POST", forms.AboutBooking),
    Endpoint("/appointments/{booking_id}/agree", agree, Right.APPOINTMENTS, "POST", forms.AboutBooking),
    Endpoint("/appointments/day/{day}/names", names, Right.APPOINTMENTS, "POST", forms.Nothing),
    Endpoint("/appointments/day/{day}/live", live, Right.APPOINTMENTS, is_watched=True),
    Endpoint("/appointments/day/{day}", of_day, Right.APPOINTMENTS),
)


def day_of(request: StaffRequest) -> date:
    """Return the day in the path. Raises TurnedAwayError."""
    try:
        return date.fromisoformat(str(request.http.path_params["day"]))
    except ValueError as error:
        raise TurnedAwayError(WhyNot.NOT_FOUND) from error


async def show(
    request: StaffRequest,
    day: date,
    sought: Entry | None = None,
    found: tuple[Found, list[BookingRow]] | None = None,
) -> Response:
    """Show the page of a day, with what a search has found. Raises StoreError."""
    await request.house.book.look(day)
    region, words = _region(request, day), await book_words(request)
    previous, following = await request.house.receptions.look(partial(_around, day=day, at=request.house.book.at()))
    view = Appointments(
        day=words.day(day),
        previous=previous.isoformat(),
        following=following.isoformat(),
        list=region.view(),
        search=sought or Entry(),
        found=_rows(request, words, *found) if found is not None else None,
        has_more=found is not None and found[0].has_more,
    )
    status = INVALID if sought is not None and sought.error else DONE
    return request.page("appointments.html", view, status=status, live=f"/appointments/day/{day}/live")


def _region(request: StaffRequest, day: date) -> DayRegion:
    return DayRegion(request.house, request.language, day, request.session.session_id, station_of(request))


def _rows(request: StaffRequest, words: BookWords, found: Found, rows: list[BookingRow]) -> tuple[Appointment, ...]:
    looking = request.house.looking(request.language)
    appointing = Appointing(words, looking, request.house.papers, found.seen)
    return tuple(appointment(appointing, row) for row in rows)


def _about(request: StaffRequest) -> str:
    """Return the booking that the form and its address are about. Raises TurnedAwayError."""
    booking_id = request.form(forms.AboutBooking).booking_id
    if booking_id != request.http.path_params["booking_id"]:
        raise TurnedAwayError(WhyNot.NOT_FOUND)
    return booking_id


async def _say(request: StaffRequest, decision: Decision) -> Response:
    return say_decided(request, decision, await book_words(request))


# What follows runs in the records' thread.


def _agree(store: Store, *, booking_id: str, staff: str, at: float) -> Decision:
    booking = store.book.bookings.get(booking_id)
    if booking is None:
        return Refusal(code=RefusalCode.UNKNOWN_BOOKING)
    return store.act(Asked(MoveBooking(booking_id=booking_id, slot_id=booking.slot.slot_id), staff, at))


def _seek(store: Store, *, words: SearchWords, staff: str, at: float) -> tuple[Found, list[BookingRow]] | Refusal:
    found = search(store, words, staff, at)
    if isinstance(found, Refusal):
        return found
    table, book = store.table_at(at), store.book
    return found, [booking_row(book, table, book.bookings[booking_id], at) for booking_id in found.seen]


def _around(store: Store, *, day: date, at: float) -> tuple[date, date]:
    """Return the nearest days before and after with a reception; the day itself where there is none."""
    days = sorted({reception.day for reception in store.table_at(at).receptions.values()} | {day})
    here = days.index(day)
    return days[max(here - 1, 0)], days[min(here + 1, len(days) - 1)]
