"""Papers to look at without a hall: what `kezek-printer preview` draws unless told otherwise."""

import msgspec

from firmware.words import Bilingual, Language, PlaceKind
from mqtt_bridge.estimate import WaitEstimate
from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Called, Centre, PlaceSign, PurposeSign, ZoneSign
from printer.waiting_list import ListedZone, WaitingList

OFFICIAL = Bilingual(kk="Аудан әкімінің орынбасары", ru="Заместитель акима района")
_PURPOSE = Bilingual(kk="Жер қатынастары", ru="Земельные отношения")
_WAIT_AT = Bilingual(kk="«Күту залы» аймағында күтіңіз", ru="Ожидайте в зоне «Зал ожидания»")


def sample_centre(title: Bilingual | None = None, wait_at: Bilingual | None = None) -> Centre:
    """Return a centre with one zone, `sample`, under *title*."""
    title = title or Bilingual(kk="Жеке қабылдау", ru="Личный приём")
    return Centre(
        name=Bilingual(kk="Азаматтарды қабылдау орталығы", ru="Центр приёма граждан"),
        address=Bilingual(
            kk="Бородулиха ауылы, Тәуелсіздік көшесі, 69",
            ru="село Бородулиха, улица Тәуелсіздік, 69",
        ),
        timezone="Asia/Almaty",
        day="2026-02-03",
        zones=(ZoneSign(zone="sample", title=title, wait_at=wait_at or _WAIT_AT),),
        places=(PlaceSign(place="office-12", kind=PlaceKind.OFFICE, number=12, zones=("sample",)),),
        purposes=(PurposeSign(purpose="land", title=_PURPOSE, zone="sample", summons=None),),
    )


def sample_paper(
    number: int = 105,
    language: Language = Language.KK,
    *,
    ahead: int = 7,
    copy: bool = False,
    alone: bool = False,
    job_id: str = "0" * 16,
) -> TicketPaper:
    """Return a ticket of zone `sample`, issued on a day in February; *alone* at an unknown time."""
    return TicketPaper(
        job_id=job_id,
        ticket_id=job_id,
        number=number,
        zone="sample",
        language=language,
        issued_at=None if alone else 1_770_100_000.0,
        ahead=None if alone else ahead,
        alone=alone,
        copy=copy,
    )


def with_wait(paper: TicketPaper) -> TicketPaper:
    """Return *paper* as it is where somebody could tell how long it will wait."""
    return msgspec.structs.replace(paper, wait=WaitEstimate(from_min=10, to_min=15))


def with_appointment(paper: TicketPaper, official: Bilingual = OFFICIAL) -> TicketPaper:
    """Return *paper* as of an appointment in office 12 at half past ten that day."""
    return msgspec.structs.replace(paper, due_at=1_770_096_600.0, place="office-12", official=official)


def with_purpose(paper: TicketPaper) -> TicketPaper:
    """Return *paper* as of a visitor who has said what for."""
    return msgspec.structs.replace(paper, purposes=("land",))


def with_address(centre: Centre, address: str = "https://kezek.example/t") -> Centre:
    """Return *centre* with a place where tickets can be looked up."""
    return msgspec.structs.replace(centre, public_address=address)


def longest_centre() -> Centre:
    """Return a centre whose texts are as long as texts may be, and so is its address."""

    def endless(kk: str, ru: str) -> Bilingual:
        return Bilingual(kk=f"{kk} {'азаматтарды қабылдау ' * 40}", ru=f"{ru} {'приём граждан района ' * 40}")

    sign = PurposeSign(purpose="land", title=endless("Жер", "Земля"), zone="sample", summons=None)
    centre = sample_centre(endless("Аймақ", "Зона"), endless("Зал", "Зал"))
    longest = msgspec.structs.replace(
        centre, name=endless("Орталық", "Центр"), address=endless("Ауыл", "Село"), purposes=(sign,)
    )
    return with_address(longest, f"https://{'kezek-' * 10}.example/t")


def everything_on(language: Language, official: Bilingual = OFFICIAL) -> tuple[TicketPaper, ...]:
    """Return papers with all the marks that can stand together: a copy, an appointment, a number given alone."""
    plain = sample_paper(9999, language, ahead=9999, copy=True)
    waits = msgspec.structs.replace(plain, wait=WaitEstimate(from_min=1000, to_min=1440))
    alone = sample_paper(9999, language, copy=True, alone=True)
    dated = msgspec.structs.replace(alone, issued_at=plain.issued_at)
    return tuple(with_purpose(paper) for paper in (with_appointment(plain, official), waits, dated))


def sample_list() -> tuple[WaitingList, Centre]:
    """Return a list over two papers: a zone in full swing, one where nobody waits, and a long line."""
    names = {
        "personal": Bilingual(kk="Жеке қабылдау", ru="Личный приём"),
        "consultation": Bilingual(kk="Консультация", ru="Консультация"),
        "self-service": Bilingual(kk="Өзіне-өзі қызмет көрсету", ru="Зона самообслуживания"),
    }
    centre = msgspec.structs.replace(
        sample_centre(),
        zones=tuple(ZoneSign(zone=zone, title=title, wait_at=_WAIT_AT) for zone, title in names.items()),
        places=(
            PlaceSign(place="window-1", kind=PlaceKind.WINDOW, number=1, zones=("personal",)),
            PlaceSign(place="desk-12", kind=PlaceKind.DESK, number=12, zones=("personal",)),
        ),
    )
    now = (Called(number=1105, place="window-1"), Called(number=9999, place="desk-12"))
    zones = (
        ListedZone("personal", now, (1106, 1107, 1109, 1110, 1111, 2900, 2901), more=4),
        ListedZone("consultation"),
        ListedZone("self-service", (), tuple(range(301, 360))),
    )
    return WaitingList(zones, board_at=1_770_100_000.0, printed_at=1_770_100_900.0), centre
