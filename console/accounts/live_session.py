"""A session's life: how old it is, how long nothing was done in it, and when it locks. Pure.

Ages are counted up from one look to the next. A clock that goes back adds nothing and takes nothing away, so a session
lives as long as ever; but nobody knows how long its person was away, so it locks.
"""

from dataclasses import dataclass

import msgspec

from console.accounts.account import Account
from console.accounts.roles import Right
from console.accounts.settings import AccountsSettings

BACK_S = 60.0
"""A clock may be set back so far without locking anybody's session: so far NTP corrects it while all goes on."""


@dataclass(slots=True)
class LiveSession:
    """What time does to a session; changed by `pass_time` alone, until it is written down."""

    account_id: str
    begun_at: float
    seen_at: float
    age_s: float = 0.0
    idle_s: float = 0.0
    locked: bool = False

    def pass_time(self, at: float, settings: AccountsSettings) -> None:
        """Let it be *at*, whether or not anything is done."""
        gone = at - self.seen_at
        if gone < -BACK_S:
            self.locked = True
        self.age_s += max(gone, 0.0)
        self.idle_s += max(gone, 0.0)
        self.seen_at = at
        if self.idle_s >= settings.idle_lock_s:
            self.locked = True

    def is_over(self, settings: AccountsSettings) -> bool:
        """Whether it has lived its time."""
        return self.age_s >= settings.session_s


class SessionView(msgspec.Struct, frozen=True, kw_only=True):
    """What a page may know of the session that asks for it."""

    session_id: str
    """Not the token, and nobody can make the token of it."""
    account: Account
    begun_at: float
    locked: bool
    places: tuple[str, ...]
    """Those that it holds, the first one first."""

    def may(self, right: Right) -> bool:
        """Whether a page or an act that asks for *right* is open now: nothing is, before it is unlocked."""
        return not self.locked and not self.account.must_change and right in self.account.rights
