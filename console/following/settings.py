"""Where the copy of the hall's events is kept, and for how long."""

from typing import Annotated

from msgspec import Meta

from firmware.settings import Settings


class HallSettings(Settings, frozen=True, kw_only=True):
    """A table of the console's settings."""

    file: Annotated[str, Meta(max_length=500)] = ""
    """On a local disk; empty for `hall.db` in `state_dir`. It need not be in the backups: the journal has it all."""
    keep_days: Annotated[int, Meta(ge=2, le=36_500)] = 400
    """Events of older days are erased."""
