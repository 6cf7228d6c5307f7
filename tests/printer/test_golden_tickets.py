"""Every kind of ticket, as picture and as bytes, against what was looked at and kept: `pytest --renew` keeps anew."""

import pytest
from golden import assert_golden, assert_golden_bytes

from printer.drawing import draw_ticket
from printer.encoding import encode, plain_raster_bytes
from printer.variants import Variant, variants

LONGEST_PX = 1040
"""130 mm."""


@pytest.mark.parametrize("variant", tuple(variants()), ids=lambda variant: variant.name)
def test_a_ticket_looks_as_it_did_and_travels_as_it_did(variant: Variant, renew: bool) -> None:  # noqa: FBT001 - a fixture
    drawn = draw_ticket(variant.paper, variant.centre, variant.width_px)

    assert drawn.complaints == ()
    assert_golden(variant.name, drawn.layout.picture(), renew=renew)
    assert_golden_bytes(variant.name, encode(drawn.layout), renew=renew)


@pytest.mark.parametrize("variant", tuple(variants()), ids=lambda variant: variant.name)
def test_a_ticket_is_short_and_light(variant: Variant) -> None:
    layout = draw_ticket(variant.paper, variant.centre, variant.width_px).layout

    assert layout.height_px <= LONGEST_PX
    assert len(encode(layout)) <= 0.4 * plain_raster_bytes(layout)
