"""The door: the one page that is there for strangers."""

from collections.abc import Awaitable, Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from console.accounts.door import SignedIn
from console.accounts.refusals import REFUSALS, Refusal, RefusalCode
from console.accounts.tokens import session_id_of
from console.web.forms import Form
from console.web.gate import answered, parse_sent, read_sent
from console.web.house import House
from console.web.rendering import render
from console.web.said import INVALID, REFUSED
from console.web.sessions import COOKIE
from console.web.shell import LANGUAGE_COOKIE, page_of
from console.web.views.entering import SignIn
from console.web.views.page import Message, Tone
from console.web.views.parts import Entry
from firmware.words import Language

_YEAR_S = 365 * 86_400


class SignInForm(Form, frozen=True, kw_only=True):
    """Who comes. Neither field has a rule of its own: whatever is wrong is answered alike."""

    name: str = ""
    password: str = ""


class LanguageForm(Form, frozen=True, kw_only=True):
    """In which language."""

    language: Language


class Entrance:
    """For the event loop's thread. That a form is ours the guard has seen: no session is there yet to tell by."""

    def __init__(self, house: House, *, is_encrypted: bool) -> None:
        self._house = house
        self._is_encrypted = is_encrypted

    def routes(self) -> list[BaseRoute]:
        """Return the paths that need no session."""
        return [
            Route("/sign-in", self._page, methods=["GET"]),
            Route("/sign-in", self._answering(self._sign_in), methods=["POST"]),
            Route("/sign-in/language", self._answering(self._set_language), methods=["POST"]),
        ]

    def _answering(self, act: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        async def answer(http: Request) -> Response:
            return await answered(self._house, http, None, act(http))

        return answer

    async def _page(self, http: Request) -> Response:
        return self._shown(http)

    async def _sign_in(self, http: Request) -> Response:
        sent = read_sent(await http.body())
        form = parse_sent({name: sent[name] for name in sent if name not in {"csrf", "ask"}}, SignInForm)
        if not isinstance(form, SignInForm):
            return self._shown(http, status=INVALID)
        house = self._house
        signed_in = await house.records.run(partial(self._try, http, form))
        house.sessions.forget()
        if isinstance(signed_in, Refusal):
            language = page_of(house, http, None).language
            refused = Message(tone=Tone.BAD, what=REFUSALS[signed_in.code].get(language))
            is_shut = signed_in.code is RefusalCode.LOCKED_OUT
            return self._shown(http, refused, name=form.name, is_shut=is_shut, status=REFUSED)
        if (before := http.cookies.get(COOKIE)) is not None:
            house.drafts.forget(session_id_of(before))  # that session has ended
        response = RedirectResponse("/", 303)
        response.set_cookie(
            COOKIE, signed_in.token, httponly=True, secure=self._is_encrypted, samesite="strict", path="/"
        )
        return response

    async def _set_language(self, http: Request) -> Response:
        sent = read_sent(await http.body())
        form = parse_sent({"language": sent.get("language", ())}, LanguageForm)
        response = RedirectResponse("/sign-in", 303)
        if isinstance(form, LanguageForm):
            chosen = form.language.value
            response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=_YEAR_S, httponly=True, samesite="strict", path="/")
        return response

    def _try(self, http: Request, form: SignInForm) -> SignedIn | Refusal:
        address = http.client.host if http.client is not None else None
        before = http.cookies.get(COOKIE)
        at = self._house.clock.wall()
        return self._house.accounts().door.sign_in(form.name, form.password, at, address=address, instead_of=before)

    def _shown(
        self, http: Request, *messages: Message, name: str = "", is_shut: bool = False, status: int = 200
    ) -> Response:
        page = page_of(self._house, http, None, *messages)
        view = SignIn(name=Entry(value=name), is_shut=is_shut)
        return HTMLResponse(render("sign_in.html", page, view), status)
