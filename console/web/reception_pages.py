"""The reception's page: what a visitor comes for, in two taps, and what became of the papers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from console.accounts.roles import Right
from console.seeing.waiting import open_ticket_id
from console.web import reception_forms as forms
from console.web.desk_forms import AboutTicket
from console.web.filling import reception as filling
from console.web.filling.papers import anew_ids, papers
from console.web.forms import Form
from console.web.gate import Answer, Endpoint
from console.web.regions import Region
from console.web.said import INVALID
from console.web.shell import is_by_htmx
from console.web.staff_request import StaffRequest
from console.web.views.page import Message, Tone
from console.web.views.reception import Papers, Purposes, Reception
from firmware.words import Language
from hall.ticket import Stage, Ticket
from mqtt_bridge.commands import Admit, AnyCommand, Reprint, VoidTicket
from mqtt_bridge.hall_commands import RaiseSummons, Readmit, ResumeTicket
from mqtt_bridge.replies import Issued, Refusal, RefusalCode, Result

STATION_COOKIE = "kezek-station"
"""Where somebody had papers printed last."""


@dataclass(frozen=True)
class PurposesRegion(Region):
    """What visitors come for; it says when no tickets are given."""

    @property
    def name(self) -> str:
        """See `live.Subject`."""
        return "purposes"

    @property
    def template(self) -> str:
        """See `Region`."""
        return "reception/_purposes.html"

    def view(self) -> Purposes:
        """See `Region`."""
        looking = self.house.looking(self.language)
        return filling.purposes(looking) if looking is not None else Purposes(choices=())


@dataclass(frozen=True)
class PapersRegion(Region):
    """The tickets that the reception looks after, as one of its workers sees them."""

    staff: str
    sought: str

    @property
    def name(self) -> str:
        """See `live.Subject`."""
        return "papers"

    @property
    def template(self) -> str:
        """See `Region`."""
        return "reception/_papers.html"

    def view(self) -> Papers:
        """See `Region`."""
        looking = self.house.looking(self.language)
        return papers(looking, self.house.papers, self.staff, self.sought) if looking is not None else Papers()


async def reception(request: StaffRequest) -> Response:
    """Show the page."""
    return _page(request)


async def reception_live(request: StaffRequest) -> Response:
    """Tell what changes on it."""
    return request.watch(*_regions(request))


async def issue(request: StaffRequest) -> Response:
    """Give a ticket, or call the worker for whom no ticket is needed. After a refusal the form is as it was."""
    form, words = request.form(forms.IssueForm), request.words
    command = forms.asked_by(form, request.house.centre_now())
    if command is None and form.matters:
        return _refused(request, form, *request.said_of(Refusal(code=RefusalCode.UNKNOWN_PURPOSE)))
    if command is None:
        nothing = Message(tone=Tone.WARN, what=words.say("reception.nothing"), do=words.say("reception.nothing_do"))
        return _refused(request, form, INVALID, (nothing,))
    result = await request.ask(command)
    status, messages = _said(request, result)
    if messages:
        return _refused(request, form, status, messages)
    if isinstance(command, RaiseSummons):
        messages = (Message(tone=Tone.GOOD, what=words.say("reception.summoned")),)
    return _fresh(request, form.station, result, *messages)


async def anew(request: StaffRequest) -> Response:
    """Give another ticket instead of one whose paper never came: one, whoever asks for it."""
    form = request.form(forms.PrintForm)
    ticket = _ticket(request, form.ticket_id)
    if ticket is None or ticket.stage is not Stage.VOID or ticket.due_at is not None:
        return request.refuse(RefusalCode.WRONG_STATE if ticket is not None else RefusalCode.UNKNOWN_TICKET)
    known = request.house.papers
    another = next((each for each in anew_ids(ticket.ticket_id) if not known.was_refused(each)), request.request_id)
    result = await request.ask(forms.instead_of(ticket, form.station), another)
    if isinstance(result, Refusal):
        known.note_refused(another)
    status, messages = _said(request, result)
    if messages:
        return request.say(*messages, status=status)
    return _fresh(request, form.station, result)


async def find(request: StaffRequest) -> Response:
    """Show today's tickets with a number."""
    hall = request.house.copy.hall
    ticket_id = open_ticket_id(hall, request.form(forms.FindForm).number) if hall is not None else None
    if ticket_id is None:
        return request.refuse(RefusalCode.UNKNOWN_TICKET)
    return request.go(f"/reception?ticket={ticket_id}")


def step(form: type[Form], command_of: Callable[[Any], AnyCommand]) -> Answer:
    """Return what answers one of a ticket's buttons."""

    async def answer(request: StaffRequest) -> Response:
        sent = request.form(form)
        if request.http.path_params["ticket_id"] != getattr(sent, "ticket_id", ""):
            return request.refuse(RefusalCode.OTHER_TICKET)
        return await request.told(command_of(sent))

    return answer


