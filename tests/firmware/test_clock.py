"""Both clocks."""

from firmware.clock import FakeClock, SystemClock


def test_the_system_clock_gives_unix_time_and_a_monotonic_that_does_not_go_back() -> None:
    clock = SystemClock()
    earlier, later = clock.monotonic(), clock.monotonic()

    assert clock.wall() > 1_700_000_000
    assert later >= earlier


def test_passing_time_moves_both_fake_clocks_and_setting_the_wall_moves_one() -> None:
    clock = FakeClock(monotonic=5.0, wall=100.0)
    clock.pass_time(2.5)
    assert (clock.monotonic(), clock.wall()) == (7.5, 102.5)

    clock.set_wall(0.0)
    assert (clock.monotonic(), clock.wall()) == (7.5, 0.0)
