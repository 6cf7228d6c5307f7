"""A station whose time passes as the test says, its buttons, and what it is answered: for tests alone."""

from firmware.words import Bilingual, Id, Language, PlaceKind
from kiosk.deeds import Accept
from kiosk.settings import Action, ButtonSettings
from kiosk.station import Station, StationSettings
from mqtt_bridge.commands import ReportPaper, Request
from mqtt_bridge.paper import PaperOutcome, TicketPaper
from mqtt_bridge.public import Centre, PlaceSign, ZoneSign
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
NEXT = ButtonSettings(name="next", pin=6, action=Action.CALL_NEXT, place="window-1")


def station(*, link_up: bool = True, obstacle: str | None = None, centre: Centre | None = CENTRE) -> Station:
    """Make a station at which a press is accepted, unless told otherwise."""
    made = Station(StationSettings("entrance"))
    made.link_changed(up=link_up, now=0.0)
    made.printer_obstacle = obstacle
    made.centre = centre
    return made


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
    assert isinstance(deeds, list)
    return [deed.request.command for deed in deeds if isinstance(deed.request.command, ReportPaper)]
