"""What whoever drives a hall takes for a hall that is up."""

import pytest

from simulator.driving import is_well


@pytest.mark.parametrize(("role", "condition"), [("console", "ready"), ("broker", None), ("printer", None)])
def test_who_says_ready_is_well_and_so_is_what_can_say_nothing(role: str, condition: str | None) -> None:
    assert is_well({"role": role, "condition": condition})


@pytest.mark.parametrize("condition", [None, "init", "degraded", "fault", "offline"])
def test_a_daemon_that_has_said_nothing_yet_or_something_else_is_not_well(condition: str | None) -> None:
    assert not is_well({"role": "console", "condition": condition})
