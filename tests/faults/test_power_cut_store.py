"""The power goes at any moment: a station never gives a number again that it had given alone, and loses no ticket."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from power_cut_file import CarelessConnection, CutConnection
from power_cut_lives import Connect, CutLives

from firmware.words import Language
from kiosk.kept import (
    AloneTicket,
    Contents,
    Fact,
    LeasesHeld,
    Moment,
    NumberGiven,
    PaperOut,
    TicketEnded,
    TicketTold,
)
from kiosk.lease_book import LeaseBook
from kiosk.store import Store
from mqtt_bridge.lease import Lease, Leases
from mqtt_bridge.paper import PaperOutcome

ZONE = "consultation"
LIVES = 20
MOST_DEEDS = 300
"""What an undisturbed life asks of the disk, about."""
MOMENT = Moment(boot="0" * 16, at=1.0)


class StoreUnderCuts:
    """One station's disk, and all that it ever said to be on it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._chance = random.Random(seed)
        self._lives = CutLives(folder, self._chance)
        self._store_id = ""
        self._leases: list[Lease] = []
        """What the dispatcher has granted."""
        self._granted = 0
        self._held: frozenset[str] = frozenset()
        """The leases of the last word that is on the disk."""
        self.given: dict[tuple[str, int], str] = {}
        """Lease and number of every ticket that a visitor may have, and which ticket it is."""
        self._told: set[str] = set()
        self._ended: dict[str, PaperOutcome] = {}
        self._underway: list[Fact] = []

    def live(self, connection: type[CutConnection] = CutConnection) -> None:
        """Let it number until the power goes, and look what is left."""
        self._lives.live(self._number, MOST_DEEDS, connection)
        file = self._lives.found / "station.db"
        with closing(Store(file)) as store:
            self._check(store.contents())
        with closing(sqlite3.connect(file)) as reader:
            assert reader.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        self._underway = []

    def _number(self, folder: Path, connect: Connect) -> None:
        with closing(Store(folder / "station.db", connect)) as store:
            self._use(store)

    def _use(self, store: Store) -> None:
        contents = store.contents()
        assert contents.store == self._store_id or not self._store_id
        self._store_id = contents.store
        book = LeaseBook()
        opened = book.open(contents)
        assert opened is None
        for _ in range(self._chance.randint(1, 80)):
            match self._chance.choice(["number", "number", "number", "lease", "told"]):
                case "lease":
                    self._change_leases()
                    fact = book.hear(Leases(epoch=1, leases=tuple(self._leases)))
                    if fact is not None:
                        self._write(store, [fact])
                        book.written(fact.leases)
                case "number" if book.left(ZONE):
                    self._give(store, *book.take(ZONE))
                case "told" if self._ended.keys() - self._told:
                    ticket_id = min(self._ended.keys() - self._told)
                    self._write(store, [TicketTold(ticket_id=ticket_id)])

    def _give(self, store: Store, lease: Lease, number: int) -> None:
        ticket = AloneTicket(
            ticket_id=f"{self._chance.getrandbits(64):016x}",
            lease_id=lease.lease_id,
            zone=ZONE,
            cycle=lease.cycle,
            number=number,
            language=Language.KK,
            moment=MOMENT,
        )
        paper = PaperOut(
            ticket_id=ticket.ticket_id,
            zone=ZONE,
            cycle=lease.cycle,
            number=number,
            language=Language.KK,
            moment=MOMENT,
            alone=True,
        )
        self._write(store, [NumberGiven(ticket=ticket)])
        if self._chance.random() < 0.8:
            self._write(store, [TicketEnded(ticket_id=ticket.ticket_id, outcome=PaperOutcome.CONFIRMED), paper])

    def _change_leases(self) -> None:
        """Grant one more, and take one away now and then, as a dispatcher does."""
        if self._leases and self._chance.random() < 0.3:
            self._leases.pop(self._chance.randrange(len(self._leases)))
        self._granted += 1
        first = self._granted * 20
        self._leases.append(
            Lease(
                lease_id=f"{self._granted:016x}",
                zone=ZONE,
                first=first,
                last=first + 9,
                cycle=-self._granted,
                store=self._store_id,
            )
        )

    def _write(self, store: Store, facts: list[Fact]) -> None:
        self._underway = facts
        store.write(facts)
        self._underway = []
        self._acknowledge(facts)

    def _acknowledge(self, facts: list[Fact]) -> None:
        for fact in facts:
            match fact:
                case NumberGiven(ticket=ticket):
                    key = (ticket.lease_id, ticket.number)
                    assert key not in self.given, f"{key} was given twice"
                    self.given[key] = ticket.ticket_id
                case TicketEnded():
                    self._ended[fact.ticket_id] = fact.outcome
                case TicketTold():
                    self._told.add(fact.ticket_id)
                case LeasesHeld(leases=leases):
                    self._held = frozenset(lease.lease_id for lease in leases)

    def _check(self, contents: Contents) -> None:
        """Compare with what was said: all of it is there, and of what was under way all or nothing."""
        if not self._store_id:
            return
        assert contents.store == self._store_id
        if self._underway and self._is_there(self._underway[0], contents):
            self._acknowledge(self._underway)
        held = {lease.lease.lease_id: lease.next for lease in contents.held}
        assert held.keys() == self._held
        tickets = {ticket.ticket_id: ticket for ticket in contents.tickets}
        assert tickets.keys() == set(self.given.values()) - self._told
        for (lease_id, number), ticket_id in self.given.items():
            assert held.get(lease_id, 10_000) > number, f"{number} of {lease_id} would be given again"
            if ticket_id in tickets:
                assert tickets[ticket_id].outcome == self._ended.get(ticket_id)
        assert {paper.ticket_id for paper in contents.papers} <= set(self.given.values())

    def _is_there(self, fact: Fact, contents: Contents) -> bool:
        unknown = {ticket.ticket_id: ticket for ticket in contents.tickets}
        match fact:
            case NumberGiven(ticket=ticket):
                return ticket.ticket_id in unknown
            case TicketEnded():
                return unknown[fact.ticket_id].outcome is not None
            case TicketTold():
                return fact.ticket_id not in unknown
            case LeasesHeld(leases=leases):
                return {lease.lease_id for lease in leases} == {held.lease.lease_id for held in contents.held}
        raise AssertionError(fact)


@pytest.mark.parametrize("seed", range(10))
def test_what_the_station_wrote_down_outlives_any_power_cut(tmp_path: Path, seed: int) -> None:
    station = StoreUnderCuts(tmp_path, seed)
    for _ in range(LIVES):
        station.live()

    assert len(station.given) > LIVES


def test_a_station_that_does_not_sync_is_found_out(tmp_path: Path) -> None:
    found_out = 0
    for seed in range(10):
        try:
            StoreUnderCuts(tmp_path / str(seed), seed).live(CarelessConnection)
        except (AssertionError, RuntimeError, sqlite3.Error):
            found_out += 1

    assert found_out >= 5, "or these tests could not fail"
