"""Who comes and about what: the only structs with personal data. They never show themselves in a log or a traceback."""

import re
from enum import Enum
from typing import Annotated, Any
from unicodedata import normalize

import msgspec
from msgspec import Meta

CONTACT = "contact"
_ID = "id"
_TELEPHONE_DIGITS = 10
"""Of a number without what stands before it: +7 from abroad, 8 within the country, or nothing."""


class Hidden(msgspec.Struct, frozen=True, kw_only=True):
    """The root of all that must not be shown by accident."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"

    __str__ = __repr__

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        return []


class Applicant(Enum):
    """For whom somebody comes."""

    PERSON = "person"
    LEGAL_ENTITY = "legal-entity"


class Person(Hidden, frozen=True, kw_only=True):
    """What a booking knows of its visitor, who may represent a legal entity."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    contact: Annotated[str, Meta(min_length=1, max_length=200)]
    """A telephone number or an address, to be told when the reception changes."""
    subject: Annotated[str, Meta(max_length=1000)] = ""
    person_id: Annotated[str, Meta(max_length=30)] = ""
    """Of a document or an information system, where the source gives one. The queue does not ask for it."""
    organisation: Annotated[str, Meta(max_length=300)] = ""
    """The legal entity that is represented."""
    reference: Annotated[str, Meta(max_length=100)] = ""
    """The number of the appeal or of the request in an information system: it leads to the person there."""

    @property
    def applicant(self) -> Applicant:
        """For whom the visitor comes."""
        return Applicant.LEGAL_ENTITY if self.organisation else Applicant.PERSON

    def likenesses(self) -> dict[str, str]:
        """Return what tells that two bookings are of the same person: the id and the contact, however spelt, by kind.

        Plaintext: for a keyed hash, and nothing else. Names are none of them: many people share one.
        """
        said = {CONTACT: _contact(self.contact)}
        if self.person_id:
            said[_ID] = re.sub(r"[\s-]", "", self.person_id).casefold()
        return said


def _contact(contact: str) -> str:
    plain = normalize("NFKC", contact).strip().casefold()
    digits = re.sub(r"[^0-9]", "", plain)
    is_telephone = len(digits) in {_TELEPHONE_DIGITS, _TELEPHONE_DIGITS + 1}
    return digits[-_TELEPHONE_DIGITS:] if is_telephone else plain
