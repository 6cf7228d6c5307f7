"""What the reception's page can send, and what the dispatcher is asked for it."""

from typing import Annotated

from msgspec import Meta

from centre.settings import CentreSettings
from console.web.desk_forms import AboutTicket
from console.web.forms import Form
from firmware.words import Language, Number, Slug
from hall.ticket import Ticket
from mqtt_bridge.commands import IssueTicket
from mqtt_bridge.hall_commands import MarkTicket, RaiseSummons


class IssueForm(Form, frozen=True, kw_only=True):
    """What a visitor comes for: by one tile, or by several ticks."""

    language: Language
    station: Slug
    purpose: Slug | None = None
    matter: Annotated[tuple[Slug, ...], Meta(max_length=10)] = ()
    competence: Slug | None = None
    assistance: bool = False
    representative: bool = False

    @property
    def matters(self) -> tuple[str, ...]:
        """All of them, the tile's first."""
        tile = (self.purpose,) if self.purpose is not None else ()
        return tuple(dict.fromkeys((*tile, *self.matter)))


class FindForm(Form, frozen=True, kw_only=True):
    """Which ticket is looked for."""

    number: Number


class PrintForm(AboutTicket, frozen=True, kw_only=True):
    """Where a paper is to come out."""

    station: Slug


class MarkForm(AboutTicket, frozen=True, kw_only=True):
    """What staff must know of a visitor."""

    assistance: bool = False
    representative: bool = False


def asked_by(form: IssueForm, centre: CentreSettings) -> IssueTicket | RaiseSummons | None:
    """Return what the form asks for: a ticket of the first purpose with a zone, or else a worker; None for neither."""
    known = [centre.purpose(matter) for matter in form.matters]
    found = [purpose for purpose in known if purpose is not None]
    zone = next((purpose.zone for purpose in found if purpose.zone is not None), None)
    if zone is not None and len(found) == len(known):
        return IssueTicket(
            zone=zone,
            language=form.language,
            station=form.station,
            matters=form.matters,
            competence=form.competence,
            assistance=form.assistance,
            representative=form.representative,
        )
    summons = next((purpose.summons for purpose in found if purpose.summons is not None), None)
    return RaiseSummons(kind=summons) if summons is not None else None


def instead_of(ticket: Ticket, station: str) -> IssueTicket:
    """Return the same ticket anew, at a station that prints."""
    return IssueTicket(
        zone=ticket.zone,
        language=ticket.language,
        station=station,
        matters=ticket.matters,
        competence=ticket.competence,
        assistance=ticket.assistance,
        representative=ticket.representative,
    )


def mark_of(form: MarkForm) -> MarkTicket:
    """Note it."""
    return MarkTicket(ticket_id=form.ticket_id, assistance=form.assistance, representative=form.representative)
