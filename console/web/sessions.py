"""Whose a request is: looked up in the accounts' file, and remembered for a moment so that a click need not wait."""

from collections.abc import Callable
from functools import partial

from console.accounts.live_session import SessionView
from console.accounts.store import StaffStore
from console.web.records import Records
from firmware.clock import Clock

REMEMBERED_S = 2.0
"""So long after a look another program's doings are not seen; this program's are, at once."""
MOST_REMEMBERED = 5000

COOKIE = "kezek"


class Sessions:
    """Finds sessions by their tokens. For the event loop's thread."""

    def __init__(self, records: Records, accounts: Callable[[], StaffStore], clock: Clock) -> None:
        self._records = records
        self._accounts = accounts
        self._clock = clock
        self._remembered: dict[str, tuple[float, SessionView | None]] = {}

    async def find(self, token: str) -> SessionView | None:
        """Return the session of *token*, to which this is something that its person does."""
        return await self._find(token, partial(self._look, token))

    async def peek(self, token: str) -> SessionView | None:
        """Return it without anything being done: a page that is only open keeps no session from locking."""
        return await self._find(token, partial(self._glance, token))

    def forget(self) -> None:
        """Look anew whenever somebody asks: something about sessions has changed."""
        self._remembered.clear()

    async def _find(self, token: str, look: Callable[[], SessionView | None]) -> SessionView | None:
        now = self._clock.monotonic()
        at, session = self._remembered.get(token, (float("-inf"), None))
        if now - at < REMEMBERED_S:
            return session
        session = await self._records.run(look)
        if len(self._remembered) >= MOST_REMEMBERED:
            self._remembered.clear()
        self._remembered[token] = (self._clock.monotonic(), session)
        return session

    def _look(self, token: str) -> SessionView | None:
        return self._accounts().sessions.session(token, self._clock.wall())

    def _glance(self, token: str) -> SessionView | None:
        return self._accounts().sessions.session(token, self._clock.wall(), active=False)
