"""How long somebody stays signed in, when a screen locks, and who can open it again."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from staff_room import NOW, OTHER, PASSWORD, acts, code, hired, opened, place, signed_in

from console.accounts.acts import Act
from console.accounts.door import SignedIn
from console.accounts.live_session import BACK_S, LiveSession
from console.accounts.refusals import RefusalCode
from console.accounts.roles import Right
from console.accounts.settings import AccountsSettings
from console.accounts.store import StaffStore
from console.accounts.tokens import csrf_fits, csrf_token

SETTINGS = AccountsSettings()
PIN = "739152"
HOUR_S = 3600.0


def is_locked(store: StaffStore, token: str, at: float) -> bool:
    view = store.sessions.session(token, at)
    assert view is not None
    return view.locked


def worked(store: StaffStore, token: str, begins: float, ends: float) -> None:
    at = begins
    while at <= ends:
        assert not is_locked(store, token, at)
        store.pass_time(at)
        at += 300.0


def with_pin(store: StaffStore) -> str:
    token = signed_in(store)
    assert store.secrets.set_pin(token, PASSWORD, PIN, NOW) is None
    return token


def test_a_session_in_which_nothing_is_done_locks_and_stays_locked(store: StaffStore) -> None:
    token = signed_in(store)

    assert not is_locked(store, token, NOW + 599)
    assert is_locked(store, token, NOW + 599 + 600)
    assert is_locked(store, token, NOW + 599 + 601)


def test_a_locked_session_may_nothing(store: StaffStore) -> None:
    hired(store, "berik")
    token = signed_in(store)
    store.door.lock(token, NOW)
    view = store.sessions.session(token, NOW)

    assert view is not None
    assert view.locked
    assert not any(view.may(right) for right in Right)
    assert code(store.places.hold(token, place("window-1"), NOW)) is RefusalCode.LOCKED
    assert code(store.secrets.change_password(token, PASSWORD, OTHER, NOW)) is RefusalCode.LOCKED
    assert code(store.secrets.set_pin(token, PASSWORD, PIN, NOW)) is RefusalCode.LOCKED


def test_what_happens_by_itself_keeps_no_session_open(store: StaffStore) -> None:
    token = signed_in(store)
    for second in range(0, 600, 5):
        view = store.sessions.session(token, NOW + second, active=False)
        assert view is not None
        assert not view.locked

    assert is_locked(store, token, NOW + 600)


def test_a_session_ends_twelve_hours_after_it_began_however_busy_it_is(store: StaffStore) -> None:
    token = signed_in(store)
    worked(store, token, NOW, NOW + 12 * HOUR_S - 300)

    assert store.sessions.session(token, NOW + 12 * HOUR_S) is None
    assert code(store.door.unlock(token, PASSWORD, NOW + 12 * HOUR_S)) is RefusalCode.NO_SESSION
    store.pass_time(NOW + 12 * HOUR_S)
    assert store.file.execute("SELECT * FROM sessions") == []


def test_the_pin_unlocks_and_so_does_the_password(store: StaffStore) -> None:
    token = with_pin(store)

    for secret in (PIN, PASSWORD):
        store.door.lock(token, NOW)
        assert store.door.unlock(token, secret, NOW) is None
        assert not is_locked(store, token, NOW)


def test_a_session_unlocked_after_lunch_does_not_lock_at_once(store: StaffStore) -> None:
    token = with_pin(store)
    assert is_locked(store, token, NOW + HOUR_S)
    assert store.door.unlock(token, PIN, NOW + HOUR_S) is None

    assert not is_locked(store, token, NOW + HOUR_S + 599)


def test_five_wrong_pins_end_the_session(store: StaffStore) -> None:
    token = with_pin(store)
    store.door.lock(token, NOW)

    for _ in range(4):
        assert code(store.door.unlock(token, "135790", NOW)) is RefusalCode.WRONG_SECRET
    assert code(store.door.unlock(token, "135790", NOW)) is RefusalCode.SESSION_ENDED
    assert code(store.door.unlock(token, PIN, NOW)) is RefusalCode.NO_SESSION
    assert acts(store)[-1] == (Act.UNLOCK, "none", "session-ended")


def test_wrong_pins_count_over_a_restart_and_the_right_one_forgets_them(store: StaffStore, tmp_path: Path) -> None:
    token = with_pin(store)
    store.door.lock(token, NOW)
    for _ in range(4):
        store.door.unlock(token, "1357", NOW)
    store.door.unlock(token, PIN, NOW)
    for _ in range(4):
        assert code(store.door.unlock(token, "1357", NOW)) is RefusalCode.WRONG_SECRET

    with opened(tmp_path) as again:
        assert code(again.door.unlock(token, "1357", NOW)) is RefusalCode.SESSION_ENDED


def test_without_a_pin_no_pin_unlocks(store: StaffStore) -> None:
    token = with_pin(store)
    assert store.secrets.set_pin(token, PASSWORD, None, NOW) is None
    store.door.lock(token, NOW)

    assert code(store.door.unlock(token, PIN, NOW)) is RefusalCode.WRONG_SECRET
    assert store.door.unlock(token, PASSWORD, NOW) is None


@pytest.mark.parametrize(
    ("pin", "fault"),
    [
        ("123", RefusalCode.PIN_FORM),
        ("123456789", RefusalCode.PIN_FORM),
        ("12a4", RefusalCode.PIN_FORM),
        ("١٢٣٥", RefusalCode.PIN_FORM),
        ("", RefusalCode.PIN_FORM),
        ("0000", RefusalCode.PIN_SIMPLE),
        ("1234", RefusalCode.PIN_SIMPLE),
        ("987654", RefusalCode.PIN_SIMPLE),
    ],
)
def test_a_pin_that_is_none_or_the_first_that_anybody_tries_is_refused(
    store: StaffStore, pin: str, fault: RefusalCode
) -> None:
    assert code(store.secrets.set_pin(signed_in(store), PASSWORD, pin, NOW)) is fault


def test_a_pin_is_set_by_who_knows_the_password_alone(store: StaffStore) -> None:
    token = signed_in(store)

    for _ in range(4):
        assert code(store.secrets.set_pin(token, OTHER, PIN, NOW)) is RefusalCode.WRONG_PASSWORD
    assert code(store.secrets.set_pin(token, OTHER, PIN, NOW)) is RefusalCode.SESSION_ENDED


def test_the_right_password_forgets_the_wrong_ones_of_a_session(store: StaffStore) -> None:
    token = signed_in(store)
    for _ in range(4):
        store.secrets.set_pin(token, OTHER, PIN, NOW)
    assert store.secrets.set_pin(token, PASSWORD, PIN, NOW) is None

    assert code(store.secrets.set_pin(token, OTHER, PIN, NOW)) is RefusalCode.WRONG_PASSWORD


def test_who_asks_for_what_they_have_no_right_to_is_recorded(store: StaffStore) -> None:
    view = store.sessions.session(signed_in(store), NOW)
    assert view is not None
    assert not view.may(Right.PEOPLE)
    store.refuse(view, Right.PEOPLE, NOW)

    line = store.acts.latest(1)[0]
    assert (line.account_id, line.what, line.about, line.outcome) == (
        view.account.account_id,
        Act.REFUSED,
        "people",
        "no-right",
    )


def test_signing_out_ends_this_session_and_everywhere_all_of_them(store: StaffStore) -> None:
    hired(store, "berik")
    first, second, third, other = (*(signed_in(store) for _ in range(3)), signed_in(store, "berik"))
    store.door.sign_out(first, NOW)
    store.door.sign_out(first, NOW)
    assert store.sessions.session(first, NOW) is None
    assert store.sessions.session(second, NOW) is not None

    store.door.sign_out(second, NOW, everywhere=True)
    assert store.sessions.session(third, NOW) is None
    assert store.sessions.session(other, NOW) is not None


def test_another_password_ends_all_other_sessions_and_gives_this_one_another_token(store: StaffStore) -> None:
    other, token = signed_in(store), signed_in(store)
    store.places.hold(token, place("window-1"), NOW)
    changed = store.secrets.change_password(token, PASSWORD, OTHER, NOW)

    assert isinstance(changed, SignedIn)
    assert store.sessions.session(other, NOW) is None
    assert store.sessions.session(token, NOW) is None
    view = store.sessions.session(changed.token, NOW)
    assert view is not None
    assert view.places == ("window-1",)


def test_a_changed_password_makes_no_session_younger(store: StaffStore) -> None:
    token = signed_in(store)
    worked(store, token, NOW, NOW + 6 * HOUR_S)
    changed = store.secrets.change_password(token, PASSWORD, OTHER, NOW + 6 * HOUR_S)
    assert isinstance(changed, SignedIn)
    worked(store, changed.token, NOW + 6 * HOUR_S, NOW + 12 * HOUR_S - 300)

    assert store.sessions.session(changed.token, NOW + 12 * HOUR_S) is None


def test_somebody_who_signs_in_again_and_again_has_ten_sessions(store: StaffStore) -> None:
    tokens = [signed_in(store) for _ in range(12)]

    assert [store.sessions.session(token, NOW) is not None for token in tokens] == [False] * 2 + [True] * 10


def test_sessions_places_and_locks_are_there_again_after_a_restart(store: StaffStore, tmp_path: Path) -> None:
    token, locked = signed_in(store), signed_in(store)
    store.places.hold(token, place("window-1"), NOW)
    store.door.lock(locked, NOW)
    store.close()

    with opened(tmp_path) as again:
        view = again.sessions.session(token, NOW + 60)
        assert view is not None
        assert view.places == ("window-1",)
        assert is_locked(again, locked, NOW + 60)
        assert again.sessions.session(token, NOW + 13 * HOUR_S) is None


def test_a_restart_knows_to_half_a_minute_when_somebody_was_there(store: StaffStore, tmp_path: Path) -> None:
    token = signed_in(store)
    for second in range(0, 6000, 5):
        assert not is_locked(store, token, NOW + second)
        store.pass_time(NOW + second)

    with opened(tmp_path) as again:  # the first one was killed, and wrote nothing at its end
        assert not is_locked(again, token, NOW + 6000 + 500)


def test_what_the_command_line_does_is_noticed_at_the_next_look(store: StaffStore, tmp_path: Path) -> None:
    token = signed_in(store)
    assert store.sessions.session(token, NOW) is not None

    with opened(tmp_path) as other:
        (account,) = other.register.all()
        other.register.set_disabled(account.account_id, disabled=True, at=NOW, by=None)
        assert store.sessions.session(token, NOW) is None
        other.register.set_disabled(account.account_id, disabled=False, at=NOW, by=None)
        assert store.sessions.session(token, NOW) is None

        token = signed_in(store)
        other.register.reset(account.account_id, NOW, None)
        assert store.sessions.session(token, NOW) is None


def test_what_another_process_writes_makes_no_idle_session_busy(store: StaffStore, tmp_path: Path) -> None:
    token = signed_in(store)
    store.sessions.session(token, NOW + 599, active=False)
    with opened(tmp_path) as other:
        hired(other, "berik")

    assert is_locked(store, token, NOW + 601)


def test_a_clock_that_goes_back_locks_and_lengthens_no_session(store: StaffStore, tmp_path: Path) -> None:
    token = signed_in(store)
    worked(store, token, NOW, NOW + 6 * HOUR_S)

    assert is_locked(store, token, NOW)
    assert store.door.unlock(token, PASSWORD, NOW) is None
    worked(store, token, NOW, NOW + 5 * HOUR_S)
    assert store.sessions.session(token, NOW + 6 * HOUR_S) is None


def test_a_machine_that_starts_in_the_past_locks_its_sessions(store: StaffStore, tmp_path: Path) -> None:
    token = signed_in(store)
    store.close()

    with opened(tmp_path) as again:
        assert is_locked(again, token, 0.0)


def test_a_clock_that_is_put_right_by_a_second_locks_nobody(store: StaffStore) -> None:
    token = signed_in(store)

    assert not is_locked(store, token, NOW - BACK_S)


LOOKS = st.lists(st.tuples(st.integers(-2000, 2000), st.booleans()), max_size=60)


@given(LOOKS)
def test_a_session_ages_by_all_the_time_that_passes_and_unlocks_by_no_clock(looks: list[tuple[int, bool]]) -> None:
    live, at, passed = LiveSession("s-1", NOW, NOW), NOW, 0.0
    for step, active in looks:
        at, passed = at + step, passed + max(step, 0.0)
        was_locked, was_over = live.locked, live.is_over(SETTINGS)
        live.pass_time(at, SETTINGS)
        assert live.locked or not was_locked
        assert live.is_over(SETTINGS) or not was_over
        assert live.age_s == passed
        assert live.locked or (step >= -BACK_S and step < SETTINGS.idle_lock_s)
        if active and not live.locked:
            live.idle_s = 0.0


def test_a_form_is_taken_from_its_own_session_alone(store: StaffStore) -> None:
    token, other = signed_in(store), signed_in(store)

    assert csrf_fits(token, csrf_token(token))
    for wrong in (csrf_token(other), "", token, "ы", "\ud800"):
        assert not csrf_fits(token, wrong)
