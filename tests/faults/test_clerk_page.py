"""A campaign's clerk knows of the page what a browser does, and is as patient as the page."""

import http.client
import re
from pathlib import Path

from console_at_work import ConsoleAtWork
from deadline import until
from staff_room import PASSWORD
from storm import clerk_page
from storm.page_buttons import PageButtons
from storm.together import going_on

import console.web
from firmware.words import new_id
from mqtt_bridge.private_broker import PrivateBroker

WEB = Path(console.web.__file__).parent
PLACE = """
<form class="act" method="post" action="/desk/window-3/start" hx-post="/desk/window-3/start">
  <input type="hidden" name="csrf" value=""><input type="hidden" name="ticket_id" value="p1">
  <button>Start</button></form>
<form method="post" action="/desk/window-3/recall"><input type="hidden" name="ticket_id" value="p1">
  <button class="button" disabled>Call again</button></form>
<form method="post" action="/desk/window-3/next"><button>Next</button></form>
<form method="post" action="/desk/window-4/no-show"><input name="ticket_id" value="p2"><button>No-show</button></form>
"""


def test_a_clerk_sees_the_buttons_of_their_own_place_that_can_be_pressed() -> None:
    buttons = PageButtons("/desk/window-3/")
    buttons.feed(PLACE)

    assert buttons.found == {"start": "p1", "next": ""}


def test_a_clerk_is_as_patient_as_the_page() -> None:
    asking, live = ((WEB / "static" / name).read_text(encoding="utf-8") for name in ("asking.js", "live.js"))
    base = (WEB / "templates" / "base.html").read_text(encoding="utf-8")

    assert number(asking, r"PATIENCE_MS = ([\d_]+)") == clerk_page.PATIENCE_S * 1000
    assert number(asking, r"PAUSE_MS = ([\d_]+)") == clerk_page.PAUSE_S * 1000
    assert number(asking, r"NO_ANSWER = (\d+)") == clerk_page.NO_ANSWER
    assert number(live, r"SILENCE_MS = ([\d_]+)") == clerk_page.SILENCE_S * 1000
    assert number(base, r'"timeout": (\d+)') == clerk_page.TIMEOUT_S * 1000


def number(text: str, pattern: str) -> int:
    """Return what stands there."""
    found = re.search(pattern, text)
    assert found is not None, pattern
    return int(found[1])


def test_a_clerk_opens_a_place_that_is_closed_still(shared_broker: PrivateBroker, tmp_path: Path) -> None:
    sent_away: list[tuple[int, str]] = []
    with ConsoleAtWork(tmp_path, f"test-{new_id()}", shared_broker.port) as hall:
        page = clerk_page.ClerkPage(hall.port, "window-1", lambda *where: sent_away.append(where))
        page.sign_in("desk", PASSWORD)
        assert page.click("close", "", new_id())[0] == http.client.OK
        with going_on([page.watch]):
            until(lambda: "open" in page.buttons)
            page.wait()

    assert "next" in page.buttons
    assert sent_away == []
