"""What the hall's events mean for bookings: a ticket that was given, called, missed, finished, or not after all."""

from collections.abc import Iterator, Sequence

from console.receptions.asked import Asked, Decision
from console.receptions.book import Book, Stage
from console.receptions.commands import AnyCommand, CheckIn, MarkAbsent, MarkCalled, MarkReceived, ReopenVisit
from console.receptions.deciding import decide
from console.receptions.refusals import Refusal
from console.receptions.store import Store
from mqtt_bridge.events import (
    AnyEvent,
    CallKind,
    DayOpened,
    Recorded,
    StepUndone,
    TicketCalled,
    TicketIssued,
    VisitFinished,
    VisitorMissed,
)
from mqtt_bridge.lease_events import JournalRestored

HALL = "hall"
"""Who did it, where the hall does not say: a call pad knows nobody."""
_FOLLOWED = "hall-followed"


def command_of(book: Book, event: AnyEvent) -> AnyCommand | None:
    """Return what is to be noted of *event*, if it is of a booking's newest ticket. Pure.

    Who was never called has not been absent: the end of the day, or a void ticket, says nothing of the visitor.
    """
    match event:
        case TicketIssued():
            booking = _booking(book, event.ticket_id)
            is_new = booking is not None and book.bookings[booking].ticket_id != event.ticket_id
            # Whether a latecomer is let in was decided before the dispatcher was asked.
            return (
                CheckIn(booking_id=booking, ticket_id=event.ticket_id, admit_late=True) if booking and is_new else None
            )
        case TicketCalled(kind=CallKind.FIRST):
            booking = _booking(book, event.ticket_id)
            return MarkCalled(booking_id=booking) if booking else None
        case VisitorMissed():
            booking = _booking(book, event.ticket_id)
            return MarkAbsent(booking_id=booking) if booking else None
        case VisitFinished(comes_back=False):
            booking = _booking(book, event.ticket_id)
            is_known = booking is not None and book.bookings[booking].stage is Stage.RECEIVED
            return MarkReceived(booking_id=booking, outcome=None) if booking and not is_known else None
        case StepUndone():
            booking = _booking(book, event.ticket_id)
            # Whatever step it was: nobody whose ticket is at work or waits again has been received, or was missed.
            has_ended = booking is not None and book.bookings[booking].stage in {Stage.RECEIVED, Stage.ABSENT}
            return ReopenVisit(booking_id=booking) if booking and has_ended else None
    return None


def take_news(store: Store, epoch: int, events: Sequence[Recorded]) -> list[Decision]:
    """Note what *events* mean for bookings, each once, whoever tells them how often: one transaction.

    *epoch* is the journal's before the first of them. Returns what was decided, refusals too, for the log. Most of what
    happens in a hall is of no booking, and costs no write.
    """
    store.refresh()
    if all(getattr(recorded.event, "ticket_id", None) not in store.book.tickets for recorded in events):
        return []
    with store.writing():
        followed = _followed(store)
        decisions: list[Decision] = []
        for at_epoch, recorded in _with_epochs(epoch, events):
            if (at_epoch, recorded.seq) > followed:
                followed = (at_epoch, recorded.seq)
                decisions += _take(store, recorded)
        values = (_FOLLOWED, "{} {}".format(*followed).encode())
        store.file.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", values)
    return decisions


def _take(store: Store, recorded: Recorded) -> Iterator[Decision]:
    command = command_of(store.book, recorded.event)
    if command is None:
        return
    staff = getattr(recorded.event, "staff", "") or _asked_by(store.book, recorded.event) or HALL
    store.let_time_pass(recorded.at)
    decision = decide(store.book, store.table_at(recorded.at), Asked(command, staff, recorded.at))
    if not isinstance(decision, Refusal):
        store.happen(decision, staff, recorded.at)
    yield decision


def _booking(book: Book, ticket_id: str) -> str | None:
    """Return the booking whose newest ticket this is: an older one's fate is no concern of anybody."""
    booking_id = book.tickets.get(ticket_id)
    return booking_id if booking_id is not None and book.bookings[booking_id].asked_ticket == ticket_id else None


def _asked_by(book: Book, event: AnyEvent) -> str | None:
    if not isinstance(event, TicketIssued):
        return None
    return book.bookings[book.tickets[event.ticket_id]].asked_by


def _with_epochs(epoch: int, events: Sequence[Recorded]) -> Iterator[tuple[int, Recorded]]:
    for recorded in events:
        if isinstance(recorded.event, DayOpened | JournalRestored):
            epoch = recorded.event.epoch
        yield epoch, recorded


def _followed(store: Store) -> tuple[int, int]:
    row = store.file.execute("SELECT value FROM meta WHERE key = ?", (_FOLLOWED,)).fetchone()
    if row is None:
        return (0, 0)
    epoch, seq = row[0].split()
    return int(epoch), int(seq)
