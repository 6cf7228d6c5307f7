"""Visitors who press buttons of ticket stations, and staff at call pads: each in a thread, one after the other."""

import random
import threading
from collections.abc import Callable, Mapping

from simulator.driving import DrivenHall
from storm.history import History
from storm.words import Accepted, AnyLine, FaultEnded, Pressed, Refused

AGAIN_S = 0.5
"""After a press was taken up its button is let be for so long: closer together two presses are one."""
TAKEN_UP_S = 20.0
"""A press that nobody has taken up after so long is not waited for any more."""


class Presser:
    """Presses the buttons of one station or pad at random. One button is pressed again once it was answered for."""

    def __init__(self, hall: DrivenHall, history: History, station: str, chance: random.Random) -> None:
        self._hall = hall
        self._history = history
        self._station = station
        self._chance = chance
        self._last: dict[str, float] = {}

    def press(self, buttons: Mapping[str, float], every_s: tuple[float, float], stop: threading.Event) -> None:
        """Press until *stop*, at random pauses; *buttons* with how often each is pressed against the others."""
        while not stop.wait(self._chance.uniform(*every_s)):
            free = {button: share for button, share in buttons.items() if self._is_free(button)}
            if free:
                self.press_one(self._chance.choices([*free], [*free.values()])[0])

    def press_one(self, button: str) -> None:
        """Press, and note whether it was felt."""
        at = self._history.now()
        self._last[button] = at
        try:
            said = self._hall.post("/press", {"station": self._station, "button": button})
        except (OSError, LookupError):
            said = {}
        felt = said.get("was_felt") is True
        self._history.note(Pressed(at=at, station=self._station, button=button, felt=felt))

    def _is_free(self, button: str) -> bool:
        """Tell whether the last press of *button* was taken up, or was killed, so that the next one is told from it."""
        last = self._last.get(button)
        if last is None or self._history.now() - last > TAKEN_UP_S:
            return True
        return bool(self._history.some(self._answers(button, last)))

    def _answers(self, button: str, last: float) -> Callable[[AnyLine], bool]:
        def answers(line: AnyLine) -> bool:
            if line.at < last:
                return False
            if isinstance(line, Accepted | Refused):
                is_over = self._history.now() - line.at > AGAIN_S
                return line.station == self._station and line.button == button and is_over
            return isinstance(line, FaultEnded) and line.kind == "kill" and line.target == self._station

        return answers
