import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from display.lettering import Face, Lettering
from display.theme import INK

pygame.font.init()
LETTERING = Lettering(least_px=14)


@given(
    words=st.text(max_size=80),
    face=st.sampled_from(Face),
    width=st.integers(20, 900),
    height=st.integers(17, 300),
    lines=st.integers(1, 3),
)
def test_any_text_fits_its_box(words: str, face: Face, width: int, height: int, lines: int) -> None:
    drawn = LETTERING.text(words, face, INK, (width, height), lines)

    assert drawn.get_width() <= width
    assert drawn.get_height() <= height


@given(number=st.integers(0, 9999), width=st.integers(12, 900), height=st.integers(8, 400), digits=st.integers(1, 4))
def test_any_number_fits_its_box(number: int, width: int, height: int, digits: int) -> None:
    drawn = LETTERING.figures(str(number), INK, (width, height), digits)

    assert drawn.get_width() <= width
    assert drawn.get_height() <= height


def test_numbers_of_fewer_digits_are_of_the_same_height() -> None:
    heights = [LETTERING.figures(number, INK, (300, 200), 4).get_height() for number in ("1000", "100", "10")]

    assert max(heights) - min(heights) <= 1


def test_a_text_is_as_large_as_its_box_allows() -> None:
    assert LETTERING.text("Терезе", Face.BOLD, INK, (2000, 100)).get_height() > 90
    assert LETTERING.text("Терезе", Face.BOLD, INK, (200, 1000)).get_width() > 180


def test_a_long_text_is_wrapped_when_that_makes_it_larger() -> None:
    words = "Мемлекеттік қызметтерді көрсету және құжаттарды қабылдау"

    one, two = (LETTERING.text(words, Face.TIGHT, INK, (400, 80), lines) for lines in (1, 2))

    assert two.get_height() > 2 * one.get_height()


def test_a_word_of_500_letters_is_clipped_and_not_unreadably_small() -> None:
    drawn = LETTERING.text("Қ" * 500, Face.TIGHT, INK, (300, 60), lines=2)

    assert drawn.get_height() > 30
    assert drawn.get_width() > 250


def test_what_cannot_be_drawn_does_not_raise_and_looks_like_a_box() -> None:
    boxed = LETTERING.text("а□б", Face.BOLD, INK, (300, 40))

    for unknown in ("\U0001d5a0", "漢"):
        drawn = LETTERING.text(f"а{unknown}б", Face.BOLD, INK, (300, 40))
        assert pygame.image.tobytes(drawn, "RGBA") == pygame.image.tobytes(boxed, "RGBA")
    assert LETTERING.text("\0", Face.BOLD, INK, (300, 40)).get_height() <= 40


def test_what_cannot_be_seen_takes_no_room_and_is_not_lacking() -> None:
    seen, unseen = LETTERING.text("☎ 105", Face.BOLD, INK, (400, 40)), "☎\N{VARIATION SELECTOR-16} 105"

    assert pygame.image.tobytes(LETTERING.text(unseen, Face.BOLD, INK, (400, 40)), "RGBA") == pygame.image.tobytes(
        seen, "RGBA"
    )
    assert LETTERING.lacking(unseen) == set()
    LETTERING.text("\N{VARIATION SELECTOR-16}", Face.BOLD, INK, (400, 40))


def test_only_letters_that_no_font_has_are_lacking() -> None:
    assert LETTERING.lacking("Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі № « » — ₸ … → □\n\0") == set()
    assert LETTERING.lacking("a漢\U0001d5a0") == {"漢", "\U0001d5a0"}


@pytest.mark.parametrize("digits", [1, 4])
def test_what_was_drawn_once_is_kept_but_not_without_limit(digits: int) -> None:
    lettering = Lettering(least_px=14)
    first = lettering.figures("105", INK, (900, 400), digits)
    assert lettering.figures("105", INK, (900, 400), digits) is first

    for number in range(200, 260):
        lettering.figures(str(number), INK, (900, 400), digits)

    assert lettering.figures("105", INK, (900, 400), digits) is not first
