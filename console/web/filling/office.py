"""An official's office on one day: whom it receives, how far each is, and who is there now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from console.receptions.day_view import BookingRow, ReceptionRow, State
from console.receptions.export import ListWords
from console.receptions.looking import Seen
from console.receptions.person import Applicant
from console.receptions.settings import OutcomeSettings, ReceptionsSettings
from console.web.book_seen import BookSeen
from console.web.filling.choices import summonses
from console.web.filling.desk import desk_place
from console.web.filling.looking import Looking
from console.web.filling.stands import stand_of
from console.web.texts import texts
from console.web.views.booking import Appointment, Office, OfficeReception, Stand
from console.web.views.desk import ReceptionToday
from console.web.views.parts import Choice
from firmware.words import Language
from hall.ticket import AT_A_PLACE, Stage

DELAYS_MIN = (0, 10, 20, 30, 45, 60, 90, 120)
"""By how much a reception may be said to be late."""
_LATE = frozenset({State.LATE, State.TOO_LATE})


def office_seen(looking: Looking, place: str, book: BookSeen, names: Mapping[str, Seen] | None) -> Office:
    """Return the office; *names* are those that this page was opened for. Without a book there are no appointments."""
    language, receptions = looking.language, tuple[OfficeReception, ...]()
    if book.settings is not None and book.day is not None:
        filling = _Filling(looking, ListWords(book.settings, looking.centre), book.settings.outcomes, names or {})
        receptions = tuple(filling.reception(one) for one in book.day.receptions if one.reception.office == place)
    here = looking.hall.place(place).ticket_id
    everybody = [appointment for one in receptions for appointment in one.appointments]
    current = next((each for each in everybody if here is not None and each.ticket_id == here), None)
    return Office(
        place=desk_place(looking, place),
        receptions=receptions,
        current=current,
        outcomes=reception_outcomes(book.settings, language) if book.settings is not None else (),
        summonses=tuple(each for each in summonses(looking) if each.key),
        has_names=names is not None,
        is_book_closed=book.settings is None,
    )


def receptions_today(looking: Looking, place: str, book: BookSeen) -> tuple[ReceptionToday, ...]:
    """Return who receives today, as far as it is of what *place* is competent for."""
    settings = looking.centre.place(place)
    if book.settings is None or book.day is None or settings is None:
        return ()
    say, words = texts()[looking.language].say, ListWords(book.settings, looking.centre)
    shown = []
    for one in book.day.receptions:
        reception, official = one.reception, book.settings.official(one.reception.official)
        wanted = official.competences if official is not None else ()
        if wanted and not set(wanted) & set(settings.competences):
            continue
        shown.append(
            ReceptionToday(
                official=words.official(reception.official).get(looking.language),
                hours=f"{reception.begins:%H:%M}–{reception.ends:%H:%M}",
                office=looking.place(reception.office),
                note=say("office.late_by", n=one.delay_min) if one.delay_min else "",
            )
        )
    return tuple(shown)


def reception_outcomes(schedule: ReceptionsSettings, language: Language) -> tuple[Choice, ...]:
    """Return what can come of a reception; the first ones by a digit's key."""
    return tuple(
        Choice(value=outcome.name, label=outcome.title.get(language), key=str(n) if n <= 5 else "")  # noqa: PLR2004
        for n, outcome in enumerate(schedule.outcomes, 1)
    )


@dataclass(frozen=True)
class _Filling:
    looking: Looking
    words: ListWords
    outcomes: tuple[OutcomeSettings, ...]
    names: Mapping[str, Seen]

    def reception(self, row: ReceptionRow) -> OfficeReception:
        language, reception = self.looking.language, row.reception
        say = texts()[language].say
        return OfficeReception(
            reception_id=reception.reception_id,
            official=self.words.official(reception.official).get(language),
            hours=f"{reception.begins:%H:%M}–{reception.ends:%H:%M}",
            delay=say("office.late_by", n=row.delay_min) if row.delay_min else "",
            delays=tuple(
                Choice(
                    value=str(minutes),
                    label=say("office.minutes", n=minutes) if minutes else say("office.not_late"),
                    is_chosen=minutes == row.delay_min,
                )
                for minutes in DELAYS_MIN
            ),
            video_link=reception.video_link or "",
            appointments=tuple(self.appointment(each) for each in row.rows),
        )

    def appointment(self, row: BookingRow) -> Appointment:
        looking, language = self.looking, self.looking.language
        ticket = looking.hall.tickets.get(row.ticket_id) if row.ticket_id is not None else None
        stage = ticket.stage if ticket is not None else None
        seen = self.names.get(row.booking_id)
        person = seen.person if seen is not None else None
        is_told = row.outcome is not None
        due = row.follow_up if is_told else row.withdrawn_follow_up
        outcome = next((each for each in self.outcomes if each.name == row.outcome), None)
        return Appointment(
            booking_id=row.booking_id,
            ticket_id=ticket.ticket_id if ticket is not None else "",
            time=f"{row.slot.begins:%H:%M}",
            official=self.words.official(row.slot.official).get(language),
            office=looking.place(row.slot.office),
            stand=Stand.CANCELLED if row.state is State.OFF else stand_of(row.state, stage),
            number=ticket.number if ticket is not None else None,
            needs_assistance=row.assistance,
            is_legal_entity=row.applicant is Applicant.LEGAL_ENTITY,
            name=person.name if person is not None else None,
            contact=person.contact if person is not None else None,
            subject=person.subject if person is not None else None,
            organisation=person.organisation if person is not None else None,
            note=seen.note if seen is not None else None,
            outcome=outcome.title.get(language) if outcome is not None else "",
            outcome_name=row.outcome or row.withdrawn_outcome or "",
            follow_up=day_short(row.follow_up),
            follow_up_day=due.isoformat() if due is not None else "",
            is_withdrawn=not is_told and row.withdrawn_outcome is not None,
            is_late=row.state in _LATE,
            may_call=stage is Stage.WAITING,
            may_tell=row.state is State.RECEIVED and stage not in AT_A_PLACE and not row.is_erased,
            wants_outcome=row.wants_outcome,
        )


def day_short(day: date | None) -> str:
    """Return 03.12.2026; nothing for no day."""
    return f"{day:%d.%m.%Y}" if day is not None else ""
