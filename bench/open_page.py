"""What a page that stays open keeps of the events that pass it: heap, nodes and listeners of a real Chromium, as JSON.

A driven hall; three pages are open and nobody touches them, while a reception gives tickets and a desk serves them by
the keyboard and another one takes breaks. Each is measured twice with the hall at rest and the rubbish collected: after
some events, and after all of them.
"""

import re
import sqlite3
import sys
import tempfile
from contextlib import closing
from http import HTTPStatus
from pathlib import Path

from figures import parser, show
from playwright.sync_api import Page, expect

from firmware.words import new_id
from simulator.driving import DrivenHall
from simulator.staff_browser import Staff, chromium

WARM_UP = 300
"""After so many events everything that a page draws has been drawn."""
WATCHED = {"desk": "window-1", "hall": "hall", "helper": "helper"}
READ = {"heap_kb": "JSHeapUsedSize", "nodes": "Nodes", "listeners": "JSEventListeners"}
SETTLE_MS = 12_000
"""Nobody can undo anything any more, and nothing is being drawn."""
POST = """async ([path, fields, ask]) => (await fetch(path, {
    method: "POST", body: new URLSearchParams(fields), headers: {
    "X-CSRF": document.querySelector('meta[name="csrf"]').content, "X-Ask": ask, "HX-Request": "true"}})).status"""


class Clerks:
    """A reception and two desks, who work until enough has happened."""

    def __init__(self, staff: Staff, journal: Path) -> None:
        self._journal = journal
        self._reception = staff.sign_in("reception")
        self._desk, self._idle = staff.sign_in("window-2"), staff.sign_in("window-3")
        for page in (self._desk, self._idle):
            staff.take_place(page)

    def events(self) -> int:
        """Return how many there have been today."""
        with closing(sqlite3.connect(f"file:{self._journal}?mode=ro", uri=True)) as file:
            return int(file.execute("SELECT max(seq) FROM events").fetchone()[0])

    def work_until(self, events: int) -> None:
        """Serve one visitor after the other."""
        while self.events() < events:
            self._post(self._reception, "/reception/issue", purpose="paper-appeal", language="kk", station="entrance")
            expect(self._desk.locator(".desk-next")).to_be_visible(timeout=30_000)
            for key, then in (("F2", "start"), ("F4", "finish"), ("F9", "next")):
                self._desk.keyboard.press(key)
                expect(self._desk.locator(f'form[action$="/{then}"]')).to_be_visible(timeout=30_000)
                self._post(self._idle, "/desk/window-3/pause", reason="break")
                self._post(self._idle, "/desk/window-3/open")

    def _post(self, page: Page, path: str, **fields: str) -> None:
        status = page.evaluate(POST, [path, fields, new_id()])
        if status != HTTPStatus.OK:
            raise RuntimeError(f"POST {path}: {status}")


def measure(page: Page) -> dict[str, float]:
    """Return what the page holds after its rubbish has been collected."""
    page.wait_for_timeout(SETTLE_MS)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    found = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    elements = page.evaluate("document.getElementsByTagName('*').length")
    read = {key: found[name] / (1024 if key.endswith("kb") else 1) for key, name in READ.items()}
    return {**read, "elements": float(elements)}


def kept(events: int) -> dict[str, float]:
    """Let so many *events* pass three open pages."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, DrivenHall(Path(folder)) as hall, chromium() as browser:
        staff = Staff(browser, hall)
        pages = {name: staff.sign_in(login) for name, login in WATCHED.items()}
        staff.take_place(pages["desk"])
        clerks = Clerks(staff, Path(folder) / "state" / "dispatcher" / "journal.sqlite")
        began = clerks.events()
        for when, wanted in (("first", WARM_UP), ("last", WARM_UP + events)):
            clerks.work_until(began + wanted)
            figures["events"] = float(clerks.events() - began - WARM_UP)
            for name, page in pages.items():
                figures |= {f"{name}_{key}_{when}": value for key, value in measure(page).items()}
        for key in [key for key in figures if key.endswith("_first")]:
            grown = re.sub("first$", "grown", key)
            figures[grown] = figures[re.sub("first$", "last", key)] - figures[key]
        figures["complaints"] = float(len(staff.complaints))
    return figures


def main() -> int:
    """Measure and print."""
    arguments = parser(__doc__)
    arguments.add_argument("--events", type=int, default=3000)
    chosen = arguments.parse_args()
    show(kept(chosen.events), as_json=chosen.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
