"""Who comes and about what: the only structs with personal data. They never show themselves in a log or a traceback."""

import re
from enum import Enum
from typing import Annotated, Any

import msgspec
from msgspec import Meta

_PHONE = re.compile(r"\+?[\d\s()-]{5,}\Z")
_NATIONAL_DIGITS = 11


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

    def likenesses(self) -> list[str]:
        """Return what tells that two bookings are of the same person: the id and the contact, however spelt.

        Plaintext: for a keyed hash, and nothing else. Names are none of them: many people share one.
        """
        said = [("contact", _contact(self.contact))]
        if self.person_id:
            said.append(("id", re.sub(r"[\s-]", "", self.person_id).casefold()))
        return [f"{kind} {value}" for kind, value in said]


def _contact(contact: str) -> str:
    plain = contact.strip().casefold()
    if not _PHONE.match(plain):
        return plain
    digits = re.sub(r"\D", "", plain)
    # 8 701 … within the country is +7 701 … from abroad.
    return "7" + digits[1:] if len(digits) == _NATIONAL_DIGITS and digits.startswith("8") else digits
