"""A ticket to look at without a hall: what `kezek-printer preview` draws unless told otherwise."""

from firmware.words import Bilingual, Language
from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Centre, ZoneSign

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
        places=(),
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
