"""Wrong passwords, counted by login and by network address, over restarts. The rule itself is in `limits`."""

import hmac
import secrets
from collections.abc import Sequence
from hashlib import sha256

import msgspec

from console.accounts.limits import Tries, after_wrong, is_forgotten, settled, wait_s
from console.accounts.settings import AccountsSettings
from console.accounts.staff_file import StaffFile

_KEY_BYTES = 32


class TriesKept:
    """Logins that nobody has are counted as others are: a lock-out tells nothing of who works here."""

    def __init__(self, file: StaffFile, settings: AccountsSettings) -> None:
        self._file = file
        self._settings = settings
        with file.writing():
            file.execute("INSERT OR IGNORE INTO meta VALUES ('tries-key', ?)", (secrets.token_bytes(_KEY_BYTES),))
            self._key: bytes = file.execute("SELECT value FROM meta WHERE key = 'tries-key'")[0][0]

    def wait_s(self, login: str, address: str | None, at: float) -> float:
        """Return for how long nobody may try this login, or from this address. 0.0: one may."""
        longest = 0.0
        for key, _allowed in self._keys(login, address):
            kept = self._read(key)
            tries = settled(kept, at)
            if tries != kept:
                self._write(key, tries)
            longest = max(longest, wait_s(tries, at))
        return longest

    def wrong(self, login: str, address: str | None, at: float) -> float:
        """Count a wrong password. Return for how long nobody may try now; 0.0 if one still may."""
        with self._file.writing():
            for key, allowed in self._keys(login, address):
                self._write(key, after_wrong(settled(self._read(key), at), at, allowed, self._settings))
            return self.wait_s(login, address, at)

    def clear(self, login: str) -> None:
        """Forget what was tried at *login*; an address stays as it is, or one account would open it for all."""
        (key, _allowed), *_rest = self._keys(login, None)
        self._file.execute("DELETE FROM tries WHERE key = ?", (key,))

    def forget(self, at: float) -> None:
        """Delete what matters no longer."""
        for key, body in self._file.execute("SELECT key, body FROM tries"):
            if is_forgotten(msgspec.json.decode(body, type=Tries), at):
                self._file.execute("DELETE FROM tries WHERE key = ?", (key,))

    def _keys(self, login: str, address: str | None) -> Sequence[tuple[str, int]]:
        keys = [(self._hidden("login", login), self._settings.wrong_tries)]
        if address is not None:
            keys.append((self._hidden("address", address), self._settings.wrong_tries_address))
        return keys

    def _hidden(self, kind: str, text: str) -> str:
        return hmac.digest(self._key, f"{kind} {text}".encode("utf-8", "surrogatepass"), sha256).hex()

    def _read(self, key: str) -> Tries:
        rows = self._file.execute("SELECT body FROM tries WHERE key = ?", (key,))
        return msgspec.json.decode(rows[0][0], type=Tries) if rows else Tries()

    def _write(self, key: str, tries: Tries) -> None:
        with self._file.writing():
            self._file.execute("INSERT OR REPLACE INTO tries VALUES (?, ?)", (key, msgspec.json.encode(tries)))
