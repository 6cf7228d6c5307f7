"""Which buttons of a place's page can be pressed, read off its HTML. Pure."""

from html.parser import HTMLParser


class PageButtons(HTMLParser):
    """Finds the forms of a place, and whether their buttons can be pressed."""

    def __init__(self, beginning: str) -> None:
        super().__init__()
        self._beginning = beginning
        self._button = self._ticket_id = ""
        self._is_disabled = False
        self.found: dict[str, str] = {}
        """Those that can be pressed, each with the ticket that it is about."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        of = dict(attrs)
        if tag == "form":
            action = of.get("action") or ""
            self._button = action.removeprefix(self._beginning) if action.startswith(self._beginning) else ""
            self._ticket_id, self._is_disabled = "", False
        elif tag == "input" and of.get("name") == "ticket_id":
            self._ticket_id = of.get("value") or ""
        elif tag == "button":
            self._is_disabled = "disabled" in of

    def handle_endtag(self, tag: str) -> None:
        """See HTMLParser."""
        if tag == "form" and self._button and not self._is_disabled:
            self.found[self._button] = self._ticket_id
