"""The console's pages in this process, on a clock that the test moves, with nobody on the broker: for tests alone."""

import threading
from pathlib import Path
from typing import Self

from console_process import ConsoleProcess
from deadline import DEADLINE_S
from http_browser import Browser
from staff_room import CHEAP, PASSWORD, hired

from centre.checks import load_centre
from console.accounts.roles import StaffRole
from console.accounts.settings import AccountsSettings
from console.accounts.store import StaffStore
from console.settings import ConsoleSettings
from console.web.opening import ServedPages
from firmware.clock import FakeClock, SystemClock
from firmware.settings import load_settings
from mqtt_bridge.private_broker import wait_until_listening


class ClockedConsole:
    """A context: served inside. Somebody of the reception has the login `reception` and the password PASSWORD."""

    def __init__(self, folder: Path, site: str) -> None:
        self.files = ConsoleProcess(folder, site, port=1)
        """Its settings and its book; not the process."""
        self.clock = FakeClock(wall=SystemClock().wall())
        self.settings = load_settings(folder / "console.toml", ConsoleSettings)
        centre = load_centre(folder / "centre.toml")
        with self.staff() as store:
            hired(store, "reception", StaffRole.RECEPTION, at=self.clock.wall())
        self._pages = ServedPages(self.settings, centre, self.clock, lambda _question: False, self.files.store)

    def __enter__(self) -> Self:
        self._pages.start()
        assert wait_until_listening(self.port, DEADLINE_S), [thread.name for thread in threading.enumerate()]
        return self

    def __exit__(self, *_how: object) -> None:
        self._pages.stop()

    @property
    def port(self) -> int:
        """Where the pages are."""
        return self.files.web_port

    @property
    def idle_lock_s(self) -> float:
        """After so long with nothing done a session locks."""
        return self.settings.staff.idle_lock_s

    def staff(self) -> StaffStore:
        """Open the accounts as another program does."""
        return StaffStore(AccountsSettings(file=str(self.files.staff_file)), CHEAP)

    def signed_in(self) -> Browser:
        """Return a browser in which the reception is signed in."""
        browser = Browser(self.port)
        answer = browser.sign_in("reception", PASSWORD)
        assert answer.status == 303, answer.words
        return browser
