"""What a browser holds of its session, and what of it stands on the disk: nothing that opens one."""

import hmac
import secrets
from hashlib import sha256

_TOKEN_BYTES = 32
TOKEN_LETTERS = 43
"""Base64 of so many bytes: nothing else is a token."""
_CSRF = b"kezek console: csrf"


def new_token() -> str:
    """Make the secret of a new session: 256 bits of chance, 43 letters."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def session_id_of(token: str) -> str:
    """Return how the file knows the session."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def csrf_token(token: str) -> str:
    """Return what every form of the session carries: whoever cannot read its pages cannot know it."""
    return hmac.digest(token.encode("utf-8", "surrogatepass"), _CSRF, sha256).hex()


def csrf_fits(token: str, offered: str) -> bool:
    """Whether a form is from a page of the session."""
    return hmac.compare_digest(csrf_token(token).encode(), offered.encode("utf-8", "surrogatepass"))
