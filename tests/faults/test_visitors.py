"""How the campaign's visitors press."""

import random
import threading
from itertools import pairwise
from pathlib import Path
from typing import Any

from storm.history import History
from storm.visitors import AGAIN_S, Presser
from storm.words import Accepted, Pressed

from firmware.clock import FakeClock
from simulator.driving import DrivenHall

PAUSE_S = 0.2


class Hall(DrivenHall):
    """A hall whose station takes each press up at once."""

    def __init__(self, folder: Path, history: History) -> None:
        super().__init__(folder)
        self._history = history

    def post(self, path: str, body: Any) -> Any:
        assert path == "/press"
        self._history.note(Accepted(at=self._history.now(), press="p", **body))
        return {"was_felt": True}


class Rounds(threading.Event):
    """A time that is over after so many pauses."""

    def __init__(self, clock: FakeClock, rounds: int) -> None:
        super().__init__()
        self._clock = clock
        self._left = rounds

    def wait(self, timeout: float | None = None) -> bool:
        self._clock.pass_time(timeout or 0.0)
        self._left -= 1
        return self._left < 0


def test_a_button_is_let_be_after_it_was_answered_so_that_the_next_press_is_another_one(
    tmp_path: Path, clock: FakeClock, history: History
) -> None:
    presser = Presser(Hall(tmp_path, history), history, "entrance", random.Random(1))
    presser.press({"consultation-kk": 1.0}, (PAUSE_S, PAUSE_S), Rounds(clock, 10))

    pressed = [line.at for line in history.lines() if isinstance(line, Pressed)]
    assert len(pressed) > 2
    assert all(later - earlier > AGAIN_S for earlier, later in pairwise(pressed))
