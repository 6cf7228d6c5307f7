import pytest

from display.theme import TEXT_ON_GROUND, Colour, contrast


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)  # WebAIM's own example


@pytest.mark.parametrize("pair", TEXT_ON_GROUND, ids=str)
def test_every_text_stands_out_from_its_ground(pair: tuple[Colour, Colour]) -> None:
    assert contrast(*pair) >= 7
