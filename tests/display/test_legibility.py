import pytest
from hypothesis import given
from hypothesis import strategies as st

from display.legibility import MOST_UNITS, complaint, digit_px, rule_px, unit_of


@pytest.mark.parametrize(
    ("size", "inches", "distance_m", "px"),
    [
        ((1920, 1080), 43.0, 10.0, 101),  # 952 × 535 mm, so that 5 cm are 100.8 px
        ((1080, 1920), 43.0, 10.0, 101),
        ((3840, 2160), 43.0, 10.0, 202),
        ((1366, 768), 43.0, 10.0, 72),
        ((1920, 1080), 55.0, 10.0, 79),
        ((1920, 1080), 43.0, 5.0, 51),
    ],
)
def test_a_digit_is_a_two_hundredth_of_the_distance_high(
    size: tuple[int, int], inches: float, distance_m: float, px: int
) -> None:
    assert rule_px(size, inches, distance_m) == px


@given(
    width=st.integers(640, 7680),
    height=st.integers(480, 7680),
    inches=st.floats(5, 200),
    distance_m=st.floats(1, 50),
)
def test_a_screen_that_is_accepted_shows_digits_as_high_as_the_rule_asks(
    width: int, height: int, inches: float, distance_m: float
) -> None:
    size = (width, height)

    if complaint(size, inches, distance_m) is None:
        assert digit_px(size, inches, distance_m) >= rule_px(size, inches, distance_m)
    else:
        assert rule_px(size, inches, distance_m) > round(MOST_UNITS * unit_of(size))


def test_a_screen_too_small_is_refused_with_what_would_be_right() -> None:
    told = complaint(None, 24.0, 10.0)

    assert told is not None
    assert told.startswith("screen_inches: 24 inches are too few for 10 m")
    assert told.endswith("right would be a screen of 35 inches, or distance_m = 6.9")
    assert complaint(None, 35.0, 10.0) is None
    assert complaint(None, 24.0, 6.9) is None
