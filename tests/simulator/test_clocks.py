import subprocess
import sys
from pathlib import Path

import pytest
from deadline import DEADLINE_S

from firmware.clock import SystemClock
from simulator import clocks
from simulator.clocks import NoClocksError, clock_environment, clocks_in, set_clock

TELLS = "import time; print(time.time(), time.monotonic())"


def time_of(clock: Path) -> tuple[float, float]:
    """Return how far a process's wall clock and monotonic clock are ahead of ours."""
    told = subprocess.run(
        [sys.executable, "-c", TELLS],
        env={**clock_environment(clock)},
        capture_output=True,
        text=True,
        check=True,
    )
    wall, monotonic = map(float, told.stdout.split())
    own = SystemClock()
    return wall - own.wall(), monotonic - own.monotonic()


@pytest.mark.parametrize("ahead_s", [300, -86_400])
def test_a_wall_clock_that_is_set_moves_neither_monotonic_time_nor_anybody_elses_clock(
    tmp_path: Path, ahead_s: int
) -> None:
    set_clock(tmp_path / "entrance", ahead_s)
    set_clock(tmp_path / "dispatcher", 0)

    assert time_of(tmp_path / "entrance") == pytest.approx((ahead_s, 0), abs=DEADLINE_S)
    assert time_of(tmp_path / "dispatcher") == pytest.approx((0, 0), abs=DEADLINE_S)
    assert clocks_in(tmp_path) == {name: tmp_path / name for name in ("entrance", "dispatcher")}


def test_a_machine_without_the_library_says_which_package_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clocks, "FOLDERS", (str(tmp_path),))

    with pytest.raises(NoClocksError, match="apt install faketime"):
        clock_environment(tmp_path / "entrance")
