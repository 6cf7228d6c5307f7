"""What the booking's form opens with: the official and the day on which a slot is free, or that there is none."""

from datetime import date
from pathlib import Path

import pytest
from reception_days import CENTRE, SETTINGS, at
from reception_store import MONDAY, TABLE_AT, booked, store_in

from console.receptions.offers import free_slots
from console.receptions.store import Store
from console.web.filling.appointments import BookWords
from console.web.filling.booking import MOST_RECEPTIONS, Offering, none_free, offering
from firmware.words import Language

WORDS = BookWords(SETTINGS, CENTRE, Language.RU)
"""On Monday the 11th the first list that is open is Thursday's, the 14th."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return store_in(tmp_path)


def opened(store: Store, shown: str = "", usual: str = "", now: float = MONDAY) -> Offering:
    return offering(store, shown, usual, now)


def fill(store: Store, official: str, until: date) -> None:
    """Book all that is free with an official until a day, that day included."""
    for slot in list(free_slots(store.book, TABLE_AT(MONDAY), official, MONDAY)):
        if slot.day <= until:
            booked(store, f"{slot.begins:%H:%M}", day=str(slot.day), official=official)


def first_day(found: Offering) -> date:
    return found.receptions[0].reception.day


def test_it_opens_with_whoever_has_the_first_free_slot(store: Store) -> None:
    with store:
        found = opened(store)
        assert found.next_free is not None
        assert (found.official, first_day(found)) == (found.next_free.official, found.next_free.day)
        assert found.receptions[0].is_free

        fill(store, found.official, first_day(found))
        other = opened(store)

    assert other.next_free is not None
    assert (other.official, first_day(other)) == (other.next_free.official, other.next_free.day)
    assert (other.next_free.day, other.next_free.begins) >= (found.next_free.day, found.next_free.begins)
    assert other.official != found.official or first_day(other) > first_day(found)


def test_the_first_day_shown_is_one_with_a_free_slot_however_many_are_full_before_it(store: Store) -> None:
    with store:
        days = [each.reception.day for each in opened(store, "akim").receptions]
        assert len(days) <= MOST_RECEPTIONS
        fill(store, "akim", days[-2])
        found = opened(store, "akim")

    assert first_day(found) == days[-1]
    assert set(days[:-1]) <= set(found.full_days)
    assert none_free(WORDS, found) == ("", "")


def test_a_booking_that_is_moved_stays_with_its_official_as_long_as_a_slot_is_free_there(store: Store) -> None:
    with store:
        assert opened(store, usual="akim").official == "akim"
        fill(store, "akim", date.max)
        found = opened(store, usual="akim")

    assert found.official != "akim"
    assert found.receptions


def test_an_official_without_a_free_slot_is_shown_to_who_asks_with_where_the_next_one_is(store: Store) -> None:
    with store:
        fill(store, "akim", date.max)
        found = opened(store, "akim", "deputy-akim")

    assert (found.official, found.receptions) == ("akim", ())
    assert found.full_days
    what, nearest = none_free(WORDS, found)
    assert what
    assert found.next_free is not None
    assert WORDS.moment(found.next_free) in nearest
    assert WORDS.official(found.next_free.official) in nearest


def test_when_nobody_has_a_free_slot_the_last_day_that_can_be_booked_is_told(store: Store) -> None:
    with store:
        for official in SETTINGS.officials:
            fill(store, official.name, date.max)
        found = opened(store)

    assert found.next_free is None
    assert found.official == SETTINGS.officials[0].name
    what, last = none_free(WORDS, found)
    assert what
    assert WORDS.day(found.last_day) in last


def test_nothing_beyond_the_days_that_can_be_booked_is_offered(store: Store) -> None:
    with store:
        found = opened(store, "akim", now=at("2027-01-11 09:00"))

    assert all(each.reception.day <= found.last_day for each in found.receptions)
