"""Which addresses are pages of ours, and for whom: where a browser may be sent back to. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.routing import compile_path

from console.accounts.live_session import SessionView
from console.accounts.roles import Right
from console.web.ways import own_path

FIRST = "/"


@dataclass(frozen=True)
class _Known:
    pattern: re.Pattern[str]
    right: Right | None


class Pages:
    """All pages: each is a path as endpoints have it, and its right."""

    def __init__(self, pages: Iterable[tuple[str, Right | None]]) -> None:
        self._known = tuple(_Known(compile_path(path)[0], right) for path, right in pages)

    def nearest(self, to: str) -> str:
        """Return the page at *to*, or the one above it: what a form answers has no address that can be loaded."""
        path, question, query = own_path(to).partition("?")
        if self._find(path) is not None:
            return path + question + query
        while path != FIRST and self._find(path) is None:
            path = path.rpartition("/")[0] or FIRST
        return path

    def back(self, to: str, session: SessionView) -> str:
        """Return *to* if the session has it once it is open; the first page if not: a place or a right may be gone."""
        page = self.nearest(to)
        return page if self._opens(page, session) else FIRST

    def is_worked_on(self, to: str, session: SessionView) -> bool:
        """Whether *to* is a page of the session's work. What needs no right has passwords to type, or nothing."""
        found = self._find(to.partition("?")[0])
        return found is not None and found[0].right is not None and self._opens(to, session)

    def _opens(self, page: str, session: SessionView) -> bool:
        found = self._find(page.partition("?")[0])
        if found is None:
            return False
        known, place = found
        has_right = known.right is None or known.right in session.account.rights
        return has_right and (place is None or place in session.places)

    def _find(self, path: str) -> tuple[_Known, str | None] | None:
        """Return the page at *path*, and the place in it."""
        for known in self._known:
            if (match := known.pattern.match(path)) is not None:
                return known, match.groupdict().get("place")
        return None
