"""Makes the pictures of the documents by driving a real hall: papers, the board, and this page in Chromium."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from simulator.driving import DrivenHall
from simulator.running import CHECKOUT
from simulator.staff_browser import OFFICE_PX, PHONE_PX, Staff, chromium

PICTURES = CHECKOUT / "docs" / "pictures"
SPEED = 10.0
WIDTH_PX, HEIGHT_PX = 1440, 900
_VISITORS = (
    ("entrance", "consultation-kk"),
    ("waiting-hall", "consultation-ru"),
    ("entrance", "self-service-kk"),
    ("waiting-hall", "self-service-ru"),
    ("entrance", "consultation-ru"),
    ("waiting-hall", "consultation-kk"),
    ("entrance", "self-service-ru"),
    ("waiting-hall", "self-service-kk"),
    ("waiting-hall", "consultation-ru"),
    ("entrance", "consultation-kk"),
)
_PAGES = (("reception", "reception", OFFICE_PX), ("hall", "hall", OFFICE_PX), ("helper", "helper", PHONE_PX))
_CALLERS = ("pad-window-2", "pad-seat-1", "pad-window-3", "pad-window-1")


def make_pictures(folder: Path, hall: DrivenHall) -> None:
    """Have visitors come and places call, and write what is to be seen into *folder*."""
    hall.until_well()
    for count, (station, button) in enumerate(_VISITORS, 1):
        _press(hall, station, button)
        tickets = hall.until("/tickets", partial(_are, count))
    for count, pad in enumerate(_CALLERS, 1):
        _press(hall, pad, "call-next")
        hall.until("/speakers/hall-voice", partial(_are, count), 30)
    for language in ("kk", "ru"):
        ticket = next(t for t in tickets if t["language"] == language and t["zone"] == "self-service")
        (folder / f"ticket-{language}.png").write_bytes(hall.raw(f"/tickets/{ticket['n']}.png"))
    _page(folder / "simulator.png", hall.url)
    _staff_pages(folder, hall)
    (folder / "board.png").write_bytes(hall.raw("/displays/hall-board.png"))


def _staff_pages(folder: Path, hall: DrivenHall) -> None:
    """Have a consultant call somebody, and take the pages that others have before them then."""
    with chromium() as browser:
        staff = Staff(browser, hall)
        desk = staff.sign_in("window-1")
        staff.take_place(desk)
        _press(hall, "pad-window-1", "finish")
        desk.locator('form[action$="/next"] button').wait_for()
        desk.keyboard.press("F2")
        desk.locator('form[action$="/start"] button').wait_for()
        for login, path, size_px in _PAGES:
            page = staff.sign_in(login, size_px)
            page.goto(f"{staff.url}/{path}")
            page.evaluate("document.fonts.ready.then(() => null)")
            page.screenshot(path=folder / f"console-{path}.png")
        desk.screenshot(path=folder / "console-desk.png")


def _press(hall: DrivenHall, station: str, button: str) -> None:
    """Press until it is felt: on a busy machine a press may be too short for the contact's rest."""
    while not hall.post("/press", {"station": station, "button": button})["was_felt"]:
        pass


def _are(count: int, found: Sequence[object]) -> bool:
    return len(found) == count


def _page(path: Path, url: str) -> None:
    with chromium() as browser:
        page = browser.new_page(viewport={"width": WIDTH_PX, "height": HEIGHT_PX})
        page.goto(url)
        page.locator(".paper.lies").nth(1).wait_for()
        page.locator(".screen img[src]").wait_for()  # set once the frame has been loaded
        page.screenshot(path=path, full_page=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a hall in a folder that is thrown away, and write the pictures."""
    parser = argparse.ArgumentParser(prog="python -m simulator.pictures", description=__doc__)
    parser.add_argument("--out", type=Path, default=PICTURES, metavar="DIR", help="docs/pictures unless told")
    parser.add_argument("--bank", type=Path, metavar="DIR", help="the voice; the hall makes one meanwhile unless told")
    options = parser.parse_args(argv)
    folder: Path = options.out
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as run,
        DrivenHall(Path(run), voice_bank=options.bank, voice_speed=SPEED) as hall,
    ):
        make_pictures(folder, hall)
    for path in sorted(folder.glob("*.png")):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
