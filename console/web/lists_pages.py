"""Final lists of reception days: which there are, who took which, and handing one over on paper or as a file."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from msgspec.structs import replace
from starlette.responses import HTMLResponse, Response

from console.accounts.roles import Right
from console.receptions.asked import Asked
from console.receptions.commands import ListFormat, TakeList
from console.receptions.csv_text import csv_of, file_name
from console.receptions.export import ListWords, export_rows
from console.receptions.list_view import list_states, printed_list
from console.receptions.looking import HandedOver, take_list
from console.receptions.refusals import Refusal
from console.receptions.store import Store
from console.web.book_said import say_refused
from console.web.filling.lists import final_list, list_of_day
from console.web.forms import Form
from console.web.gate import Endpoint
from console.web.rendering import render
from console.web.staff_request import StaffRequest
from console.web.turned_away import TurnedAwayError, Why
from console.web.views.lists import FinalList, ListOfDay, Lists
from firmware.words import Language

T = TypeVar("T")

SHOWN_DAYS = 30
"""Lists of so many days are shown, from today on."""


class PaperForm(Form, frozen=True, kw_only=True):
    """In which language a list is printed."""

    language: Language


class CsvForm(Form, frozen=True, kw_only=True):
    """A button alone: the file has both languages."""


async def lists(request: StaffRequest) -> Response:
    """Show the lists of the next days."""
    house, language = request.house, request.language
    at, names, centre = house.now(), house.people.names, house.centre_now()

    def look(store: Store) -> tuple[ListOfDay, ...]:
        table = store.table_at(at)
        words = ListWords(table.settings, centre)
        states = list_states(store.book, table, table.today + timedelta(days=SHOWN_DAYS))
        return tuple(list_of_day(state, words, centre.timezone, names, language) for state in states)

    return request.page("lists.html", Lists(lists=await house.receptions.run(look)))


async def paper(request: StaffRequest) -> Response:
    """Hand the newest version over on paper, which is written down: a page to print."""
    language, centre, who = request.form(PaperForm).language, request.house.centre_now(), request.account.name

    def printed(store: Store, handed: HandedOver, words: ListWords, taken: TakeList) -> FinalList:
        sheet = printed_list(handed, store.book, taken.day, taken.body, words)
        return final_list(sheet, who, centre.timezone, language)

    made = await _take(request, ListFormat.PAPER, printed)
    if isinstance(made, Refusal):
        return say_refused(request, made)
    sheet = replace(request.shell(), language=language, centre=centre.name.get(language))
    return HTMLResponse(render("final_list.html", sheet, made))


async def csv(request: StaffRequest) -> Response:
    """Hand the newest version over as a file, which is written down."""

    def file_of(store: Store, handed: HandedOver, words: ListWords, taken: TakeList) -> tuple[str, bytes]:
        name = file_name(taken.day, taken.body, handed.version.number)
        return name, csv_of(export_rows(handed, store.book, words))

    made = await _take(request, ListFormat.CSV, file_of)
    if isinstance(made, Refusal):
        return say_refused(request, made)
    name, content = made
    return Response(content, media_type="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'})


async def _take(
    request: StaffRequest, kind: ListFormat, make: Callable[[Store, HandedOver, ListWords, TakeList], T]
) -> T | Refusal:
    """Take the list in the path, once for each press, and make something of it in the records' thread."""
    house, centre, at = request.house, request.house.centre_now(), request.house.now()
    command = TakeList(day=_day_of(request), body=str(request.http.path_params["body"]), format=kind)
    asked = Asked(command, request.account.account_id, at)

    def act(store: Store) -> T | Refusal:
        handed = take_list(store, asked)
        if isinstance(handed, Refusal):
            return handed
        return make(store, handed, ListWords(store.table_at(at).settings, centre), command)

    return await house.once.act(request.request_id, lambda: house.receptions.run(act))


def _day_of(request: StaffRequest) -> date:
    try:
        return date.fromisoformat(str(request.http.path_params["day"]))
    except ValueError:
        raise TurnedAwayError(Why.NOT_FOUND) from None


ENDPOINTS = (
    Endpoint("/lists", lists, Right.LISTS),
    Endpoint("/lists/{day}/{body}/paper", paper, Right.LISTS, "POST", PaperForm),
    Endpoint("/lists/{day}/{body}/csv", csv, Right.LISTS, "POST", CsvForm),
)
