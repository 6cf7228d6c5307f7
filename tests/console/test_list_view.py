"""Final lists as staff see and print them."""

from datetime import date

import pytest
from reception_days import CENTRE, SETTINGS, STAFF, at, visitor
from reception_store import booked

from console.receptions.asked import Asked
from console.receptions.commands import CancelBooking, ListFormat, TakeList
from console.receptions.export import HEADINGS, ListWords
from console.receptions.list_view import ListState, PrintedList, TakenBy, list_states, printed_list
from console.receptions.looking import HandedOver, take_list
from console.receptions.store import Store
from firmware.words import Bilingual, Language

DAY, BODY = date(2027, 1, 21), "akimat-office"
FROZEN, TUESDAY = at("2027-01-19 00:00"), at("2027-01-19 09:00")
WORDS = ListWords(SETTINGS, CENTRE)


@pytest.fixture
def ids(store: Store) -> list[str]:
    return [
        booked(store, "10:20", visitor("a@x.kz", name="Мысал Екінші", organisation="«Мысал» ЖШС")),
        booked(store, "10:00", visitor("b@x.kz", name="Мысал Бірінші <b>")),
    ]


def state(store: Store, moment: float) -> ListState:
    store.pass_time(moment)
    (found,) = [each for each in list_states(store.book, store.table_at(moment), DAY) if each.day == DAY]
    return found


def taken(store: Store, moment: float = TUESDAY, form: ListFormat = ListFormat.PAPER) -> PrintedList:
    handed = take_list(store, Asked(TakeList(day=DAY, body=BODY, format=form), STAFF, moment))
    assert isinstance(handed, HandedOver)
    return printed_list(handed, store.book, DAY, BODY, WORDS)


def test_a_list_says_when_it_will_be_final_and_then_that_somebody_must_take_it(store: Store, ids: list[str]) -> None:
    before = state(store, FROZEN - 1)
    assert (before.version, before.frozen_at, before.freezes_at, before.visitors) == (0, None, FROZEN, 2)
    assert not before.wants_handing_over

    after = state(store, FROZEN)

    assert (after.version, after.frozen_at, after.visitors) == (1, FROZEN, 2)
    assert after.wants_handing_over


def test_who_took_which_version_is_told_and_what_has_changed_since(store: Store, ids: list[str]) -> None:
    taken(store)
    assert not state(store, TUESDAY).wants_handing_over
    store.act(Asked(CancelBooking(booking_id=ids[0]), STAFF, TUESDAY + 60))

    now = state(store, TUESDAY + 60)
    assert (now.version, now.added, now.removed, now.changed, now.visitors) == (2, 0, 1, 0, 1)
    assert now.wants_handing_over

    taken(store, TUESDAY + 120, ListFormat.CSV)
    assert state(store, TUESDAY + 120).takings == (
        TakenBy(staff=STAFF, at=TUESDAY + 120, version=2, format=ListFormat.CSV),
        TakenBy(staff=STAFF, at=TUESDAY, version=1, format=ListFormat.PAPER),
    )


def test_a_printed_list_has_a_line_for_each_visitor_in_either_language(store: Store, ids: list[str]) -> None:
    store.pass_time(FROZEN)
    printed = taken(store)

    assert (printed.version, printed.frozen_at, printed.made_at, printed.compared_with) == (1, FROZEN, FROZEN, None)
    assert printed.body == Bilingual(kk="Аудан әкімінің аппараты", ru="Аппарат акима района")
    assert list(printed.columns) == [
        "begins", "official", "office", "name", "organisation", "subject", "language", "source"
    ]  # fmt: skip
    kk, ru = printed.cells(Language.KK), printed.cells(Language.RU)
    assert [line[:2] for line in kk] == [["10:00", "Аудан әкімі"], ["10:20", "Аудан әкімі"]]
    assert [line[1] for line in ru] == ["Аким района"] * 2
    assert [line[3] for line in kk] == ["Мысал Бірінші <b>", "Мысал Екінші"]
    assert all(len(line) == len(printed.columns) for line in kk + ru)
    assert "contact" not in HEADINGS
    assert "Мысал" not in repr(printed)


def test_a_later_version_says_against_which_one_it_has_changed(store: Store, ids: list[str]) -> None:
    taken(store)
    store.act(Asked(CancelBooking(booking_id=ids[0]), STAFF, TUESDAY))

    printed = taken(store)

    assert (printed.version, printed.compared_with) == (2, 1)
    assert [line[-1] for line in printed.cells(Language.KK)] == ["", "алынды"]
    assert [taking.version for taking in printed.takings] == [2, 1]


def test_a_list_of_nobody_is_printed_as_well(store: Store) -> None:
    printed = taken(store)

    assert (printed.rows, printed.version) == ((), 1)
    assert list(printed.columns) == ["begins", "official", "office", "name"]
