"""What was done with accounts and sessions, and by whom: only added to, never a password, never a visitor's data."""

import re
from collections.abc import Sequence
from enum import Enum

import msgspec

from console.accounts.staff_file import StaffFile

_WORD = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z")
_DAY_S = 86_400.0


class Act(Enum):
    """What is recorded."""

    SIGN_IN = "sign-in"
    LOCK_OUT = "lock-out"
    SIGN_OUT = "sign-out"
    UNLOCK = "unlock"
    REFUSED = "refused"
    """Somebody asked for what their account has no right to; `about` says for what."""
    TAKE_OVER = "take-over"
    """Of the place in `about`, from the account in `outcome`."""
    PASSWORD = "password"  # noqa: S105 - a word for an act, no password
    PIN = "pin"
    ACCOUNT_ADDED = "account-added"
    ACCOUNT_CHANGED = "account-changed"
    ACCOUNT_RESET = "account-reset"
    ACCOUNT_DISABLED = "account-disabled"
    ACCOUNT_ENABLED = "account-enabled"


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the record."""

    seq: int
    at: float
    account_id: str | None
    """Who did it, or at whose account it was tried. None: at the machine itself, or at no account that there is."""
    what: Act
    about: str
    outcome: str


class Acts:
    """The record."""

    def __init__(self, file: StaffFile) -> None:
        self._file = file

    def record(self, account_id: str | None, what: Act, at: float, about: str = "none", outcome: str = "done") -> None:
        """Write one line. ValueError when *about* or *outcome* is more than a name or an id: it might say something."""
        for word in (about, outcome):
            if not _WORD.match(word):
                raise ValueError("a record holds names and ids alone")
        values = (at, account_id, what.value, about, outcome)
        with self._file.writing():
            self._file.execute("INSERT INTO acts (at, account_id, what, about, outcome) VALUES (?, ?, ?, ?, ?)", values)

    def latest(self, count: int = 100, before_seq: int | None = None) -> Sequence[Recorded]:
        """Return the last *count* lines, or those before one of them; the newest first."""
        rows = self._file.execute(
            "SELECT seq, at, account_id, what, about, outcome FROM acts WHERE seq < ? ORDER BY seq DESC LIMIT ?",
            (before_seq if before_seq is not None else 2**62, count),
        )
        return [msgspec.convert(dict(zip(Recorded.__struct_fields__, row, strict=True)), Recorded) for row in rows]

    def forget(self, at: float, keep_days: int) -> None:
        """Delete what is too old."""
        self._file.execute("DELETE FROM acts WHERE at < ?", (at - keep_days * _DAY_S,))
