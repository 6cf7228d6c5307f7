"""A consultant's page: one place or two, from calling the next to the end of the visit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec.structs import replace
from starlette.responses import Response

from console.accounts.roles import Right
from console.seeing.waiting import open_ticket_id
from console.web import desk_forms as forms
from console.web.filling.choices import summonses
from console.web.filling.desk import day_of, desk_place, without_day, zone_lines
from console.web.filling.office import receptions_today
from console.web.forms import Form
from console.web.gate import Answer, Endpoint
from console.web.house import House
from console.web.manning import desk_places, lost_places
from console.web.regions import Region
from console.web.staff_request import StaffRequest
from console.web.turned_away import TurnedAwayError, Why
from console.web.views.desk import Desk, Place, Sitting
from firmware.words import Language, Slug
from hall.outcomes import refuse_outcome
from mqtt_bridge.commands import AnyCommand
from mqtt_bridge.hall_commands import RaiseSummons, Readmit, ResumeTicket
from mqtt_bridge.place_commands import CallTicket
from mqtt_bridge.replies import RefusalCode


class PlaceView(msgspec.Struct, frozen=True, kw_only=True):
    """What the region of one place is drawn from."""

    place: Place
    is_one: bool
    """It has the page for itself."""
    url: str


class SummonForm(Form, frozen=True, kw_only=True):
    """Whom a place calls for."""

    kind: Slug


@dataclass(frozen=True)
class PlaceRegion(Region):
    """One place."""

    place: str
    is_one: bool
    url: str

    @property
    def name(self) -> str:
        """See `live.Subject`."""
        return f"place-{self.place}"

    @property
    def template(self) -> str:
        """See `Region`."""
        return "desk/_place.html"

    def view(self) -> PlaceView:
        """See `Region`. What changes with everybody's doings is in the region beneath."""
        return PlaceView(place=without_day(self.whole()), is_one=self.is_one, url=self.url)

    def whole(self) -> Place:
        """Return all of the place."""
        looking = self.house.looking(self.language)
        if looking is None:
            label = self.house.place_label(self.place, self.language)
            return Place(name=self.place, label=label, sitting=Sitting.CLOSED)
        return self.house.remembering.get((self.language, self.place), lambda: desk_place(looking, self.place))


@dataclass(frozen=True)
class DayRegion(PlaceRegion):
    """The place's day: who waits for it, is parked or was missed, and how many it has served."""

    @property
    def name(self) -> str:
        """See `live.Subject`."""
        return f"day-{self.place}"

    @property
    def template(self) -> str:
        """See `Region`."""
        return "desk/_aside.html"

    def view(self) -> PlaceView:
        """See `Region`."""
        return PlaceView(place=day_of(self.whole()), is_one=self.is_one, url=self.url)


@dataclass(frozen=True)
class LineRegion(Region):
    """Everyone who waits: the same for all desks."""

    @property
    def name(self) -> str:
        """See `live.Subject`."""
        return "line"

    @property
    def template(self) -> str:
        """See `Region`."""
        return "desk/_line.html"

    def view(self) -> Desk:
        """See `Region`."""
        looking = self.house.looking(self.language)
        return Desk(places=(), zones=zone_lines(looking) if looking is not None else ())


@dataclass(frozen=True)
class BesideRegion(Region):
    """Whom the place can call for, and who receives today."""

    place: str

    @property
    def name(self) -> str:
        """See `live.Subject`."""
        return "beside"

    @property
    def template(self) -> str:
        """See `Region`."""
        return "desk/_beside.html"

    def view(self) -> Desk:
        """See `Region`."""
        looking = self.house.looking(self.language)
        if looking is None:
            return Desk(places=())
        return Desk(
            places=(Place(name=self.place, label="", sitting=Sitting.OPEN),),
            summonses=summonses(looking),
            receptions=receptions_today(looking, self.place, self.house.book.seen),
        )


def place_regions(house: House, language: Language, places: tuple[str, ...]) -> list[PlaceRegion]:
    """Return each of *places* as who holds them all sees it."""
    is_one = len(places) == 1
    return [PlaceRegion(house, language, place, is_one, f"/desk/{place}") for place in places]


async def desk(request: StaffRequest) -> Response:
    """Show the places that the session holds."""
    places = desk_places(request)
    if not places:
        return request.go("/office" if request.session.places else "/places")  # which tells who took them
    house, language = request.house, request.language
    beside = BesideRegion(house, language, places[0]).view()
    seen = tuple(region.whole() for region in place_regions(house, language, places))
    view = replace(beside, places=seen, zones=LineRegion(house, language).view().zones)
    return request.page("desk.html", view, *await lost_places(request), live="/desk/live")


async def desk_live(request: StaffRequest) -> Response:
    """Tell what changes on it."""
    house, language, places = request.house, request.language, desk_places(request)
    if not places:
        raise TurnedAwayError(Why.NOT_YOUR_PLACE)
    each = place_regions(house, language, places)
    days = (DayRegion(house, language, region.place, region.is_one, region.url) for region in each)
    return request.watch(*each, *days, LineRegion(house, language), BesideRegion(house, language, places[0]))


