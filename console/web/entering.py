"""Between signing in and work: places, and how the pages look; and the way out."""

from dataclasses import replace
from functools import partial

from starlette.responses import Response

from console.accounts.account import Theme, may_hold
from console.accounts.places import HeldBy
from console.accounts.refusals import Refusal
from console.accounts.roles import Right
from console.web.filling.hall import places_now
from console.web.filling.tickets import clock_time
from console.web.gate import Endpoint, For
from console.web.locking import BackForm, Nothing
from console.web.manning import busy_places, close_place, lost_places, open_place
from console.web.said import REFUSED
from console.web.sessions import COOKIE
from console.web.staff_request import StaffRequest
from console.web.turned_away import TurnedAwayError, Why
from console.web.views.entering import PlaceChoice, Places
from console.web.views.page import Message, Tone
from firmware.words import Language

MOST_PLACES = 2


class LanguageForm(BackForm, frozen=True, kw_only=True):
    """In which language the pages are."""

    language: Language


class LookForm(BackForm, frozen=True, kw_only=True):
    """How the pages look."""

    theme: Theme
    digits: bool = False


async def home(request: StaffRequest) -> Response:
    """Lead to where the person works."""
    page = request.shell()
    wants_place = any(may_hold(request.account, place) for place in request.house.centre.places)
    if wants_place and not request.session.places:
        return request.go("/places")
    return request.go(page.links[0].href if page.links else "/places")


async def places_page(request: StaffRequest) -> Response:
    """Show which places the person may hold, and who holds them."""
    return request.page("places.html", await _places(request), *await lost_places(request))


async def take(request: StaffRequest) -> Response:
    """Hold a place that nobody has."""
    return await _hold(request, take_over=False)


async def take_over(request: StaffRequest) -> Response:
    """Hold a place that somebody else has, who is told."""
    return await _hold(request, take_over=True)


async def leave(request: StaffRequest) -> Response:
    """Let go of a place, which is closed; not while a visitor is there."""
    house, name = request.house, str(request.http.path_params["name"])
    if name not in request.session.places:
        return request.go("/places")
    if busy := busy_places(request, (name,)):
        return request.page("places.html", await _places(request), *busy, status=REFUSED)
    said = await close_place(request, name)
    await house.records.run(lambda: house.accounts().places.let_go(request.token, name, house.clock.wall()))
    house.sessions.forget()
    if said:
        session = await house.sessions.find(request.token)
        request = replace(request, session=session or request.session)
        return request.page("places.html", await _places(request), *said)
    return request.go("/places")


async def set_language(request: StaffRequest) -> Response:
    """Have the pages in another language."""
    form = request.form(LanguageForm)
    return await _set_look(request, language=form.language, theme=request.account.theme, back=form.back)


async def set_look(request: StaffRequest) -> Response:
    """Have the pages look otherwise."""
    form = request.form(LookForm)
    return await _set_look(request, language=request.language, theme=form.theme, back=form.back)


async def sign_out(request: StaffRequest) -> Response:
    """End the session."""
    return await _sign_out(request, everywhere=False)


async def sign_out_everywhere(request: StaffRequest) -> Response:
    """End all of the person's sessions."""
    return await _sign_out(request, everywhere=True)


ENDPOINTS = (
    Endpoint("/", home),
    Endpoint("/places", places_page),
    Endpoint("/places/{name}/take", take, method="POST", form=Nothing),
    Endpoint("/places/{name}/take-over", take_over, method="POST", form=Nothing),
    Endpoint("/places/{name}/leave", leave, method="POST", form=Nothing),
    Endpoint("/language", set_language, method="POST", form=LanguageForm, is_for=For.ANEW),
    Endpoint("/look", set_look, method="POST", form=LookForm),
    Endpoint("/sign-out", sign_out, method="POST", form=Nothing, is_for=For.LOCKED),
    Endpoint("/sign-out-everywhere", sign_out_everywhere, method="POST", form=Nothing),
)


async def _places(request: StaffRequest) -> Places:
    house, session = request.house, request.session
    holders = await house.records.run(house.accounts().places.holders)
    choices = []
    for place in house.centre.places:
        if not may_hold(request.account, place):
            continue
        is_mine, holder = place.name in session.places, holders.get(place.name)
        ticket = house.copy.hall.ticket_at(place.name) if house.copy.hall is not None else None
        by_another = holder if not is_mine else None
        choices.append(
            PlaceChoice(
                name=place.name,
                label=house.place_label(place.name, request.language),
                body=place.body.get(request.language),
                is_mine=is_mine,
                held_by=by_another.name if by_another is not None else "",
                since=clock_time(by_another.since, house.centre.timezone) if by_another is not None else "",
                number=ticket.number if ticket is not None else None,
            )
        )
    looking = house.looking(request.language) if session.may(Right.HALL) else None
    names = {place: holder.name for place, holder in holders.items()}
    return Places(
        choices=tuple(choices),
        may_hold_more=len(session.places) < MOST_PLACES,
        now=places_now(looking, names) if looking is not None else None,
    )


async def _hold(request: StaffRequest, *, take_over: bool) -> Response:
    house, name = request.house, str(request.http.path_params["name"])
    place = house.centre.place(name)
    if place is None:
        raise TurnedAwayError(Why.NOT_FOUND)
    if name not in request.session.places and len(request.session.places) >= MOST_PLACES:
        return request.go("/places")
    act = partial(house.accounts().places.hold, request.token, place, house.clock.wall(), take_over=take_over)
    held = await house.records.run(act)
    house.sessions.forget()
    if isinstance(held, HeldBy):
        since = clock_time(held.since, house.centre.timezone)
        said = request.words.say("entering.held_by", person=held.name, time=since)
        return request.page("places.html", await _places(request), Message(tone=Tone.WARN, what=said), status=REFUSED)
    if isinstance(held, Refusal):
        raise TurnedAwayError(Why.NO_RIGHT, name)
    await open_place(request, name)
    return request.go("/office" if place.kind.value == "office" else "/desk")


async def _set_look(request: StaffRequest, *, language: Language, theme: Theme, back: str) -> Response:
    house, account = request.house, request.account
    await house.records.run(
        lambda: house.accounts().register.set_look(account.account_id, language=language, theme=theme)
    )
    house.sessions.forget()
    return request.go(back)


async def _sign_out(request: StaffRequest, *, everywhere: bool) -> Response:
    house, session = request.house, request.session
    if not everywhere and not session.locked and (busy := busy_places(request, session.places)):
        return request.page("places.html", await _places(request), *busy, status=REFUSED)
    at = house.clock.wall()
    await house.records.run(lambda: house.accounts().door.sign_out(request.token, at, everywhere=everywhere))
    house.sessions.forget()
    house.drafts.forget(session.session_id)
    for place in session.places:  # now: the pages of who has gone are told nothing of it
        await close_place(request, place)
    await house.book.forget(session.session_id)
    response = request.go("/sign-in")
    response.delete_cookie(COOKIE, path="/")
    return response
