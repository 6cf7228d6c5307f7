"""The root of what the journal holds."""

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """The root of all events: a fact, in the past tense. It carries all that replaying it needs."""
