"""Every kind of ticket there is, to be looked at and to be compared: both languages, both papers, all marks."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from firmware.words import Bilingual, Language
from mqtt_bridge.estimate import WaitEstimate
from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Centre, PurposeSign
from printer.sample import (
    everything_on,
    longest_centre,
    sample_centre,
    sample_paper,
    with_address,
    with_appointment,
    with_purpose,
    with_wait,
)

WIDTHS_PX = (576, 384)
LONG_OFFICIAL = Bilingual(
    kk="Өтініштерді қарауды бақылау бөлімінің басшысы", ru="Руководитель отдела контроля за рассмотрением обращений"
)


@dataclass(frozen=True)
class Variant:
    """One ticket, and under which name its picture is kept."""

    mark: str
    paper: TicketPaper
    centre: Centre
    width_px: int

    @property
    def name(self) -> str:
        """Return a name that is safe as one of a file."""
        return f"ticket-{self.paper.language.value}-{self.width_px}-{self.mark}"


def variants() -> Iterator[Variant]:
    """Yield them all, by paper, language and mark."""
    for width_px in WIDTHS_PX:
        for language in Language:
            for mark, (paper, centre) in _marked(language).items():
                yield Variant(mark, paper, centre, width_px)


def long_names() -> Centre:
    """Return a centre whose names are as long as real ones become."""
    title = Bilingual(kk="Өзіне-өзі қызмет көрсету аймағы", ru="Зона самообслуживания посетителей")
    wait_at = Bilingual(
        kk="«Өзіне-өзі қызмет көрсету» аймағында күтіңіз", ru="Ожидайте в зоне «Самообслуживание посетителей»"
    )
    purpose = Bilingual(
        kk="Мүгедектігі бар адамдарға әлеуметтік қызмет көрсету", ru="Социальные услуги для лиц с инвалидностью"
    )
    return msgspec.structs.replace(
        sample_centre(title, wait_at),
        name=Bilingual(
            kk="Бородулиха ауданы әкімдігінің азаматтарды қабылдау орталығы",
            ru="Центр приёма граждан акимата Бородулихинского района",
        ),
        address=Bilingual(
            kk="Абай облысы, Бородулиха ауданы, Бородулиха ауылы, Тәуелсіздік көшесі, 69",
            ru="область Абай, Бородулихинский район, село Бородулиха, улица Тәуелсіздік, 69",
        ),
        purposes=(PurposeSign(purpose="land", title=purpose, zone="sample", summons=None),),
    )


def _marked(language: Language) -> dict[str, tuple[TicketPaper, Centre]]:
    centre, plain = sample_centre(), sample_paper(105, language)
    dated = msgspec.structs.replace(sample_paper(341, language, alone=True), issued_at=plain.issued_at)
    first = msgspec.structs.replace(sample_paper(101, language, ahead=0), wait=WaitEstimate(from_min=0, to_min=5))
    appointment = with_appointment(sample_paper(401, language))
    long_appointment = with_purpose(with_appointment(sample_paper(1588, language), LONG_OFFICIAL))
    return {
        "plain": (plain, centre),
        "first": (first, centre),
        "wait": (with_wait(sample_paper(278, language)), centre),
        "copy": (sample_paper(3609, language, ahead=12, copy=True), centre),
        "alone": (dated, centre),
        "alone-no-time": (sample_paper(342, language, alone=True), centre),
        "alone-copy": (msgspec.structs.replace(dated, copy=True), centre),
        "appointment": (appointment, centre),
        "purpose": (with_wait(with_purpose(sample_paper(156, language))), centre),
        "qr": (with_wait(sample_paper(207, language, job_id="00112233445566aa")), with_address(centre)),
        "long-names": (with_wait(sample_paper(1777, language)), long_names()),
        "long-appointment": (long_appointment, with_address(long_names())),
        "everything": (everything_on(language)[0], longest_centre()),
        "everything-alone": (everything_on(language)[2], longest_centre()),
    }
