"""What stations may number alone, and what they lose."""

from itertools import combinations

import msgspec
import pytest
from hall_under_test import HallUnderTest, code
from lonely_station import LonelyStation

from centre.settings import CentreSettings
from firmware.words import Language, new_id
from hall.leases import most_leases
from mqtt_bridge.commands import IssueTicket, JoinHall
from mqtt_bridge.events import CentreConfigured, DayOpened, Events, Recorded
from mqtt_bridge.lease import HeldLease, Lease, StationLease
from mqtt_bridge.lease_events import KnownStation, LeaseGranted, LeaseRetired, StationJoined
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import Accepted, RefusalCode
from mqtt_bridge.topics import EVENT, PAYLOAD_LIMIT


def leases_in(hall: HallUnderTest, zone: str = "consultation", station: str = "entrance") -> list[Lease]:
    held = (held for held in hall.hall.leases.values() if held.station == station)
    return [each.lease for each in held if each.lease.zone == zone]


def numbers(lease: Lease) -> range:
    return range(lease.first, lease.last + 1)


def happened(hall: HallUnderTest, kind: type) -> list[object]:
    return [recorded.event for recorded, _request_id in hall.history if isinstance(recorded.event, kind)]


def test_a_station_that_joins_gets_a_share_of_the_top_third_of_each_of_its_zones(hall: HallUnderTest) -> None:
    station = LonelyStation(hall)

    assert station.join() == Accepted()
    assert [(held.lease.zone, held.lease.first, held.lease.last) for held in station.leases.values()] == [
        ("consultation", 367, 399),
        ("self-service", 778, 799),
    ]
    assert {held.lease.store for held in station.leases.values()} == {station.store}


def test_joining_again_brings_no_second_lease(hall: HallUnderTest) -> None:
    station = LonelyStation(hall)
    station.join()
    before = len(hall.history)
    station.join()
    LonelyStation(hall, store=station.store).join()  # as after a message about leases that was lost

    assert len(hall.history) == before


def test_two_stations_never_hold_one_number(hall: HallUnderTest) -> None:
    for name in ("entrance", "waiting-hall"):
        LonelyStation(hall, name).join()

    for one, other in combinations(hall.hall.leases.values(), 2):
        assert not set(numbers(one.lease)) & set(numbers(other.lease))
        assert one.lease.cycle != other.lease.cycle
    assert all(held.lease.cycle < 0 for held in hall.hall.leases.values())


def test_the_dispatcher_passes_over_what_a_station_may_give(hall: HallUnderTest) -> None:
    LonelyStation(hall).join()
    given = []
    for _ in range(299 - 33):
        ticket = hall.issue()
        given.append(ticket.number)

    assert given == list(range(101, 367))
    answer = hall.ask(IssueTicket(zone="consultation", language=Language.KK, station="entrance"))
    assert code(answer) is RefusalCode.NUMBERS_USED_UP


def test_another_disk_gets_other_numbers_and_the_old_ones_are_nobodys_until_the_next_day(hall: HallUnderTest) -> None:
    station = LonelyStation(hall)
    station.join()
    (old,) = leases_in(hall)
    station.get_another_disk()
    station.join()

    (new,) = leases_in(hall)
    assert new.store == station.store
    assert not set(numbers(old)) & set(numbers(new))
    assert (new.first, new.last) == (334, 366)
    assert [hall.issue().number for _ in range(233)] == list(range(101, 334))
    hall.turn_over()
    assert hall.hall.book.reserved.end(old.first) is None


def test_a_station_without_a_disk_gets_nothing_and_loses_nothing(hall: HallUnderTest) -> None:
    station = LonelyStation(hall)
    station.join()
    before = dict(hall.hall.leases)
    hall.ask(JoinHall(station="entrance", store=None, zones=station.zones), peer="entrance")
    hall.ask(JoinHall(station="waiting-hall", store=None, zones=station.zones), peer="waiting-hall")

    assert hall.hall.leases == before
    station.join()
    assert hall.hall.leases == before


def test_a_lease_that_the_journal_does_not_know_is_retired_and_its_numbers_are_passed_over(hall: HallUnderTest) -> None:
    station = LonelyStation(hall)
    lease = Lease(lease_id=new_id(), zone="consultation", first=101, last=110, cycle=-1_000_007, store=station.store)
    held = (HeldLease(lease=lease, next=104),)
    hall.ask(JoinHall(station="entrance", store=station.store, zones=station.zones, held=held), peer="entrance")

    assert happened(hall, LeaseRetired) == [LeaseRetired(station="entrance", lease=lease, why="unknown")]
    assert hall.issue().number == 111
    assert all(each.lease.cycle < -1_000_007 for each in hall.hall.leases.values()), "a cycle is nobody's twice"
    before = len(hall.history)
    hall.ask(JoinHall(station="entrance", store=station.store, zones=station.zones, held=held), peer="entrance")
    assert len(hall.history) == before


