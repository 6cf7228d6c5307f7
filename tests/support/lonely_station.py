"""A station that keeps leases and papers on a disk, and numbers alone: the other side of the hall, for tests."""

from dataclasses import dataclass, field

from hall_under_test import HallUnderTest

from dispatcher.snapshots import leases_of
from firmware.words import Language, new_id
from mqtt_bridge.commands import IssueTicket, JoinHall, PrintedPaper, ReportAlone
from mqtt_bridge.lease import HeldLease, Lease
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import Result

ZONES = ("consultation", "self-service")


@dataclass(frozen=True)
class LonelyTicket:
    """A number that the station gave itself."""

    ticket_id: str
    lease: Lease
    number: int
    at: float


@dataclass
class LonelyStation:
    """Uses each number of a lease once; a lease that was taken away, or is of another disk, never."""

    hall: HallUnderTest
    name: str = "entrance"
    store: str = field(default_factory=new_id)
    zones: tuple[str, ...] = ZONES
    leases: dict[str, HeldLease] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    untold: list[LonelyTicket] = field(default_factory=list)
    told: list[LonelyTicket] = field(default_factory=list)
    papers: list[tuple[float, PrintedPaper]] = field(default_factory=list)
    joined: int = 0
    """The epoch that it joined last."""

    def join(self) -> Result | None:
        """Join, with the papers of the last day if the epoch is another one, and hear what it is to hold."""
        hall = self.hall.hall
        answer = self.hall.ask(
            JoinHall(
                station=self.name,
                store=self.store,
                zones=self.zones,
                held=tuple(self.leases.values()),
                epoch=hall.epoch,
                printed=self.printed() if hall.epoch != self.joined else (),
            ),
            peer=self.name,
        )
        self.joined = hall.epoch
        self.hear()
        return answer

    def hear(self) -> None:
        """Take the newest `lease/{station}`, unless the dispatcher keeps silent about leases as yet."""
        book = self.hall.hall.book
        if book.awaited or self.name in book.unheard:
            return
        granted = {lease.lease_id: lease for lease in leases_of(self.hall.hall, self.name).leases}
        self.lost |= self.leases.keys() - granted.keys()
        self.leases = {key: held for key, held in self.leases.items() if key in granted}
        for key, lease in granted.items():
            if key not in self.lost and lease.store == self.store:
                self.leases.setdefault(key, HeldLease(lease=lease, next=lease.first))

    def printed(self) -> tuple[PrintedPaper, ...]:
        """Return the papers of the last day, with their ages."""
        return tuple(
            PrintedPaper(
                ticket_id=paper.ticket_id,
                zone=paper.zone,
                cycle=paper.cycle,
                number=paper.number,
                language=paper.language,
                age_s=self.hall.at - at,
                alone=paper.alone,
            )
            for at, paper in self.papers
            if self.hall.at - at < 86_400
        )

    def note_paper(self, ticket_id: str, zone: str, cycle: int, number: int, *, alone: bool = False) -> None:
        """Remember a paper that came out now."""
        paper = PrintedPaper(
            ticket_id=ticket_id, zone=zone, cycle=cycle, number=number, language=Language.KK, age_s=0, alone=alone
        )
        self.papers.append((self.hall.at, paper))

    def press(self, zone: str = "consultation", ticket_id: str = "") -> LonelyTicket | None:
        """Give a press a number alone, and print it; None when there is no number left."""
        for key, held in self.leases.items():
            if held.lease.zone == zone and held.next <= held.lease.last:
                self.leases[key] = HeldLease(lease=held.lease, next=held.next + 1)
                ticket = LonelyTicket(ticket_id or new_id(), held.lease, held.next, self.hall.at)
                self.untold.append(ticket)
                self.note_paper(ticket.ticket_id, zone, held.lease.cycle, held.next, alone=True)
                return ticket
        return None

    def press_unanswered(self, zone: str = "consultation") -> LonelyTicket | None:
        """Give a number alone to a press that the dispatcher has numbered too: its answer was lost."""
        ticket_id = new_id()
        self.hall.ask(IssueTicket(zone=zone, language=Language.KK, station=self.name), self.name, ticket_id)
        return self.press(zone, ticket_id)

    def tell(
        self,
        ticket: LonelyTicket,
        outcome: PaperOutcome = PaperOutcome.CONFIRMED,
        *,
        matters: tuple[str, ...] = (),
        assistance: bool = False,
    ) -> Result | None:
        """Report a ticket. May be done more than once."""
        if ticket in self.untold:
            self.untold.remove(ticket)
            self.told.append(ticket)
        report = ReportAlone(
            station=self.name,
            ticket_id=ticket.ticket_id,
            lease_id=ticket.lease.lease_id,
            zone=ticket.lease.zone,
            cycle=ticket.lease.cycle,
            number=ticket.number,
            language=Language.KK,
            age_s=self.hall.at - ticket.at,
            outcome=outcome,
            matters=matters,
            assistance=assistance,
        )
        return self.hall.ask(report, peer=self.name)

    def tell_all(self) -> None:
        """Report what is untold, in order of issue."""
        for ticket in list(self.untold):
            self.tell(ticket)

    def get_another_disk(self) -> None:
        """Forget everything, and be as new."""
        self.store, self.joined = new_id(), 0
        self.leases, self.lost, self.papers = {}, set(), []
        self.untold, self.told = [], []
