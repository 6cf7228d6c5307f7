from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from display.stage import MOST_WAITING, RUSH, RUSH_ROOM, Stage
from firmware.words import Language
from mqtt_bridge.events import CallKind
from mqtt_bridge.public import Call

STAGE_S, LEAST_S = 8.0, 3.0


def call_of(n: int) -> Call:
    kind = CallKind.RECALL if n % 3 == 0 else CallKind.FIRST
    return Call(
        call_id=f"{n:016x}",
        number=101 + n // 3,  # a ticket, and its recall as a call of its own
        zone="zone-0",
        place="place-1",
        language=Language.KK,
        kind=kind,
        at=0.0,
        speak_left_s=0.0,
    )


gaps = st.floats(0, 20) | st.just(0.0)
histories = st.lists(st.tuples(gaps, st.integers(0, 3)), max_size=40)
"""So long after the last look at the stage, so many calls arrive, and then it is looked at."""


def staged(history: list[tuple[float, int]], undone: frozenset[int] = frozenset()) -> list[tuple[int, float, float]]:
    """Let calls arrive and time go by, as a daemon does; return which had the stage, from when to when."""
    stage, now, n = Stage(STAGE_S, LEAST_S), 100.0, 0
    seen: list[tuple[int, float, float]] = []

    def look() -> None:
        had = {int(call.call_id, 16) for call in stage.calls}
        stage.advance(now)
        seen[:] = [(n, since, now if n in had else until) for n, since, until in seen]
        for number in (int(call.call_id, 16) for call in stage.calls):
            if number not in {n for n, _since, _until in seen}:
                seen.append((number, now, now))

    def pass_time(until: float) -> None:
        nonlocal now
        while (due := stage.next_change()) is not None and due <= until:
            now = max(now, due)
            look()
        now = until

    for gap, arrive in [*history, (1000.0, 0)]:
        pass_time(now + gap)
        for _ in range(arrive):
            stage.put(call_of(n))
            n += 1
        stage.keep(lambda call: int(call.call_id, 16) not in undone)
        look()
    pass_time(now + 1000)
    return seen


@given(history=histories)
def test_every_call_is_staged_once_and_in_the_order_of_arrival(history: list[tuple[float, int]]) -> None:
    arrived = sum(count for _gap, count in history)

    assert [n for n, _since, _until in staged(history)] == list(range(arrived))


@given(history=histories)
def test_no_call_has_less_than_the_least_time_nor_more_than_its_own(history: list[tuple[float, int]]) -> None:
    for _n, since, until in staged(history):
        assert LEAST_S - 1e-6 <= until - since <= STAGE_S + 1e-6


@given(history=histories, undone=st.frozensets(st.integers(0, 60), max_size=20))
def test_a_call_that_was_undone_before_its_turn_is_never_staged(
    history: list[tuple[float, int]], undone: frozenset[int]
) -> None:
    arrived = sum(count for _gap, count in history)

    assert [n for n, _since, _until in staged(history, undone)] == [n for n in range(arrived) if n not in undone]


@pytest.mark.parametrize(("waiting", "lasts_s"), [(0, 8.0), (1, 4.0), (2, 3.0), (3, 8.0), (5, 4.0), (30, 3.0)])
def test_the_more_wait_the_shorter_is_the_time_of_each_but_never_under_the_least(waiting: int, lasts_s: float) -> None:
    times = staged([(1.0, 1 + waiting)])

    assert times[0][2] - times[0][1] == pytest.approx(lasts_s)


def test_a_call_that_comes_when_the_last_one_had_its_share_is_staged_at_once() -> None:
    stage = Stage(STAGE_S, LEAST_S)
    stage.put(call_of(1))
    stage.advance(100.0)
    stage.put(call_of(2))
    stage.advance(105.0)

    assert stage.call == call_of(2)


def test_a_loop_that_comes_late_cuts_nobodys_time_short() -> None:
    stage = Stage(STAGE_S, LEAST_S)
    for n in (1, 2, 3):
        stage.put(call_of(n))
    stage.advance(100.0)
    stage.advance(160.0)

    assert stage.call == call_of(2)
    assert stage.next_change() == 164.0


def test_an_undone_call_leaves_the_stage_to_the_next() -> None:
    stage = Stage(STAGE_S, LEAST_S)
    stage.put(call_of(1))
    stage.put(call_of(2))
    stage.advance(100.0)
    stage.keep(lambda call: call != call_of(1))
    stage.advance(100.5)

    assert stage.call == call_of(2)


def test_a_flood_of_calls_leaves_the_newest_to_be_staged() -> None:
    stage = Stage(STAGE_S, LEAST_S)
    for n in range(1000):
        stage.put(call_of(n))
    stage.advance(100.0)

    assert stage.rush[0] == call_of(1000 - MOST_WAITING)


@given(arrive=st.integers(RUSH, MOST_WAITING))
def test_in_a_rush_calls_share_the_stage_and_the_last_of_them_waits_no_longer_for_it(arrive: int) -> None:
    times = staged([(1.0, arrive)])

    assert times[0][1] == times[1][1]
    assert times[-1][1] - times[0][1] <= -(-arrive // RUSH_ROOM) * LEAST_S + STAGE_S


def test_calls_that_share_the_stage_are_taken_away_one_by_one_and_come_back_after_a_pause() -> None:
    stage = Stage(STAGE_S, LEAST_S)
    for n in range(RUSH):
        stage.put(call_of(n))
    stage.advance(100.0)
    stage.keep(lambda call: call != call_of(1))
    stage.pause(101.0)
    assert stage.calls == ()

    stage.advance(104.0)
    assert stage.call == call_of(0)  # three wait, and that is no rush


@pytest.mark.parametrize("take_away", [Stage.clear, lambda stage: stage.keep(lambda _call: False)])
def test_an_empty_stage_has_nothing_to_wait_for(take_away: Callable[[Stage], None]) -> None:
    stage = Stage(STAGE_S, LEAST_S)
    stage.put(call_of(1))
    stage.advance(100.0)
    stage.put(call_of(2))
    take_away(stage)
    stage.advance(101.0)

    assert (stage.call, stage.next_change()) == (None, None)


def test_a_ticket_that_is_sent_elsewhere_is_not_shown_the_way_to_where_it_was_sent_first() -> None:
    stage = Stage(STAGE_S, LEAST_S)
    for n in (0, 3):
        stage.put(call_of(n))
    stage.advance(100.0)
    assert stage.call == call_of(0)

    elsewhere = [replace(call_of(n), call_id=f"{100 + n:016x}", place="place-2") for n in (0, 3)]
    for call in elsewhere:
        stage.put(call)
    stage.advance(100.1)
    assert stage.call == elsewhere[0]
    stage.advance(104.2)
    assert stage.call == elsewhere[1]
    stage.advance(112.3)
    assert stage.call is None
