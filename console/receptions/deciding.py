"""From a command to what will have happened. Pure; reads only."""

from collections.abc import Callable
from typing import Any

from console.receptions.asked import Asked, Decision
from console.receptions.book import Book
from console.receptions.booking import decide_book, decide_cancel, decide_move
from console.receptions.checking_in import decide_ask
from console.receptions.commands import (
    AnyCommand,
    AskTicket,
    BookSlot,
    CancelBooking,
    CheckIn,
    Command,
    DelayReception,
    MarkAbsent,
    MarkCalled,
    MarkReceived,
    MoveBooking,
    ReopenVisit,
    TakeList,
)
from console.receptions.final_list import decide_take
from console.receptions.timetable import Timetable
from console.receptions.visiting import (
    decide_absent,
    decide_called,
    decide_check_in,
    decide_delay,
    decide_received,
    decide_reopened,
)


def decide(book: Book, table: Timetable, asked: Asked[AnyCommand]) -> Decision:
    """Return the events that carry the command out, or why it is refused. *table* is that of the day asked on."""
    return _RULES[type(asked.command)](book, table, asked)


_RULES: dict[type[Command], Callable[[Book, Timetable, Asked[Any]], Decision]] = {
    BookSlot: decide_book,
    MoveBooking: decide_move,
    CancelBooking: decide_cancel,
    AskTicket: decide_ask,
    CheckIn: decide_check_in,
    MarkCalled: decide_called,
    MarkAbsent: decide_absent,
    MarkReceived: decide_received,
    ReopenVisit: decide_reopened,
    DelayReception: decide_delay,
    TakeList: decide_take,
}
