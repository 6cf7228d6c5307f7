"""Which numbers a station may give alone."""

import pytest
from station_under_test import STORE, lease

from kiosk.kept import Contents, LeasesHeld
from kiosk.lease_book import LeaseBook
from mqtt_bridge.lease import HeldLease, Lease, Leases

ZONE = "consultation"


def book(*held: HeldLease) -> LeaseBook:
    made = LeaseBook()
    made.open(Contents(store=STORE, held=held))
    return made


def hear(made: LeaseBook, *leases: Lease) -> LeasesHeld | None:
    """Have *made* hear of leases, and the disk write them."""
    fact = made.hear(Leases(epoch=1, leases=leases))
    if fact is not None:
        made.written(fact.leases)
    return fact


def numbers(made: LeaseBook) -> list[int]:
    """Take all numbers that are left."""
    return [made.take(ZONE)[1] for _ in range(made.left(ZONE))]


def test_a_lease_is_used_from_its_first_number_to_its_last() -> None:
    made = book()
    hear(made, lease(801, 803))

    assert numbers(made) == [801, 802, 803]
    assert (made.left(ZONE), made.has_lease(ZONE)) == (0, True)
    assert made.held() == (HeldLease(lease=lease(801, 803), next=804),)
    with pytest.raises(LookupError):
        made.take(ZONE)


def test_a_lease_is_used_only_once_the_disk_knows_of_it() -> None:
    made = book()
    fact = made.hear(Leases(epoch=1, leases=(lease(),)))
    assert fact == LeasesHeld(leases=(lease(),))
    assert made.left(ZONE) == 0

    made.written(fact.leases)
    assert made.left(ZONE) == 10


def test_a_lease_goes_on_where_an_earlier_life_left_it() -> None:
    assert numbers(book(HeldLease(lease=lease(801, 803), next=803))) == [803]


def test_a_second_lease_of_the_zone_follows_the_first() -> None:
    made = book()
    hear(made, lease(801, 802), lease(700, 700, serial=2))

    assert numbers(made) == [801, 802, 700]


def test_a_zone_without_a_lease_has_no_number() -> None:
    made = book()
    hear(made, lease())

    assert (made.left("passports"), made.has_lease("passports")) == (0, False)


def test_the_same_word_again_changes_nothing_and_writes_nothing() -> None:
    made = book()
    hear(made, lease())
    made.take(ZONE)

    assert hear(made, lease()) is None
    assert made.take(ZONE)[1] == 802


def test_a_lease_that_is_gone_never_comes_back() -> None:
    made = book()
    hear(made, lease())
    assert hear(made) == LeasesHeld(leases=())
    assert made.left(ZONE) == 0

    assert hear(made, lease()) is None
    assert made.left(ZONE) == 0


def test_a_lease_that_an_earlier_life_saw_go_never_comes_back() -> None:
    made = LeaseBook()
    made.open(Contents(store=STORE, retired=frozenset({lease().lease_id})))

    assert hear(made, lease()) is None
    assert made.left(ZONE) == 0


def test_a_lease_of_another_disk_is_never_used() -> None:
    made = book(HeldLease(lease=lease(store="6" * 16), next=801))
    hear(made, lease(store="7" * 16, serial=2))

    assert (made.left(ZONE), made.held()) == (0, ())


def test_what_was_heard_before_the_disk_was_read_counts_once_it_is() -> None:
    made = LeaseBook()
    assert made.hear(Leases(epoch=1, leases=(lease(serial=2),))) is None
    fact = made.open(Contents(store=STORE, held=(HeldLease(lease=lease(), next=805),)))

    assert fact == LeasesHeld(leases=(lease(serial=2),))
    assert made.left(ZONE) == 0


def test_a_disk_that_is_opened_again_takes_nothing_back() -> None:
    made = book(HeldLease(lease=lease(), next=801))
    assert made.take(ZONE)[1] == 801

    assert made.open(Contents(store=STORE, held=(HeldLease(lease=lease(), next=801),))) is None
    assert made.take(ZONE)[1] == 802


def test_another_disk_takes_all_leases_away() -> None:
    made = book(HeldLease(lease=lease(), next=801))
    made.open(Contents(store="6" * 16))

    assert (made.store, made.left(ZONE)) == ("6" * 16, 0)


def test_a_lease_that_ends_before_it_begins_has_no_number() -> None:
    made = book()
    hear(made, lease(810, 801))

    assert made.left(ZONE) == 0
