"""The slots that can be booked with an official, as they are offered. `offered` reads the book, the rest is pure."""

from dataclasses import dataclass

from console.receptions.offers import why_not
from console.receptions.refusals import RefusalCode
from console.receptions.schedule import Reception, Slot
from console.receptions.store import Store
from console.web.filling.appointments import BookWords
from console.web.texts import texts
from console.web.views.booking import ReceptionDay, SlotChoice
from firmware.words import Language

MOST_RECEPTIONS = 6
_SHUT = frozenset({RefusalCode.DAY_FROZEN, RefusalCode.SLOT_PAST})


@dataclass(frozen=True)
class Offered:
    """One reception, and what keeps each of its slots from being booked."""

    reception: Reception
    slots: tuple[tuple[Slot, RefusalCode | None], ...]

    @property
    def is_shut(self) -> bool:
        """Whether nothing of it can be booked any more, free or not."""
        return all(code in _SHUT for _slot, code in self.slots)


def offered(store: Store, official: str, at: float) -> tuple[Offered, ...]:
    """Return the official's next receptions. To be called in the records' thread."""
    table = store.table_at(at)
    found: list[Offered] = []
    for reception in table.receptions.values():
        if reception.official != official or not table.today <= reception.day <= table.last_day():
            continue
        slots = tuple((slot, why_not(store.book, table, slot, at)) for slot in reception.slots)
        found.append(Offered(reception, slots))
        if sum(not each.is_shut for each in found) == MOST_RECEPTIONS:
            break
    return tuple(found)


def reception_days(words: BookWords, found: tuple[Offered, ...], chosen: str = "") -> tuple[ReceptionDay, ...]:
    """Return them as the form shows them; *chosen* is the slot that is ticked."""
    return tuple(
        ReceptionDay(
            official=words.official(each.reception.official),
            day=words.day(each.reception.day),
            office=words.office(each.reception.office),
            closed=_closed(words.language) if each.is_shut else "",
            slots=tuple(
                SlotChoice(
                    slot_id=slot.slot_id,
                    time=f"{slot.begins:%H:%M}",
                    is_free=code is None,
                    is_chosen=slot.slot_id == chosen and code is None,
                )
                for slot, code in each.slots
            ),
        )
        for each in found
    )


def _closed(language: Language) -> str:
    return texts()[language].say("appointments.final")
