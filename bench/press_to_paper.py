"""From an accepted press to the last byte at the printer, against the floor measured in the same run.

The press goes the whole way: kiosk, Mosquitto, dispatcher, journal, back, drawing, ESC/POS, TCP; all are processes of
their own. The floor is what no station can do without: one QoS 1 round trip (publish, and hear it back), one durable
commit, and drawing the same ticket with Pillow, in this order and one after the other. Presses and floors take turns.
The time that a contact must be still before a press counts (`debounce_ms`) is not in the figures, but among them.
So is from the accepted press to the lamp told, and, with --bank, to the first sample of the click of a speaker.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from door_client import DoorClient
from figures import parser, percentile, show
from floor import Floor
from measured_hall import dispatcher_settings, kiosk_settings, process
from PIL import Image, ImageDraw

from firmware.clock import SystemClock
from firmware.words import Language, new_id
from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.private_broker import PrivateBroker
from printer.drawing import draw_text, draw_ticket
from printer.encoding import encode, plain_raster_bytes
from printer.fonts import Face, font, has_letter
from printer.parts import Part
from printer.sample import sample_centre
from printer.ticket_design import shipped_design
from printer.ticket_text import ticket_text

WIDTH_PX = 576
MEMORY = "/dev/shm"  # noqa: S108 - a folder of one's own is made in it
"""Where the simulated printer lays its tickets: a real one does not write to the dispatcher's disk."""
DEBOUNCE_MS = 25
WARM_UP = 20
"""The first presses are not in the figures."""
TEXT_PX, NUMBER_PX = 25, 208
"""About as large as on the station's own ticket: ten lines of text, and the number."""


