"""How long a visitor is expected to wait."""

import msgspec


class WaitEstimate(msgspec.Struct, frozen=True, kw_only=True):
    """About how long, in whole minutes, from the moment of saying it."""

    from_min: int
    to_min: int
