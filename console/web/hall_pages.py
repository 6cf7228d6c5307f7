"""The hall's page: everyone who waits, who works where, calls, devices that need a hand, evacuation."""

from dataclasses import dataclass

from msgspec import Struct
from starlette.responses import Response

from console.accounts.account import Account
from console.accounts.roles import Right
from console.web.desk_forms import AboutTicket
from console.web.filling.choices import summonses
from console.web.filling.hall import calls_now, places_now, safety, waiting, waiting_list
from console.web.filling.summonses import all_summonses
from console.web.filling.trouble import tickets_aside, trouble
from console.web.forms import Form
from console.web.gate import Endpoint
from console.web.house import House
from console.web.regions import Region
from console.web.said import INVALID
from console.web.staff_request import StaffRequest
from console.web.views.hall import Aside, CallsNow, Hall, PlacesNow, Safety, Summonses, Trouble, Waiting, WaitingList
from console.web.views.page import Message, Tone
from firmware.words import Language
from mqtt_bridge.commands import Admit, VoidTicket
from mqtt_bridge.hall_commands import BeginEvacuation, EndEvacuation, Readmit, ResumeTicket


class SureForm(Form, frozen=True, kw_only=True):
    """What nobody may do by a slip of the hand: it is ticked first, and then pressed."""

    sure: bool = False


@dataclass(frozen=True)
class WaitingRegion(Region):
    """Everybody who waits."""

    name = "hall-waiting"
    template = "hall/_waiting.html"

    def view(self) -> Waiting:
        """See `Region`."""
        looking = self.house.looking(self.language)
        return waiting(looking) if looking is not None else Waiting()


@dataclass(frozen=True)
class PlacesRegion(Region):
    """Who works where."""

    name = "hall-places"
    template = "hall/_places.html"

    def view(self) -> PlacesNow:
        """See `Region`."""
        looking = self.house.looking(self.language)
        return places_now(looking, self.house.people.holders) if looking is not None else PlacesNow()


@dataclass(frozen=True)
class CallsRegion(Region):
    """Calls in progress."""

    name = "hall-calls"
    template = "hall/_calls.html"

    def view(self) -> CallsNow:
        """See `Region`."""
        looking = self.house.looking(self.language)
        return calls_now(looking) if looking is not None else CallsNow()


@dataclass(frozen=True)
class DevicesRegion(Region):
    """What needs a hand."""

    name = "hall-devices"
    template = "hall/_trouble.html"

    def view(self) -> Trouble:
        """See `Region`."""
        looking, board = self.house.looking(self.language), self.house.copy.board
        return trouble(looking, board.alone if board is not None else ()) if looking is not None else Trouble()


@dataclass(frozen=True)
class SummonsesRegion(Region):
    """Calls for a worker, as one of the staff sees them."""

    account_id: str

    name = "hall-summonses"
    template = "hall/_summonses.html"

    def view(self) -> Summonses:
        """See `Region`."""
        looking = self.house.looking(self.language)
        if looking is None:
            return Summonses()
        return Summonses(summonses=all_summonses(looking, self.account_id), kinds=summonses(looking))


@dataclass(frozen=True)
class AsideRegion(Region):
    """Tickets aside."""

    may_move: bool

    name = "hall-aside"
    template = "hall/_aside.html"

    def view(self) -> Aside:
        """See `Region`."""
        looking = self.house.looking(self.language)
        return tickets_aside(looking, may_move=self.may_move) if looking is not None else Aside()


@dataclass(frozen=True)
class SafetyRegion(Region):
    """Evacuation."""

    may_evacuate: bool

    name = "hall-safety"
    template = "hall/_safety.html"

    def view(self) -> Safety:
        """See `Region`."""
        looking = self.house.looking(self.language)
        return safety(looking, may_evacuate=self.may_evacuate) if looking is not None else Safety(may_evacuate=False)


