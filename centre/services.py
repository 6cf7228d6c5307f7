"""What visitors come for and what becomes of it, as data: competences, purposes, outcomes, summonses."""

from enum import Enum
from typing import Annotated

from msgspec import Meta

from firmware.settings import Settings
from firmware.words import SetText, Slug

Weight = Annotated[float, Meta(ge=0.1, le=10)]
"""Who has a weight of 2 is called as if the wait had been twice as long."""


class CompetenceSettings(Settings, frozen=True, kw_only=True):
    """A subject that only some workers are competent for."""

    name: Slug
    title: SetText
    weight: Weight = 1.0


class PurposeSettings(Settings, frozen=True, kw_only=True):
    """What a visitor comes for. It leads to a zone, or to a worker who comes, or to both."""

    name: Slug
    title: SetText
    zone: Slug | None = None
    """The zone of its ticket; none when a worker is summoned and no ticket is given."""
    competence: Slug | None = None
    summons: Slug | None = None
    """The kind of summons that its ticket raises."""
    reminders: Annotated[tuple[SetText, ...], Meta(max_length=10)] = ()
    """What the reception reminds the visitor of."""


class OutcomeSettings(Settings, frozen=True, kw_only=True):
    """What a visit may end with."""

    name: Slug
    title: SetText
    reference_pattern: Annotated[str, Meta(max_length=200)] = ""
    """A regular expression that the outcome's number must match as a whole, such as that of an appeal in e-Otinish.
    Empty: the outcome has no number."""


class Worker(Enum):
    """Who comes."""

    HELPER = "helper"
    """Whoever helps and accompanies; volunteers too."""
    RECEPTION = "reception"
    MANAGER = "manager"


class SummonsSettings(Settings, frozen=True, kw_only=True):
    """A kind of call for a worker."""

    name: Slug
    title: SetText
    repeat_s: Annotated[float, Meta(ge=10, le=3600)] = 60.0
    """It is said again after so long, until somebody takes it."""
    worker: Worker = Worker.HELPER
    """Whose it is. The hall's moderator sees them all."""
    urgent: bool = False
    """It goes before all others, and is everybody's."""
