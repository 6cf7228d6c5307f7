"""A storm never crosses a business day's end, at whatever hour it is let loose."""

from hypothesis import given
from hypothesis import strategies as st
from storm.grounds import CENTRE
from storm.noon import centre_far_from_turn_over

from centre.checks import load_centre
from hall.business_day import business_day, next_turn_over

SIX_HOURS_S = 6 * 3600.0


@given(wall=st.floats(1_700_000_000, 1_900_000_000))
def test_a_storms_business_day_lasts_for_hours_before_and_after_it(wall: float) -> None:
    _text, centre = centre_far_from_turn_over(CENTRE.read_text(), wall, "centre.toml")

    assert business_day(wall - SIX_HOURS_S, centre) == business_day(wall, centre)
    assert next_turn_over(wall, centre) > wall + SIX_HOURS_S


def test_nothing_else_of_the_storms_centre_is_changed() -> None:
    _text, centre = centre_far_from_turn_over(CENTRE.read_text(), 1_800_000_000.0, "centre.toml")

    assert centre.zones == load_centre(CENTRE).zones
    assert centre.peers == load_centre(CENTRE).peers
