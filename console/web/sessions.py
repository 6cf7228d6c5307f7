"""Whose a request is: looked up in the accounts' file, and remembered for a moment so that a click need not wait."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from console.accounts.live_session import SessionView
from console.accounts.store import StaffStore
from console.accounts.tokens import TOKEN_LETTERS
from console.web.records import Records
from firmware.clock import Clock

REMEMBERED_S = 2.0
"""So long after a look another program's doings are not seen; this program's are, at once."""
MOST_REMEMBERED = 5000

COOKIE = "kezek"


@dataclass(frozen=True, slots=True)
class _Remembered:
    """What a look has found."""

    at: float
    session: SessionView | None
    was_active: bool
    """It was the person who did something, and that is noted already."""


class Sessions:
    """Finds sessions by their tokens. For the event loop's thread."""

    def __init__(
        self,
        records: Records,
        accounts: Callable[[], StaffStore],
        clock: Clock,
        changed: Callable[[], object] = lambda: None,
    ) -> None:
        self._records = records
        self._accounts = accounts
        self._clock = clock
        self._changed = changed
        """Told that something about sessions may have changed."""
        self._remembered: dict[str, _Remembered] = {}

    @property
    def remembered(self) -> int:
        """How many looks are remembered."""
        return len(self._remembered)

    async def find(self, token: str) -> SessionView | None:
        """Return the session of *token*, to which this is something that its person does."""
        return await self._find(token, active=True)

    async def peek(self, token: str) -> SessionView | None:
        """Return it without anything being done: a page that is only open keeps no session from locking."""
        return await self._find(token, active=False)

    async def has_ended(self, session_id: str) -> bool:
        """Whether there is no such session any more."""
        look = partial(self._accounts().sessions.by_id, session_id, self._clock.wall(), active=False)
        return await self._records.run(look) is None

    def forget(self) -> None:
        """Look anew whenever somebody asks: something about sessions has changed."""
        self._remembered.clear()
        self._changed()

    async def _find(self, token: str, *, active: bool) -> SessionView | None:
        if len(token) != TOKEN_LETTERS:  # nothing that strangers make up is kept in memory
            return None
        now = self._clock.monotonic()
        known = self._remembered.get(token)
        # A page that hears much is looked at all the time: that must not hide what its person does.
        if known is not None and now - known.at < REMEMBERED_S and (known.was_active or not active):
            return known.session
        session = await self._records.run(partial(self._look, token, active=active))
        if len(self._remembered) >= MOST_REMEMBERED:
            self._remembered.clear()
        self._remembered[token] = _Remembered(self._clock.monotonic(), session, was_active=active)
        return session

    def _look(self, token: str, *, active: bool) -> SessionView | None:
        return self._accounts().sessions.session(token, self._clock.wall(), active=active)
