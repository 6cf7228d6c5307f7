"""A station whose time passes as the test says, its buttons, its disk, and what it is answered: for tests alone."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from firmware.clock import FakeClock
from firmware.words import Bilingual, Id, Language, PlaceKind
from kiosk.buttons import Action, ButtonSettings
from kiosk.deeds import Accept, Ask, Deed, Keep
from kiosk.kept import Contents, Fact
from kiosk.settings import StationSettings
from kiosk.station import Station
from kiosk.station_time import StationTime
from mqtt_bridge.command import Command
from mqtt_bridge.commands import ReportPaper, Request
from mqtt_bridge.lease import Lease, Leases
from mqtt_bridge.paper import PaperOutcome, TicketPaper
from mqtt_bridge.public import Board, Centre, PlaceSign, ZoneSign
from mqtt_bridge.replies import Issued, Reply

TEXT = Bilingual(kk="Консультация", ru="Консультация")
CENTRE = Centre(
    name=TEXT,
    address=TEXT,
    timezone="Asia/Almaty",
    day="2026-11-23",
    zones=(ZoneSign(zone="consultation", title=TEXT, wait_at=TEXT),),
    places=(PlaceSign(place="window-1", kind=PlaceKind.WINDOW, number=1, zones=("consultation",)),),
)
TICKET = ButtonSettings(name="ticket", pin=5, action=Action.TAKE_TICKET, zone="consultation", language=Language.KK)
NOWHERE = Path("/nowhere")
NEXT = ButtonSettings(name="next", pin=6, action=Action.CALL_NEXT, place="window-1")


def station(*, link_up: bool = True, obstacle: str | None = None, centre: Centre | None = CENTRE) -> Station:
    """Make a station at which a press is accepted, unless told otherwise."""
    made = Station(StationSettings("entrance"))
    made.link_changed(up=link_up, now=0.0)
    made.printer_obstacle = obstacle
    made.centre = centre
    return made


C = TypeVar("C", bound=Command)
STORE = "5" * 16


def lease(first: int = 801, last: int = 810, serial: int = 1, store: Id = STORE, zone: str = "consultation") -> Lease:
    return Lease(lease_id=f"{serial:016x}", zone=zone, first=first, last=last, cycle=-serial, store=store)


def with_leases(*leases: Lease, centre: Centre | None = CENTRE, link_up: bool = True, now: float = 0.0) -> Station:
    """Make a station that is ready and may number alone; its disk has written what it had to."""
    made = Station(StationSettings("entrance", zones=("consultation",)), StationTime(FakeClock(), synchronised=NOWHERE))
    made.link_changed(up=link_up, now=now)
    made.printer_obstacle = None
    made.centre = centre
    made.store_opened(Contents(store=STORE, centre=centre))
    kept_by(made, made.leases_heard(Leases(epoch=1, leases=leases or (lease(),))), now)
    return made


def kept_by(made: Station, deeds: Iterable[Deed], now: float) -> Sequence[Deed]:
    """Have the disk write what *deeds* want kept; return what the station makes of that."""
    return made.written([deed.fact for deed in deeds if isinstance(deed, Keep)], now)


def kept(deeds: Iterable[Deed]) -> list[type[Fact]]:
    """Return of what kinds the facts are that are to be written."""
    return [type(deed.fact) for deed in deeds if isinstance(deed, Keep)]


def board(seq: int = 1, at: float = 1_800_000_000.0, epoch: int = 1) -> Board:
    return Board(epoch=epoch, seq=seq, at=at, calls=(), zones=())


def accepted(deeds: object) -> Request:
    assert isinstance(deeds, tuple)
    (deed,) = deeds
    assert isinstance(deed, Accept)
    return deed.request


def paper(ticket_id: Id, job_id: Id = "") -> TicketPaper:
    return TicketPaper(
        job_id=job_id or ticket_id,
        ticket_id=ticket_id,
        number=101,
        zone="consultation",
        language=Language.KK,
        issued_at=1.0,
        ahead=0,
        copy=bool(job_id),
    )


def issued(press: Id) -> Reply:
    return Reply(id=press, result=Issued(paper=paper(press)))


def outcome(job_id: Id, what: PaperOutcome, fault: str = "") -> ReportPaper:
    return ReportPaper(ticket_id=job_id, job_id=job_id, outcome=what, fault=fault)


def reports(deeds: object) -> list[ReportPaper]:
    assert isinstance(deeds, (list, tuple))
    return requests(deeds, ReportPaper)


def requests(deeds: Iterable[Deed], kind: type[C]) -> list[C]:
    """Return the commands of that kind that are to be asked."""
    asked = [deed.request.command for deed in deeds if isinstance(deed, Ask)]
    return [command for command in asked if isinstance(command, kind)]


def asked(deeds: Iterable[Deed], kind: type[Command]) -> Request:
    """Return the one request of that kind."""
    (request,) = [d.request for d in deeds if isinstance(d, Ask) and isinstance(d.request.command, kind)]
    return request
