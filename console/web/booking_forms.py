"""What the pages of appointments can send. What is of a person shows itself nowhere."""

from typing import Annotated

from msgspec import Meta

from console.receptions.commands import Source
from console.receptions.schedule import SlotId
from console.web.forms import Form
from firmware.words import Id, Language, Slug


class HiddenForm(Form, frozen=True, kw_only=True):
    """The root of forms with something of a person in them."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"

    __str__ = __repr__


class BookForm(HiddenForm, frozen=True, kw_only=True):
    """A new booking. Its fields are as long as `Person`'s."""

    official: Slug | None = None
    """Whose receptions were shown."""
    slot: SlotId
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    contact: Annotated[str, Meta(min_length=1, max_length=200)]
    subject: Annotated[str, Meta(max_length=1000)] = ""
    person_id: Annotated[str, Meta(max_length=30)] = ""
    organisation: Annotated[str, Meta(max_length=300)] = ""
    reference: Annotated[str, Meta(max_length=100)] = ""
    language: Language
    source: Source
    assistance: bool = False
    also_for_contact: bool = False
    show: Slug | None = None
    """Another official's receptions are to be shown first; nothing is booked."""


class MoveForm(Form, frozen=True, kw_only=True):
    """Another slot for a booking."""

    booking_id: Id
    official: Slug | None = None
    slot: SlotId
    also_for_contact: bool = False
    show: Slug | None = None


class AboutBooking(Form, frozen=True, kw_only=True):
    """A button that is about one booking."""

    booking_id: Id


class CheckInForm(AboutBooking, frozen=True, kw_only=True):
    """The visitor is here."""

    station: Slug
    admit_late: bool = False


class Nothing(Form, frozen=True, kw_only=True):
    """A button alone."""


class SearchForm(HiddenForm, frozen=True, kw_only=True):
    """A part of a name, a telephone, a number of a document or an appeal."""

    search: Annotated[str, Meta(max_length=100)] = ""
