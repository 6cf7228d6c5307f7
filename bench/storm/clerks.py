"""Clerks at the console: each calls, serves and ends visits at a place, as their page shows it; now and then not so."""

import random
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from firmware.words import new_id
from storm.clerk_page import ClerkPage
from storm.grounds import Grounds
from storm.history import History
from storm.together import going_on
from storm.words import Clicked, ClickEnded, SentAway, Shown

EVERY_S = (0.6, 1.4)
BUTTONS = {"next": 10.0, "start": 6.0, "finish": 8.0, "recall": 2.0, "no-show": 2.0}
OLD_PAGE = 0.15
"""So often a clerk clicks on a page that was left open elsewhere: it shows the place as it was."""
KEPT = 20
"""Such pages."""
TWICE = 0.1
"""So often a click is sent a second time although it was answered."""


class Clerk:
    """One clerk. For one thread."""

    def __init__(self, page: ClerkPage, history: History) -> None:
        self.page = page
        self._history = history
        self._old: deque[dict[str, str]] = deque(maxlen=KEPT)

    def work(self, chance: random.Random, stop: threading.Event) -> None:
        """Click until *stop*, at random pauses."""
        while not stop.wait(chance.uniform(*EVERY_S)):
            shown = {button: about for button, about in self.page.buttons.items() if button in BUTTONS}
            now = self.page.ticket_id
            if now and shown not in self._old:
                self._old.append(shown)
            old = [page for page in self._old if now not in page.values()]
            buttons = chance.choice(old) if old and chance.random() < OLD_PAGE else shown
            if buttons:
                button = chance.choices([*buttons], [BUTTONS[name] for name in buttons])[0]
                self._click(button, buttons[button], twice=chance.random() < TWICE)

    def look(self) -> None:
        """Note who is at the place by the page."""
        self._history.note(Shown(at=self._history.now(), place=self.page.place, ticket_id=self.page.ticket_id))

    def _click(self, button: str, ticket_id: str, *, twice: bool) -> None:
        ask, page, history = new_id(), self.page, self._history
        request = page.request_id(ask)
        history.note(Clicked(at=history.now(), place=page.place, button=button, request=request, ticket_id=ticket_id))
        for _ in range(2 if twice else 1):
            status, tries = page.click(button, ticket_id, ask)
            history.note(ClickEnded(at=history.now(), request=request, status=status, tries=tries))


@contextmanager
def clerks_at_work(grounds: Grounds, history: History) -> Iterator[list[Clerk]]:
    """Have a clerk signed in at every place that has no pad, with the page open for as long as the block lasts."""
    clerks = []
    port, passwords = grounds.accounts()
    for place in grounds.staffed:

        def sent_away(status: int, to: str, place: str = place) -> None:
            history.note(SentAway(at=history.now(), place=place, status=status, to=to))

        page = ClerkPage(port, place, sent_away)
        page.sign_in(place, passwords[place])
        clerks.append(Clerk(page, history))
    with going_on([clerk.page.watch for clerk in clerks]):
        for clerk in clerks:
            clerk.page.wait()
        yield clerks
