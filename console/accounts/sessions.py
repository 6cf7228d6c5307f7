"""Who is signed in: kept on the file, looked up in memory. The file holds no token, only hashes of them."""

from typing import Any

from console.accounts.account import Account
from console.accounts.live_session import LiveSession, SessionView
from console.accounts.register import Register
from console.accounts.settings import AccountsSettings
from console.accounts.staff_file import StaffFile
from console.accounts.tokens import new_token, session_id_of

_MOST = 10
"""One account has so many sessions at most; the oldest ends for a new one."""


class Sessions:
    """A look costs about 10 µs, the first one after a write 1 ms; it sees what other processes have written."""

    def __init__(self, file: StaffFile, register: Register, settings: AccountsSettings) -> None:
        self._file = file
        self._register = register
        self._settings = settings
        self._version: tuple[int, int] | None = None
        self._live: dict[str, LiveSession] = {}
        self._accounts: dict[str, Account] = {}
        self._places: dict[str, tuple[str, ...]] = {}

    def session(self, token: str, at: float, *, active: bool = True) -> SessionView | None:
        """Return the session that *token* opens. None: there is none, or it has ended.

        Not *active* is for what happens by itself, such as an event stream: it keeps no session from locking.
        """
        return self.by_id(session_id_of(token), at, active=active)

    def by_id(self, session_id: str, at: float, *, active: bool) -> SessionView | None:
        """See `session`."""
        self._notice()
        live = self._live.get(session_id)
        if live is None:
            return None
        live.pass_time(at, self._settings)
        account = self._accounts[live.account_id]
        if live.is_over(self._settings) or account.disabled:
            return None
        if active and not live.locked:
            live.idle_s = 0.0
        return SessionView(
            session_id=session_id,
            account=account,
            begun_at=live.begun_at,
            locked=live.locked,
            places=self._places.get(session_id, ()),
        )

    def begin(self, account_id: str, at: float) -> str:
        """Begin a session and return its token. To be called within `writing`."""
        token = new_token()
        self._file.execute(
            "INSERT INTO sessions (session_id, account_id, begun_at, seen_at, age_s, idle_s, locked) "
            "VALUES (?, ?, ?, ?, 0.0, 0.0, 0)",
            (session_id_of(token), account_id, at, at),
        )
        self._file.execute(
            "DELETE FROM sessions WHERE account_id = ?1 AND session_id NOT IN "
            "(SELECT session_id FROM sessions WHERE account_id = ?1 ORDER BY rowid DESC LIMIT ?2)",
            (account_id, _MOST),
        )
        return token

    def renew(self, session_id: str) -> str:
        """Give the session another token and return it: the old one opens nothing. To be called within `writing`."""
        token = new_token()
        self._write(session_id)
        self._file.execute(
            "UPDATE sessions SET session_id = ?, wrong_tries = 0 WHERE session_id = ?",
            (session_id_of(token), session_id),
        )
        return token

    def end(self, session_id: str) -> None:
        """End one, and let go of its places."""
        with self._file.writing():
            self._file.execute("DELETE FROM sessions WHERE session_id = ?", (session_id,))

    def end_all(self, account_id: str, but: str = "") -> None:
        """End all sessions of an account, but one perhaps."""
        with self._file.writing():
            self._file.execute("DELETE FROM sessions WHERE account_id = ? AND session_id != ?", (account_id, but))

    def set_locked(self, session_id: str, *, locked: bool) -> None:
        """Lock or unlock. To be called within `writing`."""
        live = self._live[session_id]
        live.locked, live.idle_s = locked, 0.0
        self._write(session_id)
        if not locked:
            self.forget_wrong(session_id)

    def count_wrong(self, session_id: str) -> bool:
        """Count a wrong PIN or password; whether that was one too many. Within `writing`; ends nothing itself."""
        rows = self._file.execute(
            "UPDATE sessions SET wrong_tries = wrong_tries + 1 WHERE session_id = ? RETURNING wrong_tries",
            (session_id,),
        )
        return not rows or rows[0][0] >= self._settings.wrong_tries

    def forget_wrong(self, session_id: str) -> None:
        """Begin to count anew: somebody knew what was asked for."""
        self._file.execute("UPDATE sessions SET wrong_tries = 0 WHERE session_id = ?", (session_id,))

    def write_down(self, at: float) -> None:
        """Write what time did to all sessions, and delete those that it has ended. Within `writing`."""
        self._notice()
        for session_id, live in self._live.items():
            live.pass_time(at, self._settings)
            if live.is_over(self._settings) or self._accounts[live.account_id].disabled:
                self.end(session_id)
            else:
                self._write(session_id)

    def is_empty(self) -> bool:
        """Whether nobody is signed in."""
        self._notice()
        return not self._live

    def _write(self, session_id: str) -> None:
        live = self._live[session_id]
        self._file.execute(
            "UPDATE sessions SET seen_at = ?, age_s = ?, idle_s = ?, locked = ? WHERE session_id = ?",
            (live.seen_at, live.age_s, live.idle_s, live.locked, session_id),
        )

    def _notice(self) -> None:
        """Learn what was written since the last look, by whomever. What time did is known better here."""
        version = self._file.version()
        if version == self._version:
            return
        rows = self._file.execute(
            "SELECT session_id, account_id, begun_at, seen_at, age_s, idle_s, locked FROM sessions"
        )
        self._live = {row[0]: self._live.get(row[0]) or _live(row) for row in rows}
        self._accounts = {account.account_id: account for account in self._register.all()}
        self._places = {}
        for place, session_id in self._file.execute("SELECT place, session_id FROM held ORDER BY rowid"):
            self._places[session_id] = (*self._places.get(session_id, ()), place)
        self._version = version


def _live(row: tuple[Any, ...]) -> LiveSession:
    _session_id, account_id, begun_at, seen_at, age_s, idle_s, locked = row
    return LiveSession(account_id, begun_at, seen_at, age_s, idle_s, bool(locked))
