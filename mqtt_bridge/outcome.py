"""What a visit ended with."""

from typing import Annotated

import msgspec
from msgspec import Meta

from firmware.words import Slug


class VisitOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """One of the centre's outcomes, for one of the ticket's matters."""

    outcome: Slug
    matter: Slug | None = None
    """The purpose that it is about; none when the ticket has but one."""
    reference: Annotated[str, Meta(max_length=64)] = ""
    """The outcome's number, such as that of an appeal in e-Otinish."""


Outcomes = Annotated[tuple[VisitOutcome, ...], Meta(max_length=10)]
