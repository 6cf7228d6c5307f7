"""A roll by count: when it is told to be low, and what makes it a new one."""

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mqtt_bridge.devices import Fault
from printer.roll import RollCount
from printer.status import READY, Paper, Status

ROLL_M, LOW_M = 80.0, 5.0
LOW = Status(Paper.LOW, online=True, cover_open=False)
OUT = Status(Paper.OUT, online=False, cover_open=False)
LIFTED = Status(Paper.OUT, online=False, cover_open=True)
SILENT = Status()


def after(*said: Status, used_mm: int = 78_000) -> RollCount:
    return reduce(RollCount.saw, said, RollCount(used_mm=used_mm))


@pytest.mark.parametrize(
    ("used_mm", "fault"),
    [
        (0, None),
        (75_000, None),
        (75_001, Fault(code="paper-low", detail="about 5 m left by count")),
        (76_400, Fault(code="paper-low", detail="about 4 m left by count")),
        (90_000, Fault(code="paper-low", detail="about 0 m left by count")),
    ],
)
def test_a_roll_is_low_when_less_than_the_rest_is_left(used_mm: int, fault: Fault | None) -> None:
    assert RollCount(used_mm=used_mm).fault(ROLL_M, LOW_M) == fault


def test_nothing_is_said_of_a_roll_whose_length_nobody_has_told() -> None:
    assert RollCount(used_mm=10**9).fault(None, LOW_M) is None


@given(st.lists(st.integers(1, 400), max_size=50))
def test_every_paper_counts(papers: list[int]) -> None:
    assert reduce(RollCount.used, papers, RollCount()).used_mm == sum(papers)


def test_a_printer_that_feels_the_end_coming_is_believed_and_not_the_count() -> None:
    assert after(LOW).fault(ROLL_M, LOW_M) is None
    assert after(LOW, READY).fault(ROLL_M, LOW_M) is None, "for good"
    assert after(LOW).changed().used(90_000).fault(ROLL_M, LOW_M) is None


@pytest.mark.parametrize(
    ("said", "used_mm"),
    [
        ((READY,), 78_000),
        ((OUT,), 78_000),
        ((OUT, READY), 0),
        ((OUT, LIFTED, SILENT, READY), 0),
        ((OUT, LOW), 0),
        ((LIFTED, READY), 78_000),
        ((SILENT, READY), 78_000),
        ((OUT, READY, READY), 0),
    ],
)
def test_paper_that_ended_and_is_there_again_is_a_new_roll(said: tuple[Status, ...], used_mm: int) -> None:
    assert after(*said).used_mm == used_mm


def test_a_new_roll_is_new_once() -> None:
    assert after(OUT, READY).used(100).saw(READY).used_mm == 100