@dataclass(frozen=True)
class HallRegions:
    """All regions of the page, for one of the staff."""

    waiting: WaitingRegion
    places: PlacesRegion
    calls: CallsRegion
    devices: DevicesRegion
    summonses: SummonsesRegion
    aside: AsideRegion
    safety: SafetyRegion


def regions_of(house: House, language: Language, account: Account) -> HallRegions:
    """Return them."""
    return HallRegions(
        WaitingRegion(house, language),
        PlacesRegion(house, language),
        CallsRegion(house, language),
        DevicesRegion(house, language),
        SummonsesRegion(house, language, account.account_id),
        AsideRegion(house, language, Right.TICKETS in account.rights),
        SafetyRegion(house, language, Right.EVACUATE in account.rights),
    )


async def hall(request: StaffRequest) -> Response:
    """Show the hall."""
    regions = regions_of(request.house, request.language, request.account)
    view = Hall(
        waiting=regions.waiting.view(),
        places=regions.places.view(),
        calls=regions.calls.view(),
        summonses=regions.summonses.view(),
        aside=regions.aside.view(),
        trouble=regions.devices.view(),
        safety=regions.safety.view(),
    )
    return request.page("hall.html", view, live="/hall/live")


async def hall_live(request: StaffRequest) -> Response:
    """Tell what changes in it."""
    regions = regions_of(request.house, request.language, request.account)
    return request.watch(*vars(regions).values())


async def to_print(request: StaffRequest) -> Response:
    """Show who waits, to be printed: for a hall that goes on by hand."""
    looking = request.house.looking(request.language)
    view: Struct = waiting_list(looking) if looking is not None else WaitingList(made_at="", zones=(), waiting=0)
    return request.page("waiting_list.html", view)


async def evacuate(request: StaffRequest) -> Response:
    """Send everybody out."""
    return await request.told(BeginEvacuation()) if request.form(SureForm).sure else _unsure(request)


async def resume(request: StaffRequest) -> Response:
    """Go on where the hall stood."""
    return await request.told(EndEvacuation()) if request.form(SureForm).sure else _unsure(request)


async def readmit(request: StaffRequest) -> Response:
    """Let a visitor who was missed back into the line."""
    return await request.told(Readmit(ticket_id=request.form(AboutTicket).ticket_id))


async def call_parked(request: StaffRequest) -> Response:
    """Have a parked ticket called next."""
    return await request.told(ResumeTicket(ticket_id=request.form(AboutTicket).ticket_id))


async def admit(request: StaffRequest) -> Response:
    """Let a ticket wait whose paper somebody has seen."""
    return await request.told(Admit(ticket_id=request.form(AboutTicket).ticket_id))


async def void(request: StaffRequest) -> Response:
    """Let a ticket count no more whose paper never came out."""
    return await request.told(VoidTicket(ticket_id=request.form(AboutTicket).ticket_id))


ENDPOINTS = (
    Endpoint("/hall", hall, Right.HALL),
    Endpoint("/hall/live", hall_live, Right.HALL, is_watched=True),
    Endpoint("/hall/list", to_print, Right.HALL),
    Endpoint("/hall/evacuate", evacuate, Right.EVACUATE, "POST", SureForm),
    Endpoint("/hall/resume", resume, Right.EVACUATE, "POST", SureForm),
    Endpoint("/hall/aside/readmit", readmit, Right.TICKETS, "POST", AboutTicket),
    Endpoint("/hall/aside/resume", call_parked, Right.TICKETS, "POST", AboutTicket),
    Endpoint("/hall/aside/admit", admit, Right.TICKETS, "POST", AboutTicket),
    Endpoint("/hall/aside/void", void, Right.TICKETS, "POST", AboutTicket),
)


def _unsure(request: StaffRequest) -> Response:
    return request.say(Message(tone=Tone.WARN, what=request.words.say("hall.not_sure")), status=INVALID)
