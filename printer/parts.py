"""What a ticket can be made of: its parts, by their names in `ticket.toml`."""

from enum import Enum


class Part(Enum):
    """What a block of the ticket is for. A part that a ticket has nothing to say of leaves no block."""

    NAME = "name"
    """The centre's name."""
    ADDRESS = "address"
    LOGO = "logo"
    """A picture of the centre's own: its crest."""
    RULE = "rule"
    """A line across. Never first, last, or after another."""
    COPY = "copy"
    """That this is a reprint."""
    ALONE = "alone"
    """That the station numbered it alone."""
    ZONE = "zone"
    PURPOSE = "purpose"
    """What the visitor comes for, where that was asked."""
    NUMBER = "number"
    APPOINTMENT = "appointment"
    """When and where; stands instead of `ahead` and `wait`."""
    OFFICIAL = "official"
    """Who receives, by the post."""
    AHEAD = "ahead"
    WAIT = "wait"
    """About how long it will wait."""
    WAIT_AT = "wait-at"
    """Where to wait."""
    MISSED = "missed"
    """What to do when the call was missed."""
    TEXT = "text"
    """Words of the centre's own."""
    QR = "qr"
    """Where the ticket can be looked up, when the centre has a public address."""
    LOOK_UP = "look-up"
    """What the QR code is good for."""
    FOOT = "foot"
    """The number in small, and when it was issued."""


LETTERED = frozenset(Part) - {Part.LOGO, Part.RULE, Part.NUMBER, Part.QR}
"""What is set in lines of text."""
IN_ONE_LANGUAGE = frozenset(Part) - LETTERED | {Part.COPY, Part.FOOT}
"""What is for both: a mark says it in one line."""
