"""The survey: whom the hall has chosen, and a few taps in the visitor's language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import msgspec
from msgspec import Meta
from starlette.responses import Response

from console.accounts.roles import Right
from console.receptions.errors import StoreError
from console.survey.store import NotTaken, SurveyStore
from console.web.desk_forms import Nothing
from console.web.filling.survey import SEPARATOR, asked, survey_list
from console.web.forms import Form
from console.web.gate import Endpoint
from console.web.regions import Region
from console.web.said import NO_ANSWER, REFUSED
from console.web.staff_request import StaffRequest
from console.web.turned_away import TurnedAwayError, Why
from console.web.views.helping import SurveyList
from console.web.views.page import Message, Tone
from firmware.words import Id, Language

Tapped = Annotated[str, Meta(max_length=70)]


class AnswersForm(Form, frozen=True, kw_only=True):
    """What a visitor has answered: each `question:answer`, in the order of the questions. What is empty was skipped."""

    language: Language
    a0: Tapped = ""
    a1: Tapped = ""
    a2: Tapped = ""
    a3: Tapped = ""
    a4: Tapped = ""
    a5: Tapped = ""
    a6: Tapped = ""
    a7: Tapped = ""
    a8: Tapped = ""
    a9: Tapped = ""

    def answers(self) -> dict[str, str]:
        """Return the answers by question."""
        tapped = (self.a0, self.a1, self.a2, self.a3, self.a4, self.a5, self.a6, self.a7, self.a8, self.a9)
        pairs = (one.partition(SEPARATOR) for one in tapped if one)
        return {question: answer for question, _separator, answer in pairs}


@dataclass(frozen=True)
class SurveyRegion(Region):
    """Who can be asked."""

    name = "survey"
    template = "survey/_chosen.html"

    def view(self) -> SurveyList:
        """See `Region`."""
        looking = self.house.looking(self.language)
        return survey_list(looking, self.house.surveying.now) if looking is not None else SurveyList()


async def survey(request: StaffRequest) -> Response:
    """Show whom the hall has chosen."""
    return request.page("survey.html", SurveyRegion(request.house, request.language).view(), live="/survey/live")


async def survey_live(request: StaffRequest) -> Response:
    """Tell who is chosen meanwhile."""
    return request.watch(SurveyRegion(request.house, request.language))


async def ask_visitor(request: StaffRequest) -> Response:
    """Show the questions for one visitor. Who was asked already is told so on the list."""
    house, ticket_id = request.house, _ticket_id(request)
    looking = house.looking(request.language)
    visit = next((each for each in house.surveying.now.chosen if each.ticket_id == ticket_id), None)
    if looking is None or visit is None:
        status, message = await _why_not(request, ticket_id)
        view = SurveyRegion(house, request.language).view()
        return request.page("survey.html", view, message, status=status, live="/survey/live")
    return request.page("survey_questions.html", asked(looking, visit, house.surveying.survey))


async def answer(request: StaffRequest) -> Response:
    """Keep what the visitor has answered."""
    form, ticket_id, house = request.form(AnswersForm), _ticket_id(request), request.house
    staff, at = request.account.account_id, house.now()

    def take(store: SurveyStore) -> NotTaken | None:
        return store.answer(ticket_id, form.answers(), form.language, staff, at)

    return await _done(request, ticket_id, take)


async def decline(request: StaffRequest) -> Response:
    """Note that the visitor would rather not, or has left."""
    ticket_id, staff, at = _ticket_id(request), request.account.account_id, request.house.now()
    return await _done(request, ticket_id, lambda store: store.decline(ticket_id, staff, at))


ENDPOINTS = (
    Endpoint("/survey", survey, Right.SURVEY),
    Endpoint("/survey/live", survey_live, Right.SURVEY, is_watched=True),
    Endpoint("/survey/{id}", ask_visitor, Right.SURVEY),
    Endpoint("/survey/{id}", answer, Right.SURVEY, "POST", AnswersForm),
    Endpoint("/survey/{id}/declined", decline, Right.SURVEY, "POST", Nothing),
)


def _ticket_id(request: StaffRequest) -> Id:
    try:
        return msgspec.convert(str(request.http.path_params["id"]), Id)
    except msgspec.ValidationError as error:
        raise TurnedAwayError(Why.NOT_FOUND) from error


async def _done(request: StaffRequest, ticket_id: Id, act: Callable[[SurveyStore], NotTaken | None]) -> Response:
    """Do it, and go back to the list: also when the same person's press arrives once more."""
    try:
        not_taken, staff = await request.house.surveying.run(lambda store: (act(store), store.asked_by(ticket_id)))
    except StoreError:
        status, message = _away(request)
        return request.say(message, status=status)
    if not_taken is None or (not_taken is NotTaken.ASKED_ALREADY and staff == request.account.account_id):
        return request.go("/survey")
    return request.say(_not_taken(request, not_taken, staff), status=REFUSED)


async def _why_not(request: StaffRequest, ticket_id: Id) -> tuple[int, Message]:
    """Return why a visitor is not to be asked."""
    try:
        staff = await request.house.surveying.run(lambda store: store.asked_by(ticket_id))
    except StoreError:
        return _away(request)
    why = NotTaken.ASKED_ALREADY if staff is not None else NotTaken.UNKNOWN_VISIT
    return REFUSED, _not_taken(request, why, staff)


def _not_taken(request: StaffRequest, why: NotTaken, staff: str | None) -> Message:
    """Say why not; whoever comes second is told who was first."""
    say = request.words.say
    person = request.house.people.names.get(staff or "") or say("hall.somebody")
    return Message(tone=Tone.WARN, what=say(f"survey.not_taken.{why.value}", person=person))


def _away(request: StaffRequest) -> tuple[int, Message]:
    say = request.words.say
    return NO_ANSWER, Message(tone=Tone.BAD, what=say("survey.away"), do=say("survey.away_do"))
