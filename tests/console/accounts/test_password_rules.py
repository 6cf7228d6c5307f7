"""Which passwords are good enough, one-time passwords, and that every refusal has words in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from staff_room import NOW, OTHER, PASSWORD, code, signed_in

from console.accounts.door import SignedIn
from console.accounts.hashing import Cost, Hashing
from console.accounts.password_rules import as_one_time, one_time_password, password_faults
from console.accounts.refusals import REFUSALS, Refusal, RefusalCode
from console.accounts.store import StaffStore

LOGIN, NAME = "aliya", "Серікова Гүлмира"


@pytest.mark.parametrize(
    "good", [PASSWORD, OTHER, "correct horse battery", "Tk7!fresh-rain", "жаңбырдан соң 3 кемпірқосақ"]
)
def test_a_few_words_are_a_good_password(good: str) -> None:
    assert password_faults(good, LOGIN, NAME) == []


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        ("короткий", RefusalCode.PASSWORD_SHORT),
        ("", RefusalCode.PASSWORD_SHORT),
        ("x" * 201, RefusalCode.PASSWORD_LONG),
        ("\ufdfa" * 20, RefusalCode.PASSWORD_LONG),
        ("это не Aliya 77", RefusalCode.PASSWORD_HAS_NAME),
        ("СЕРІКОВА-2026-xy", RefusalCode.PASSWORD_HAS_NAME),
        ("абабабабабаб", RefusalCode.PASSWORD_SIMPLE),
        ("19041991190419", RefusalCode.PASSWORD_SIMPLE),
        ("2026-11-27 10:00", RefusalCode.PASSWORD_SIMPLE),
        ("Password2026!", RefusalCode.PASSWORD_COMMON),
        ("1234qwertyuiop", RefusalCode.PASSWORD_COMMON),
        ("poiuytrewq", RefusalCode.PASSWORD_COMMON),
        ("йцукенгшщз", RefusalCode.PASSWORD_COMMON),
        ("ӘІҢҒҮҰҚӨҺ1", RefusalCode.PASSWORD_COMMON),
        ("Құпиясөз123", RefusalCode.PASSWORD_COMMON),
        ("Қазақстан-1991", RefusalCode.PASSWORD_COMMON),
        ("Kazakhstan01", RefusalCode.PASSWORD_COMMON),
    ],
)
def test_a_password_that_is_soon_guessed_is_refused(bad: str, fault: RefusalCode) -> None:
    assert fault in password_faults(bad, LOGIN, NAME)


def test_all_faults_are_told_at_once_and_the_old_password_stays(store: StaffStore) -> None:
    token = signed_in(store)

    assert store.secrets.change_password(token, PASSWORD, "aliya", NOW) == Refusal(
        codes=(RefusalCode.PASSWORD_SHORT, RefusalCode.PASSWORD_HAS_NAME, RefusalCode.PASSWORD_SIMPLE)
    )
    assert code(store.secrets.change_password(token, PASSWORD, PASSWORD, NOW)) is RefusalCode.PASSWORD_SAME
    signed_in(store)


def test_a_password_is_changed_by_who_knows_the_old_one_alone(store: StaffStore) -> None:
    token = signed_in(store)

    assert code(store.secrets.change_password(token, "wrong", OTHER, NOW)) is RefusalCode.WRONG_PASSWORD
    assert code(store.secrets.change_password("no-token", PASSWORD, OTHER, NOW)) is RefusalCode.NO_SESSION
    assert isinstance(store.secrets.change_password(token, PASSWORD, OTHER, NOW), SignedIn)
    signed_in(store, password=OTHER)
    assert code(store.door.sign_in("aliya", PASSWORD, NOW)) is RefusalCode.WRONG_SIGN_IN


def test_one_time_passwords_are_sixteen_digits_and_never_the_same() -> None:
    made = {one_time_password() for _ in range(200)}

    assert len(made) == 200
    for password in made:
        assert len(as_one_time(password)) == 16
        assert as_one_time(password).isdigit()
        assert password_faults(as_one_time(password), LOGIN, NAME) == [RefusalCode.PASSWORD_SIMPLE]


@given(st.text(), st.text(), st.text())
def test_nothing_that_is_typed_breaks_the_rule(new: str, login: str, name: str) -> None:
    faults = password_faults(new, login, name)

    assert set(faults) <= set(REFUSALS)
    assert faults or 10 <= len(new) <= 200


def test_a_hash_takes_the_memory_and_passes_that_the_decision_names() -> None:
    assert "$argon2id$v=19$m=19456,t=2,p=1$" in Hashing(Cost()).hash(PASSWORD)


def test_every_refusal_has_words_in_both_languages() -> None:
    assert set(REFUSALS) == set(RefusalCode)
    for words in REFUSALS.values():
        assert words.kk != words.ru
        assert words.kk.endswith((".", "!")) == words.ru.endswith((".", "!"))
