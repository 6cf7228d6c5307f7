"""Which stations there are, what each may number alone, and which of them the dispatcher has yet to hear."""

from dataclasses import dataclass, field
from itertools import chain

import msgspec

from hall.numbering import NOTHING_RESERVED, Reserved
from mqtt_bridge.events import AnyEvent, DayOpened, TicketAdopted
from mqtt_bridge.lease import HeldLease, Lease, StationLease
from mqtt_bridge.lease_events import (
    CollectingEnded,
    JournalRestored,
    KnownStation,
    LeaseGranted,
    LeaseRetired,
    StationJoined,
)

LEASES_AN_EPOCH = 1_000_000
"""So many leases of one epoch have cycles of their own."""


def left(held: HeldLease) -> int:
    """Return how many numbers of the lease nobody has told of."""
    return held.lease.last + 1 - held.next


@dataclass(slots=True)
class LeaseBook:
    """Changes by `take` alone. Few entries, so that a decision can copy it and note there what it decides."""

    epoch: int = 0
    serial: int = 0
    """How many leases and cycles of this epoch are spoken for."""
    leases: dict[str, StationLease] = field(default_factory=dict)
    """Those in force, by id."""
    retired: dict[Lease, str] = field(default_factory=dict)
    """Those that ended today, with the station that had them: papers of them may be out that nobody has told of."""
    stations: dict[str, KnownStation] = field(default_factory=dict)
    awaited: frozenset[str] = frozenset()
    """Stations that must join before a number is given: the journal was restored."""
    unheard: frozenset[str] = frozenset()
    """Stations that did not join in time: what they hold is not known, so that no lease is granted."""
    whole_until: float = 0.0
    """Unix seconds. When the journal was restored: what happened before then is in it."""
    reserved: Reserved = NOTHING_RESERVED
    """All numbers of the leases above."""

    def copy(self) -> "LeaseBook":
        """Return a book that changes without this one."""
        return LeaseBook(
            self.epoch,
            self.serial,
            dict(self.leases),
            dict(self.retired),
            dict(self.stations),
            self.awaited,
            self.unheard,
            self.whole_until,
            self.reserved,
        )

    @property
    def is_complete(self) -> bool:
        """Whether every lease that a station holds is known."""
        return not self.awaited and not self.unheard

    def fresh_cycle(self) -> int:
        """Return a cycle that no number has yet; what uses it must be taken before the next one is asked for."""
        return -(self.epoch * LEASES_AN_EPOCH + self.serial + 1)

    def serial_of(self, cycle: int) -> int | None:
        """Return which of this epoch's cycles *cycle* is, from 1; None when it is not of this epoch."""
        epoch, serial = divmod(-cycle, LEASES_AN_EPOCH)
        return serial if epoch == self.epoch and cycle < 0 else None

    def lease_of(self, cycle: int) -> Lease | None:
        """Return the lease whose numbers have *cycle*, in force or retired today."""
        leases = chain((held.lease for held in self.leases.values()), self.retired)
        return next((lease for lease in leases if lease.cycle == cycle), None)

    def held_by(self, station: str) -> list[StationLease]:
        """Return what *station* holds."""
        return [held for held in self.leases.values() if held.station == station]

    def take(self, event: AnyEvent) -> None:
        """Note what *event* says of stations and leases."""
        match event:
            case LeaseGranted(station=station, lease=lease):
                self.leases[lease.lease_id] = StationLease(station=station, lease=lease, next=lease.first)
                self._spoken_for(lease.cycle)
                self._reserve()
            case LeaseRetired(station=station, lease=lease):
                self._retire(station, lease)
            case TicketAdopted(cycle=cycle, number=number):
                self._spoken_for(cycle)
                self._use(cycle, number)
            case StationJoined(station=station, store=store, zones=zones):
                self.stations[station] = KnownStation(station=station, store=store, zones=zones)
                self.awaited -= {station}
                self.unheard -= {station}
            case CollectingEnded(absent=absent):
                self.awaited, self.unheard = frozenset(), self.unheard | frozenset(absent)
            case _:
                pass

    def restored(self, event: JournalRestored, whole_until: float) -> None:
        """Begin another epoch, whose journal lacks what happened after *whole_until*."""
        self.epoch, self.serial = event.epoch, 0
        self.awaited, self.unheard = frozenset(event.awaited), frozenset()
        self.whole_until = whole_until

    def keep_stations(self, known: frozenset[str]) -> None:
        """Wait for no station that is not *known* any more."""
        self.awaited &= known
        self.unheard &= known

    def _retire(self, station: str, lease: Lease) -> None:
        held = self.leases.get(lease.lease_id)
        if held is not None and held.station == station and held.lease == lease:
            del self.leases[lease.lease_id]
        self.retired[lease] = station
        self._spoken_for(lease.cycle)
        self._reserve()

    def _use(self, cycle: int, number: int) -> None:
        for lease_id, held in self.leases.items():
            if held.lease.cycle == cycle and held.next <= number <= held.lease.last:
                self.leases[lease_id] = msgspec.structs.replace(held, next=number + 1)
                return

    def _spoken_for(self, cycle: int) -> None:
        self.serial = max(self.serial, self.serial_of(cycle) or 0)

    def _reserve(self) -> None:
        in_force = ((held.lease.first, held.lease.last) for held in self.leases.values())
        self.reserved = Reserved([*in_force, *((lease.first, lease.last) for lease in self.retired)])


def book_of_day(event: DayOpened) -> LeaseBook:
    """Return the book with which a business day begins."""
    return LeaseBook(
        epoch=event.epoch,
        serial=event.lease_serial,
        leases={held.lease.lease_id: held for held in event.leases},
        stations={known.station: known for known in event.stations},
        awaited=frozenset(event.awaited),
        unheard=frozenset(event.unheard),
        whole_until=event.whole_until,
        reserved=Reserved((held.lease.first, held.lease.last) for held in event.leases),
    )
