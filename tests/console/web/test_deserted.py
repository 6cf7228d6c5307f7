"""A place that the hall has open belongs to somebody's session: however that ends, the place is closed."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import pytest
from booked_hall import asked_as_console, overheard
from console_at_work import ConsoleAtWork
from deadline import until
from hall_under_test import HallUnderTest
from http_browser import SESSION, Browser
from staff_room import OTHER, PASSWORD

from console.accounts.account import Profile
from console.accounts.door import SignedIn
from console.accounts.refusals import Refusal, RefusalCode
from console.accounts.roles import StaffRole
from console.web.deserted import deserted
from firmware.words import new_id
from mqtt_bridge.commands import CallNext, Finish
from mqtt_bridge.place_commands import ClosePlace, OpenPlace, PausePlace
from mqtt_bridge.private_broker import PrivateBroker

AN_AGE_S = 7 * 86_400.0


def signs_out_everywhere(hall: ConsoleAtWork, _browser: Browser) -> None:
    elsewhere = browser_of(hall)
    assert elsewhere.submit("/sign-out-everywhere").status == 303


def is_signed_in_anew_in_the_same_browser(_hall: ConsoleAtWork, browser: Browser) -> None:
    assert browser.sign_in(LOGIN, PASSWORD).status == 303


def has_another_password(hall: ConsoleAtWork, _browser: Browser) -> None:
    elsewhere = browser_of(hall)
    with hall.staff() as store:
        for old, new in ((PASSWORD, OTHER), (OTHER, PASSWORD)):
            changed = store.secrets.change_password(elsewhere.cookies[SESSION], old, new, hall.now())
            assert isinstance(changed, SignedIn), changed
            elsewhere.cookies[SESSION] = changed.token


def guesses_at_the_lock(hall: ConsoleAtWork, browser: Browser) -> None:
    with hall.staff() as store:
        store.door.lock(browser.cookies[SESSION], hall.now())
        while (said := store.door.unlock(browser.cookies[SESSION], "жоқ", hall.now())) is not None:
            assert isinstance(said, Refusal)
            if said.code is RefusalCode.SESSION_ENDED:
                return


def grows_too_old(hall: ConsoleAtWork, _browser: Browser) -> None:
    with hall.staff() as store:
        store.pass_time(hall.now() + AN_AGE_S)


def may_not_hold_it_any_more(hall: ConsoleAtWork, _browser: Browser) -> None:
    account = hall.people[LOGIN]
    with hall.staff() as store:
        for roles in ((StaffRole.HELPER,), (StaffRole.CONSULTANT,)):
            profile = Profile(login=LOGIN, name=account.name, roles=roles)
            store.register.change(account.account_id, profile, hall.now(), None)


def has_the_account_closed(hall: ConsoleAtWork, _browser: Browser) -> None:
    account_id = hall.people[LOGIN].account_id
    with hall.staff() as store:
        for disabled in (True, False):
            store.register.set_disabled(account_id, disabled=disabled, at=hall.now(), by=None)


LOGIN = "desk"
ENDS: Mapping[str, Callable[[ConsoleAtWork, Browser], None]] = MappingProxyType(
    {
        act.__name__: act
        for act in (
            signs_out_everywhere,
            is_signed_in_anew_in_the_same_browser,
            has_another_password,
            guesses_at_the_lock,
            grows_too_old,
            may_not_hold_it_any_more,
            has_the_account_closed,
        )
    }
)


@pytest.fixture(scope="module")
def up(shared_broker: PrivateBroker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleAtWork]:
    with ConsoleAtWork(tmp_path_factory.mktemp("hall"), f"test-{new_id()}", shared_broker.port) as up:
        yield up


@pytest.fixture
def said(up: ConsoleAtWork) -> Iterator[list[bytes]]:
    with overheard(up) as said:
        yield said


def browser_of(up: ConsoleAtWork) -> Browser:
    return up.signed_in(LOGIN)


def heard(said: list[bytes], event: str, place: str) -> int:
    """Wait until it is heard; return where it stands among all that was."""
    words = (f'"{event}"'.encode(), f'"{place}"'.encode())
    (first, *_) = until(lambda: [n for n, one in enumerate(said) if all(word in one for word in words)])
    return first


@pytest.mark.parametrize("how", ENDS)
def test_a_session_that_ends_leaves_no_open_place_behind(up: ConsoleAtWork, said: list[bytes], how: str) -> None:
    browser = browser_of(up)
    browser.take("window-1")
    heard(said, "place-opened", "window-1")

    ENDS[how](up, browser)

    heard(said, "place-closed", "window-1")


def test_who_signs_out_closes_both_places(up: ConsoleAtWork, said: list[bytes]) -> None:
    browser = browser_of(up)
    browser.take("window-1", "window-2")
    for place in ("window-1", "window-2"):
        heard(said, "place-opened", place)

    assert browser.submit("/sign-out").status == 303

    for place in ("window-1", "window-2"):
        heard(said, "place-closed", place)


def test_a_place_with_a_visitor_is_closed_when_the_visitor_has_gone(up: ConsoleAtWork, said: list[bytes]) -> None:
    browser = browser_of(up)
    browser.take("window-3")
    ticket_id = up.ticket().paper.ticket_id
    asked_as_console(up, CallNext(place="window-3"), new_id())
    heard(said, "ticket-called", "window-3")

    may_not_hold_it_any_more(up, browser)
    asked_as_console(up, Finish(place="window-3", ticket_id=ticket_id), new_id())

    assert heard(said, "visit-finished", "window-3") < heard(said, "place-closed", "window-3")


def test_only_what_staff_have_opened_and_nobody_holds_is_deserted(hall: HallUnderTest) -> None:
    hall.ask(OpenPlace(place="window-1"), staff="s-1")
    hall.ask(OpenPlace(place="window-2"), staff="s-2")
    hall.ask(OpenPlace(place="window-3"))
    hall.ask(OpenPlace(place="seat-1"), staff="of-another-console")

    assert deserted(hall.hall, {"s-1", "s-2"}, {"window-2"}) == ["window-1"]
    assert deserted(hall.hall, {"s-1", "s-2"}, {"window-1", "window-2"}) == []


def test_a_break_that_nobody_will_end_is_deserted_and_a_closed_place_is_not(hall: HallUnderTest) -> None:
    for place in ("window-1", "window-2"):
        hall.ask(OpenPlace(place=place), staff="s-1")
    hall.ask(PausePlace(place="window-1", reason="lunch"), staff="s-1")
    hall.ask(ClosePlace(place="window-2"), staff="s-1")

    assert deserted(hall.hall, {"s-1"}, set()) == ["window-1"]


def test_where_a_visitor_is_or_who_works_by_call_pad_is_left_alone(hall: HallUnderTest) -> None:
    hall.ask(OpenPlace(place="window-1"), staff="s-1")
    hall.wait()
    hall.ask(CallNext(place="window-1"), staff="s-1")
    hall.ask(OpenPlace(place="window-2"), peer="pad-window-2")

    assert hall.hall.ticket_at("window-1") is not None
    assert deserted(hall.hall, {"s-1"}, set()) == []
