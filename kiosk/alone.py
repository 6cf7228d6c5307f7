"""The life of a number that the station gives itself: taken, on the disk, on paper, told. Pure: facts go out and in."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from centre.opening import Pause, Paused, paused
from firmware.words import Id, Slug
from kiosk.alone_reports import AloneReports
from kiosk.buttons import ButtonSettings
from kiosk.commands import zone_of
from kiosk.hearing import Spell
from kiosk.kept import AloneTicket, Contents, Fact, LeasesHeld, NumberBurnt, NumberGiven, TicketEnded
from kiosk.lease_book import LeaseBook
from kiosk.reports import PASSING
from kiosk.station_time import StationTime, day_of, time_of_day
from mqtt_bridge.commands import IssueTicket
from mqtt_bridge.devices import Fault
from mqtt_bridge.lease import Leases
from mqtt_bridge.paper import PaperOutcome, TicketPaper
from mqtt_bridge.public import Centre
from mqtt_bridge.replies import RefusalCode

STORE_WITHIN_S = 1.0
"""A number that is not on the disk by then is burnt: whoever pressed does not wait for longer."""
STORE_LATEST_S = 10.0
"""A disk that has said nothing for so long after the start counts as failed."""
RESTARTED = "restarted"
"""The fault of a ticket whose station was ended before it knew what became of the paper."""

ALONE = "alone"
NO_LEASE = "no-lease"
STORE_FAILED = "store-failed"
USED_UP = RefusalCode.NUMBERS_USED_UP.value
OF_THE_HOURS = frozenset(pause.value for pause in Pause)
"""What a station that keeps the hours alone refuses with."""

REFUSALS = frozenset(code.value for code in PASSING)
"""With these the dispatcher itself says that it cannot number."""

_log = logging.getLogger("kiosk")
_SILENT = f"the disk did not answer within {STORE_WITHIN_S:.0f} s"


@dataclass(frozen=True)
class AlonePress:
    """A press that the dispatcher does not number."""

    id: Id
    zone: Slug
    command: IssueTicket
    at: float
    cause: str
    """Why not: a code."""
    button: str = ""


@dataclass(frozen=True)
class Unwritten:
    """A number that was taken and is not on the disk yet."""

    ticket: AloneTicket
    paper: TicketPaper
    press: AlonePress
    deadline: float


@dataclass(frozen=True)
class Numbers:
    """How the station stands with numbers of its own."""

    tickets: int
    """How many it has given since the dispatcher numbered last."""
    left: dict[Slug, int]
    """How many it can give, by zone."""
    untold: int
    """Of how many the dispatcher has not been told."""


class Alone:
    """What the station may number, has numbered, and has still to tell."""

    def __init__(self, time: StationTime, now: float) -> None:
        self._time = time
        self._began = now
        self.book = LeaseBook()
        self.reports = AloneReports()
        self.spell = Spell()
        self.unwritten: dict[Id, Unwritten] = {}
        """By the press."""
        self.store_trouble: str | None = None
        """Why the disk cannot be used, if it was tried."""

    def is_store_known(self, now: float) -> bool:
        """Tell whether the disk has been read, or whether that is not to be waited for."""
        silent = now - self._began >= STORE_LATEST_S
        return self.book.store is not None or self.store_trouble is not None or silent

    def store_opened(self, contents: Contents) -> tuple[bool, Sequence[Fact]]:
        """Take what the disk holds; return whether it is another disk than before, and what is to be written to it."""
        self.store_trouble = None
        if contents.store == self.book.store:
            return False, ()
        facts: list[Fact] = []
        for ticket in self.reports.tickets():  # of a file that was set aside
            facts.append(NumberGiven(ticket=ticket))
            if ticket.outcome is not None:
                facts.append(TicketEnded(ticket_id=ticket.ticket_id, outcome=ticket.outcome, fault=ticket.fault))
        for ticket in contents.tickets:
            self.reports.add(ticket)
            if ticket.outcome is None:
                facts.append(self.ended(ticket.ticket_id, PaperOutcome.UNCONFIRMED, RESTARTED))
        leases = self.book.open(contents)
        return True, (*facts, *([leases] if leases else []))

    def leases_heard(self, message: Leases) -> Sequence[Fact]:
        """Take the dispatcher's newest word on leases; return what is to be written."""
        fact = self.book.hear(message)
        return () if fact is None else (fact,)

    def obstacle(self, zone: Slug, centre: Centre | None, now: float) -> str | None:
        """Return why no ticket of *zone* can be numbered alone now: a code, or None."""
        if self.store_trouble is not None:
            return STORE_FAILED
        if not self.book.has_lease(zone):
            return NO_LEASE
        if not self.book.left(zone):
            return USED_UP
        pause = self.pause(zone, centre, now)
        return None if pause is None else pause.why.value

    def pause(self, zone: Slug, centre: Centre | None, now: float) -> Paused | None:
        """Return why the hours let no ticket of *zone* be given, as far as hours and time are known."""
        at = self._time.known(now)
        if centre is None or centre.hours is None or at is None:
            return None
        sign = next((sign for sign in centre.zones if sign.zone == zone), None)
        return None if sign is None else paused(centre.hours, sign, at)

    def opens(self, zone: Slug | None, reason: str, centre: Centre | None, now: float) -> float | None:
        """Return when tickets of *zone* are given again, in Unix seconds, if *reason* is one of the hours."""
        pause = None if zone is None else self.pause(zone, centre, now)
        return pause.until if pause is not None and pause.why.value == reason else None

    def paused(self, buttons: Iterable[ButtonSettings], centre: Centre | None, now: float) -> frozenset[str]:
        """Return those of the *buttons* whose zones give no ticket at this hour."""
        zones = {button.name: zone_of(button, centre) for button in buttons}
        return frozenset(name for name, zone in zones.items() if zone and self.pause(zone, centre, now))

    def has_numbers(self, zone: Slug) -> bool:
        """Tell whether there are any left, whatever the hours."""
        return self.store_trouble is None and self.book.left(zone) > 0

    def numbers(self, zones: Iterable[Slug]) -> Numbers:
        """Return how it stands with them."""
        left = {zone: self.book.left(zone) for zone in zones}
        return Numbers(self.spell.tickets, left, len(self.reports) + len(self.unwritten))

    def faults(self, zones: Iterable[Slug], centre: Centre | None, *, is_absent: bool) -> list[Fault]:
        """Return what somebody should know; that there is no lease matters only while nobody answers."""
        faults = []
        if self.store_trouble is not None:
            faults.append(Fault(code=STORE_FAILED, detail=self.store_trouble[-200:]))
        if self.spell.tickets:
            since = "" if centre is None else time_of_day(centre, self.spell.since)
            faults.append(Fault(code=ALONE, detail=f"{self.spell.tickets} numbered{since and f' since {since}'}"))
        bare = [zone for zone in zones if is_absent and not self.book.left(zone)]
        if bare:
            faults.append(Fault(code=NO_LEASE, detail=", ".join(bare)[:200]))
        return faults

    def number(self, press: AlonePress, centre: Centre, now: float) -> NumberGiven:
        """Take the next number for a press; return what must be on the disk before it is worth anything.

        Only when `obstacle` sees none.
        """
        lease, number = self.book.take(press.zone)
        ticket = AloneTicket(
            ticket_id=press.id,
            lease_id=lease.lease_id,
            zone=press.zone,
            cycle=lease.cycle,
            number=number,
            language=press.command.language,
            matters=press.command.matters,
            assistance=press.command.assistance,
            moment=self._time.moment(now),
        )
        self.unwritten[press.id] = Unwritten(ticket, paper_of(ticket, centre), press, now + STORE_WITHIN_S)
        return NumberGiven(ticket=ticket)

    def written(self, facts: Iterable[Fact], now: float) -> Sequence[Unwritten]:
        """Take note of what is on the disk; return what may be printed now."""
        self.store_trouble = None
        written = []
        for fact in facts:
            if isinstance(fact, LeasesHeld):
                self.book.written(fact.leases)
            elif isinstance(fact, NumberGiven):
                waiting = self.unwritten.get(fact.ticket.ticket_id)
                if waiting is not None and now < waiting.deadline:
                    del self.unwritten[fact.ticket.ticket_id]
                    self._numbered(waiting, now)
                    written.append(waiting)
        return written

    def late(self, now: float) -> Sequence[Id]:
        """Return the presses whose numbers the disk has not taken in time."""
        late = [press for press, waiting in self.unwritten.items() if waiting.deadline <= now]
        if late:
            self.store_trouble = self.store_trouble or _SILENT
        return late

    def burn(self, press: Id) -> NumberBurnt:
        """Give up the number of *press*: it is never printed, and never given again."""
        del self.unwritten[press]
        return NumberBurnt(ticket_id=press)

    def ended(self, ticket_id: Id, outcome: PaperOutcome, fault: str) -> TicketEnded:
        """Take what became of a ticket's paper; return what is to be written down."""
        self.reports.ended(ticket_id, outcome, fault)
        return TicketEnded(ticket_id=ticket_id, outcome=outcome, fault=fault)

    def next_due(self) -> float:
        """Return when `late` may have something to say."""
        return min((waiting.deadline for waiting in self.unwritten.values()), default=float("inf"))

    def _numbered(self, number: Unwritten, now: float) -> None:
        ticket = number.ticket
        self.reports.add(ticket)
        self.spell.numbered(ticket.moment.unix, now if number.press.cause in REFUSALS else None)
        what = (ticket.ticket_id, ticket.zone, ticket.number, number.press.cause)
        _log.warning("ticket numbered alone ticket_id=%s zone=%s number=%d cause=%s", *what)


def paper_of(ticket: AloneTicket, centre: Centre) -> TicketPaper:
    """Return what goes onto paper: nobody knows how many wait before it, nor always the time."""
    return TicketPaper(
        job_id=ticket.ticket_id,
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        zone=ticket.zone,
        language=ticket.language,
        issued_at=ticket.moment.unix,
        ahead=None,
        day=day_of(centre, ticket.moment.unix),
        cycle=ticket.cycle,
        alone=True,
        purposes=ticket.matters,
    )
