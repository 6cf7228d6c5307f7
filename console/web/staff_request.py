"""A request that was let in: who asks, from which session, what they have sent; and how it is answered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from console.accounts.account import Account
from console.accounts.live_session import SessionView
from console.web.asker import request_id_of
from console.web.filling.reception import silent_words
from console.web.forms import Form, Typed
from console.web.live import Subject
from console.web.regions import BannerRegion
from console.web.rendering import render
from console.web.said import DONE, INVALID, said_of
from console.web.shell import is_by_htmx, language_of, page_of
from console.web.texts import Words, texts
from console.web.views.entering import Wrong
from console.web.views.page import Message, Page, Tone
from console.web.ways import own_path, path_before
from firmware.words import Id, Language
from mqtt_bridge.commands import AnyCommand
from mqtt_bridge.replies import Refusal, RefusalCode, Result

if TYPE_CHECKING:
    from console.web.house import House

F = TypeVar("F", bound=Form)
FAULTS = "X-Faults"
"""What is wrong with each field of the form that was sent, as JSON, for the page's own program."""


@dataclass(frozen=True)
class StaffRequest:
    """For the event loop's thread."""

    house: "House"
    http: Request
    session: SessionView
    token: str
    ask_id: Id
    """The form's: sent twice, it acts once."""
    sent: Form | Typed | None
    """What was posted, or what is wrong with it; None where nothing is."""

    @property
    def account(self) -> Account:
        """Who asks."""
        return self.session.account

    @property
    def language(self) -> Language:
        """The person's."""
        return language_of(self.http, self.session)

    @property
    def words(self) -> Words:
        """All texts, in that language."""
        return texts()[self.language]

    def form(self, kind: type[F]) -> F:
        """Return what was posted. TypeError for an endpoint that takes another form, or faulty ones."""
        if not isinstance(self.sent, kind):
            raise TypeError(f"{kind.__name__} is not what {self.http.url.path} takes")
        return self.sent

    @property
    def place(self) -> str:
        """The place in the path, which the session holds."""
        return str(self.http.path_params["place"])

    @property
    def request_id(self) -> Id:
        """The dispatcher's id for what this form asks."""
        return request_id_of(self.session.session_id, self.ask_id)

    def shell(self, *messages: Message) -> Page:
        """Return what stands around the page."""
        return page_of(self.house, self.http, self.session, *messages, token=self.token)

    def page(self, template: str, view: Struct, *messages: Message, status: int = DONE, live: str = "") -> Response:
        """Answer with a whole page; *live* is where it hears what changes."""
        return HTMLResponse(render(template, replace(self.shell(*messages), live=live), view), status)

    async def ask(self, command: AnyCommand, request_id: Id = "") -> Result | None:
        """Ask the dispatcher in this person's name; None when it did not answer in time."""
        return await self.house.asker.ask(command, self.account.account_id, request_id or self.request_id)

    async def told(self, command: AnyCommand) -> Response:
        """Ask the dispatcher, and say what became of it. What has changed arrives in the page by itself."""
        status, messages = self.said_of(await self.ask(command))
        return self.say(*messages, status=status)

    def said_of(self, result: Result | None) -> tuple[int, tuple[Message, ...]]:
        """Return the answer's status and what is said of it; of a station where nothing comes out, also why."""
        status, messages = said_of(result, self.language)
        looking = self.house.looking(self.language)
        if looking is None or not isinstance(result, Refusal) or result.code is not RefusalCode.STATION_OFFLINE:
            return status, messages
        why = silent_words(looking, result.detail)
        return status, tuple(replace(each, what=why or each.what) for each in messages)

    def refuse(self, code: RefusalCode) -> Response:
        """Say no in the dispatcher's words, without asking it."""
        status, messages = self.said_of(Refusal(code=code))
        return self.say(*messages, status=status)

    def say(self, *messages: Message, status: int = DONE, to: str = "") -> Response:
        """Say something on the page that is open; without the page's program, go back to it."""
        if is_by_htmx(self.http):
            return HTMLResponse(render("shell/_said.html", self.shell(*messages), Wrong(code=str(status))), status)
        if status == DONE:
            headers = self.http.headers
            return self.go(to or path_before(headers.get("referer", ""), headers.get("host", "")))
        return self.page("wrong.html", Wrong(code=str(status)), *messages, status=status)

    def say_faults(self) -> Response:
        """Say that a form cannot be taken: the page still shows all that was typed."""
        faults = self.sent.faults if isinstance(self.sent, Typed) else {}
        say = self.words.say
        return self.say_wrong({name: say(f"forms.{fault.value}") for name, fault in faults.items()})

    def say_wrong(self, faults: Mapping[str, str]) -> Response:
        """Say what is wrong with each field: the page's program puts it beside the field, and leaves what was typed."""
        what = " ".join(dict.fromkeys(faults.values()))
        response = self.say(Message(tone=Tone.WARN, what=what, do=self.words.say("forms.do")), status=INVALID)
        response.headers[FAULTS] = json.dumps(faults)
        return response

    def go(self, to: str) -> Response:
        """Send the browser to another page of ours."""
        path = own_path(to)
        if is_by_htmx(self.http):
            return Response(status_code=204, headers={"HX-Redirect": path})
        return RedirectResponse(path, 303)

    def watch(self, *subjects: Subject) -> Response:
        """Answer with a stream of what changes, until the session may not see it any more."""
        subjects = (BannerRegion(self.house, self.language), *subjects)
        stream = self.house.live.watch(subjects, partial(self._is_welcome, self.session))
        return StreamingResponse(stream, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})

    async def _is_welcome(self, began: SessionView) -> bool:
        """Whether nothing has changed that this page shows or may do: else it is loaded anew."""
        now = await self.house.sessions.peek(self.token)
        return now == began
