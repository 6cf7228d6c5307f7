"""The roots of what a peer may ask of the dispatcher."""

import msgspec

from firmware.words import Id, Slug


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """The root of all commands. The tag is the command's name on the wire and in the log."""


class VisitCommand(Command, frozen=True, kw_only=True):
    """The root of commands about the ticket that a place has, or, to take a step back, had."""

    place: Slug
    ticket_id: Id | None = None
    """The ticket that the asker means; refused (`other-ticket`) when it is another.

    So a page that is out of date ends nobody else's visit.
    """
