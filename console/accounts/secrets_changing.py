"""Another password, another PIN: both only for who knows the password."""

from console.accounts.acts import Act, Acts
from console.accounts.door import Door, SignedIn
from console.accounts.hashing import Hashing
from console.accounts.live_session import SessionView
from console.accounts.password_rules import LONGEST, as_one_time, password_faults, pin_fault
from console.accounts.refusals import Refusal, RefusalCode, refused
from console.accounts.register import Kept, Register
from console.accounts.sessions import Sessions
from console.accounts.staff_file import StaffFile


class SecretsChanging:
    """All methods are slow: they compare and make hashes."""

    def __init__(
        self, file: StaffFile, register: Register, sessions: Sessions, acts: Acts, hashing: Hashing, door: Door
    ) -> None:
        self._file = file
        self._register = register
        self._sessions = sessions
        self._acts = acts
        self._hashing = hashing
        self._door = door

    def change_password(self, token: str, old: str, new: str, at: float) -> SignedIn | Refusal:
        """Change it. All other sessions end, and this one goes on under another token."""
        opened = self._opened(token, old, at, Act.PASSWORD)
        if isinstance(opened, Refusal):
            return opened
        view, kept = opened
        faults = password_faults(new, view.account.login, view.account.name)
        if not faults and self._hashing.fits(kept.password, new):
            faults = [RefusalCode.PASSWORD_SAME]
        if faults:
            return refused(*faults)
        made, account_id = self._hashing.hash(new), view.account.account_id
        with self._file.writing():
            if self._is_overtaken(view, kept, at):
                return refused(RefusalCode.NO_SESSION)
            self._file.execute(
                "UPDATE accounts SET password = ?, password_at = ?, must_change = 0 WHERE account_id = ?",
                (made, at, account_id),
            )
            self._sessions.end_all(account_id, but=view.session_id)
            renewed = self._sessions.renew(view.session_id)
            self._acts.record(account_id, Act.PASSWORD, at)
            account = self._register.get(account_id) or view.account
        return SignedIn(token=renewed, account=account)

    def set_pin(self, token: str, password: str, pin: str | None, at: float) -> Refusal | None:
        """Set the PIN that unlocks, or take it away."""
        fault = pin_fault(pin) if pin is not None else None
        if fault is not None:
            return refused(fault)
        opened = self._opened(token, password, at, Act.PASSWORD)
        if isinstance(opened, Refusal):
            return opened
        view, kept = opened
        if view.account.must_change:
            return refused(RefusalCode.MUST_CHANGE)
        made, account_id = self._hashing.hash(pin) if pin is not None else None, view.account.account_id
        with self._file.writing():
            if self._is_overtaken(view, kept, at):
                return refused(RefusalCode.NO_SESSION)
            self._file.execute("UPDATE accounts SET pin = ? WHERE account_id = ?", (made, account_id))
            self._sessions.forget_wrong(view.session_id)
            self._acts.record(account_id, Act.PIN, at, outcome="set" if pin is not None else "removed")
        return None

    def _opened(self, token: str, password: str, at: float, act: Act) -> tuple[SessionView, Kept] | Refusal:
        """Return the session and what is kept, if *password* is right."""
        view = self._sessions.session(token, at)
        if view is None:
            return refused(RefusalCode.NO_SESSION)
        if view.locked:
            return refused(RefusalCode.LOCKED)
        kept = self._register.kept(view.account.account_id)
        typed = as_one_time(password) if view.account.must_change else password
        if kept is None or len(typed) > LONGEST or not self._hashing.fits(kept.password, typed):
            with self._file.writing():
                return self._door.wrong_secret(view.session_id, view.account.account_id, act, at)
        return view, kept

    def _is_overtaken(self, view: SessionView, kept: Kept, at: float) -> bool:
        """Whether somebody ended the session or changed the secrets while they were compared."""
        now = self._sessions.by_id(view.session_id, at, active=True)
        return now is None or now.locked or self._register.kept(view.account.account_id) != kept
