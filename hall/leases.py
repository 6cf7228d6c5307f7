"""Which ranges of numbers the stations may give alone. Pure; `lease_book` keeps what was decided."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from types import MappingProxyType

import msgspec

from centre.checks import encode_centre
from centre.lease_sizes import lease_size, pool_of
from centre.settings import CentreSettings, ZoneSettings
from hall.lease_book import LeaseBook, left
from hall.numbering import Reserved
from hall.state import Hall
from mqtt_bridge.events import AnyEvent, TicketAdopted
from mqtt_bridge.lease import Lease
from mqtt_bridge.lease_events import KnownStation, LeaseGranted, LeaseRetired
from mqtt_bridge.topics import PAYLOAD_LIMIT

LEASE_BYTES = 240
"""A lease in `DayOpened`, with the longest names."""
STATION_BYTES = 800
"""A station in `DayOpened`, with the longest names and as many zones as a centre can have."""
OTHER_BYTES = 2000
"""What else stands in the message that a `DayOpened` goes out in."""

NOTHING_TOLD: Mapping[str, int] = MappingProxyType({})


class Decided:
    """The events of one decision, in order, and how the leases stand after each of them."""

    def __init__(self, hall: Hall, seed: str) -> None:
        self.hall = hall
        self.book: LeaseBook = hall.book.copy()
        self.events: list[AnyEvent] = []
        self._seed = seed
        """What the ids of new leases are made from: no decision of any other journal has the same."""
        self._numbered: set[tuple[int, str, int]] = set()

    def add(self, event: AnyEvent) -> None:
        """Decide that *event* happens."""
        self.events.append(event)
        self.book.take(event)
        if isinstance(event, TicketAdopted):
            self._numbered.add((event.number, event.zone, event.cycle))

    def is_free(self, number: int) -> bool:
        """Whether a lease may have *number*: nobody holds it, and nobody was given it today."""
        numbered = number in self.hall.numbered or any(number == other for other, _zone, _cycle in self._numbered)
        return not numbered and self.book.reserved.end(number) is None

    def is_taken(self, zone: str, cycle: int, number: int) -> bool:
        """Whether a ticket of today has this very number already."""
        taken = (zone, cycle) in self.hall.numbered.get(number, ())
        return taken or (number, zone, cycle) in self._numbered

    def grant(self, station: KnownStation, zone: ZoneSettings, block: range) -> None:
        """Give *block* to *station*; to one without a disk, nothing."""
        if station.store is None:
            return
        cycle = self.book.fresh_cycle()
        lease = Lease(
            lease_id=blake2b(f"{self._seed} {cycle}".encode(), digest_size=8).hexdigest(),
            zone=zone.name,
            first=block[0],
            last=block[-1],
            cycle=cycle,
            store=station.store,
        )
        self.add(LeaseGranted(station=station.station, lease=lease))


def top_up(decided: Decided, stations: Iterable[KnownStation], told: Mapping[str, int] = NOTHING_TOLD) -> None:
    """Grant each of *stations* what it lacks, once less than half of a zone's lease is left to it.

    *told* is what a station itself says of its leases' next numbers. Nothing is granted before all stations were heard.
    """
    if not decided.book.is_complete:
        return
    centre = decided.hall.centre
    known = centre.stations()
    for station in stations:
        for name in station.zones:
            zone = centre.zone(name)
            if zone is None or zone.by_appointment:
                continue
            if station.store is not None and station.station in known:
                _top_up(decided, station, zone, told)


def _top_up(decided: Decided, station: KnownStation, zone: ZoneSettings, told: Mapping[str, int]) -> None:
    book, centre = decided.book, decided.hall.centre
    wanted = lease_size(zone, len(centre.stations()))
    of_zone = [held for held in book.leases.values() if held.lease.zone == zone.name]
    remaining = sum(
        min(left(held), held.lease.last + 1 - told.get(held.lease.lease_id, held.next))
        for held in of_zone
        if held.station == station.station
    )
    if remaining * 2 >= wanted or len(book.leases) >= most_leases(centre, len(book.stations)):
        return
    pool = pool_of(zone)
    room = len(pool) - sum(held.lease.last + 1 - held.lease.first for held in of_zone)
    block = _free_block(decided, pool, min(wanted - remaining, room))
    if block:
        decided.grant(station, zone, block)


def _free_block(decided: Decided, pool: range, wanted: int) -> range:
    """Return *wanted* free numbers in a row, from the top of *pool*; fewer where there is no such row."""
    best = range(0)
    if wanted <= 0:
        return best
    end = pool.stop
    for number in (*reversed(pool), pool.start - 1):
        if number >= pool.start and decided.is_free(number):
            if end - number < wanted:
                continue
            return range(number, end)
        if end - number - 1 > len(best):
            best = range(number + 1, end)
        end = number
    return best


def most_leases(centre: CentreSettings, stations: int) -> int:
    """Return how many leases there may be: all of them must fit into one message when a day opens."""
    size = len(msgspec.json.encode(encode_centre(centre)))
    return max(0, (PAYLOAD_LIMIT - OTHER_BYTES - size - stations * STATION_BYTES) // LEASE_BYTES)


def decide_leases(decided: Decided) -> None:
    """Take back what stations hold that are no longer of the centre, and give all others what they lack."""
    stations = decided.hall.centre.stations()
    for held in list(decided.book.leases.values()):
        if held.station not in stations:
            decided.add(LeaseRetired(station=held.station, lease=held.lease, why="no-such-station"))
    top_up(decided, list(decided.book.stations.values()))


def not_given(hall: Hall, zone: ZoneSettings) -> Reserved:
    """Return the numbers that the dispatcher itself passes over: those of leases, and of leases that it cannot know."""
    pool = pool_of(zone)
    if hall.book.unheard and pool:
        return hall.book.reserved.also(pool.start, pool.stop - 1)
    return hall.book.reserved
