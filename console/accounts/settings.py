"""The table `[staff]` of the console's settings: where accounts are kept, how long sessions and lock-outs last."""

from typing import Annotated

from msgspec import Meta

from firmware.settings import Settings


class AccountsSettings(Settings, frozen=True, kw_only=True):
    """How this centre's staff sign in."""

    file: Annotated[str, Meta(min_length=1, max_length=500)] = "/var/lib/kezek/console/staff.db"
    """On a local disk, and in the backups."""
    session_s: Annotated[float, Meta(ge=600, le=86_400)] = 43_200.0
    """A session ends so long after it began, whatever is done in it."""
    idle_lock_s: Annotated[float, Meta(ge=60, le=14_400)] = 600.0
    """A session in which nothing is done for so long is locked."""
    wrong_tries: Annotated[int, Meta(ge=3, le=20)] = 5
    """So many wrong passwords lock an account out, and so many wrong PINs end a session."""
    wrong_tries_address: Annotated[int, Meta(ge=5, le=1000)] = 20
    """So many wrong passwords from one network address lock the address out, whomever they were for."""
    wrong_within_s: Annotated[float, Meta(ge=60, le=86_400)] = 900.0
    """Older wrong passwords no longer count."""
    lock_out_s: Annotated[float, Meta(ge=60, le=3600)] = 300.0
    """The first lock-out; each one after that within a day lasts twice as long, up to `longest_lock_out_s`."""
    longest_lock_out_s: Annotated[float, Meta(ge=60, le=86_400)] = 3600.0
    one_time_days: Annotated[int, Meta(ge=1, le=90)] = 7
    """A one-time password that nobody used is void after so many days."""
    keep_acts_days: Annotated[int, Meta(ge=30, le=3650)] = 400
    """So long it is kept what was done with accounts."""
