"""What the sample pages have in common: a language's words for the centre, and tickets to show. Nobody here exists."""

from dataclasses import dataclass
from typing import Any

import msgspec

from console.web.views.page import Link, Page, Theme
from console.web.views.parts import Ticket, Timer
from firmware.words import Language


@dataclass(frozen=True)
class In:
    """A language, called with both texts."""

    language: Language

    def __call__(self, kk: str, ru: str) -> str:
        return kk if self.language is Language.KK else ru


@dataclass(frozen=True)
class Sample:
    """One page, filled."""

    template: str
    page: Page
    view: msgspec.Struct
    is_phone: bool = False


def page(say: In, person: str = "", role: str = "", **more: Any) -> Page:
    return Page(
        centre=say("Азаматтарды қабылдау орталығы", "Центр приёма граждан"),
        language=say.language,
        theme=Theme.LIGHT,
        csrf="a" * 32,
        now=1_795_000_000,
        person=person,
        role=role,
        **more,
    )


def links(current: str, *names: str) -> tuple[Link, ...]:
    return tuple(
        Link(name=name, href=f"/{name}", is_current=name == current, count=3 if name == "hall" else 0) for name in names
    )


def timer(shown: str, *, is_late: bool = False) -> Timer:
    minutes, seconds = shown.split(":")
    return Timer(since=1_795_000_000 - int(minutes) * 60 - int(seconds), shown=shown, is_late=is_late)


def ticket(say: In, number: int, **more: Any) -> Ticket:
    zones = {1: consultation(say), 4: personal(say), 6: self_service(say)}
    zone = zones.get(number // 100, consultation(say))
    return Ticket(ticket_id=f"{number:016x}", number=number, zone=zone, **more)


def consultation(say: In) -> str:
    return say("Консультация", "Консультация")


def personal(say: In) -> str:
    return say("Жеке қабылдау", "Личный приём")


def self_service(say: In) -> str:
    return say("Өзіне-өзі қызмет көрсету", "Самообслуживание")


def window(say: In, n: int) -> str:
    return say(f"{n}-терезе", f"Окно {n}")


def office(say: In, n: int) -> str:
    return say(f"{n}-кабинет", f"Кабинет {n}")


def social(say: In) -> str:
    return say("Әлеуметтік қолдау мәселесі", "Вопрос социальной поддержки")


def land(say: In) -> str:
    return say("Жер немесе тұрғын үй мәселесі", "Вопрос земли или жилья")


def complaint(say: In) -> str:
    return say("Шағым", "Жалоба")
