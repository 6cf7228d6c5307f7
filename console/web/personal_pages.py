"""One visitor's data: found, told and erased when the visitor asks for it; and who has looked at whose.

What somebody searches for is posted, shown again in the answer, and kept nowhere.
"""

from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace
from starlette.responses import Response

from console.accounts.roles import Right
from console.receptions.export import ListWords
from console.receptions.looking import look_at_all
from console.receptions.looks import LookMade, looks_at, looks_page
from console.receptions.one_person import Erased, erase_person, of_same_person
from console.receptions.person_told import tell_person
from console.receptions.refusals import Refusal, RefusalCode
from console.receptions.rows import Why
from console.receptions.searching import Found, SearchWords, search
from console.receptions.store import Store
from console.web.book_said import say_refused, words_of
from console.web.filling.personal import held, looks_seen
from console.web.forms import Form
from console.web.gate import Endpoint
from console.web.said import DONE, INVALID
from console.web.staff_request import StaffRequest
from console.web.turned_away import TurnedAwayError
from console.web.turned_away import Why as Away
from console.web.views.page import Message, Tone
from console.web.views.parts import Entry
from console.web.views.personal import Held, Look, Personal
from firmware.words import Id, Language

FILE_NAME = "kezek-visitor.json"
"""It says nothing of whom it is about."""


class SearchForm(Form, frozen=True, kw_only=True):
    """Whom somebody asks about."""

    search: Annotated[str, Meta(max_length=100)] = ""


class PersonForm(Form, frozen=True, kw_only=True):
    """The visitor of this booking, and of all others that are the same person's."""

    booking_id: Id


class EraseForm(PersonForm, frozen=True, kw_only=True):
    """The same, with the word that says: yes, for good."""

    confirm: Annotated[str, Meta(max_length=20)] = ""


async def personal(request: StaffRequest) -> Response:
    """Show the search, and who looked last."""
    return await _page(request, Personal())


async def older_looks(request: StaffRequest) -> Response:
    """Show who looked before."""
    seq = str(request.http.path_params["seq"])
    if not (seq.isdecimal() and seq.isascii() and len(seq) < 18):  # noqa: PLR2004 - digits of SQLite's numbers
        raise TurnedAwayError(Away.NOT_FOUND)
    return await _page(request, Personal(), older_than=int(seq))


async def search_people(request: StaffRequest) -> Response:
    """Show whom the words mean: one look at all that are shown."""
    words, staff, at = request.form(SearchForm).search, request.account.account_id, request.house.now()

    def act(store: Store) -> Found | Refusal:
        return search(store, SearchWords(words=words), staff, at)

    found = await request.house.receptions.run(act)
    if isinstance(found, Refusal):
        wrong = Entry(value=words, error=words_of(request, found))
        return await _page(request, Personal(search=wrong), status=INVALID)
    rows = await request.house.receptions.run(lambda store: held(store, found.seen, *_words(request, store, at)))
    return await _page(request, Personal(search=Entry(value=words), found=rows, has_more=found.has_more))


async def person(request: StaffRequest) -> Response:
    """Show all that is kept of one visitor, and who has looked at it."""
    return await _person(request, request.form(PersonForm).booking_id)


async def export(request: StaffRequest) -> Response:
    """Give all of it as one document, for the visitor who asked."""
    booking_id, staff, at = request.form(PersonForm).booking_id, request.account.account_id, request.house.now()

    def act(store: Store) -> bytes | Refusal:
        told = tell_person(store, of_same_person(store, booking_id), staff, at)
        return told if isinstance(told, Refusal) else told.json()

    made = await request.house.once.act(request.request_id, lambda: request.house.receptions.run(act))
    if isinstance(made, Refusal):
        return say_refused(request, made)
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return Response(made, media_type="application/json", headers=headers)


async def erase(request: StaffRequest) -> Response:
    """Erase all of it, once the word is typed."""
    form, staff, at, say = request.form(EraseForm), request.account.account_id, request.house.now(), request.words.say
    word = say("personal.confirm_word")
    if form.confirm.casefold() != word.casefold():
        wrong = Entry(value=form.confirm, error=say("personal.confirm_wrong", word=word))
        return await _person(request, form.booking_id, wrong)

    def act(store: Store) -> Erased | Refusal:
        return erase_person(store, of_same_person(store, form.booking_id), staff, at)

    done = await request.house.once.act(request.request_id, lambda: request.house.receptions.run(act))
    if isinstance(done, Refusal):
        return say_refused(request, done)
    await request.house.book.look()
    what = say("personal.erased", n=done.bookings, cancelled=done.cancelled)
    do = "" if done.is_scrubbed else say("personal.erased_soon")
    return await _page(request, Personal(), Message(tone=Tone.GOOD, what=what, do=do))


async def _person(request: StaffRequest, booking_id: str, confirm: Entry | None = None) -> Response:
    staff, at, house = request.account.account_id, request.house.now(), request.house
    names, timezone, language = house.people.names, house.centre_now().timezone, request.language

    def act(store: Store) -> tuple[tuple[Held, ...], tuple[Look, ...]]:
        seen = look_at_all(store, of_same_person(store, booking_id), staff, Why.OWN_REQUEST, at)
        looks: dict[int, LookMade] = {look.seq: look for each in seen for look in looks_at(store, each)}
        newest_first = [looks[seq] for seq in sorted(looks, reverse=True)]
        rows = held(store, seen, *_words(request, store, at))
        return rows, looks_seen(newest_first, names, timezone, language)

    rows, looks = await house.receptions.run(act)
    if not rows:
        return say_refused(request, Refusal(code=RefusalCode.UNKNOWN_BOOKING))
    view = Personal(held=rows, looks=looks, confirm=confirm or Entry())
    return request.page("personal.html", view, status=INVALID if confirm is not None else DONE)


async def _page(
    request: StaffRequest, view: Personal, *messages: Message, older_than: int | None = None, status: int = DONE
) -> Response:
    house = request.house
    page = await house.receptions.run(lambda store: looks_page(store, older_than=older_than))
    looks = looks_seen(page.looks, house.people.names, house.centre_now().timezone, request.language)
    older = f"/personal/older/{page.older_than}" if page.older_than is not None else ""
    return request.page("personal.html", replace(view, looks=looks, older=older), *messages, status=status)


def _words(request: StaffRequest, store: Store, at: float) -> tuple[ListWords, float, Language]:
    return ListWords(store.table_at(at).settings, request.house.centre), at, request.language


ENDPOINTS = (
    Endpoint("/personal", personal, Right.PEOPLE),
    Endpoint("/personal/older/{seq}", older_looks, Right.PEOPLE),
    Endpoint("/personal/search", search_people, Right.PEOPLE, "POST", SearchForm),
    Endpoint("/personal/person", person, Right.PEOPLE, "POST", PersonForm),
    Endpoint("/personal/export", export, Right.PEOPLE, "POST", PersonForm),
    Endpoint("/personal/erase", erase, Right.PEOPLE, "POST", EraseForm),
)
