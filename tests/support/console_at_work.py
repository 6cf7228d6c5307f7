"""A dispatcher, a console and a played station on a broker, with staff who sign in by HTTP: for tests alone.

The hall is the shipped centre's, open at every hour. No browser and no simulator: it is up within seconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Self

from console_process import ConsoleProcess
from deadline import START_S, until
from dispatcher_process import DispatcherProcess
from http_browser import Browser
from peer import Peer, asker
from played_station import PlayedStation
from staff_room import CHEAP, PASSWORD, hired

from console.accounts.account import Account
from console.accounts.acts import Recorded
from console.accounts.roles import StaffRole
from console.accounts.settings import AccountsSettings
from console.accounts.store import StaffStore
from console.web.texts import texts
from firmware.clock import SystemClock
from firmware.words import Language
from mqtt_bridge.commands import AnyCommand, IssueTicket, ReportPaper
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.private_broker import wait_until_listening
from mqtt_bridge.replies import Accepted, Issued

STAFF: Mapping[str, tuple[StaffRole, ...]] = MappingProxyType(
    {
        "reception": (StaffRole.RECEPTION,),
        "desk": (StaffRole.CONSULTANT,),
        "desk-2": (StaffRole.CONSULTANT,),
        "office": (StaffRole.OFFICE,),
        "hall": (StaffRole.HALL,),
        "helper": (StaffRole.HELPER,),
        "manager": (StaffRole.MANAGER,),
    }
)
"""By login. All have the password PASSWORD and may hold every place of their roles."""


_UNDO = "undo_s = 10"


class ConsoleAtWork:
    """A context: up inside, and gone after it. *web* is added to the console's table of that name."""

    def __init__(
        self,
        folder: Path,
        site: str,
        broker_port: int,
        *,
        staff: Mapping[str, tuple[StaffRole, ...]] = STAFF,
        web: str = "",
        more: str = "",
    ) -> None:
        self.site = site
        self.broker_port = broker_port
        self.console = ConsoleProcess(folder / "console", site, broker_port, web=web, more=more)
        self.dispatcher = DispatcherProcess(folder / "dispatcher", site, broker_port)
        self.station = PlayedStation(site, "entrance", broker_port)
        self._other: Peer | None = None
        self._browsers: dict[str, Browser] = {}
        with self.staff() as store:
            self.people: Mapping[str, Account] = {
                login: hired(store, login, *roles, name=f"Worker {login}", at=self.now())
                for login, roles in staff.items()
            }

    def allow_undo_for(self, undo_s: int) -> None:
        """Have a step taken back for so long. To be said before it starts."""
        for centre in (self.console.centre, self.dispatcher.centre):
            text = centre.read_text("utf-8")
            assert _UNDO in text
            centre.write_text(text.replace(_UNDO, f"undo_s = {undo_s}"), "utf-8")

    def __enter__(self) -> Self:
        """Start all of it, and wait until pages are served that know the hall."""
        try:
            self.dispatcher.start()
            self.console.start()
            self.station.start()
            self._other = asker(self.site, "waiting-hall", self.broker_port)
            self.wait_until_it_serves()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_how: object) -> None:
        if self._other is not None:
            self._other.bridge.stop()
        self.station.stop()
        self.console.kill()
        self.dispatcher.kill()

    @property
    def port(self) -> int:
        """Where the pages are."""
        return self.console.web_port

    def now(self) -> float:
        """Return Unix seconds."""
        return SystemClock().wall()

    def wait_until_it_serves(self) -> None:
        """Wait until pages come, and do not say that the dispatcher is away."""
        assert wait_until_listening(self.port, START_S), self.console.log()
        if self.console.is_encrypted:
            return
        browser = self.browser(next(iter(self.people)))
        away = [texts()[language].say("shell.away") for language in Language]
        until(lambda: browser.get("/places").text, lambda page: not any(words in page for words in away), START_S)

    def stranger(self, address: str = "127.0.0.1") -> Browser:
        """Return the browser of somebody who is not signed in."""
        return Browser(self.port, address=address)

    def browser(self, login: str) -> Browser:
        """Return the browser in which *login* is signed in already, the same one each time."""
        browser = self._browsers.get(login)
        if browser is None:
            browser = self._browsers[login] = self.signed_in(login)
        return browser

    def signed_in(self, login: str) -> Browser:
        """Return another browser, in which *login* has a session of its own."""
        browser = self.stranger()
        answer = browser.sign_in(login, PASSWORD)
        assert answer.status == 303, answer.words
        return browser

    def at_work(self, login: str, *places: str) -> Browser:
        """Return the browser of *login*, who holds *places* and has opened them."""
        browser = self.browser(login)
        browser.take(*places)
        kind = "office" if any(place.startswith("office") for place in places) else "desk"
        for place in places:
            answer = browser.post(f"/{kind}/{place}/open")
            assert answer.status in {200, 409}, answer.words  # open already
        return browser

    def staff(self) -> StaffStore:
        """Open the accounts as another program does."""
        return StaffStore(AccountsSettings(file=str(self.console.staff_file)), CHEAP)

    def acts(self, count: int = 100) -> Sequence[Recorded]:
        """Return what was recorded, the newest first."""
        with self.staff() as store:
            return store.acts.latest(count)

    def ask(self, command: AnyCommand) -> object:
        """Ask the dispatcher as a ticket station does."""
        assert self._other is not None, "the hall is not up"
        return self._other.ask(command)

    def ticket(
        self, zone: str = "consultation", language: Language = Language.KK, matters: Iterable[str] = ()
    ) -> Issued:
        """Issue a ticket whose paper is out."""
        issue = IssueTicket(zone=zone, language=language, station="waiting-hall", matters=tuple(matters))
        issued = self.ask(issue)
        assert isinstance(issued, Issued), issued
        ticket_id = issued.paper.ticket_id
        report = ReportPaper(ticket_id=ticket_id, job_id=ticket_id, outcome=PaperOutcome.CONFIRMED)
        assert self.ask(report) == Accepted()
        return issued
