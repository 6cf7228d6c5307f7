"""Why a request was not let in."""

from enum import Enum


class Why(Enum):
    """What each is in words stands in texts/wrong.toml, by its status."""

    SIGNED_OUT = "signed-out"
    LOCKED = "locked"
    MUST_CHANGE = "must-change"
    NO_RIGHT = "no-right"
    NOT_YOUR_PLACE = "not-your-place"
    STALE = "stale"
    """The form is of a session that has ended, or of another page's making."""
    NOT_UNDERSTOOD = "not-understood"
    TOO_LARGE = "too-large"
    NOT_FOUND = "not-found"
    OVERLOADED = "overloaded"
    BOOK_CLOSED = "book-closed"
    """The book of receptions cannot be used."""


STATUS: dict[Why, int] = {
    Why.SIGNED_OUT: 401,
    Why.LOCKED: 401,
    Why.MUST_CHANGE: 401,
    Why.NO_RIGHT: 403,
    Why.NOT_YOUR_PLACE: 403,
    Why.STALE: 419,
    Why.NOT_UNDERSTOOD: 400,
    Why.TOO_LARGE: 413,
    Why.NOT_FOUND: 404,
    Why.OVERLOADED: 503,
    Why.BOOK_CLOSED: 507,
}
DOORS: dict[Why, str] = {Why.SIGNED_OUT: "/sign-in", Why.LOCKED: "/lock", Why.MUST_CHANGE: "/password"}
"""Where somebody is sent who only has to do something first."""
RECORDED = frozenset({Why.NO_RIGHT, Why.NOT_YOUR_PLACE, Why.STALE})
"""What somebody who is signed in does not do by accident: it is written down."""


class TurnedAwayError(Exception):
    """The request is answered by saying why, and nothing has changed."""

    def __init__(self, why: Why, about: str = "") -> None:
        super().__init__(why.value)
        self.why = why
        self.about = about
        """Of what: a right, a place, a field. Never what somebody typed."""
