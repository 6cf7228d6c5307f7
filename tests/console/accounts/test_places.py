"""Who works where: one place, one person at a time, and who loses it is told."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from staff_room import CENTRE, NOW, acts, code, hired, opened, place, signed_in

from console.accounts.account import Profile
from console.accounts.acts import Act
from console.accounts.places import Held, HeldBy, Lost
from console.accounts.refusals import RefusalCode
from console.accounts.roles import StaffRole
from console.accounts.store import StaffStore


@pytest.fixture
def tokens(store: StaffStore) -> tuple[str, str]:
    """Sign Aliya and Berik in, two consultants."""
    hired(store, "berik", name="Сейітов Берік")
    return signed_in(store), signed_in(store, "berik")


def places_of(store: StaffStore, token: str) -> tuple[str, ...]:
    view = store.sessions.session(token, NOW)
    assert view is not None
    return view.places


def test_who_comes_second_is_told_who_has_the_place_and_nothing_changes(
    store: StaffStore, tokens: tuple[str, str]
) -> None:
    first, second = tokens
    assert store.places.hold(first, place("window-1"), NOW) == Held(place="window-1", since=NOW)
    aliya = store.register.by_login("aliya")
    assert aliya is not None

    told = store.places.hold(second, place("window-1"), NOW + 5)
    assert told == HeldBy(place="window-1", account_id=aliya.account_id, name=aliya.name, since=NOW)
    assert places_of(store, first) == ("window-1",)
    assert places_of(store, second) == ()
    assert store.places.holders() == {"window-1": told}
    assert store.places.lost(first, NOW) == ()


def test_taking_over_is_explicit_recorded_and_told_once_to_who_lost_it(
    store: StaffStore, tokens: tuple[str, str]
) -> None:
    first, second = tokens
    store.places.hold(first, place("window-1"), NOW)
    assert store.places.hold(second, place("window-1"), NOW + 5, take_over=True) == Held(
        place="window-1", since=NOW + 5
    )
    aliya, berik = store.register.all()

    assert places_of(store, first) == ()
    assert places_of(store, second) == ("window-1",)
    lost = Lost(place="window-1", account_id=berik.account_id, name=berik.name, at=NOW + 5)
    assert store.places.lost(first, NOW + 6) == [lost]
    assert store.places.lost(first, NOW + 7) == ()
    assert store.places.lost(second, NOW + 7) == ()
    assert acts(store)[-1] == (Act.TAKE_OVER, "window-1", aliya.account_id)


def test_a_locked_session_keeps_its_place_and_hears_of_its_loss_when_it_is_open_again(
    store: StaffStore, tokens: tuple[str, str]
) -> None:
    first, second = tokens
    store.places.hold(first, place("window-1"), NOW)
    store.door.lock(first, NOW)
    assert isinstance(store.places.hold(second, place("window-1"), NOW), HeldBy)
    store.places.hold(second, place("window-1"), NOW, take_over=True)

    assert store.places.lost(first, NOW) == ()
    store.door.unlock(first, "қара мысық 7 ағашта", NOW)
    assert len(store.places.lost(first, NOW)) == 1


def test_a_person_may_hold_several_places_and_let_go_of_one(store: StaffStore, tokens: tuple[str, str]) -> None:
    first, second = tokens
    for second_s, name in enumerate(("window-2", "window-1", "seat-1")):
        store.places.hold(first, place(name), NOW + second_s)
    assert places_of(store, first) == ("window-2", "window-1", "seat-1")

    assert store.places.let_go(first, "window-1", NOW)
    assert not store.places.let_go(first, "window-1", NOW)
    assert not store.places.let_go(second, "window-2", NOW)
    assert places_of(store, first) == ("window-2", "seat-1")


def test_holding_a_place_twice_is_as_good_as_once(store: StaffStore, tokens: tuple[str, str]) -> None:
    store.places.hold(tokens[0], place("window-1"), NOW)

    for take_over in (False, True):
        again = store.places.hold(tokens[0], place("window-1"), NOW + 9, take_over=take_over)
        assert again == Held(place="window-1", since=NOW)


def test_one_person_at_two_computers_is_asked_as_well(store: StaffStore) -> None:
    first, second = signed_in(store), signed_in(store)
    store.places.hold(first, place("window-1"), NOW)

    assert isinstance(store.places.hold(second, place("window-1"), NOW), HeldBy)


@pytest.mark.parametrize("how", ["sign-out", "end of the day", "disabled", "reset"])
def test_a_place_is_free_when_its_session_has_ended(store: StaffStore, tokens: tuple[str, str], how: str) -> None:
    first, second = tokens
    store.places.hold(first, place("window-1"), NOW)
    account = store.register.by_login("aliya")
    assert account is not None
    at = NOW + 60
    if how == "sign-out":
        store.door.sign_out(first, at)
    elif how == "end of the day":
        at = NOW + 43_200
        second = signed_in(store, "berik", at=at)
    elif how == "disabled":
        store.register.set_disabled(account.account_id, disabled=True, at=at, by=None)
    else:
        store.register.reset(account.account_id, at, None)

    assert store.places.hold(second, place("window-1"), at) == Held(place="window-1", since=at)


def test_a_place_that_the_account_may_not_hold_is_refused_and_that_is_recorded(store: StaffStore) -> None:
    hired(store, "guest", StaffRole.RECEPTION)
    hired(store, "akim", StaffRole.OFFICE)

    for login, name in (("aliya", "office-12"), ("guest", "window-1"), ("akim", "window-1")):
        assert code(store.places.hold(signed_in(store, login), place(name), NOW)) is RefusalCode.NOT_YOURS
        assert acts(store)[-1] == (Act.REFUSED, name, "not-yours")
    assert isinstance(store.places.hold(signed_in(store, "akim"), place("office-12"), NOW), Held)


def test_places_that_a_changed_account_may_no_longer_hold_are_let_go(store: StaffStore, tmp_path: Path) -> None:
    token = signed_in(store)
    for name in ("window-1", "window-2", "seat-1"):
        store.places.hold(token, place(name), NOW)

    with opened(tmp_path) as other:
        (account,) = other.register.all()
        said = {name: getattr(account, name) for name in Profile.__struct_fields__}
        narrowed = msgspec.structs.replace(Profile(**said), places=("window-2", "seat-1"))
        other.register.change(account.account_id, narrowed, NOW, None)
        assert places_of(store, token) == ("window-2", "seat-1")
        assert code(store.places.hold(token, place("window-1"), NOW)) is RefusalCode.NOT_YOURS

        other.register.change(account.account_id, msgspec.structs.replace(narrowed, roles=(StaffRole.HALL,)), NOW, None)
        assert places_of(store, token) == ()


class PlacesUnderTest(RuleBasedStateMachine):
    """Some sessions want some places, in any order; a model says who has which."""

    def __init__(self) -> None:
        super().__init__()
        from tempfile import TemporaryDirectory

        self.folder = TemporaryDirectory()
        self.store = opened(Path(self.folder.name))
        hired(self.store)
        self.tokens = [signed_in(self.store) for _ in range(3)]
        self.has: dict[str, int] = {}
        self.lost: list[list[str]] = [[], [], []]

    who = st.integers(0, 2)
    where = st.sampled_from([place.name for place in CENTRE.places if place.name != "office-12"])

    @rule(who=who, where=where, take_over=st.booleans())
    def hold(self, who: int, where: str, take_over: bool) -> None:  # noqa: FBT001 - hypothesis names it
        holder = self.has.get(where)
        answer = self.store.places.hold(self.tokens[who], place(where), NOW, take_over=take_over)
        if holder is None or holder == who or take_over:
            assert isinstance(answer, Held)
            if holder not in {None, who}:
                self.lost[holder or 0].append(where)
            self.has[where] = who
        else:
            assert isinstance(answer, HeldBy)

    @rule(who=who, where=where)
    def let_go(self, who: int, where: str) -> None:
        assert self.store.places.let_go(self.tokens[who], where, NOW) == (self.has.get(where) == who)
        if self.has.get(where) == who:
            del self.has[where]

    @rule(who=who)
    def hear_of_losses(self, who: int) -> None:
        assert [lost.place for lost in self.store.places.lost(self.tokens[who], NOW)] == self.lost[who]
        self.lost[who] = []

    @rule(who=who)
    def sign_out_and_in(self, who: int) -> None:
        self.store.door.sign_out(self.tokens[who], NOW)
        self.tokens[who] = signed_in(self.store)
        self.has = {where: holder for where, holder in self.has.items() if holder != who}
        self.lost[who] = []

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = opened(Path(self.folder.name))

    @invariant()
    def each_session_has_what_the_model_says(self) -> None:
        for who, token in enumerate(self.tokens):
            assert set(places_of(self.store, token)) == {where for where, holder in self.has.items() if holder == who}

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


TestPlacesUnderTest = PlacesUnderTest.TestCase
TestPlacesUnderTest.settings = settings(max_examples=25, stateful_step_count=20)
