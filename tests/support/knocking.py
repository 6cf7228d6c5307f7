"""Asks for any endpoint so that nothing happens also to who is let in: for tests alone."""

from collections.abc import Mapping

from http_browser import Answer, Browser, Stream

from console.web.gate import Endpoint

NOBODYS = "0123456789abcdef"
"""An id that nothing has."""


class _Examples(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return self["any place"] if name in {"place", "name"} else NOBODYS


def path_of(endpoint: Endpoint, place: str = "window-1") -> str:
    """Return a path of *endpoint*, at *place*."""
    return endpoint.path.format_map(_Examples({"any place": place}))


def knock(
    browser: Browser,
    endpoint: Endpoint,
    place: str = "window-1",
    *,
    csrf: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer | Stream:
    """Ask for *endpoint* as the pages' program does. What is posted has a field that no form has."""
    path = path_of(endpoint, place)
    if endpoint.method == "POST":
        return browser.post(path, {"nonsense": "1"}, csrf=csrf, headers=headers)
    with browser.stream(path, accept="*/*") as stream:  # some answers are streams, and never end
        return stream
