"""What an office's page can send."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from console.receptions.commands import MarkReceived
from console.web.forms import Form
from firmware.words import Id, Slug
from mqtt_bridge.commands import Finish

Note = Annotated[str, Meta(max_length=1000)]
Minutes = Annotated[int, Meta(ge=0, le=720)]


class AboutBooking(Form, frozen=True, kw_only=True):
    """A button that is about one appointment."""

    booking_id: Id


class LookForm(Form, frozen=True, kw_only=True):
    """Names are to be shown on this opening of the page."""

    view: Id


class Told(Form, frozen=True, kw_only=True):
    """What came of a reception."""

    booking_id: Id
    reception_outcome: Slug
    follow_up: date | None = None
    note: Note = ""
    has_note: bool = False
    """The page showed the note that there was: an empty one takes it away."""

    @property
    def new_note(self) -> str | None:
        """The note from now on; None leaves what was said before, which the page did not show."""
        return self.note if self.note or self.has_note else None

    @property
    def received(self) -> MarkReceived:
        """What the book is asked to note."""
        return MarkReceived(booking_id=self.booking_id, outcome=self.reception_outcome, follow_up=self.follow_up)


class FinishForm(Told, frozen=True, kw_only=True):
    """The end of a visit by appointment: what came of it, for the book, and that it is over, for the hall."""

    ticket_id: Id

    def finish(self, place: Slug) -> Finish:
        """Return what the hall is asked."""
        follow_up = self.follow_up.isoformat() if self.follow_up is not None else ""
        return Finish(place=place, ticket_id=self.ticket_id, follow_up=follow_up)


class DelayForm(Form, frozen=True, kw_only=True):
    """How late the official is."""

    reception_id: Id
    delay: Minutes