def test_a_lease_half_used_is_kept_and_one_more_used_is_topped_up(hall: HallUnderTest) -> None:
    station = LonelyStation(hall)
    station.join()
    for _ in range(16):
        station.press()
    station.tell_all()
    assert len(leases_in(hall)) == 1
    station.press()
    station.tell_all()

    first, second = leases_in(hall)
    assert (first.first, first.last, second.first, second.last) == (367, 399, 350, 366)


def test_a_lease_that_is_used_up_is_gone(hall: HallUnderTest) -> None:
    station = LonelyStation(hall)
    station.join()
    (old,) = leases_in(hall)
    for _ in range(33):
        station.press()
    station.tell_all()
    station.hear()

    assert old not in leases_in(hall)
    assert old.lease_id not in station.leases
    assert station.press() is not None


def test_all_that_stations_give_in_a_day_is_a_third_of_the_zones_range(hall: HallUnderTest) -> None:
    station = LonelyStation(hall)
    station.join()
    given = []
    while (ticket := station.press()) is not None:
        given.append(ticket.number)
        station.tell(ticket)
        station.hear()

    assert sorted(given) == list(range(301, 400))
    assert hall.issue().number == 101


def test_what_is_left_of_a_lease_outlives_the_day_and_is_topped_up_with_the_next(hall: HallUnderTest) -> None:
    station = LonelyStation(hall)
    station.join()
    for _ in range(30):
        station.press()
    station.tell_all()
    hall.turn_over()
    station.hear()

    assert [held.next for held in hall.hall.leases.values() if held.lease.first == 367] == [397]
    assert sum(held.lease.last + 1 - held.next for held in station.leases.values()) >= 33 + 22 - 17
    assert {ticket.number for _ in range(30) if (ticket := station.press()) is not None}.isdisjoint(range(367, 397))


def test_leases_keep_away_from_numbers_that_the_dispatcher_gave_today(hall: HallUnderTest) -> None:
    for _ in range(250):
        hall.report(hall.issue(), PaperOutcome.FAILED)
    LonelyStation(hall).join()

    assert leases_in(hall)[0].first == 367
    for _ in range(60):
        hall.issue()
    LonelyStation(hall, "waiting-hall").join()
    assert leases_in(hall, station="waiting-hall") == []


def test_a_station_that_left_the_centre_loses_its_leases_with_the_next_day(
    hall: HallUnderTest, borodulikha: CentreSettings
) -> None:
    LonelyStation(hall).join()
    LonelyStation(hall, "waiting-hall").join()
    peers = tuple(peer for peer in borodulikha.peers if peer.name != "waiting-hall")
    centre = msgspec.structs.replace(borodulikha, peers=peers)
    hall.happen([CentreConfigured(settings=msgspec.json.encode(centre).decode())])
    hall.turn_over()

    assert {held.station for held in hall.hall.leases.values()} == {"entrance"}
    assert set(hall.hall.book.stations) == {"entrance"}


def test_a_zone_whose_range_was_moved_takes_its_old_leases_back_when_the_station_joins(
    hall: HallUnderTest, borodulikha: CentreSettings
) -> None:
    station = LonelyStation(hall)
    station.join()
    zones = (msgspec.structs.replace(borodulikha.zones[0], first=801, last=999), *borodulikha.zones[1:])
    centre = msgspec.structs.replace(borodulikha, zones=zones)
    hall.happen([CentreConfigured(settings=msgspec.json.encode(centre).decode())])
    station.join()

    (lease,) = leases_in(hall)
    assert (lease.first, lease.last) == (978, 999)
    assert [held.lease.zone for held in station.leases.values()] == ["self-service", "consultation"]


def test_stations_cannot_speak_for_one_another(hall: HallUnderTest) -> None:
    command = JoinHall(station="waiting-hall", store=new_id(), zones=("consultation",))

    assert code(hall.ask(command, peer="entrance")) is RefusalCode.NOT_ALLOWED
    assert code(hall.ask(command, peer="pad-window-1")) is RefusalCode.NOT_ALLOWED


def test_a_known_station_is_written_down_once(hall: HallUnderTest) -> None:
    station = LonelyStation(hall)
    station.join()
    hall.turn_over()
    station.join()

    assert len(happened(hall, StationJoined)) == 1
    assert len(happened(hall, LeaseGranted)) == 2


@pytest.mark.parametrize("stations", [2, 20, 60])
def test_a_day_opens_with_all_its_leases_in_one_message(borodulikha: CentreSettings, stations: int) -> None:
    longest = "n" * 31
    lease = Lease(lease_id=new_id(), zone=longest, first=9998, last=9999, cycle=-(2**61), store=new_id())
    held = StationLease(lease=lease, next=9999, station=longest)
    zones = tuple(longest for _ in range(20))
    opened = DayOpened(
        day="2027-01-15",
        epoch=1_800_000_000,
        settings=msgspec.json.encode(borodulikha).decode(),
        leases=(held,) * most_leases(borodulikha, stations),
        stations=(KnownStation(station=longest, store=new_id(), zones=zones),) * stations,
    )
    message = Events(events=(Recorded(seq=2**53, at=1_800_000_000.123456, event=opened),))

    assert len(opened.leases) >= 1
    assert len(EVENT.encode(message)) <= PAYLOAD_LIMIT
