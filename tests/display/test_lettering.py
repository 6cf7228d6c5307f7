import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from display.lettering import Lettering
from display.marks import Face
from display.theme import load_theme

pygame.font.init()
INK = (255, 255, 255)
LETTERING = Lettering(load_theme("dark"))
LEAST = 14


@given(
    words=st.text(max_size=80),
    face=st.sampled_from(Face),
    width=st.integers(20, 900),
    height=st.integers(20, 300),
    lines=st.integers(1, 3),
)
def test_any_text_fits_its_box_or_says_that_it_was_cut(
    words: str, face: Face, width: int, height: int, lines: int
) -> None:
    fitted = LETTERING.fit(words, face, (width, height), 200, LEAST, lines)

    assert 1 <= len(fitted.lines) <= lines
    assert fitted.is_cut == (fitted.px <= LEAST and LETTERING.clean(words) != " ".join(fitted.lines)) or fitted.px >= 1
    if not fitted.is_cut:
        assert max(LETTERING.line_size(line, face, fitted.px)[0] for line in fitted.lines) <= width
        assert LETTERING.height(fitted.lines, face, fitted.px) <= height
        assert fitted.px >= LEAST


@given(height=st.integers(8, 700))
def test_digits_are_as_high_as_asked_for_or_a_little_less(height: int) -> None:
    px = LETTERING.digits_px(height)

    assert height - 3 <= LETTERING.digits_size("0", px)[1] <= height


def test_a_text_is_as_large_as_its_box_and_the_limit_allow() -> None:
    assert LETTERING.fit("Терезе", Face.FIRST, (2000, 100), 500, LEAST).px > 80
    assert LETTERING.fit("Терезе", Face.FIRST, (2000, 100), 40, LEAST).px == 40
    assert LETTERING.fit("Терезе", Face.FIRST, (100, 1000), 500, LEAST).px < 60


def test_a_long_text_is_wrapped_when_that_makes_it_larger() -> None:
    words = "Мемлекеттік қызметтерді көрсету және құжаттарды қабылдау"

    one, two = (LETTERING.fit(words, Face.SECOND, (400, 80), 100, 5, lines) for lines in (1, 2))

    assert two.px > one.px
    assert (len(one.lines), len(two.lines)) == (1, 2)


def test_a_word_of_500_letters_is_cut_off_and_not_unreadably_small() -> None:
    fitted = LETTERING.fit("Қ" * 500, Face.SECOND, (300, 60), 40, LEAST, 2)

    assert (fitted.px, fitted.is_cut, fitted.lines[-1][-1]) == (LEAST, True, "…")


def test_what_cannot_be_drawn_does_not_raise_and_looks_the_same() -> None:
    drawn = [
        pygame.image.tobytes(LETTERING.line(LETTERING.clean(f"а{unknown}б"), Face.FIRST, 40, INK), "RGBA")
        for unknown in ("\U0001d5a0", "漢")
    ]

    assert drawn[0] == drawn[1]
    assert LETTERING.clean("\0") == " "


def test_what_cannot_be_seen_takes_no_room_and_is_not_lacking() -> None:
    assert LETTERING.clean("№\N{VARIATION SELECTOR-16} 105") == "№ 105"
    assert LETTERING.lacking("№\N{VARIATION SELECTOR-16} 105") == set()


def test_only_letters_that_a_font_lacks_are_lacking() -> None:
    assert LETTERING.lacking("Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі № « » — ₸ … · ≈ ≤\n\0") == set()
    assert LETTERING.lacking("a漢\U0001d5a0") == {"漢", "\U0001d5a0"}


@pytest.mark.parametrize("px", [300, 500])
def test_what_was_drawn_once_is_kept_but_not_without_limit(px: int) -> None:
    lettering = Lettering(load_theme("dark"))
    first = lettering.figures("105", px, INK)
    assert lettering.figures("105", px, INK) is first

    for number in range(200, 260):
        lettering.figures(str(number), px, INK)

    assert lettering.figures("105", px, INK) is not first
