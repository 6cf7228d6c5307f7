"""Passwords and PINs as they are kept: argon2id, so that who has the file has no password yet."""

import secrets
import unicodedata
from base64 import b64encode
from dataclasses import dataclass

_VERSION = 19
_SALT_BYTES = 16
_HASH_BYTES = 32


@dataclass(frozen=True, slots=True)
class Cost:
    """What one hash takes. docs/decisions/accounts.md says why so much."""

    memory_kib: int = 19_456
    passes: int = 2
    lanes: int = 1


class Hashing:
    """Makes and compares hashes at *cost*. Slow by design: never in a thread that serves pages."""

    def __init__(self, cost: Cost | None = None) -> None:
        from argon2 import PasswordHasher  # not loaded by a console that nobody signs in to

        cost = cost or Cost()
        self._hasher = PasswordHasher(
            time_cost=cost.passes,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=_HASH_BYTES,
            salt_len=_SALT_BYTES,
        )
        # Nobody's: comparing with it takes as long as with somebody's.
        self._nobody = (
            f"$argon2id$v={_VERSION}$m={cost.memory_kib},t={cost.passes},p={cost.lanes}"
            f"${_letters(_SALT_BYTES)}${_letters(_HASH_BYTES)}"
        )

    def hash(self, secret: str) -> str:
        """Return *secret* as it is kept, with its cost and salt."""
        return self._hasher.hash(_spelt(secret))

    def fits(self, kept: str | None, secret: str) -> bool:
        """Whether *secret* is what was kept. None, for nobody's, takes as long and never fits."""
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            self._hasher.verify(self._nobody if kept is None else kept, _spelt(secret))
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Whether it was made at another cost: to be made anew while the password is at hand."""
        return self._hasher.check_needs_rehash(kept)


def _spelt(secret: str) -> bytes:
    """Spell letters one way: й can be typed as one character or as two."""
    return unicodedata.normalize("NFKC", secret).encode("utf-8", "surrogatepass")


def _letters(size: int) -> str:
    return b64encode(secrets.token_bytes(size)).decode().rstrip("=")
