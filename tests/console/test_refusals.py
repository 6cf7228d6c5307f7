import pytest

from console.receptions.refusals import REFUSALS, RefusalCode


def test_every_refusal_has_its_words_in_both_languages() -> None:
    assert set(REFUSALS) == set(RefusalCode)
    for words in REFUSALS.values():
        assert len({words.what.kk, words.what.ru, words.do.kk, words.do.ru}) == 4


def test_who_is_booked_already_can_be_somebody_else_with_the_same_contact() -> None:
    do = REFUSALS[RefusalCode.BOOKED_ALREADY].do

    assert "телефоны ортақ басқа адам" in do.kk
    assert "другой человек с тем же телефоном" in do.ru


@pytest.mark.parametrize("code", list(RefusalCode))
def test_what_it_is_has_no_full_stop_and_what_to_do_has_one(code: RefusalCode) -> None:
    words = REFUSALS[code]

    assert not words.what.kk.endswith(".")
    assert not words.what.ru.endswith(".")
    assert words.do.kk.endswith(".")
    assert words.do.ru.endswith(".")
