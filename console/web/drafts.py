"""What was typed into a page that was locked or loaded anew, until it is open again. In memory, never on a disk."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta, Struct

from firmware.clock import Clock

KEEP_S = 4 * 3600.0
"""Longer than anybody is away from a page that is locked, and goes on with it."""
MOST_OF_SESSION = 4
"""Pages of one session; the oldest is forgotten for a new one."""
MOST = 200
"""Of all sessions."""
MOST_LETTERS = 10_000
"""Of one page, as JSON: they fit into a form in any script. The longest honest page has 3,000."""
LOOK_S = 10.0
"""So long at most it is kept after its session has ended elsewhere."""

Name = Annotated[str, Meta(max_length=200)]


class TypedField(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One field as somebody left it."""

    name: Name
    value: Annotated[str, Meta(max_length=4000)]
    nth: Annotated[int, Meta(ge=0, le=100)] = 0
    """Which one of those with this name."""
    ticked: bool | None = None
    """None where nothing can be ticked."""


class TypedForm(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One form, known by its id: the form of another ticket has another one."""

    id: Name
    fields: Annotated[tuple[TypedField, ...], Meta(max_length=200)] = ()
    opened: Annotated[tuple[bool, ...], Meta(max_length=20)] = ()
    """Which of the parts around it and in it are open."""


TypedForms = Annotated[tuple[TypedForm, ...], Meta(min_length=1, max_length=50)]


@dataclass(frozen=True)
class _Key:
    session_id: str
    tab: str
    page: str


@dataclass(frozen=True)
class _Draft:
    at: float
    typed: tuple[TypedForm, ...]


class Drafts:
    """For the event loop's thread. Who has the session has its drafts, and nobody else."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._drafts: dict[_Key, _Draft] = {}
        """The oldest one first."""

    def keep(self, session_id: str, tab: str, page: str, typed: tuple[TypedForm, ...]) -> None:
        """Keep what was typed; of one page in one tab only the newest."""
        key = _Key(session_id, tab, page)
        self._drafts.pop(key, None)
        own = [known for known in self._drafts if known.session_id == session_id]
        if len(own) >= MOST_OF_SESSION:
            del self._drafts[own[0]]
        elif len(self._drafts) >= MOST:
            del self._drafts[next(iter(self._drafts))]
        self._drafts[key] = _Draft(self._clock.monotonic(), typed)

    def give_back(self, session_id: str, tab: str, page: str) -> tuple[TypedForm, ...]:
        """Return it, once."""
        draft = self._drafts.pop(_Key(session_id, tab, page), None)
        return draft.typed if draft is not None else ()

    def has(self, session_id: str, page: str) -> bool:
        """Whether something is kept of a page, in whatever tab."""
        return any((key.session_id, key.page) == (session_id, page) for key in self._drafts)

    def has_words(self, session_id: str) -> bool:
        """Whether something that was typed or ticked is kept of a session."""
        own = (draft for key, draft in self._drafts.items() if key.session_id == session_id)
        return any(form.fields for draft in own for form in draft.typed)

    def sessions(self) -> set[str]:
        """Return whose drafts there are."""
        return {key.session_id for key in self._drafts}

    def forget(self, session_id: str) -> None:
        """Forget all of a session."""
        self._drafts = {key: draft for key, draft in self._drafts.items() if key.session_id != session_id}

    def forget_old(self) -> None:
        """Forget what nobody has come back for."""
        since = self._clock.monotonic() - KEEP_S
        self._drafts = {key: draft for key, draft in self._drafts.items() if draft.at > since}

    async def keep_forgetting(self, has_ended: Callable[[str], Awaitable[bool]]) -> None:
        """Forget what is old, and what is of sessions that have ended, again and again."""
        while True:
            self.forget_old()
            for session_id in self.sessions():
                if await has_ended(session_id):
                    self.forget(session_id)
            await asyncio.sleep(LOOK_S)
