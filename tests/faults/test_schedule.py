import pytest
from storm.schedule import DETAILS, LANES, LASTS_S, FaultKind, PlannedFault, draw_schedule

TARGETS = {
    FaultKind.KILL: ["broker", "dispatcher", "entrance", "hall-board", "hall-voice", "printer-entrance"],
    FaultKind.FREEZE: ["broker", "dispatcher", "entrance"],
    FaultKind.CUT: ["dispatcher", "entrance", "hall-board"],
    FaultKind.PRINTER: ["entrance", "waiting-hall"],
    FaultKind.DISK_FULL: ["dispatcher", "entrance"],
    FaultKind.CLOCK: ["dispatcher", "entrance"],
}
STORM_S = 600.0


@pytest.fixture(params=range(5))
def drawn(request: pytest.FixtureRequest) -> list[PlannedFault]:
    return draw_schedule(request.param, STORM_S, TARGETS)


def test_the_same_seed_gives_the_same_faults_and_another_one_others() -> None:
    assert draw_schedule(7, STORM_S, TARGETS) == draw_schedule(7, STORM_S, TARGETS)
    assert draw_schedule(7, STORM_S, TARGETS) != draw_schedule(8, STORM_S, TARGETS)


def test_everybody_is_befallen_by_everything_that_can_befall_them(drawn: list[PlannedFault]) -> None:
    assert {(fault.kind, fault.target) for fault in drawn} == {
        (kind, target) for kind, targets in TARGETS.items() for target in targets
    }
    assert {(fault.kind, fault.detail) for fault in drawn if fault.detail} == {
        (kind, detail) for kind, details in DETAILS.items() for detail in details
    }


def test_nobody_has_two_faults_at_once_and_few_are_under_way(drawn: list[PlannedFault]) -> None:
    for fault in drawn:
        others = [other for other in drawn if other is not fault and other.at_s <= fault.at_s < other.over_s]
        assert len(others) < LANES
        assert fault.target not in {other.target for other in others}


def test_every_fault_is_over_when_the_storm_is_or_a_moment_later(drawn: list[PlannedFault]) -> None:
    for fault in drawn:
        assert 0 < fault.at_s < STORM_S
        assert fault.at_s + fault.lasts_s <= STORM_S + 0.3
        assert fault.lasts_s <= LASTS_S[fault.kind][1]


def test_what_cannot_be_done_here_is_left_out() -> None:
    drawn = draw_schedule(1, STORM_S, {**TARGETS, FaultKind.CLOCK: []})

    assert drawn
    assert FaultKind.CLOCK not in {fault.kind for fault in drawn}
    assert draw_schedule(1, STORM_S, {}) == []
