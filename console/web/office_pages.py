"""An official's office: whom it receives today, the call by appointment, and what came of each reception."""

from dataclasses import dataclass

from msgspec.structs import replace
from starlette.responses import Response

from console.accounts.roles import Right
from console.receptions.asked import Asked
from console.receptions.commands import DelayReception, MarkReceived
from console.receptions.day_view import ReceptionRow
from console.receptions.deciding import decide
from console.receptions.errors import StoreError
from console.receptions.moving_tickets import tickets_to_move
from console.receptions.opened import PageView
from console.receptions.refusals import Refusal, RefusalCode
from console.receptions.rows import Why as Purpose
from console.receptions.store import Store
from console.web import office_forms as forms
from console.web.asker import request_id_of
from console.web.book_said import say_refused, words_of
from console.web.book_seen import Shown
from console.web.desk_pages import place_endpoints
from console.web.filling.office import office_seen
from console.web.gate import Endpoint
from console.web.house import House
from console.web.manning import lost_places, office_places
from console.web.regions import Region
from console.web.said import DONE
from console.web.staff_request import StaffRequest
from console.web.turned_away import TurnedAwayError, Why
from console.web.views.booking import Office
from console.web.views.desk import Place, Sitting
from console.web.views.page import Message, Tone
from console.web.views.parts import Choice
from firmware.words import new_id
from mqtt_bridge.place_commands import CallTicket

CALLED_BY_APPOINTMENT = "by-appointment"
"""The reason that the journal keeps for a call from the office's list."""


@dataclass(frozen=True)
class _OfficeRegion(Region):
    place: str
    session: str
    page_view: str

    def view(self) -> Office:
        """See `Region`."""
        house, place = self.house, self.place
        looking = house.looking(self.language)
        if looking is None:
            nobody = Place(name=place, label=house.place_label(place, self.language), sitting=Sitting.CLOSED)
            return Office(place=nobody, url=f"/office/{place}", view_id=self.page_view)
        book = house.book.seen
        seen = office_seen(looking, place, book, book.names_on(self.session, self.page_view))
        return replace(seen, url=f"/office/{place}", view_id=self.page_view)


@dataclass(frozen=True)
class NowRegion(_OfficeRegion):
    """Who is in the office, or called to it."""

    @property
    def name(self) -> str:
        """See `live.Subject`."""
        return f"office-{self.place}"

    @property
    def template(self) -> str:
        """See `Region`."""
        return "office/_now.html"


@dataclass(frozen=True)
class DayRegion(_OfficeRegion):
    """Whom the office receives today."""

    @property
    def name(self) -> str:
        """See `live.Subject`."""
        return "office-day"

    @property
    def template(self) -> str:
        """See `Region`."""
        return "office/_day.html"


async def first_office(request: StaffRequest) -> Response:
    """Lead to the office that the session holds."""
    offices = office_places(request)
    return request.go(f"/office/{offices[0]}" if offices else "/places")


async def office(request: StaffRequest) -> Response:
    """Show the office."""
    language, here = request.language, request.place
    if here not in office_places(request):
        return request.go("/desk")
    view_id = new_id()
    view = NowRegion(request.house, language, here, request.session.session_id, view_id).view()
    others = tuple(
        Choice(value=f"/office/{place}", label=request.house.place_label(place, language))
        for place in office_places(request)
        if place != here
    )
    messages = await lost_places(request)
    return request.page("office.html", replace(view, others=others), *messages, live=f"/office/{here}/live/{view_id}")


async def office_live(request: StaffRequest) -> Response:
    """Tell what changes in it."""
    view_id = str(request.http.path_params["view"])
    if len(view_id) != len(new_id()):
        raise TurnedAwayError(Why.NOT_FOUND)
    about = (request.house, request.language, request.place, request.session.session_id, view_id)
    return request.watch(NowRegion(*about), DayRegion(*about))


async def look(request: StaffRequest) -> Response:
    """Show the names on this opening of the page: one look, which is written down."""
    form, house = request.form(forms.LookForm), request.house
    page = PageView(request.session.session_id, form.view, request.account.account_id, Purpose.OFFICE)
    await house.book.show(Shown(page, office=request.place))
    return request.say()


async def call_booked(request: StaffRequest) -> Response:
    """Call somebody from the list."""
    booking_id, house = request.form(forms.AboutBooking).booking_id, request.house
    ticket_id = _tickets_of(house, request.place).get(booking_id)
    if ticket_id is None:
        return say_refused(request, Refusal(code=RefusalCode.WRONG_STATE))
    return await request.told(CallTicket(place=request.place, ticket_id=ticket_id, reason=CALLED_BY_APPOINTMENT))


