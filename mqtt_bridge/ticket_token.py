"""The name under which a ticket can be looked up by whoever holds its paper, and by nobody else."""

import hashlib
from base64 import b32encode

from firmware.words import Id

LETTERS = 16
"""80 bits: nobody comes upon another's by trying."""
_PURPOSE = b"kezek ticket "
"""So that no other use of a ticket's id gives the same letters."""


def ticket_token(ticket_id: Id) -> str:
    """Return the ticket's token: small letters and digits 2 to 7, the same at a station alone and at the centre.

    One-way: whoever has read it off a paper cannot ask the hall for anything with it, as with the id.
    """
    digest = hashlib.sha256(_PURPOSE + ticket_id.encode()).digest()
    return b32encode(digest).decode()[:LETTERS].lower()


def ticket_address(public_address: str, ticket_id: Id) -> str:
    """Return where the ticket can be looked up."""
    return f"{public_address}/{ticket_token(ticket_id)}"
