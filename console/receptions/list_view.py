"""Final lists as staff see and print them: which there are, who took which version, what changed. Pure, frozen."""

from collections.abc import Iterable
from datetime import date, time

import msgspec

from console.receptions.book import Book, FinalList, Taking
from console.receptions.commands import ListFormat
from console.receptions.export import HEADINGS, ExportRow, ListWords, export_rows
from console.receptions.final_list import changes, rows_of_lists
from console.receptions.looking import HandedOver
from console.receptions.person import Hidden
from console.receptions.timetable import Timetable
from firmware.words import Bilingual, Language


class TakenBy(msgspec.Struct, frozen=True, kw_only=True):
    """Who was handed a version. Whose staff id it is, the accounts know."""

    staff: str
    at: float
    version: int
    format: ListFormat


class ListState(msgspec.Struct, frozen=True, kw_only=True):
    """The list of one body for one day, without any name."""

    day: date
    body: str
    freezes_at: float
    """Unix seconds from when on it is final."""
    frozen_at: float | None
    """None: not yet."""
    version: int
    """0 while it is not final."""
    visitors: int
    added: int
    removed: int
    changed: int
    """Against the last version that somebody was handed: 0 each when nobody was, or when that is the newest."""
    takings: tuple[TakenBy, ...]
    """The newest first."""

    @property
    def wants_handing_over(self) -> bool:
        """Whether it is final and nobody has its newest version."""
        return self.version > max((taken.version for taken in self.takings), default=0)


class PrintedList(Hidden, frozen=True, kw_only=True):
    """A version as it leaves the centre on paper."""

    day: date
    body: Bilingual
    version: int
    frozen_at: float
    made_at: float
    """When this version was."""
    compared_with: int | None
    """The version that changes are told against; None when nobody was handed another one."""
    columns: dict[str, Bilingual]
    """Those in which something stands, in order."""
    rows: tuple[ExportRow, ...]
    takings: tuple[TakenBy, ...]
    """The newest first: this handing over is among them."""

    def cells(self, language: Language) -> list[list[str]]:
        """Return the rows as text of one language, in the order of the columns."""
        return [[_cell(getattr(row, column), language) for column in self.columns] for row in self.rows]


def list_states(book: Book, table: Timetable, last: date) -> tuple[ListState, ...]:
    """Return the lists from today up to *last*, final or not yet, in order of day and body."""
    receptions = {(one.day, one.body) for one in table.receptions.values() if table.today <= one.day <= last}
    frozen = {key for key in book.lists if table.today <= key[0] <= last}
    waiting = rows_of_lists(book, table)
    return tuple(
        _state(table, day, body, book.lists.get((day, body)), len(waiting.get((day, body), ())))
        for day, body in sorted(receptions | frozen)
    )


def printed_list(handed: HandedOver, book: Book, day: date, body: str, words: ListWords) -> PrintedList:
    """Return what was just handed over, as `take_list` gave it."""
    final, rows = book.lists[day, body], tuple(export_rows(handed, book, words))
    always = {"begins", "official", "office", "name"}
    columns = {
        column: heading
        for column, heading in HEADINGS.items()
        if column != "day" and (column in always or any(getattr(row, column) for row in rows))
    }
    return PrintedList(
        day=day,
        body=words.body(body),
        version=handed.version.number,
        frozen_at=final.versions[0].at,
        made_at=handed.version.at,
        compared_with=handed.before.number if handed.before is not None else None,
        columns=columns,
        rows=rows,
        takings=_takings(final.takings),
    )


def _state(table: Timetable, day: date, body: str, final: FinalList | None, visitors: int) -> ListState:
    state = ListState(
        day=day,
        body=body,
        freezes_at=table.freezes_at(day),
        frozen_at=None,
        version=0,
        visitors=visitors,
        added=0,
        removed=0,
        changed=0,
        takings=(),
    )
    if final is None:
        return state
    taken = max((taking.version for taking in final.takings), default=final.newest.number)
    told = changes(final.versions[taken - 1], final.newest)
    return msgspec.structs.replace(
        state,
        frozen_at=final.versions[0].at,
        version=final.newest.number,
        visitors=len(final.newest.rows),
        added=len(told.added),
        removed=len(told.removed),
        changed=len(told.changed),
        takings=_takings(final.takings),
    )


def _takings(takings: Iterable[Taking]) -> tuple[TakenBy, ...]:
    told = [
        TakenBy(staff=taking.staff or "", at=taking.at, version=taking.version, format=taking.format)
        for taking in takings
    ]
    return tuple(reversed(told))


def _cell(value: object, language: Language) -> str:
    match value:
        case None:
            return ""
        case Bilingual():
            return value.kk if language is Language.KK else value.ru
        case time():
            return value.strftime("%H:%M")
    return str(value)
