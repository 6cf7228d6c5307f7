"""From the book of receptions and the copy of the hall to the list of a day. Names are what a session may show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from centre.dates import date_words
from centre.place_words import place_label
from centre.settings import CentreSettings
from console.receptions.day_view import BookingRow, DayView, State, ToTell
from console.receptions.looking import Seen
from console.receptions.person import Applicant
from console.receptions.schedule import Slot
from console.receptions.settings import ReceptionsSettings
from console.seeing.papers import DayPapers
from console.web.filling.looking import Looking
from console.web.filling.papers import paper_state
from console.web.filling.reception import stations
from console.web.filling.stands import stand_of
from console.web.texts import texts
from console.web.views.booking import Appointment, DayList, Stand, ToCall
from console.web.views.reception import PaperState
from firmware.words import Language

_LATE = frozenset({State.LATE, State.TOO_LATE})
_SAID = frozenset({State.EARLY, State.TOO_LATE, State.OFF, State.ASKED})
"""What is said of a booking besides how far it is."""
_COMES = frozenset({State.EARLY, State.DUE, State.LATE, State.TOO_LATE})
_AWAITED = _COMES | {State.AWAITED, State.OFF}
_NOT_OUT = frozenset({PaperState.VOID, PaperState.FAILED})
_SEEN_TO = frozenset({PaperState.UNSURE, PaperState.STATION_OFFLINE})


@dataclass(frozen=True)
class BookWords:
    """What officials and offices are called, in one language."""

    settings: ReceptionsSettings
    centre: CentreSettings
    language: Language

    def official(self, name: str) -> str:
        """Return the post."""
        known = self.settings.official(name)
        return known.title.get(self.language) if known is not None else name

    def body(self, name: str) -> str:
        """Return whose leadership it is."""
        known = self.settings.body(name)
        return known.title.get(self.language) if known is not None else name

    def office(self, name: str) -> str:
        """Return what stands on its door."""
        place = self.centre.place(name)
        return place_label(place, self.language) if place is not None else name

    def day(self, day: date) -> str:
        """Return a day in words."""
        return date_words(day).get(self.language)

    def moment(self, slot: Slot) -> str:
        """Return a slot's day and time."""
        return f"{self.day(slot.day)}, {slot.begins:%H:%M}"


@dataclass(frozen=True)
class Appointing:
    """All that a row of the list is made from besides the row."""

    words: BookWords
    looking: Looking | None
    papers: DayPapers
    names: Mapping[str, Seen]


def day_list(
    appointing: Appointing, day: date, view: DayView | None, to_tell: Iterable[ToTell], station: str
) -> DayList:
    """Return who comes on *day*, all officials together in order of time; and whom to call, whatever the day."""
    rows = [row for reception in view.receptions for row in reception.rows] if view is not None else []
    rows += view.stranded if view is not None else ()
    rows.sort(key=lambda row: (row.slot.begins, row.slot.office, row.booking_id))
    choices = stations(appointing.words.centre, appointing.words.language, station)
    appointments = tuple(appointment(appointing, row) for row in rows)
    return DayList(
        date=day.isoformat(),
        appointments=appointments,
        to_call=tuple(_to_call(appointing, each) for each in to_tell),
        waits=sum(each.stand is Stand.HERE for each in appointments),
        station=next((choice.value for choice in choices if choice.is_chosen), ""),
        other_stations=tuple(choice for choice in choices if not choice.is_chosen),
        is_closed=view is None,
    )


def appointment(appointing: Appointing, row: BookingRow) -> Appointment:
    """Return one booking as the reception sees it."""
    words, looking, seen = appointing.words, appointing.looking, appointing.names.get(row.booking_id)
    ticket = looking.hall.tickets.get(row.ticket_id) if looking is not None and row.ticket_id is not None else None
    stand = stand_of(row.state, ticket.stage if ticket is not None else None)
    paper = paper_state(looking, appointing.papers, ticket) if looking is not None and ticket is not None else None
    is_here = stand is Stand.HERE
    return Appointment(
        booking_id=row.booking_id,
        time=f"{row.slot.begins:%H:%M}",
        day=words.day(row.slot.day),
        official=words.official(row.slot.official),
        office=words.office(row.slot.office),
        stand=stand,
        number=ticket.number if ticket is not None else None,
        needs_assistance=row.assistance,
        is_legal_entity=row.applicant is Applicant.LEGAL_ENTITY,
        is_late=row.state in _LATE,
        when=row.state.value if row.state in _SAID else "",
        told=words.moment(row.told) if row.told is not None else "",
        paper=paper.value if is_here and paper is not None and paper is not PaperState.OUT else "",
        paper_ticket_id=ticket.ticket_id if is_here and ticket is not None and paper in _SEEN_TO else "",
        may_check_in=row.state in _COMES or (is_here and (ticket is None or paper in _NOT_OUT)),
        may_move=row.state in _AWAITED,
        may_cancel=row.state in _AWAITED or row.state is State.CHECKED_IN,
        name=seen.person.name if seen is not None else None,
        contact=seen.person.contact if seen is not None else None,
        subject=seen.person.subject if seen is not None else None,
        organisation=seen.person.organisation if seen is not None else None,
        outcome=_outcome(words, row),
    )


def _outcome(words: BookWords, row: BookingRow) -> str:
    found = [each for each in words.settings.outcomes if each.name == row.outcome]
    return found[0].title.get(words.language) if found else ""


def _to_call(appointing: Appointing, each: ToTell) -> ToCall:
    words, seen = appointing.words, appointing.names.get(each.booking_id)
    now = each.now
    return ToCall(
        booking_id=each.booking_id,
        official=words.official(now.official if now is not None else each.told.official),
        told=words.moment(each.told),
        now=f"{words.moment(now)} · {words.office(now.office)}" if now is not None else "",
        name=seen.person.name if seen is not None else None,
        contact=seen.person.contact if seen is not None else None,
    )


def source_words(language: Language, source: str) -> str:
    """Return how somebody came to sign up."""
    return texts()[language].say(f"appointments.sources.{source}")
