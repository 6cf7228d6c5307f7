"""How a hall does without its dispatcher, and how it comes back.

`alone_press_to_paper_s_p99`: from an accepted press to the last byte at the printer while the dispatcher or the broker
is dead, the wait for an answer that does not come included. `catch_up_s`: from the start of the dispatcher until it has
taken in all tickets that the station numbered alone. `restart_to_call_s`: from kill -9 of the dispatcher, with 1,000
tickets today, to the answer to the first call, the pause of its unit (`RestartSec`) included. All are processes of
their own, with real disks and a real Mosquitto.
"""

import contextlib
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from asker import Asker, let_wait
from door_client import DoorClient
from figures import parser, percentile, show
from load import connect
from measured_hall import ROOT, dispatcher_settings, kiosk_settings, process

from mqtt_bridge.commands import CallNext
from mqtt_bridge.events import TicketAdopted
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.replies import AtPlace
from mqtt_bridge.topics import EVENT

SITE = "bench"
MEMORY = "/dev/shm"  # noqa: S108 - a folder of one's own is made in it
DEADLINE_S = 60.0


class Adopted:
    """Counts the tickets that the dispatcher takes in which its station numbered alone."""

    def __init__(self, port: int) -> None:
        self._tickets: set[str] = set()
        self._wanted = 0
        self._reached = threading.Event()
        self._client = connect(port, "console")
        self._client.on_message = lambda _client, _userdata, message: self._hear(bytes(message.payload))
        self._client.subscribe(EVENT.at(SITE), qos=1)
        self._client.loop_start()

    def wait(self, tickets: int) -> None:
        """Wait for so many. Raises TimeoutError."""
        self._wanted = tickets
        if len(self._tickets) < tickets and not self._reached.wait(DEADLINE_S):
            raise TimeoutError(f"{len(self._tickets)} of {tickets} tickets were taken in")

    def close(self) -> None:
        """Disconnect."""
        self._client.disconnect()
        self._client.loop_stop()

    def _hear(self, payload: bytes) -> None:
        events = (recorded.event for recorded in EVENT.decode(payload).events)
        self._tickets |= {event.ticket_id for event in events if isinstance(event, TicketAdopted) and event.alone}
        if self._wanted and len(self._tickets) >= self._wanted:
            self._reached.set()


class Station:
    """A kiosk and its simulated printer, seen through the kiosk's door."""

    def __init__(self, doors: Path) -> None:
        self._ask = DoorClient(doors / "entrance.sock")
        self._watch = DoorClient(doors / "entrance.sock", watch=True)
        self._pause = threading.Event()

    def ready(self) -> None:
        """Wait until the lamp says that presses are welcome."""
        self._watch.until("lamps", lamps={"panel": "ready"})

    def press(self) -> float:
        """Press, and return how long it took from the accepted press to the last byte. Raises RuntimeError."""
        self._pause.wait(0.15)  # the last press has been let go of by then
        self._ask.ask(do="press", button="ticket")
        word = self._watch.until("printed", "refusals")
        while word["subject"] == "refusals" and word["press"] is None:  # what it said before anybody pressed
            word = self._watch.until("printed", "refusals")
        if word["subject"] != "printed":
            raise RuntimeError(f"a press was refused: {word['reason']}")
        return float(word["last_byte_at"]) - float(word["pressed_at"])


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    arguments = parser(__doc__)
    arguments.add_argument("--spells", type=int, default=5, help="how often dispatcher and broker die in turn")
    arguments.add_argument("--presses", type=int, default=20, help="presses of one spell")
    arguments.add_argument("--alone", type=int, default=200, help="tickets to catch up with")
    arguments.add_argument("--today", type=int, default=1000, help="tickets in the journal before the restart")
    options = arguments.parse_args(argv)
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory(dir=MEMORY) as devices:
        folder, doors = Path(name), Path(devices)
        broker = PrivateBroker(folder)
        broker.start()
        dispatcher = ("-m", "dispatcher", "--config", str(dispatcher_settings(folder, SITE, broker.port)))
        with _station(folder, doors, broker.port) as station:
            tooks = _alone(broker, dispatcher, station, options.spells, options.presses)
            catch_up_s = _catch_up(broker.port, dispatcher, station, options.presses, options.alone)
        restart_to_call_s = _restart(broker.port, dispatcher, options.today)
        broker.kill()
    figures = {
        "alone_press_to_paper_s_p50": percentile(tooks, 50),
        "alone_press_to_paper_s_p99": percentile(tooks, 99),
        "alone_presses": len(tooks),
        "catch_up_s": catch_up_s,
        "catch_up_tickets": options.alone,
        "restart_to_call_s": restart_to_call_s,
        "restart_pause_s": restart_pause_s(),
    }
    show(figures, as_json=options.json)
    return 0


