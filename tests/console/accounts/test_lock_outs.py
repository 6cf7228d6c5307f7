"""Too many wrong passwords: for how long nobody may try, over restarts and whatever the clock does."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from staff_room import NOW, PASSWORD, acts, code, opened, signed_in

from console.accounts.acts import Act
from console.accounts.limits import Tries, after_wrong, settled, wait_s
from console.accounts.refusals import Refusal, RefusalCode
from console.accounts.settings import AccountsSettings
from console.accounts.store import StaffStore

SETTINGS = AccountsSettings()


def tried(store: StaffStore, times: int, at: float = NOW, login: str = "aliya", address: str | None = None) -> Refusal:
    answers = [store.door.sign_in(login, "wrong", at, address=address) for _ in range(times)]
    assert isinstance(answers[-1], Refusal)
    return answers[-1]


def test_five_wrong_passwords_lock_an_account_out_for_five_minutes_even_for_the_right_one(store: StaffStore) -> None:
    assert tried(store, 4).code is RefusalCode.WRONG_SIGN_IN
    assert tried(store, 1) == Refusal(codes=(RefusalCode.LOCKED_OUT,), wait_s=300.0)

    assert code(store.door.sign_in("aliya", PASSWORD, NOW + 299)) is RefusalCode.LOCKED_OUT
    signed_in(store, at=NOW + 300)
    assert (Act.LOCK_OUT, "none", "done") in acts(store)


def test_a_login_that_nobody_has_is_locked_out_in_the_same_way(store: StaffStore) -> None:
    for times in (1, 3, 1, 1):
        assert tried(store, times, login="nobody") == tried(store, times)


def test_wrong_passwords_of_long_ago_do_not_count(store: StaffStore) -> None:
    tried(store, 4)

    assert tried(store, 4, NOW + 901).code is RefusalCode.WRONG_SIGN_IN


def test_the_right_password_forgets_the_wrong_ones(store: StaffStore) -> None:
    tried(store, 4)
    signed_in(store)

    assert tried(store, 4).code is RefusalCode.WRONG_SIGN_IN


def test_each_lock_out_of_a_day_is_twice_as_long_up_to_an_hour(store: StaffStore) -> None:
    at, lengths = NOW, []
    for _ in range(6):
        lengths.append(tried(store, 5, at).wait_s)
        at += lengths[-1]

    assert lengths == [300, 600, 1200, 2400, 3600, 3600]
    assert tried(store, 5, at + 86_400).wait_s == 300


def test_an_address_that_tries_many_logins_is_locked_out_for_all_of_them(store: StaffStore) -> None:
    for number in range(19):
        assert tried(store, 1, login=f"login-{number}", address="10.0.0.9").code is RefusalCode.WRONG_SIGN_IN
    tried(store, 1, login="login-20", address="10.0.0.9")

    assert code(store.door.sign_in("aliya", PASSWORD, NOW, address="10.0.0.9")) is RefusalCode.LOCKED_OUT
    assert not isinstance(store.door.sign_in("aliya", PASSWORD, NOW, address="10.0.0.8"), Refusal)


def test_who_has_an_account_does_not_open_an_address_for_more_tries(store: StaffStore) -> None:
    for number in range(19):
        tried(store, 1, login=f"login-{number}", address="10.0.0.9")
    store.door.sign_in("aliya", PASSWORD, NOW, address="10.0.0.9")

    assert tried(store, 1, login="login-20", address="10.0.0.9").code is RefusalCode.LOCKED_OUT


def test_a_restart_ends_no_lock_out(store: StaffStore, tmp_path: Path) -> None:
    tried(store, 5, address="10.0.0.9")
    store.close()

    with opened(tmp_path) as again:
        assert code(again.door.sign_in("aliya", PASSWORD, NOW + 100)) is RefusalCode.LOCKED_OUT


def test_who_is_signed_in_goes_on_working_while_somebody_locks_the_account_out(store: StaffStore) -> None:
    token = signed_in(store)
    tried(store, 5)
    store.door.lock(token, NOW)

    assert store.door.unlock(token, PASSWORD, NOW) is None


def test_another_one_time_password_ends_a_lock_out_and_so_does_enabling(store: StaffStore) -> None:
    (account,) = store.register.all()
    tried(store, 5)
    store.register.set_disabled(account.account_id, disabled=False, at=NOW, by=None)
    signed_in(store)

    tried(store, 5)
    made = store.register.reset(account.account_id, NOW, None)
    assert not isinstance(made, Refusal)
    signed_in(store, password=made.password)


def test_a_clock_that_goes_back_unlocks_nothing_and_locks_nobody_out_for_ever(store: StaffStore) -> None:
    year_s = 31_536_000.0
    tried(store, 5, NOW + year_s)

    assert code(store.door.sign_in("aliya", PASSWORD, NOW)) is RefusalCode.LOCKED_OUT
    assert code(store.door.sign_in("aliya", PASSWORD, NOW + 299)) is RefusalCode.LOCKED_OUT
    signed_in(store, at=NOW + 300)


def test_tries_are_forgotten_a_day_after_they_mattered(store: StaffStore) -> None:
    for number in range(50):
        tried(store, 1, login=f"login-{number}")
    tried(store, 5)
    store.pass_time(NOW + 86_400 + 299)
    assert len(store.file.execute("SELECT key FROM tries")) == 1
    store.pass_time(NOW + 2 * 86_400)
    assert store.file.execute("SELECT key FROM tries") == []


TIMES = st.lists(st.floats(min_value=0, max_value=2e9), max_size=40)


@given(TIMES)
def test_nobody_waits_longer_than_the_longest_lock_out_whatever_the_clock_does(times: list[float]) -> None:
    tries = Tries()
    for at in times:
        tries = settled(tries, at)
        assert wait_s(tries, at) <= SETTINGS.longest_lock_out_s
        if not wait_s(tries, at):
            tries = after_wrong(tries, at, SETTINGS.wrong_tries, SETTINGS)
        assert len(tries.wrong_at) < SETTINGS.wrong_tries


@given(TIMES)
def test_between_two_lock_outs_there_are_never_more_tries_than_allowed(times: list[float]) -> None:
    tries, compared = Tries(), 0
    for at in sorted(times):
        tries = settled(tries, at)
        if wait_s(tries, at):
            continue
        compared += 1
        tries = after_wrong(tries, at, SETTINGS.wrong_tries, SETTINGS)
        if wait_s(tries, at):
            assert compared >= SETTINGS.wrong_tries
            compared = 0
