"""Buttons: raw edges into the owner's inbox. What makes a press of them is `firmware.debounce`."""

import heapq
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from firmware.clock import Clock, SystemClock
from firmware.gpio import DeviceMissingError, gpio_threads
from firmware.inbox import Inbox, Stop


@dataclass(frozen=True)
class Edge:
    """A contact has closed or opened, however shortly."""

    button: str
    closed: bool
    at: float
    """Monotonic seconds."""
    at_start: bool = False
    """Not an edge but how the contact was found: no press, whatever it is."""


class Buttons(Protocol):
    """Open from construction on: puts an `Edge` at start for each button, and one for every change after that."""

    def threads(self) -> Iterable[threading.Thread]:
        """Return the threads without which no edge would come."""

    def close(self) -> None:
        """Let the pins go. No edge comes after it."""


class GpioButtons:
    """Contacts between a pin and ground, with the Pi's own pull-up. Raises DeviceMissingError."""

    def __init__(self, pins: Mapping[str, int], inbox: Inbox, factory: Any) -> None:
        self._inbox = inbox
        self._clock: Clock = SystemClock()
        self._devices: list[Any] = []
        try:
            for name, pin in pins.items():
                self._open(name, pin, factory)
        except Exception as error:  # lgpio.error cannot be named where lgpio is missing
            self.close()
            raise DeviceMissingError(f"buttons: {type(error).__name__}: {error}") from error
        self._threads = gpio_threads()

    def threads(self) -> Iterable[threading.Thread]:
        """See `Buttons`."""
        return self._threads

    def close(self) -> None:
        """See `Buttons`."""
        while self._devices:
            self._devices.pop().close()

    def _open(self, name: str, pin: int, factory: Any) -> None:
        from gpiozero import DigitalInputDevice

        device = DigitalInputDevice(pin, pull_up=True, bounce_time=None, pin_factory=factory)
        self._devices.append(device)
        # They run in lgpio's thread, which an exception would end: they only put. First the callbacks, then the level:
        # what happens between the two is seen at least once.
        device.when_activated = lambda: self._put(name, closed=True)
        device.when_deactivated = lambda: self._put(name, closed=False)
        self._inbox.put(Edge(name, bool(device.is_active), self._clock.monotonic(), at_start=True))

    def _put(self, name: str, *, closed: bool) -> None:
        self._inbox.put(Edge(name, closed, self._clock.monotonic()))


HELD_S = 0.1
BOUNCE_S = 0.001


@dataclass(frozen=True)
class _Finger:
    """What a finger is about to do: the contact's levels, and after how long each."""

    button: str
    levels: tuple[tuple[float, bool], ...]
    for_good: bool | None = None
    """The contact is jammed (True) or free again (False) from now on."""


class FakeButtons:
    """Buttons with contacts that bounce, that a finger holds for a while, and that may jam. Call from any thread."""

    def __init__(self, names: Iterable[str], inbox: Inbox, jammed: Iterable[str] = ()) -> None:
        self._inbox = inbox
        self._clock: Clock = SystemClock()
        self._orders = Inbox()
        self._jammed = set(jammed)
        self._closed = {name: name in self._jammed for name in names}
        for name, closed in self._closed.items():
            inbox.put(Edge(name, closed, self._clock.monotonic(), at_start=True))
        self.thread = threading.Thread(target=self._run, name="fingers", daemon=True)
        self.thread.start()

    def press(self, name: str, held_s: float = HELD_S) -> None:
        """Press and let go. Returns at once. Raises ValueError when there is no such button."""
        bounce, done = BOUNCE_S, max(held_s, 3 * BOUNCE_S)
        closing = ((0.0, True), (bounce, False), (2 * bounce, True))
        opening = ((done, False), (done + bounce, True), (done + 2 * bounce, False))
        self._order(_Finger(name, closing + opening))

    def jam(self, name: str) -> None:
        """Have the contact close, and stay so whatever a finger does. Raises ValueError."""
        self._order(_Finger(name, ((0.0, True),), for_good=True))

    def free(self, name: str) -> None:
        """Have a jammed contact open again. Raises ValueError."""
        self._order(_Finger(name, ((0.0, False),), for_good=False))

    def die(self) -> None:
        """Have the thread end that tells the edges, as an exception in a callback ends lgpio's."""
        self._orders.put(Stop("dead"))

    def threads(self) -> Iterable[threading.Thread]:
        """See `Buttons`."""
        return (self.thread,)

    def close(self) -> None:
        """See `Buttons`."""
        self._orders.put(Stop("buttons"))
        self.thread.join(5)

    def _order(self, finger: _Finger) -> None:
        if finger.button not in self._closed:
            raise ValueError(f"no button {finger.button!r}; there are {', '.join(self._closed)}")
        self._orders.put(finger)

    def _run(self) -> None:
        ahead: list[tuple[float, int, str, bool]] = []
        order = 0
        while True:
            wait_s = ahead[0][0] - self._clock.monotonic() if ahead else 60.0
            for finger in self._orders.take(wait_s):
                if not isinstance(finger, _Finger):
                    return
                if finger.for_good is not None:
                    (self._jammed.add if finger.for_good else self._jammed.discard)(finger.button)
                    self._set(finger.button, closed=finger.for_good, at=self._clock.monotonic())
                    continue
                now = self._clock.monotonic()
                for after_s, closed in finger.levels:
                    order += 1
                    heapq.heappush(ahead, (now + after_s, order, finger.button, closed))
            while ahead and ahead[0][0] <= self._clock.monotonic():
                at, _order, button, closed = heapq.heappop(ahead)
                if button not in self._jammed:
                    self._set(button, closed=closed, at=at)

    def _set(self, button: str, *, closed: bool, at: float) -> None:
        """Tell the edge with the time at which it was to be, as the kernel does: a busy machine shortens no press."""
        if self._closed[button] is not closed:
            self._closed[button] = closed
            self._inbox.put(Edge(button, closed, at))
