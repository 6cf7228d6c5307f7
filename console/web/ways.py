"""Where a browser may be sent: to our own pages alone. Pure."""

import unicodedata
from urllib.parse import quote, urlsplit

_SAFE = "/%?&=#:@+,;~!$'()*[]"


def own_path(to: str) -> str:
    """Return *to* as it may stand in a header; the first page for what leads elsewhere.

    Browsers take a second slash, of either kind, for the beginning of another machine's name, also behind a tab.
    """
    is_plain = not any(letter == "\\" or unicodedata.category(letter)[0] in "CZ" for letter in to)
    if not is_plain or not to.startswith("/") or to.startswith("//"):
        return "/"
    return quote(to, safe=_SAFE)


def path_before(referer: str, host: str) -> str:
    """Return the path of the page that a form was on; the first page's when it was not one at *host*."""
    try:
        before = urlsplit(referer)
    except ValueError:
        return "/"
    return own_path(before.path) if before.netloc == host else "/"
