"""What a helper and a volunteer see on a telephone."""

import msgspec

from console.web.views.parts import Entry, Summons, Ticket, Timer


class Escort(msgspec.Struct, frozen=True, kw_only=True):
    """A visitor whom the helper accompanies until the visit ends."""

    summons_id: str
    ticket: Ticket
    where: str
    """Where the visitor is now, or is called to."""
    is_called: bool = False
    since: Timer


class Helper(msgspec.Struct, frozen=True, kw_only=True):
    """The page: mine first, then what nobody has taken, then what others have."""

    mine: tuple[Summons, ...] = ()
    free: tuple[Summons, ...] = ()
    others: tuple[Summons, ...] = ()
    escorts: tuple[Escort, ...] = ()


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """A visitor who was chosen for the survey: by the ticket alone."""

    ticket_id: str
    number: int
    place: str
    ended: str


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """Who can be asked, and the questions for the one who is."""

    chosen: tuple[Chosen, ...] = ()
    asked: Chosen | None = None
    rating_error: str = ""
    comment: Entry = Entry()
    answered_today: int = 0
