"""The hall of the booted machine, heard on its broker and pressed at its doors."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from door_watcher import Watcher
from peer import Peer

from mqtt_bridge.client import Arrived, subscription
from mqtt_bridge.commands import CallNext
from mqtt_bridge.devices import Condition, DeviceState
from mqtt_bridge.public import Board
from mqtt_bridge.replies import AtPlace, PlaceTicket
from mqtt_bridge.topics import BOARD, DEVICE_STATE, REPLY

SITE = "borodulikha"
PORT = 1883
PLACE = "window-1"
ZONE = "consultation"
BUTTONS = ("consultation-kk", "consultation-ru")
DOORS = Path("/var/lib/kezek/doors")
"""Where the fakes of all daemons are reached. The sandbox lets daemons write nowhere else than below its parent."""
PRINTER = "booted-printer"
WORKING = (Condition.READY, Condition.DEGRADED)


class HallHeard:
    """Two peers: one hears how every device is and who waits, one calls."""

    def __init__(self) -> None:
        self.states: dict[str, DeviceState] = {}
        self.board: Board | None = None
        self._ear = Peer(SITE, "booted-ear", PORT, subscription(DEVICE_STATE), subscription(BOARD))
        self._desk = Peer(SITE, "console", PORT, subscription(REPLY, peer="console"))
        self._desk.up()

    def forget(self) -> None:
        """Forget how the hall was: what is heard from now on is news."""
        self.states.clear()
        self.board = None

    def until_working(self, device: str, boot_before: int = -1, deadline_s: float = 10.0) -> DeviceState:
        """Wait until *device* works, in a later life than *boot_before*."""

        def works() -> bool:
            state = self.states.get(device)
            return state is not None and state.condition in WORKING and state.boot > boot_before

        self._until(works, f"{device} works", deadline_s)
        return self.states[device]

    def until_offline(self, device: str) -> None:
        """Wait until *device* has said that it was stopped on purpose."""

        def is_offline() -> bool:
            return device in self.states and self.states[device].condition is Condition.OFFLINE

        self._until(is_offline, f"{device} says offline")

    def until_waiting(self, count: int) -> tuple[int, ...]:
        """Wait until so many people wait in the zone; return their numbers."""
        self._until(lambda: len(self._line()) == count, f"{count} people wait")
        return self._line()

    def _line(self) -> tuple[int, ...]:
        zones = () if self.board is None else self.board.zones
        return next((zone.next for zone in zones if zone.zone == ZONE), ())

    def _until(self, is_so: Callable[[], bool], wanted: str, deadline_s: float = 10.0) -> None:
        def hear(value: object) -> bool:
            received = self._ear.bridge.read(value) if isinstance(value, Arrived) else None
            if received is not None and isinstance(received.message, Board):
                self.board = received.message
            elif received is not None:
                self.states[received.levels["device"]] = received.message
            return is_so()

        if is_so():
            return
        try:
            self._ear.until(hear, deadline_s)
        except AssertionError:
            said = {device: state.condition.value for device, state in self.states.items()}
            raise TimeoutError(f"not after {deadline_s:g} s: {wanted}; {said}, in line {self._line()}") from None

    def call(self, patience_s: float = 10.0) -> PlaceTicket:
        """Call the next visitor to the place. Raises LookupError when nobody waits."""
        answer = self._desk.ask(CallNext(place=PLACE, finish_current=True), patience_s=patience_s)
        if not isinstance(answer, AtPlace) or answer.ticket is None:
            raise LookupError(f"nobody was called: {answer}")
        return answer.ticket

    def close(self) -> None:
        """Leave the broker."""
        self._ear.bridge.stop()
        self._desk.bridge.stop()


def take_ticket(station: str, button: str = BUTTONS[0]) -> dict[str, Any]:
    """Press a button of the station; return what came out of its printer."""
    printer = Watcher(DOORS / f"{PRINTER}.sock")
    panel = Watcher(DOORS / f"{station}.sock")
    try:
        before = {ticket["n"] for ticket in printer.ask(do="tickets")["tickets"]}
        panel.ask(do="press", button=button)
        while (ticket := printer.until("ticket"))["n"] in before:
            pass
        return ticket
    finally:
        panel.close()
        printer.close()