class PlainDrawing:
    """The same ticket as anybody would draw it with Pillow: every line, in its font and size, into one picture.

    The station is quicker, because it keeps what is the same on every ticket; that is its merit, not the floor's.
    """

    def __init__(self) -> None:
        self._centre = sample_centre()
        design = shipped_design()
        text = ticket_text(sample_paper(101), self._centre, design.settings, has_letter)
        self._height_px = draw_text(text, WIDTH_PX, design).height_px
        self._fonts = [font(Face.BOLD, NUMBER_PX if line.part is Part.NUMBER else TEXT_PX) for line in text.lines]

    def draw(self, number: int) -> Image.Image:
        """Return the ticket with *number* as a picture."""
        text = ticket_text(sample_paper(number), self._centre, shipped_design().settings, has_letter)
        picture = Image.new("1", (WIDTH_PX, self._height_px))
        pen = ImageDraw.Draw(picture)
        y = 0
        for line, letters in zip(text.lines, self._fonts, strict=True):
            pen.text((WIDTH_PX // 2, y), line.text, fill=1, font=letters, anchor="ma")
            y += self._height_px // len(self._fonts)
        return picture


def sample_paper(number: int) -> TicketPaper:
    """Return a ticket such as the presses give."""
    ticket_id = new_id()
    return TicketPaper(
        job_id=ticket_id,
        ticket_id=ticket_id,
        number=number,
        zone=sample_centre().zones[0].zone,
        language=Language.KK,
        issued_at=time.monotonic() + 1_800_000_000,
        ahead=number % 30,
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    arguments = parser(__doc__)
    arguments.add_argument("--presses", type=int, default=200)
    arguments.add_argument("--bank", type=Path, help="have the station speak, too, with the clips in this folder")
    options = arguments.parse_args(argv)
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory(dir=MEMORY) as devices:
        folder, doors = Path(name), Path(devices)
        broker = PrivateBroker(folder)
        broker.start()
        dispatcher = dispatcher_settings(folder, "bench", broker.port)
        printer = ("-m", "printer.simulated_process", "--folder", devices, "--name", "paper", "--width", str(WIDTH_PX))
        with (
            process("-m", "dispatcher", "--config", str(dispatcher)),
            process(*printer),
            DoorClient(doors / "paper.sock", watch=True) as tray,
        ):
            port = tray.until("printer")["port"]
            kiosk = kiosk_settings(folder, "bench", broker.port, port, DEBOUNCE_MS, options.bank)
            with process("-m", "kiosk", "--config", str(kiosk), "--simulate", devices):
                measured = _measure(folder, doors, broker.port, tray, options.presses)
        broker.kill()
    layout = draw_ticket(sample_paper(1001), sample_centre(), WIDTH_PX).layout
    tooks, floors, sizes = measured.tooks, measured.floors, measured.sizes
    figures = {
        "press_to_paper_ms_p50": percentile(tooks, 50) * 1000,
        "press_to_paper_ms_p99": percentile(tooks, 99) * 1000,
        "floor_ms_p50": percentile(floors, 50) * 1000,
        "floor_ms_p99": percentile(floors, 99) * 1000,
        "p50_ratio": percentile(tooks, 50) / percentile(floors, 50),
        "p99_ratio": percentile(tooks, 99) / percentile(floors, 99),
        "press_to_lamp_ms_p50": percentile(measured.lamps, 50) * 1000,
        "press_to_lamp_ms_p99": percentile(measured.lamps, 99) * 1000,
        "debounce_ms": DEBOUNCE_MS,
        "ticket_bytes": percentile(sizes, 50),
        "plain_raster_bytes": plain_raster_bytes(layout),
        "wire_ratio": len(encode(layout)) / plain_raster_bytes(layout),
    }
    if measured.clicks:
        figures["press_to_click_ms_p50"] = percentile(measured.clicks, 50) * 1000
        figures["press_to_click_ms_p99"] = percentile(measured.clicks, 99) * 1000
    show(figures, as_json=options.json)
    return 0


@dataclass
class Measured:
    """The figures of each press, in seconds, and of each ticket, in bytes."""

    tooks: list[float] = field(default_factory=list)
    floors: list[float] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    lamps: list[float] = field(default_factory=list)
    clicks: list[float] = field(default_factory=list)


def _measure(folder: Path, doors: Path, port: int, tray: DoorClient, presses: int) -> Measured:
    measured = Measured()
    floor, plain = Floor(port, folder), PlainDrawing()
    button = DoorClient(doors / "entrance.sock")
    with DoorClient(doors / "entrance.sock", watch=True) as kiosk, button:
        while kiosk.until("lamps")["lamps"]["panel"] != "ready":
            pass
        pause = threading.Event()
        for number in range(1, presses + WARM_UP + 1):
            pause.wait(0.15)  # the last press has been let go of by then
            printed, told = _press(button, kiosk)
            size = float(tray.until("ticket")["bytes"])
            took, floor_s = printed["last_byte_at"] - printed["pressed_at"], floor.measure(partial(plain.draw, number))
            if number <= WARM_UP:
                continue
            measured.sizes.append(size)
            measured.tooks.append(took)
            measured.floors.append(floor_s)
            measured.lamps += [at - printed["pressed_at"] for at in told["lamps"][:1]]
            measured.clicks += [at - printed["pressed_at"] for at in told["clicked"][:1]]
    floor.close()
    return measured


def _press(button: DoorClient, kiosk: DoorClient) -> tuple[dict[str, Any], dict[str, list[float]]]:
    """Press until a ticket comes: a dispatcher that has just started may let the first press be refused.

    Return what was printed, and the monotonic times at which the lamp said that it works and the speaker clicked.
    """
    clock = SystemClock()
    while True:
        button.ask(do="press", button="ticket")
        told: dict[str, list[float]] = {"lamps": [], "clicked": []}
        while (word := kiosk.until("printed", "refusals", "lamps", "clicked"))["subject"] != "printed":
            if word["subject"] == "clicked":
                told["clicked"].append(word["at"] - clock.wall() + clock.monotonic())
            elif word["subject"] == "lamps" and word["lamps"] == {"panel": "working"}:
                told["lamps"].append(word["at"])
            elif word["subject"] == "refusals" and word["count"]:  # none: what it said before anybody pressed
                break
        else:
            return word, told
        kiosk.until("lamps", lamps={"panel": "ready"})


if __name__ == "__main__":
    sys.exit(main())
