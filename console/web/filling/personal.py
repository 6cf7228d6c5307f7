"""One person's bookings, and who has looked at whose."""

from collections.abc import Iterable, Mapping

from centre.dates import dated_words
from console.receptions.arrival import slot_of
from console.receptions.erasing import erased_on
from console.receptions.export import ListWords
from console.receptions.looking import Seen
from console.receptions.looks import LookMade
from console.receptions.store import Store
from console.web.filling.tickets import clock_moment
from console.web.texts import texts
from console.web.views.personal import Held, Look
from firmware.words import Language


def held(store: Store, seen: Mapping[str, Seen], words: ListWords, at: float, language: Language) -> tuple[Held, ...]:
    """Return what is kept of these bookings' visitors. For the records' thread."""
    table = store.table_at(at)
    shown = []
    for booking_id, one in seen.items():
        booking = store.book.bookings[booking_id]
        slot = slot_of(table, booking)
        until = erased_on(table, booking)
        shown.append(
            Held(
                booking_id=booking_id,
                day=dated_words(slot.day).get(language),
                official=words.official(slot.official).get(language),
                name=one.person.name,
                contact=one.person.contact,
                subject=one.person.subject,
                organisation=one.person.organisation,
                note=one.note,
                erased_after=f"{until:%d.%m.%Y}",
            )
        )
    return tuple(shown)


def looks_seen(
    looks: Iterable[LookMade], names: Mapping[str, str], timezone: str, language: Language
) -> tuple[Look, ...]:
    """Return who looked, when and what for; *names* are of those who work here."""
    say = texts()[language].say
    return tuple(
        Look(
            who=names.get(look.staff, look.staff),
            when=clock_moment(look.at, timezone),
            what=say(f"personal.why.{look.why.value}"),
            whose=_whose(look.booking_ids, language),
        )
        for look in looks
    )


def _whose(booking_ids: tuple[str, ...], language: Language) -> str:
    say = texts()[language].say
    if not booking_ids:
        return say("personal.nobody")
    return booking_ids[0] if len(booking_ids) == 1 else say("personal.bookings", n=len(booking_ids))
