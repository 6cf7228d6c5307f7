"""What all messages have in common."""

from typing import Literal

import msgspec


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """The root of everything on the wire, one JSON object each. Unknown fields are a newer neighbour's: ignored."""

    v: Literal[1] = 1
    """Raised when a field changes its meaning. A reader that does not know it drops the message."""
