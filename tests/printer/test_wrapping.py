from hypothesis import given
from hypothesis import strategies as st

from printer.wrapping import wrap, wrap_evenly

texts = st.text(st.sampled_from("абв -—W"), max_size=200)


def test_words_that_fit_stay_together() -> None:
    assert wrap("Жеке қабылдау бөлмесі", 13, 3, len) == ["Жеке қабылдау", "бөлмесі"]


def test_a_word_wider_than_the_line_is_broken_with_hyphens() -> None:
    assert wrap("абвгдежз", 4, 3, len) == ["абв-", "где-", "жз"]


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrap("один два три четыре", 8, 2, len) == ["один два", "три…"]


def test_an_empty_text_has_no_lines() -> None:
    assert wrap("   ", 10, 2, len) == []
    assert wrap_evenly("", 10, 2, len) == []


def test_no_word_stands_alone_beneath() -> None:
    words = "Бородулиха ауданы әкімдігінің азаматтар орталығы"
    width = len(words) - 3

    assert wrap(words, width, 3, len)[-1] == "орталығы"
    assert wrap_evenly(words * 10, width * 10, 3, len)[0] != ""
    assert len(wrap_evenly(words, width, 3, len)[-1].split()) > 1


@given(text=texts, width=st.integers(4, 60), most=st.integers(1, 4))
def test_lines_always_fit(text: str, width: int, most: int) -> None:
    for lines in (wrap(text, width, most, len), wrap_evenly(text, width, most, len)):
        assert len(lines) <= most
        assert all(0 < len(line) <= width for line in lines)


@given(text=texts, width=st.integers(4, 60))
def test_nothing_is_lost_when_there_is_room(text: str, width: int) -> None:
    for lines in (wrap(text, width, 10_000, len), wrap_evenly(text, width, 10_000, len)):
        assert "".join(lines).replace("-", "").replace(" ", "") == text.replace("-", "").replace(" ", "")
