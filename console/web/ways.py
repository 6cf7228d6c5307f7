"""Where a browser may be sent: to our own pages alone. Pure."""

import unicodedata
from urllib.parse import quote, urlsplit

LOCK = "/lock"
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
    return page_before(referer, host).partition("?")[0]


def page_before(referer: str, host: str) -> str:
    """Return the same with the query."""
    try:
        before = urlsplit(referer)
    except ValueError:
        return "/"
    return path_asked(before.path, before.query) if before.netloc == host else "/"


def path_asked(path: str, query: str) -> str:
    """Return what the address bar of a browser says behind our name."""
    return own_path(f"{path}?{query}" if query else path)


def lock_door(back: str) -> str:
    """Return where somebody unlocks who is to come back to *back*, a path of ours."""
    return f"{LOCK}?back={quote(back, safe='')}" if back != "/" else LOCK
