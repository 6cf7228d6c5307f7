"""Signing in and out, and unlocking. Whoever tries is told the same, whether or not there is such an account."""

import re

import msgspec

from console.accounts.account import LOGIN_PATTERN, Account, spelt_login
from console.accounts.acts import Act, Acts
from console.accounts.hashing import Hashing
from console.accounts.password_rules import LONGEST, LONGEST_PIN, as_one_time
from console.accounts.refusals import Refusal, RefusalCode, refused
from console.accounts.register import Kept, Register
from console.accounts.sessions import Sessions
from console.accounts.settings import AccountsSettings
from console.accounts.staff_file import StaffFile
from console.accounts.tokens import session_id_of
from console.accounts.tries import TriesKept

_DAY_S = 86_400.0
_LOGIN = re.compile(LOGIN_PATTERN)


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """A session has begun, or goes on under another token."""

    token: str
    """For the browser's cookie alone."""
    account: Account

    def __repr__(self) -> str:
        """Name the account alone: this may stand in a log."""
        return f"SignedIn(account_id={self.account.account_id!r})"


class Door:
    """Its methods are slow where they compare a password or a PIN."""

    def __init__(  # noqa: PLR0913 - what stands behind it
        self,
        file: StaffFile,
        register: Register,
        sessions: Sessions,
        acts: Acts,
        hashing: Hashing,
        *,
        settings: AccountsSettings,
        tries: TriesKept,
    ) -> None:
        self._file = file
        self._register = register
        self._sessions = sessions
        self._acts = acts
        self._hashing = hashing
        self._settings = settings
        self._tries = tries

    def sign_in(
        self, login: str, password: str, at: float, *, address: str | None = None, instead_of: str | None = None
    ) -> SignedIn | Refusal:
        """Begin a session under a new token. *instead_of* is the token that the browser had: that session ends."""
        login = spelt_login(login)
        wait_s = self._tries.wait_s(login, address, at)
        if wait_s > 0:
            return refused(RefusalCode.LOCKED_OUT, wait_s=wait_s)
        account = self._register.by_login(login) if _LOGIN.match(login) else None
        kept = self._register.kept(account.account_id) if account is not None else None
        fits = self._fits(account, kept, password)
        with self._file.writing():
            now = self._register.by_login(login) if account is not None else None
            if not fits or now is None or kept is None or not self._is_open(now, kept, at):
                return self._turn_away(login, account, at, address)
            if self._hashing.is_outdated(kept.password):
                self._store_anew(now, password)
            self._tries.clear(login)
            if instead_of is not None:
                self._sessions.end(session_id_of(instead_of))
            self._acts.record(now.account_id, Act.SIGN_IN, at)
            return SignedIn(token=self._sessions.begin(now.account_id, at), account=now)

    def unlock(self, token: str, secret: str, at: float) -> Refusal | None:
        """Unlock by the PIN, if there is one and *secret* is as short as one, or else by the password."""
        view = self._sessions.session(token, at, active=False)
        if view is None:
            return refused(RefusalCode.NO_SESSION)
        account, kept = view.account, self._register.kept(view.account.account_id)
        if kept is not None and kept.pin is not None and len(secret) <= LONGEST_PIN:
            fits = self._hashing.fits(kept.pin, secret)
        else:
            fits = self._fits(account, kept, secret)
        with self._file.writing():
            if self._sessions.session(token, at, active=False) is None:
                return refused(RefusalCode.NO_SESSION)
            if not fits or kept != self._register.kept(account.account_id):
                return self.wrong_secret(view.session_id, account.account_id, Act.UNLOCK, at)
            self._sessions.set_locked(view.session_id, locked=False)
            self._acts.record(account.account_id, Act.UNLOCK, at)
        return None

    def lock(self, token: str, at: float) -> None:
        """Lock at once, as somebody who gets up asks. A session that has ended stays so."""
        with self._file.writing():
            view = self._sessions.session(token, at, active=False)
            if view is not None:
                self._sessions.set_locked(view.session_id, locked=True)

    def sign_out(self, token: str, at: float, *, everywhere: bool = False) -> None:
        """End the session, or all of its account's. Also a locked one; twice is as good as once."""
        with self._file.writing():
            view = self._sessions.session(token, at, active=False)
            if view is None:
                return
            if everywhere:
                self._sessions.end_all(view.account.account_id)
            self._sessions.end(view.session_id)
            outcome = "everywhere" if everywhere else "done"
            self._acts.record(view.account.account_id, Act.SIGN_OUT, at, outcome=outcome)

    def wrong_secret(self, session_id: str, account_id: str, act: Act, at: float) -> Refusal:
        """Count a wrong PIN or password of a session, which ends with the last one. Within `writing`."""
        is_last = self._sessions.count_wrong(session_id)
        self._acts.record(account_id, act, at, outcome="session-ended" if is_last else "wrong")
        if is_last:
            self._sessions.end(session_id)
            return refused(RefusalCode.SESSION_ENDED)
        return refused(RefusalCode.WRONG_PASSWORD if act is Act.PASSWORD else RefusalCode.WRONG_SECRET)

    def _fits(self, account: Account | None, kept: Kept | None, password: str) -> bool:
        typed = as_one_time(password) if account is not None and account.must_change else password
        if len(typed) > LONGEST:
            return self._hashing.fits(None, "")
        return self._hashing.fits(kept.password if kept is not None else None, typed)

    def _is_open(self, account: Account, kept: Kept, at: float) -> bool:
        """Whether who knows the password comes in; it may have been changed while it was compared."""
        is_void = account.must_change and at - kept.password_at > self._settings.one_time_days * _DAY_S
        return not account.disabled and not is_void and self._register.kept(account.account_id) == kept

    def _turn_away(self, login: str, account: Account | None, at: float, address: str | None) -> Refusal:
        wait_s = self._tries.wrong(login, address, at)
        who = account.account_id if account is not None else None
        self._acts.record(who, Act.SIGN_IN, at, outcome="wrong")
        if wait_s > 0:
            self._acts.record(who, Act.LOCK_OUT, at)
            return refused(RefusalCode.LOCKED_OUT, wait_s=wait_s)
        return refused(RefusalCode.WRONG_SIGN_IN)

    def _store_anew(self, account: Account, password: str) -> None:
        typed = as_one_time(password) if account.must_change else password
        self._file.execute(
            "UPDATE accounts SET password = ? WHERE account_id = ?", (self._hashing.hash(typed), account.account_id)
        )
