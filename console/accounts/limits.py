"""How many wrong passwords are one too many, and for how long nobody may try then. Pure.

What lies in the future was written by a clock that has gone back since. It counts as of now: that unlocks nothing, and
a lock-out still ends after its length at most.
"""

import msgspec

from console.accounts.settings import AccountsSettings

_FORGOTTEN_S = 86_400.0
"""A day after a lock-out has ended the next one is a first one again."""


class Tries(msgspec.Struct, frozen=True, kw_only=True):
    """What was tried at one login, or from one address."""

    wrong_at: tuple[float, ...] = ()
    locked_at: float | None = None
    lock_s: float = 0.0
    locks: int = 0
    """Lock-outs within a day of one another."""


def settled(tries: Tries, at: float) -> Tries:
    """Return *tries* with nothing in the future."""
    wrong_at = tuple(min(tried, at) for tried in tries.wrong_at)
    locked_at = tries.locked_at if tries.locked_at is None else min(tries.locked_at, at)
    return msgspec.structs.replace(tries, wrong_at=wrong_at, locked_at=locked_at)


def wait_s(tries: Tries, at: float) -> float:
    """Return for how long nobody may try; 0.0 if one may. *tries* must be `settled`."""
    return 0.0 if tries.locked_at is None else max(0.0, tries.locked_at + tries.lock_s - at)


def after_wrong(tries: Tries, at: float, allowed: int, settings: AccountsSettings) -> Tries:
    """Return what one more wrong password makes of *tries*, which must be `settled`."""
    wrong_at = (*(tried for tried in tries.wrong_at if at - tried < settings.wrong_within_s), at)
    if len(wrong_at) < allowed:
        return msgspec.structs.replace(tries, wrong_at=wrong_at)
    is_first = tries.locked_at is None or at - (tries.locked_at + tries.lock_s) >= _FORGOTTEN_S
    locks = 0 if is_first else tries.locks
    # So that no power of two grows out of all numbers.
    lock_s = min(settings.longest_lock_out_s, settings.lock_out_s * 2.0 ** min(locks, 20))
    return Tries(locked_at=at, lock_s=lock_s, locks=locks + 1)


def is_forgotten(tries: Tries, at: float) -> bool:
    """Whether a day has gone since anything happened."""
    ends = [*tries.wrong_at, *([] if tries.locked_at is None else [tries.locked_at + tries.lock_s])]
    return all(at - end >= _FORGOTTEN_S for end in ends)
