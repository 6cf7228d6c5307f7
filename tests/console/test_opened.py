"""Pages that show names: one look each time somebody opens one, nothing after its time or a lock."""

import pytest
from reception_days import STAFF, at
from reception_store import MONDAY, THURSDAY, booked

from console.receptions.keeping import erase_due
from console.receptions.looks import looks_page
from console.receptions.opened import KEEP_S, MOST_SESSIONS, MOST_VIEWS, OpenedNames, PageView
from console.receptions.rows import Why
from console.receptions.store import Store


def page(session: str = "s1", view: str = "v1", staff: str = STAFF) -> PageView:
    return PageView(session, view, staff, Why.TODAY)


def looks(store: Store) -> list[tuple[str, ...]]:
    return [look.booking_ids for look in looks_page(store).looks]


@pytest.fixture
def opened() -> OpenedNames:
    return OpenedNames()


def test_a_page_that_renews_itself_has_one_look_for_all_its_names(store: Store, opened: OpenedNames) -> None:
    ids = [booked(store, "10:00"), booked(store, "10:20")]

    shown = opened.open(store, page(), ids, THURSDAY, 0.0)
    again = [opened.renew(store, page(), ids, THURSDAY + second, second) for second in range(0, int(KEEP_S), 10)]

    assert set(shown) == set(ids)
    assert all(names == shown for names in again)
    assert looks(store) == [tuple(sorted(ids))]


def test_who_comes_onto_an_open_page_is_a_look_of_its_own(store: Store, opened: OpenedNames) -> None:
    first = booked(store, "10:00")
    opened.open(store, page(), [first], THURSDAY, 0.0)
    second = booked(store, "10:20")

    assert set(opened.renew(store, page(), [first, second], THURSDAY, 5.0) or ()) == {first, second}
    assert looks(store) == [(second,), (first,)]


def test_a_page_opened_again_is_another_look(store: Store, opened: OpenedNames) -> None:
    booking_id = booked(store, "10:00")
    for view in ("v1", "v2"):
        opened.open(store, page(view=view), [booking_id], THURSDAY, 0.0)

    assert len(looks(store)) == 2


def test_after_its_time_a_page_shows_no_name_and_nothing_is_in_memory(store: Store, opened: OpenedNames) -> None:
    booking_id = booked(store, "10:00")
    opened.open(store, page(), [booking_id], THURSDAY, 0.0)
    assert opened.held() == 1

    opened.forget_old(KEEP_S)

    assert opened.held() == 0
    assert opened.renew(store, page(), [booking_id], THURSDAY, KEEP_S) is None
    assert len(looks(store)) == 1


def test_a_lock_takes_all_names_of_its_session_and_of_no_other(store: Store, opened: OpenedNames) -> None:
    booking_id = booked(store, "10:00")
    for session in ("s1", "s2"):
        opened.open(store, page(session), [booking_id], THURSDAY, 0.0)

    opened.forget_session("s1")

    assert opened.renew(store, page("s1"), [booking_id], THURSDAY, 1.0) is None
    assert opened.renew(store, page("s2"), [booking_id], THURSDAY, 1.0)
    assert opened.held() == 1


def test_a_page_of_somebody_else_shows_nothing(store: Store, opened: OpenedNames) -> None:
    booking_id = booked(store, "10:00")
    opened.open(store, page(), [booking_id], THURSDAY, 0.0)

    assert opened.renew(store, page(staff="staff-9"), [booking_id], THURSDAY, 1.0) is None


def test_what_was_erased_vanishes_from_open_pages(store: Store, opened: OpenedNames) -> None:
    booking_id = booked(store, "10:00")
    opened.open(store, page(), [booking_id], THURSDAY, 0.0)
    erase_due(store, at("2028-03-01 09:00"))

    assert opened.renew(store, page(), [booking_id], THURSDAY, 1.0) == {}
    assert opened.held() == 0


def test_who_has_left_the_page_leaves_memory(store: Store, opened: OpenedNames) -> None:
    ids = [booked(store, "10:00"), booked(store, "10:20")]
    opened.open(store, page(), ids, THURSDAY, 0.0)

    opened.renew(store, page(), ids[:1], THURSDAY, 1.0)

    assert opened.held() == 1


def test_views_and_sessions_are_bounded(store: Store, opened: OpenedNames) -> None:
    booking_id = booked(store, "10:00")
    for number in range(MOST_VIEWS + 5):
        opened.open(store, page(view=f"v{number}"), [booking_id], MONDAY, 0.0)
    assert opened.held() == MOST_VIEWS
    assert opened.renew(store, page(view="v0"), [booking_id], MONDAY, 1.0) is None

    for number in range(MOST_SESSIONS + 5):
        opened.open(store, page(f"t{number}"), [booking_id], MONDAY, 0.0)
    assert opened.held() == MOST_SESSIONS
    assert "Мысал" not in repr(opened.__dict__)
