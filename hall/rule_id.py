"""Ids of what no request has asked for: the same events, the same ids."""

from hashlib import blake2b

from hall.state import Hall


def rule_id(hall: Hall, about: str) -> str:
    """Return the `Id` of what a rule brings about after the newest event; *about* tells several apart."""
    return blake2b(f"{hall.epoch} {hall.seq} {about}".encode(), digest_size=8).hexdigest()
