"""Final lists: which there are, and one as it goes on paper."""

from collections.abc import Mapping

from centre.dates import date_words, dated_words
from console.receptions.export import ExportRow, ListWords
from console.receptions.list_view import ListState, PrintedList
from console.web.filling.tickets import clock_moment
from console.web.texts import texts
from console.web.views.lists import FinalList, FinalRow, ListOfDay, ListTaking
from firmware.words import Bilingual, Language


def list_of_day(
    state: ListState, words: ListWords, timezone: str, names: Mapping[str, str], language: Language
) -> ListOfDay:
    """Return one list as it can be chosen; *names* are of those who work here."""
    say = texts()[language].say
    final_at = state.frozen_at if state.frozen_at is not None else state.freezes_at
    return ListOfDay(
        day=date_words(state.day).get(language),
        iso_day=state.day.isoformat(),
        body=words.body(state.body).get(language),
        body_name=state.body,
        rows=state.visitors,
        version=state.version,
        final_at=clock_moment(final_at, timezone),
        takings=tuple(
            ListTaking(
                who=names.get(taken.staff, taken.staff),
                when=clock_moment(taken.at, timezone),
                version=taken.version,
                format=say(f"lists.format.{taken.format.value}"),
            )
            for taken in state.takings
        ),
        has_changed=bool(state.takings) and state.wants_handing_over,
        added=state.added,
        removed=state.removed,
        changed=state.changed,
    )


def final_list(printed: PrintedList, taken_by: str, timezone: str, language: Language) -> FinalList:
    """Return what is printed in *language*; its head stands in both."""
    return FinalList(
        day=dated_words(printed.day),
        body=printed.body,
        version=printed.version,
        final_at=clock_moment(printed.made_at, timezone),
        taken_by=taken_by,
        compared_with=printed.compared_with or 0,
        rows=tuple(_row(row, language) for row in printed.rows),
    )


def _row(row: ExportRow, language: Language) -> FinalRow:
    return FinalRow(
        time=f"{row.begins:%H:%M}",
        official=row.official.get(language),
        office=row.office.get(language),
        name=row.name,
        subject=row.subject,
        organisation=row.organisation,
        language=_words(row.language, language),
        needs_assistance=row.assistance is not None,
        change=_words(row.change, language),
    )


def _words(words: Bilingual | None, language: Language) -> str:
    return words.get(language) if words is not None else ""
