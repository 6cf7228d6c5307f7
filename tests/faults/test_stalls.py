"""What the campaign notes of a machine that has no time for it."""

import pytest
from storm.history import History
from storm.stalls import LATE_S, LOOK_S, Stalls
from storm.words import Stalled

from firmware.clock import FakeClock


def test_looks_that_come_in_time_are_no_stall(history: History, clock: FakeClock) -> None:
    stalls = Stalls(history)
    for _ in range(100):
        clock.pass_time(LOOK_S + LATE_S / 2)
        stalls.look()

    assert history.lines() == []


def test_a_look_that_comes_late_tells_since_when_nothing_went_on(history: History, clock: FakeClock) -> None:
    stalls = Stalls(history)
    clock.pass_time(LOOK_S)
    stalls.look()
    clock.pass_time(3.0)
    stalls.look()

    (stall,) = history.lines()
    assert isinstance(stall, Stalled)
    assert (stall.at, stall.until) == pytest.approx((LOOK_S, LOOK_S + 3.0))
