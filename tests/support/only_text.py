"""Whether a page shows what somebody typed as text alone: for tests alone."""

from html.parser import HTMLParser

MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload='alert(1)'>",
    "</textarea></title></style><b>",
    "{{ 7 * 7 }}{% include 'base.html' %}",
    "&lt;b&gt; &amp;",
    "javascript:alert(1)",
)
BREAKS = "a\nevent: gone\ndata: b\r\n\r\nevent: gone\u2028data:\x85\x0b\x0c"


class Elements(HTMLParser):
    """All elements and attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes |= {name for name, _value in attrs}
        self.links |= {value or "" for name, value in attrs if name in {"href", "src", "action"}}


def assert_only_text(page: str, typed: str) -> None:
    """Fail unless *typed* is in the page as text alone."""
    found = Elements(page)
    assert not {name for name in found.attributes if name.startswith("on")}
    assert "b" not in found.elements
    assert not any(link.startswith("javascript") or link == "x" for link in found.links)
    assert page.count("<script") == page.count('<script src="/static/')
    if "<" in typed:
        assert typed not in page
