"""Contacts: raw edges in, presses out."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware.debounce import Change, Contact, Timing, What

TIMING = Timing(debounce_s=0.025, min_interval_s=0.3, stuck_s=10.0)

PULSES = st.lists(
    st.one_of(st.integers(1, 60), st.integers(200, 400), st.integers(4_950, 5_050), st.integers(9_900, 10_100)),
    min_size=1,
    max_size=12,
)
"""For how many milliseconds each level holds, in turn."""


def run(levels: list[tuple[int, bool]], *, closed: bool = False, until_ms: int = 60_000) -> list[Change]:
    """Feed edges at (ms, closed) to a contact, looking at it at the end only."""
    contact = Contact(TIMING, 0.0, closed=closed)
    changes: list[Change] = []
    for at_ms, level in levels:
        changes += contact.edge(at_ms / 1000, closed=level)
    return changes + contact.settle(until_ms / 1000)


def about(seconds: float) -> Any:
    return pytest.approx(seconds)


def whats(changes: list[Change]) -> list[What]:
    return [change.what for change in changes]


def test_a_press_counts_once_the_contact_was_still_for_the_debounce() -> None:
    contact = Contact(TIMING, 0.0, closed=False)

    assert contact.edge(1.0, closed=True) == []
    assert contact.next_due() == pytest.approx(1.025)
    assert contact.settle(1.0249) == []
    assert contact.settle(1.0251) == [Change(What.PRESSED, about(1.025))]
    assert contact.settle(1.1) == []


def test_a_press_is_found_in_edges_that_were_read_late() -> None:
    assert whats(run([(100, True), (200, False)])) == [What.PRESSED]


def test_bounce_is_no_press_and_delays_the_one_that_follows() -> None:
    edges = [(0, True), (2, False), (3, True), (5, False), (8, True), (100, False), (102, True), (104, False)]

    assert run(edges) == [Change(What.PRESSED, about(0.033))]


def test_a_touch_shorter_than_the_debounce_is_no_press() -> None:
    assert run([(0, True), (24, False)]) == []


def test_a_glitch_while_the_button_is_held_is_no_second_press() -> None:
    assert whats(run([(0, True), (1000, False), (1010, True), (2000, False)])) == [What.PRESSED]


def test_two_presses_50_ms_apart_are_one() -> None:
    assert whats(run([(0, True), (26, False), (76, True), (110, False)])) == [What.PRESSED, What.TOO_SOON]


def test_a_press_after_the_minimum_interval_counts() -> None:
    assert whats(run([(0, True), (100, False), (300, True), (400, False)])) == [What.PRESSED, What.PRESSED]


def test_presses_that_come_too_soon_do_not_put_off_the_next_one() -> None:
    edges = [(at, at % 100 == 0) for at in range(0, 750, 50)]

    assert whats(run(edges)).count(What.PRESSED) == 3


def test_a_contact_that_is_held_is_stuck_once_and_then_freed() -> None:
    changes = run([(1000, True), (30_000, False)])

    assert changes == [
        Change(What.PRESSED, about(1.025)),
        Change(What.STUCK, about(11.0)),
        Change(What.FREED, about(30.025)),
    ]


def test_a_contact_closed_at_start_is_no_press_but_may_be_stuck() -> None:
    assert whats(run([(500, False)], closed=True)) == []
    assert whats(run([], closed=True)) == [What.STUCK]


def test_after_it_was_freed_a_button_works_again() -> None:
    assert whats(run([(20_000, False), (21_000, True), (21_100, False)], closed=True)) == [
        What.STUCK,
        What.FREED,
        What.PRESSED,
    ]


def test_a_contact_that_opened_just_after_it_was_stuck_was_stuck() -> None:
    assert whats(run([(0, True), (9_990, False)])) == [What.PRESSED, What.STUCK, What.FREED]


def test_an_edge_to_where_the_contact_is_already_does_not_put_off_the_press() -> None:
    assert run([(0, True), (20, True), (30, False)]) == [Change(What.PRESSED, about(0.025))]


def test_a_press_whose_edges_are_told_late_is_a_press_all_the_same() -> None:
    contact = Contact(TIMING, 0.0, closed=False)
    contact.settle(5.08)  # the owner came round, and nobody had told it yet

    assert contact.edge(5.0, closed=True) == []
    assert contact.edge(5.1, closed=False) == [Change(What.PRESSED, about(5.025))]


def test_a_late_edge_takes_nothing_back_that_was_decided_before_it_was_told() -> None:
    contact = Contact(TIMING, 0.0, closed=False)
    contact.edge(5.0, closed=True)
    assert whats(contact.settle(5.03)) == [What.PRESSED]
    contact.edge(5.01, closed=False)

    assert contact.next_due() == pytest.approx(5.05)
    assert contact.settle(6.0) == []


def held(levels: list[tuple[int, bool]], *, closed: bool = False) -> list[Change]:
    """Tell what a contact says that is to be held for 5 s."""
    contact = Contact(Timing(hold_s=5.0), 0.0, closed=closed)
    changes = [change for at_ms, level in levels for change in contact.edge(at_ms / 1000, closed=level)]
    return changes + contact.settle(60.0)


def test_a_button_that_is_held_says_so_once_and_while_it_still_is() -> None:
    contact = Contact(Timing(hold_s=5.0), 0.0, closed=False)
    contact.edge(1.0, closed=True)
    assert whats(contact.settle(2.0)) == [What.PRESSED]
    assert contact.next_due() == about(6.0)
    assert contact.settle(5.9) == []
    assert contact.settle(6.1) == [Change(What.HELD, about(6.0))]
    assert contact.settle(9.0) == []


def test_a_button_let_go_of_before_it_was_held_long_enough_is_no_more_than_pressed() -> None:
    assert whats(held([(1000, True), (5500, False)])) == [What.PRESSED]
    assert whats(held([(1000, True), (3500, False), (4000, True), (8500, False)])) == [What.PRESSED, What.PRESSED]


def test_a_jammed_button_was_held_before_it_was_stuck_and_may_be_held_again() -> None:
    assert whats(held([(1000, True), (12_000, False), (13_000, True), (19_000, False)])) == [
        What.PRESSED,
        What.HELD,
        What.STUCK,
        What.FREED,
        What.PRESSED,
        What.HELD,
    ]


def test_a_contact_that_is_closed_at_start_is_held_by_nobody() -> None:
    assert whats(held([(8000, False)], closed=True)) == []
    assert whats(held([], closed=True)) == [What.STUCK]


MS_TIMING = Timing(debounce_s=25, min_interval_s=300, stuck_s=10_000, hold_s=5_000)
"""The properties run in whole milliseconds: a contact knows no unit, and then no rounding blurs its limits."""


def as_edges(pulses: list[int], *, closed: bool) -> list[tuple[int, bool]]:
    """Turn durations into edges, beginning at 1 ms."""
    edges, at = [], 1
    for pulse in pulses:
        closed = not closed
        edges.append((at, closed))
        at += pulse
    return edges


def run_ms(edges: list[tuple[int, bool]], *, closed: bool) -> list[Change]:
    contact = Contact(MS_TIMING, 0, closed=closed)
    return [change for at, level in edges for change in contact.edge(at, closed=level)] + contact.settle(200_000)


@given(pulses=PULSES, closed=st.booleans(), looks=st.lists(st.integers(0, 130_000), max_size=20))
def test_how_often_a_contact_is_looked_at_changes_nothing(pulses: list[int], looks: list[int], *, closed: bool) -> None:
    edges = as_edges(pulses, closed=closed)
    watched = Contact(MS_TIMING, 0, closed=closed)
    seen: list[Change] = []
    for at, level in sorted([*edges, *((look, None) for look in looks)], key=lambda moment: moment[0]):
        seen += watched.settle(at) if level is None else watched.edge(at, closed=level)
    seen += watched.settle(200_000)

    assert seen == run_ms(edges, closed=closed)


@given(pulses=PULSES, closed=st.booleans())
def test_next_due_never_sleeps_through_a_change(pulses: list[int], *, closed: bool) -> None:
    contact = Contact(MS_TIMING, 0, closed=closed)
    edges = as_edges(pulses, closed=closed)
    for (at, level), (until, _level) in zip(edges, [*edges[1:], (200_000, None)], strict=True):
        contact.edge(at, closed=level)
        while (due := contact.next_due()) < until:
            contact.settle(due)
            assert contact.next_due() > due
        assert contact.settle(until - 0.5) == []


@given(pulses=PULSES, closed=st.booleans())
def test_presses_are_what_sampling_the_contact_every_millisecond_finds(pulses: list[int], *, closed: bool) -> None:
    edges = dict(as_edges(pulses, closed=closed))
    level = steady = closed
    since, last_press, expected = 0, -1000, []
    for now in range(max(edges) + 100):
        if level is not steady and now - since >= 25:
            steady = level
            if steady and now - last_press >= 300:
                last_press = now
                expected.append(now)
        if now in edges:
            level, since = edges[now], now

    changes = run_ms(list(edges.items()), closed=closed)

    assert [change.at for change in changes if change.what is What.PRESSED] == expected