async def finish_booked(request: StaffRequest) -> Response:
    """End the visit in the hall, and note what came of it in the book; when the one is refused, neither happens."""
    form = request.form(forms.FinishForm)
    if _tickets_of(request.house, request.place).get(form.booking_id) != form.ticket_id:
        return say_refused(request, Refusal(code=RefusalCode.UNKNOWN_BOOKING))
    asked = Asked(form.received, request.account.account_id, request.house.now())
    refusal = await request.house.receptions.run(lambda store: _would_refuse(store, asked))
    if refusal is not None:
        return _say_wrong(request, refusal)
    status, messages = request.said_of(await request.ask(form.finish(request.place)))
    if status != DONE:
        return request.say(*messages, status=status)
    try:
        return await _note(request, form)
    except StoreError:
        say = request.words.say
        return request.say(Message(tone=Tone.BAD, what=say("office.not_noted"), do=say("office.not_noted_do")))


async def tell(request: StaffRequest) -> Response:
    """Note what came of a visit that has ended, or tell it anew."""
    form = request.form(forms.Told)
    if form.booking_id not in _tickets_of(request.house, request.place):
        return say_refused(request, Refusal(code=RefusalCode.UNKNOWN_BOOKING))
    return await _note(request, form)


async def delay(request: StaffRequest) -> Response:
    """Say that the official is late, and move the times of the tickets that were given already."""
    form, house = request.form(forms.DelayForm), request.house
    if form.reception_id not in {one.reception.reception_id for one in _received_at(house, request.place)}:
        return say_refused(request, Refusal(code=RefusalCode.UNKNOWN_RECEPTION))
    command = DelayReception(reception_id=form.reception_id, delay_min=form.delay)
    asked = Asked(command, request.account.account_id, house.now())
    decision = await house.receptions.run(lambda store: store.act(asked))
    if isinstance(decision, Refusal) and decision.code is not RefusalCode.KNOWN_ALREADY:
        return say_refused(request, decision)
    await house.book.look()
    return await _move_tickets(request)


async def _move_tickets(request: StaffRequest) -> Response:
    house, hall = request.house, request.house.copy.hall
    if hall is None:
        return request.say()
    tickets, at = dict(hall.tickets), house.now()
    moves = await house.receptions.run(lambda store: tickets_to_move(store.book, store.table_at(at), tickets))
    for n, move in enumerate(moves):
        answer = await request.ask(move, request_id_of(request.session.session_id, f"{request.ask_id}{n}"))
        status, messages = request.said_of(answer)
        if status != DONE:
            return request.say(*messages, status=status)
    return request.say()


async def _note(request: StaffRequest, form: forms.Told) -> Response:
    house = request.house
    asked = Asked(form.received, request.account.account_id, house.now())
    decision = await house.receptions.run(lambda store: store.note_received(asked, form.new_note))
    await house.book.look()
    return _say_wrong(request, decision) if isinstance(decision, Refusal) else request.say()


def _say_wrong(request: StaffRequest, refusal: Refusal) -> Response:
    if refusal.code is RefusalCode.WRONG_FOLLOW_UP:
        return request.say_wrong({"follow_up": words_of(request, refusal)})
    return say_refused(request, refusal)


def _would_refuse(store: Store, asked: Asked[MarkReceived]) -> Refusal | None:
    """In the records' thread: nothing is noted."""
    decision = decide(store.book, store.table_at(asked.at), asked)
    return decision if isinstance(decision, Refusal) else None


def _tickets_of(house: House, place: str) -> dict[str, str | None]:
    """Return the bookings that this office receives today, and their tickets."""
    return {row.booking_id: row.ticket_id for one in _received_at(house, place) for row in one.rows}


def _received_at(house: House, place: str) -> tuple[ReceptionRow, ...]:
    """Return what takes place in this office today; nothing while the book cannot be used."""
    day = house.book.seen.day
    return tuple(one for one in day.receptions if one.reception.office == place) if day is not None else ()


ENDPOINTS = (
    Endpoint("/office", first_office, Right.OFFICE),
    Endpoint("/office/{place}", office, Right.OFFICE),
    Endpoint("/office/{place}/live/{view}", office_live, Right.OFFICE, is_watched=True),
    Endpoint("/office/{place}/look", look, Right.OFFICE, "POST", forms.LookForm),
    Endpoint("/office/{place}/call-booked", call_booked, Right.OFFICE, "POST", forms.AboutBooking),
    Endpoint("/office/{place}/finish-booked", finish_booked, Right.OFFICE, "POST", forms.FinishForm),
    Endpoint("/office/{place}/tell", tell, Right.OFFICE, "POST", forms.Told),
    Endpoint("/office/{place}/delay", delay, Right.OFFICE, "POST", forms.DelayForm),
    *place_endpoints("/office", Right.OFFICE),
)