def restart_pause_s() -> float:
    """Return for how long systemd waits before it starts the dispatcher again, as its unit says."""
    unit = (ROOT / "systemd" / "kezek-dispatcher.service").read_text(encoding="utf-8")
    shared = (ROOT / "systemd" / "kezek-.service.d" / "sandbox.conf").read_text(encoding="utf-8")
    found = re.search(r"^RestartSec=([\d.]+)$", shared, re.MULTILINE) or re.search(
        r"^RestartSec=([\d.]+)$", unit, re.MULTILINE
    )
    if found is None:
        raise LookupError("no unit says RestartSec")
    return float(found[1])


@contextlib.contextmanager
def _station(folder: Path, doors: Path, port: int) -> Iterator[Station]:
    printer = ("-m", "printer.simulated_process", "--folder", str(doors), "--name", "paper", "--width", "576")
    with process(*printer), DoorClient(doors / "paper.sock", watch=True) as tray:
        settings = kiosk_settings(folder, SITE, port, tray.until("printer")["port"], 5)
        with process("-m", "kiosk", "--config", str(settings), "--simulate", str(doors)):
            yield Station(doors)


def _alone(
    broker: PrivateBroker, dispatcher: tuple[str, ...], station: Station, spells: int, presses: int
) -> list[float]:
    """Let the dispatcher die, and in the next spell the broker: the first press of each waits for an answer."""
    tooks: list[float] = []
    for spell in range(spells * 2):
        adopted = Adopted(broker.port)
        with process(*dispatcher):
            if spell == 0:
                station.ready()
            adopted.wait(presses if spell else 0)
            adopted.close()
            station.press()  # it is heard again, and numbers
            if spell % 2:
                broker.kill()
                tooks += [station.press() for _ in range(presses)]
        if spell % 2:
            broker.start()
        else:
            tooks += [station.press() for _ in range(presses)]
    return tooks


def _catch_up(port: int, dispatcher: tuple[str, ...], station: Station, left: int, tickets: int) -> float:
    """Let the station number *tickets* alone, and return how long the dispatcher then takes to have them all."""
    adopted = Adopted(port)
    with process(*dispatcher):
        adopted.wait(left)  # the last spell's
        station.press()
    adopted.close()
    for _ in range(tickets):
        station.press()
    adopted = Adopted(port)
    began = time.monotonic()
    with process(*dispatcher):
        adopted.wait(tickets)
        took_s = time.monotonic() - began
    adopted.close()
    return took_s


def _restart(port: int, dispatcher: tuple[str, ...], tickets: int) -> float:
    reception = Asker(port, SITE, "entrance")
    pad = Asker(port, SITE, "pad-window-1")
    with process(*dispatcher):
        let_wait(reception, tickets)
    killed = time.monotonic()
    threading.Event().wait(restart_pause_s())
    with process(*dispatcher):
        _id, _at, result = pad.ask(CallNext(place="window-1"))
        took_s = time.monotonic() - killed
    if not isinstance(result, AtPlace):
        raise TypeError(f"the call was answered {result}")
    for peer in (reception, pad):
        peer.close()
    return took_s


if __name__ == "__main__":
    sys.exit(main())
