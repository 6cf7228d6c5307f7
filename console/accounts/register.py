"""All accounts: added, changed, disabled, and given a one-time password. None is there before it is added."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from console.accounts.account import Account, Profile, Theme, may_hold_kind, spelt_login
from console.accounts.acts import Act, Acts
from console.accounts.hashing import Hashing
from console.accounts.password_rules import as_one_time, one_time_password
from console.accounts.refusals import Refusal, RefusalCode, refused
from console.accounts.staff_file import StaffFile
from console.accounts.tries import TriesKept
from firmware.words import Language, PlaceKind

_SELECT = "SELECT account_id, profile, disabled, must_change, pin IS NOT NULL FROM accounts"
_ID_BYTES = 8


class OneTime(msgspec.Struct, frozen=True, kw_only=True):
    """An account and the password for its next sign-in: to be shown once, and kept nowhere."""

    account: Account
    password: str

    def __repr__(self) -> str:
        """Name the account alone: this may stand in a log."""
        return f"OneTime(account_id={self.account.account_id!r})"


@dataclass(frozen=True, slots=True)
class Kept:
    """What an account's secrets are compared with."""

    password: str
    password_at: float
    pin: str | None


class Register:
    """The accounts of one file. *by* is the account that does it; None is the machine's own command line."""

    def __init__(self, file: StaffFile, acts: Acts, hashing: Hashing, tries: TriesKept) -> None:
        self._file = file
        self._acts = acts
        self._hashing = hashing
        self._tries = tries

    def all(self) -> Sequence[Account]:
        """Return every account, by login."""
        return [_account(row) for row in self._file.execute(f"{_SELECT} ORDER BY login")]

    def by_login(self, login: str) -> Account | None:
        """Return the account of that login, however its letters are written."""
        return self._one("login", spelt_login(login))

    def get(self, account_id: str) -> Account | None:
        """Return that account."""
        return self._one("account_id", account_id)

    def kept(self, account_id: str) -> Kept | None:
        """Return what its secrets are compared with."""
        rows = self._file.execute("SELECT password, password_at, pin FROM accounts WHERE account_id = ?", (account_id,))
        return Kept(*rows[0]) if rows else None

    def add(self, profile: Profile, at: float, by: str | None) -> OneTime | Refusal:
        """Make an account with a one-time password. Slow: it makes a hash."""
        account_id, password = f"s-{secrets.token_hex(_ID_BYTES)}", one_time_password()
        values = (account_id, profile.login, _written(profile), self._hashing.hash(as_one_time(password)), at)
        with self._file.writing():
            if self.by_login(profile.login) is not None:
                return refused(RefusalCode.LOGIN_TAKEN)
            self._file.execute(
                "INSERT INTO accounts (account_id, login, profile, must_change, password, password_at) "
                "VALUES (?, ?, ?, 1, ?, ?)",
                values,
            )
            self._acts.record(by, Act.ACCOUNT_ADDED, at, account_id)
            return OneTime(account=self._sure(account_id), password=password)

    def change(self, account_id: str, profile: Profile, at: float, by: str | None) -> Account | Refusal:
        """Let *profile* be what is said of the account. Places that it may no longer hold are let go."""
        with self._file.writing():
            if self.get(account_id) is None:
                return refused(RefusalCode.UNKNOWN_ACCOUNT)
            other = self.by_login(profile.login)
            if other is not None and other.account_id != account_id:
                return refused(RefusalCode.LOGIN_TAKEN)
            self._file.execute(
                "UPDATE accounts SET login = ?, profile = ? WHERE account_id = ?",
                (profile.login, _written(profile), account_id),
            )
            held = self._file.execute(
                "SELECT place, kind FROM held JOIN sessions USING (session_id) WHERE account_id = ?", (account_id,)
            )
            for place, kind in held:
                if not may_hold_kind(profile, place, PlaceKind(kind)):
                    self._file.execute("DELETE FROM held WHERE place = ?", (place,))
            self._acts.record(by, Act.ACCOUNT_CHANGED, at, account_id)
            return self._sure(account_id)

    def set_look(self, account_id: str, *, language: Language, theme: Theme) -> None:
        """Let somebody have the pages in a language and a theme of their own choice. Nobody records that."""
        with self._file.writing():
            account = self.get(account_id)
            if account is not None:
                profile = msgspec.structs.replace(account, language=language, theme=theme)
                values = (_written(profile), account_id)
                self._file.execute("UPDATE accounts SET profile = ? WHERE account_id = ?", values)

    def reset(self, account_id: str, at: float, by: str | None) -> OneTime | Refusal:
        """Give another one-time password; the PIN, all sessions and any lock-out go. Slow: it makes a hash."""
        password = one_time_password()
        kept = self._hashing.hash(as_one_time(password))
        with self._file.writing():
            account = self.get(account_id)
            if account is None:
                return refused(RefusalCode.UNKNOWN_ACCOUNT)
            self._tries.clear(account.login)
            self._file.execute(
                "UPDATE accounts SET password = ?, password_at = ?, must_change = 1, pin = NULL WHERE account_id = ?",
                (kept, at, account_id),
            )
            self._file.execute("DELETE FROM sessions WHERE account_id = ?", (account_id,))
            self._acts.record(by, Act.ACCOUNT_RESET, at, account_id)
            return OneTime(account=self._sure(account_id), password=password)

    def set_disabled(self, account_id: str, *, disabled: bool, at: float, by: str | None) -> Account | Refusal:
        """Close the account and end its sessions, or open it again and end any lock-out. Twice is as good as once."""
        with self._file.writing():
            account = self.get(account_id)
            if account is None:
                return refused(RefusalCode.UNKNOWN_ACCOUNT)
            if not disabled:
                self._tries.clear(account.login)
            if account.disabled == disabled:
                return account
            self._file.execute("UPDATE accounts SET disabled = ? WHERE account_id = ?", (disabled, account_id))
            if disabled:
                self._file.execute("DELETE FROM sessions WHERE account_id = ?", (account_id,))
            self._acts.record(by, Act.ACCOUNT_DISABLED if disabled else Act.ACCOUNT_ENABLED, at, account_id)
            return self._sure(account_id)

    def _one(self, column: str, value: str) -> Account | None:
        rows = self._file.execute(f"{_SELECT} WHERE {column} = ?", (value,))
        return _account(rows[0]) if rows else None

    def _sure(self, account_id: str) -> Account:
        account = self.get(account_id)
        if account is None:
            raise LookupError(account_id)
        return account


def _written(profile: Profile) -> bytes:
    return msgspec.json.encode({name: getattr(profile, name) for name in Profile.__struct_fields__})


def _account(row: tuple[Any, ...]) -> Account:
    account_id, profile, disabled, must_change, has_pin = row
    said = msgspec.json.decode(profile)
    flags = {"disabled": bool(disabled), "must_change": bool(must_change), "has_pin": bool(has_pin)}
    return msgspec.convert({**said, **flags, "account_id": account_id}, Account)
