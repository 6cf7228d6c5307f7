"""The root of what a peer may ask of the dispatcher."""

import msgspec


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """The root of all commands. The tag is the command's name on the wire and in the log."""
