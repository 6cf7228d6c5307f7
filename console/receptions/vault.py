"""Sealing what is known of people, and telling whether two bookings are of one person, without reading it."""

import hmac
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256

import msgspec
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from console.receptions.errors import StoreDamagedError, UnwritableTextError
from console.receptions.person import Hidden, Person

_MARK_LETTERS = 32
"""128 bits: no two people of a district share a mark by chance."""
_MARKING = b"kezek receptions: same person"


class _Sealed(Hidden, frozen=True, kw_only=True):
    booking_id: str
    """So that a row copied to another booking is noticed."""
    person: Person | None = None
    note: str = ""


class Vault:
    """Seals under the first of *keys*, and opens under any of them."""

    def __init__(self, keys: Sequence[bytes], source: str = "the key file") -> None:
        self.source = source
        """Where the keys are from, as errors call it."""
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        # Another key than the sealing one, though of the same file: a mark must not help to open anything.
        self._marking = [hmac.digest(key, _MARKING, sha256) for key in keys]

    def seal_person(self, booking_id: str, person: Person) -> bytes:
        """Return *person* as nobody can read it. Raises UnwritableTextError."""
        return self._seal(_Sealed(booking_id=booking_id, person=person))

    def seal_note(self, booking_id: str, note: str) -> bytes:
        """Return *note* as nobody can read it. Raises UnwritableTextError."""
        return self._seal(_Sealed(booking_id=booking_id, note=note))

    def person(self, booking_id: str, sealed: bytes) -> Person:
        """Open what `seal_person` made. Raises StoreDamagedError."""
        person = self._open(booking_id, sealed).person
        if person is None:
            raise StoreDamagedError(f"booking {booking_id}: a note stands where a person should")
        return person

    def note(self, booking_id: str, sealed: bytes) -> str:
        """Open what `seal_note` made. Raises StoreDamagedError."""
        return self._open(booking_id, sealed).note

    def opens(self, sealed: bytes) -> bool:
        """Whether *sealed* was sealed under one of the keys."""
        try:
            self._fernet.decrypt(sealed)
        except InvalidToken:
            return False
        return True

    def seal_anew(self, sealed: bytes) -> bytes:
        """Return the same under the first key. Raises StoreDamagedError."""
        try:
            return self._fernet.rotate(sealed)
        except InvalidToken:
            raise StoreDamagedError("something sealed cannot be opened under any of the keys") from None

    def marks(self, person: Person) -> tuple[str, ...]:
        """Return keyed hashes of what *person* is known by, under every key: one shared with another says the same.

        Each says which kind of thing it is of. Raises UnwritableTextError.
        """
        _encoded(person)  # so that nothing below fails with a text at hand
        return tuple(
            f"{kind}-{hmac.digest(marking, f'{kind} {said}'.encode(), sha256).hex()[:_MARK_LETTERS]}"
            for marking in self._marking
            for kind, said in person.likenesses().items()
        )

    def _seal(self, content: _Sealed) -> bytes:
        return self._fernet.encrypt(_encoded(content))

    def _open(self, booking_id: str, sealed: bytes) -> _Sealed:
        try:
            content = msgspec.json.decode(self._fernet.decrypt(sealed), type=_Sealed)
        except (InvalidToken, msgspec.DecodeError):  # whose text may quote what was sealed
            raise StoreDamagedError(f"booking {booking_id}: what is sealed there cannot be opened") from None
        if content.booking_id != booking_id:
            raise StoreDamagedError(f"booking {booking_id}: what is sealed there belongs to another one")
        return content


def _encoded(content: Hidden) -> bytes:
    with suppress(UnicodeEncodeError):  # which holds the whole text, and must not be in a traceback even as a cause
        return msgspec.json.encode(content)
    raise UnwritableTextError("what was typed has half a character in it, and nothing was kept; type it anew")
