"""Examples of a centre, its board and its calls."""

from collections.abc import Callable

import pytest

from firmware.words import Bilingual, Language, PlaceKind
from mqtt_bridge.events import CallKind
from mqtt_bridge.public import Board, BoardZone, Call, Called, Centre, PlaceSign, ZoneSign

HALL_AT = 1_795_412_520.0  # 10:42 in Asia/Almaty on Monday, 23 November 2026
TITLES = (
    Bilingual(kk="Консультация аймағы", ru="Зона консультации"),
    Bilingual(kk="Жеке қабылдау", ru="Личный приём"),
    Bilingual(kk="Өзіне-өзі қызмет көрсету", ru="Самообслуживание"),
)


@pytest.fixture
def centre() -> Callable[..., Centre]:
    def make(zones: int = 3, timezone: str = "Asia/Almaty") -> Centre:
        return Centre(
            name=Bilingual(kk="Азаматтарды қабылдау орталығы", ru="Центр приёма граждан"),
            address=Bilingual(kk="Бородулиха ауылы, Тәуелсіздік көшесі, 69", ru="с. Бородулиха, ул. Тәуелсіздік, 69"),
            timezone=timezone,
            day="2026-11-23",
            zones=tuple(ZoneSign(zone=f"zone-{n}", title=TITLES[n % 3], wait_at=TITLES[n % 3]) for n in range(zones)),
            places=tuple(
                PlaceSign(place=f"place-{n}", kind=kind, number=n, zones=("zone-0",))
                for n, kind in enumerate((*[PlaceKind.WINDOW] * 3, *PlaceKind, *[PlaceKind.OFFICE] * 4), start=1)
            ),
        )

    return make


@pytest.fixture
def call() -> Callable[..., Call]:
    def make(
        number: int,
        place: str = "place-1",
        *,
        n: int | None = None,
        age_s: float = 0.0,
        recall: bool = False,
        still_here: bool = False,
    ) -> Call:
        return Call(
            call_id=f"{number if n is None else n:016x}",
            number=number,
            zone="zone-0",
            place=place,
            language=Language.KK,
            kind=CallKind.RECALL if recall else CallKind.FIRST,
            at=HALL_AT - age_s,
            speak_left_s=0.0,
            still_here=still_here,
        )

    return make


@pytest.fixture
def board() -> Callable[..., Board]:
    def make(*calls: Call, seq: int = 1, epoch: int = 1, at: float = HALL_AT, zones: int = 3, busy: int = 2) -> Board:
        return Board(
            epoch=epoch,
            seq=seq,
            at=at,
            calls=calls,
            zones=tuple(
                BoardZone(
                    zone=f"zone-{z}",
                    now=tuple(Called(number=100 * z + 105 - n, place=f"place-{n + 1}") for n in range(busy)),
                    next=tuple(range(100 * z + 106, 100 * z + 106 + 3 * z)),
                    waiting=3 * z,
                )
                for z in range(zones)
            ),
        )

    return make
