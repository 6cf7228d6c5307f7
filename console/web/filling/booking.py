"""The slots that can be booked with an official, as they are offered. `offering` reads the book, the rest is pure."""

from dataclasses import dataclass
from datetime import date
from itertools import dropwhile

from console.receptions.offers import free_slots, why_not
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

    @property
    def is_free(self) -> bool:
        """Whether something of it can be booked."""
        return any(code is None for _slot, code in self.slots)


@dataclass(frozen=True)
class Offering:
    """What can be booked with one official; and, where that is nothing, what can be with another."""

    official: str
    receptions: tuple[Offered, ...]
    """From the first one on that has a free slot; some, when there are many."""
    full_days: tuple[date, ...]
    """The days before that."""
    next_free: Slot | None
    """The first free slot of all officials."""
    last_day: date
    """Nobody can be booked for later."""


def offering(store: Store, shown: str, usual: str, at: float) -> Offering:
    """Return what is offered with the official whom somebody has asked to be *shown*.

    Unless they have: with the *usual* one, or else with whoever has the first free slot of all. To be called in the
    records' thread.
    """
    table = store.table_at(at)
    officials = [official.name for official in table.settings.officials]
    free = {name: slot for name in officials if (slot := next(free_slots(store.book, table, name, at), None))}
    next_free = min(free.values(), key=lambda slot: (slot.day, slot.begins), default=None)
    if shown in officials:
        official = shown
    elif usual in free or next_free is None:
        official = usual if usual in officials else officials[0]
    else:
        official = next_free.official
    known = _offered(store, official, at)
    bookable = tuple(dropwhile(lambda each: not each.is_free, known))
    full = known[: len(known) - len(bookable)]
    return Offering(
        official=official,
        receptions=_some(bookable),
        full_days=tuple(dict.fromkeys(each.reception.day for each in full)),
        next_free=next_free,
        last_day=table.last_day(),
    )


def _offered(store: Store, official: str, at: float) -> tuple[Offered, ...]:
    table = store.table_at(at)
    return tuple(
        Offered(reception, tuple((slot, why_not(store.book, table, slot, at)) for slot in reception.slots))
        for reception in table.receptions.values()
        if reception.official == official and table.today <= reception.day <= table.last_day()
    )


def _some(offered: tuple[Offered, ...]) -> tuple[Offered, ...]:
    open_ones = [n for n, each in enumerate(offered) if not each.is_shut]
    return offered[: open_ones[MOST_RECEPTIONS - 1] + 1] if len(open_ones) >= MOST_RECEPTIONS else offered


def none_free(words: BookWords, found: Offering) -> tuple[str, str]:
    """Return that nothing can be booked with the official, and what to do; nothing where something can be."""
    if found.receptions:
        return "", ""
    say, slot = texts()[words.language].say, found.next_free
    if slot is None:
        return say("appointments.none_at_all"), say("appointments.last_day", day=words.day(found.last_day))
    nearest = say("appointments.nearest", moment=words.moment(slot), official=words.official(slot.official))
    return say("appointments.none_free"), nearest


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