def _endpoint(name: str, form: type[Form], answer: Answer, right: Right) -> Endpoint:
    return Endpoint(f"/reception/tickets/{{ticket_id}}/{name}", answer, right, "POST", form)


ENDPOINTS = (
    Endpoint("/reception", reception, Right.ISSUE),
    Endpoint("/reception/live", reception_live, Right.ISSUE, is_watched=True),
    Endpoint("/reception/issue", issue, Right.ISSUE, "POST", forms.IssueForm),
    Endpoint("/reception/find", find, Right.TICKETS, "POST", forms.FindForm),
    _endpoint("anew", forms.PrintForm, anew, Right.ISSUE),
    _endpoint("admit", AboutTicket, step(AboutTicket, lambda form: Admit(ticket_id=form.ticket_id)), Right.TICKETS),
    _endpoint("void", AboutTicket, step(AboutTicket, lambda form: VoidTicket(ticket_id=form.ticket_id)), Right.TICKETS),
    _endpoint("readmit", AboutTicket, step(AboutTicket, lambda form: Readmit(ticket_id=form.ticket_id)), Right.TICKETS),
    _endpoint(
        "resume", AboutTicket, step(AboutTicket, lambda form: ResumeTicket(ticket_id=form.ticket_id)), Right.TICKETS
    ),
    _endpoint("mark", forms.MarkForm, step(forms.MarkForm, forms.mark_of), Right.TICKETS),
    _endpoint(
        "reprint",
        forms.PrintForm,
        step(forms.PrintForm, lambda form: Reprint(ticket_id=form.ticket_id, station=form.station)),
        Right.TICKETS,
    ),
)


def _regions(request: StaffRequest) -> tuple[PurposesRegion, PapersRegion]:
    house, language = request.house, request.language
    sought = request.http.query_params.get("ticket", "")
    return (
        PurposesRegion(house, language),
        PapersRegion(house, language, request.account.account_id, sought if _is_ticket(request, sought) else ""),
    )


def _page(
    request: StaffRequest, form: forms.IssueForm | None = None, *messages: Message, status: int = 200
) -> Response:
    centre, language = request.house.centre_now(), request.language
    purposes, seen = _regions(request)
    view = Reception(
        languages=filling.languages(form.language if form is not None else Language.KK),
        stations=filling.stations(centre, language, form.station if form is not None else station_of(request)),
        purposes=purposes.view(),
        papers=seen.view(),
        matters=form.matter if form is not None else (),
        competences=filling.competences(centre, language, form.competence if form is not None else None),
        reminders=filling.reminders(centre, language),
        needs_assistance=form is not None and form.assistance,
        has_representative=form is not None and form.representative,
        summonses=filling.summonses_by_key(centre, language),
    )
    live = f"/reception/live?ticket={seen.sought}" if seen.sought else "/reception/live"
    return request.page("reception.html", view, *messages, status=status, live=live)


def station_of(request: StaffRequest) -> str:
    """Return where the person has papers printed; nothing when they never said."""
    return request.http.cookies.get(STATION_COOKIE, "")


def _said(request: StaffRequest, result: Result | None) -> tuple[int, tuple[Message, ...]]:
    """Return what is said of a ticket that was not given, and when tickets are given again."""
    status, messages = request.said_of(result)
    if isinstance(result, Refusal) and result.until is not None:
        again = filling.again_words(request.house.centre_now(), result.until, request.house.now(), request.language)
        messages = tuple(Message(tone=each.tone, what=each.what, do=again) for each in messages)
    return status, messages


def _refused(request: StaffRequest, form: forms.IssueForm, status: int, messages: tuple[Message, ...]) -> Response:
    if is_by_htmx(request.http):
        return request.say(*messages, status=status)
    return _page(request, form, *messages, status=status)


def _fresh(request: StaffRequest, station: str, result: Result | None, *messages: Message) -> Response:
    """Answer that it was done: the page's program then empties the form, but for where papers come out."""
    if isinstance(result, Issued):
        request.house.papers.note(request.account.account_id, result.paper.ticket_id)
        request.house.live.touch()
    response = request.say(*messages, to="/reception")
    response.headers["HX-Trigger"] = "fresh"
    response.set_cookie(
        STATION_COOKIE, station, httponly=True, samesite="strict", path="/", secure=request.http.url.scheme == "https"
    )
    return response


def _ticket(request: StaffRequest, ticket_id: str) -> Ticket | None:
    hall = request.house.copy.hall
    return hall.tickets.get(ticket_id) if hall is not None else None


def _is_ticket(request: StaffRequest, ticket_id: str) -> bool:
    return _ticket(request, ticket_id) is not None
