"""Who comes in, who does not, and that nobody learns more from being turned away."""

import sqlite3
import statistics
import time
from pathlib import Path

import pytest
from staff_room import CHEAP, NOW, OTHER, PASSWORD, acts, code, hired, opened, signed_in

from console.accounts.account import Profile
from console.accounts.acts import Act
from console.accounts.door import SignedIn
from console.accounts.hashing import Cost, Hashing
from console.accounts.refusals import Refusal, RefusalCode
from console.accounts.register import OneTime
from console.accounts.roles import Right, StaffRole
from console.accounts.settings import AccountsSettings
from console.accounts.store import StaffStore

DAY_S = 86_400.0


def added(store: StaffStore, login: str) -> OneTime:
    made = store.register.add(Profile(login=login, name="Т", roles=(StaffRole.MANAGER,)), NOW, None)
    assert isinstance(made, OneTime)
    return made


def test_there_is_no_account_before_one_is_added(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        assert store.register.all() == []
        for login in ("admin", "root", "kezek", ""):
            assert code(store.door.sign_in(login, login, NOW)) is RefusalCode.WRONG_SIGN_IN


def test_a_one_time_password_opens_nothing_but_its_own_change(store: StaffStore) -> None:
    made = added(store, "berik")
    token = signed_in(store, "berik", made.password)
    view = store.sessions.session(token, NOW)

    assert view is not None
    assert view.account.must_change
    assert not any(view.may(right) for right in Right)
    changed = store.secrets.change_password(token, made.password, OTHER, NOW)
    assert isinstance(changed, SignedIn)
    view = store.sessions.session(changed.token, NOW)
    assert view is not None
    assert view.may(Right.ACCOUNTS)
    assert code(store.door.sign_in("berik", made.password, NOW)) is RefusalCode.WRONG_SIGN_IN


@pytest.mark.parametrize("parted", ["", " ", "-", " - "])
def test_how_the_groups_of_a_one_time_password_are_parted_makes_no_difference(store: StaffStore, parted: str) -> None:
    made = added(store, "berik")

    signed_in(store, "berik", made.password.replace("-", parted))


def test_a_one_time_password_that_nobody_used_is_void_after_a_week(store: StaffStore) -> None:
    made = added(store, "berik")

    assert code(store.door.sign_in("berik", made.password, NOW + 7 * DAY_S + 1)) is RefusalCode.WRONG_SIGN_IN
    signed_in(store, "berik", made.password, NOW + 7 * DAY_S)


@pytest.mark.parametrize("login", ["aliya", "ALIYA", " Aliya "])
def test_capitals_in_a_login_make_no_difference_and_in_a_password_they_do(store: StaffStore, login: str) -> None:
    signed_in(store, login)

    assert code(store.door.sign_in(login, PASSWORD.upper(), NOW)) is RefusalCode.WRONG_SIGN_IN


def test_a_letter_fits_however_it_is_composed(store: StaffStore) -> None:
    token = signed_in(store)
    assert isinstance(store.secrets.change_password(token, PASSWORD, "большой чайник й", NOW), SignedIn)

    signed_in(store, password="большой чайник и\u0306".replace("й", "и\u0306"))


def test_each_sign_in_has_a_new_token_and_ends_the_session_that_the_browser_had(store: StaffStore) -> None:
    first = signed_in(store)
    answer = store.door.sign_in("aliya", PASSWORD, NOW, instead_of=first)

    assert isinstance(answer, SignedIn)
    assert answer.token != first
    assert store.sessions.session(first, NOW) is None
    assert store.sessions.session(answer.token, NOW) is not None


def test_a_token_that_somebody_made_up_is_never_taken_over(store: StaffStore) -> None:
    answer = store.door.sign_in("aliya", PASSWORD, NOW, instead_of="chosen-by-somebody-else")

    assert isinstance(answer, SignedIn)
    for made_up in ("chosen-by-somebody-else", "", "x" * 100_000, "\ud800"):
        assert store.sessions.session(made_up, NOW) is None


def test_wrong_password_unknown_login_and_disabled_account_are_answered_alike(store: StaffStore) -> None:
    gone = hired(store, "berik")
    store.register.set_disabled(gone.account_id, disabled=True, at=NOW, by=None)

    answers = [
        store.door.sign_in("aliya", "wrong", NOW),
        store.door.sign_in("nobody", PASSWORD, NOW),
        store.door.sign_in("berik", PASSWORD, NOW),
        store.door.sign_in("berik", "\ud800" * 5000, NOW),
        store.door.sign_in("no login at all'; --", PASSWORD, NOW),
    ]
    assert answers == [Refusal(codes=(RefusalCode.WRONG_SIGN_IN,))] * 5


def test_an_unknown_login_costs_as_much_time_as_a_wrong_password(tmp_path: Path) -> None:
    settings = AccountsSettings(file=str(tmp_path / "staff.db"), wrong_tries=20)
    with StaffStore(settings, Cost(memory_kib=16_384, passes=2)) as store:
        hired(store)
        taken: dict[str, list[float]] = {"aliya": [], "nobody": [], "no login": []}
        for _ in range(7):
            for login, times in taken.items():
                begun = time.process_time()
                assert isinstance(store.door.sign_in(login, "wrong", NOW), Refusal)
                times.append(time.process_time() - begun)
        known, *others = [statistics.median(times) for times in taken.values()]
        assert all(0.5 < other / known < 2 for other in others)


def test_the_file_holds_no_password_no_token_and_no_pin(store: StaffStore, tmp_path: Path) -> None:
    token = signed_in(store)
    store.secrets.set_pin(token, PASSWORD, "739152", NOW)
    store.door.sign_in("typed-into-the-wrong-field", PASSWORD, NOW)
    made = added(store, "berik")

    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    secrets = (PASSWORD, token, "739152", "typed-into-the-wrong-field", made.password, made.password.replace("-", ""))
    for secret in secrets:
        assert secret.encode() not in kept
    assert made.password not in repr(made)
    assert token not in repr(SignedIn(token=token, account=made.account))


def test_a_hash_of_another_cost_is_made_anew_at_the_next_sign_in(store: StaffStore, tmp_path: Path) -> None:
    before = store.register.kept(store.register.all()[0].account_id)
    assert before is not None
    dearer = StaffStore(store.settings, Cost(memory_kib=16, passes=2))
    with dearer:
        signed_in(dearer)
        after = dearer.register.kept(store.register.all()[0].account_id)
        assert after is not None
        assert "m=16,t=2" in after.password
        signed_in(dearer)
        assert dearer.register.kept(store.register.all()[0].account_id) == after


def test_what_is_no_hash_fits_nothing() -> None:
    hashing = Hashing(CHEAP)

    for damaged in ("", "plain", "$argon2id$v=19$m=8,t=1,p=1$x$y"):
        assert not hashing.fits(damaged, "plain")


def test_sign_ins_and_what_was_tried_are_recorded_without_what_was_typed(store: StaffStore) -> None:
    store.door.sign_in("aliya", "wrong", NOW)
    store.door.sign_in("nobody", "wrong", NOW)
    token = signed_in(store)
    store.door.sign_out(token, NOW)

    aliya = store.register.all()[0].account_id
    assert acts(store)[-4:] == [
        (Act.SIGN_IN, "none", "wrong"),
        (Act.SIGN_IN, "none", "wrong"),
        (Act.SIGN_IN, "none", "done"),
        (Act.SIGN_OUT, "none", "done"),
    ]
    assert [line.account_id for line in store.acts.latest(4)] == [aliya, aliya, None, aliya]


def test_a_record_is_never_changed_and_holds_no_sentence(store: StaffStore) -> None:
    file = sqlite3.connect(store.file.path)
    with pytest.raises(sqlite3.IntegrityError, match="acts are never changed"):
        file.execute("UPDATE acts SET outcome = 'done'")
    file.close()

    for said in ("Әлия Садықова", "8 701 000 00 00", "", "x" * 65):
        with pytest.raises(ValueError, match="names and ids alone"):
            store.acts.record(None, Act.REFUSED, NOW, said)


def test_acts_are_kept_for_their_days(store: StaffStore) -> None:
    store.pass_time(NOW + 399 * DAY_S)
    assert acts(store)
    store.pass_time(NOW + 401 * DAY_S)
    assert acts(store) == []


def test_acts_are_read_in_pages(store: StaffStore) -> None:
    newest = store.acts.latest(2)
    older = store.acts.latest(100, before_seq=newest[-1].seq)

    assert [*newest, *older] == store.acts.latest(100)