def step(form: type[Form], command_of: Callable[[Slug, Any], AnyCommand]) -> Answer:
    """Return what answers one of a place's buttons."""

    async def answer(request: StaffRequest) -> Response:
        return await request.told(command_of(request.place, request.form(form)))

    return answer


async def finish(request: StaffRequest) -> Response:
    """End the visit; a number that is not as it must be is told beside its field."""
    form = request.form(forms.FinishForm)
    wrong = wrong_references(request, form)
    if wrong:
        return request.say_wrong(wrong)
    return await request.told(forms.finish_of(request.place, form, with_reference(request)))


def with_reference(request: StaffRequest) -> frozenset[str]:
    """Return the outcomes that have a number."""
    return frozenset(each.name for each in request.house.centre_now().outcomes if each.reference_pattern)


def wrong_references(request: StaffRequest, form: forms.FinishForm) -> dict[str, str]:
    """Return what is wrong with the numbers, by field: by the rule that the dispatcher goes by, before it is asked."""
    say, centre = request.words.say, request.house.centre_now()
    given = forms.outcomes_of(form, with_reference(request))
    is_wrong, is_missing = say("desk.wrong_reference"), say("desk.no_reference")
    wrong = {
        forms.reference_field(outcome.matter): is_wrong if outcome.reference else is_missing
        for outcome in given
        if (refusal := refuse_outcome(centre, outcome, (outcome.matter or "",))) is not None
        and refusal.code is RefusalCode.WRONG_REFERENCE
    }
    used = {forms.reference_field(outcome.matter) for outcome in given if outcome.reference}
    typed = {forms.reference_field(matter) for matter, number in form.reference_of.items() if number}
    typed |= {forms.reference_field(None)} if form.reference else set()
    return wrong | {name: say("desk.reference_alone") for name in typed - used - wrong.keys()}


async def call(request: StaffRequest) -> Response:
    """Call a ticket out of its order, by its number."""
    form, hall = request.form(forms.CallForm), request.house.copy.hall
    ticket_id = form.ticket_id
    if ticket_id is None and hall is not None and form.number is not None:
        ticket_id = open_ticket_id(hall, form.number)
    if ticket_id is None:
        return request.refuse(RefusalCode.UNKNOWN_TICKET)
    return await request.told(CallTicket(place=request.place, ticket_id=ticket_id, reason=form.reason))


async def resume(request: StaffRequest) -> Response:
    """Have a parked ticket called next."""
    return await request.told(ResumeTicket(ticket_id=request.form(forms.AboutTicket).ticket_id))


async def readmit(request: StaffRequest) -> Response:
    """Let a visitor who was missed back into the line."""
    return await request.told(Readmit(ticket_id=request.form(forms.AboutTicket).ticket_id))


async def summon(request: StaffRequest) -> Response:
    """Call for a worker."""
    kind, house = request.form(SummonForm).kind, request.house
    ticket = house.copy.hall.ticket_at(request.place) if house.copy.hall is not None else None
    ticket_id = ticket.ticket_id if ticket is not None else None
    return await request.told(RaiseSummons(kind=kind, place=request.place, ticket_id=ticket_id))


def place_endpoints(at: str, right: Right) -> Iterator[Endpoint]:
    """Yield the buttons of a place whose paths begin with *at*."""
    steps: tuple[tuple[str, type[Form], Answer], ...] = (
        ("next", forms.Nothing, step(forms.Nothing, forms.next_of)),
        ("recall", forms.AboutTicket, step(forms.AboutTicket, forms.recall_of)),
        ("start", forms.AboutTicket, step(forms.AboutTicket, forms.start_of)),
        ("no-show", forms.AboutTicket, step(forms.AboutTicket, forms.no_show_of)),
        ("undo", forms.AboutTicket, step(forms.AboutTicket, forms.undo_of)),
        ("open", forms.Nothing, step(forms.Nothing, forms.open_of)),
        ("close", forms.Nothing, step(forms.Nothing, forms.close_of)),
        ("pause", forms.PauseForm, step(forms.PauseForm, forms.pause_of)),
        ("park", forms.ParkForm, step(forms.ParkForm, forms.park_of)),
        ("transfer", forms.TransferForm, step(forms.TransferForm, forms.transfer_of)),
        ("finish", forms.FinishForm, finish),
        ("call", forms.CallForm, call),
        ("resume", forms.AboutTicket, resume),
        ("readmit", forms.AboutTicket, readmit),
        ("summon", SummonForm, summon),
    )
    for name, form, answer in steps:
        yield Endpoint(f"{at}/{{place}}/{name}", answer, right, "POST", form)


ENDPOINTS = (
    Endpoint("/desk", desk, Right.DESK),
    Endpoint("/desk/live", desk_live, Right.DESK, is_watched=True),
    *place_endpoints("/desk", Right.DESK),
)
