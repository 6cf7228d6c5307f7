"""The final list as rows for the leadership of a body. Pure. As text for office programs: `csv_text`."""

from datetime import date, time

import msgspec

from centre.place_words import place_label
from centre.settings import CentreSettings
from console.receptions.book import Book
from console.receptions.commands import Source
from console.receptions.events import ListRow
from console.receptions.final_list import changes
from console.receptions.looking import HandedOver
from console.receptions.person import Hidden
from console.receptions.settings import ReceptionsSettings
from firmware.words import Bilingual, Language


def _text(kk: str, ru: str) -> Bilingual:
    return Bilingual(kk=kk, ru=ru)


HEADINGS: dict[str, Bilingual] = {
    "day": _text("Күні", "Дата"),
    "begins": _text("Уақыты", "Время"),
    "official": _text("Лауазымды тұлға", "Должностное лицо"),
    "office": _text("Кабинет", "Кабинет"),
    "name": _text("Аты-жөні", "Ф. И. О."),
    "organisation": _text("Заңды тұлға", "Юридическое лицо"),
    "subject": _text("Мәселе", "Вопрос"),
    "language": _text("Тілі", "Язык"),
    "assistance": _text("Көмек керек", "Нужна помощь"),
    "source": _text("Жазылу тәсілі", "Способ записи"),
    "change": _text("Өзгеріс", "Изменение"),
}
"""The columns, in order. A native speaker must still approve the wording."""

_LANGUAGES = {Language.KK: _text("қазақша", "казахский"), Language.RU: _text("орысша", "русский")}
_SOURCES = {
    Source.RECEPTION: _text("орталықта", "в центре"),
    Source.INFORMATION_SYSTEM: _text("ақпараттық жүйе арқылы", "через информационную систему"),
    Source.APPEAL: _text("өтініш негізінде", "на основании обращения"),
}
_YES = _text("иә", "да")
_ADDED, _CHANGED, _REMOVED = _text("жаңа", "новая"), _text("өзгерді", "изменена"), _text("алынды", "снята")


class ExportRow(Hidden, frozen=True, kw_only=True):
    """One line. The contact is not on it: who receives needs to know who comes and about what, no more."""

    day: date
    begins: time
    official: Bilingual
    office: Bilingual
    name: str = ""
    """Empty for one who was taken off the list, and for one whose data were erased."""
    organisation: str = ""
    subject: str = ""
    language: Bilingual | None = None
    assistance: Bilingual | None = None
    source: Bilingual | None = None
    change: Bilingual | None = None
    """Against the version before."""


class ListWords:
    """The names of officials and offices, as the settings have them."""

    def __init__(self, settings: ReceptionsSettings, centre: CentreSettings) -> None:
        self._settings = settings
        self._centre = centre

    def official(self, name: str) -> Bilingual:
        """Return the post, and who holds it where that is said."""
        official = self._settings.official(name)
        if official is None:  # of a schedule that has changed since
            return _text(name, name)
        if official.person is None:
            return official.title
        return _text(f"{official.title.kk}, {official.person.kk}", f"{official.title.ru}, {official.person.ru}")

    def body(self, name: str) -> Bilingual:
        """Return whose leadership is handed a list."""
        body = self._settings.body(name)
        return _text(name, name) if body is None else _text(body.title.kk, body.title.ru)

    def office(self, name: str) -> Bilingual:
        """Return the sign at the door."""
        place = self._centre.place(name)
        if place is None:
            return _text(name, name)
        kk, ru = (place_label(place, language) for language in (Language.KK, Language.RU))
        return _text(kk, ru)


def export_rows(handed: HandedOver, book: Book, words: ListWords) -> list[ExportRow]:
    """Return who is to be received in order of time, then which times are no longer taken."""
    changed = changes(handed.before or handed.version, handed.version)
    marks = {row.booking_id: _ADDED for row in changed.added} | {row.booking_id: _CHANGED for row in changed.changed}
    rows = [_row(row, handed, book, words, marks.get(row.booking_id)) for row in handed.version.rows]
    return rows + [_place(row, words, _REMOVED) for row in changed.removed]


def _row(row: ListRow, handed: HandedOver, book: Book, words: ListWords, change: Bilingual | None) -> ExportRow:
    booking, person = book.bookings[row.booking_id], handed.persons.get(row.booking_id)
    return msgspec.structs.replace(
        _place(row, words, change),
        name=person.name if person is not None else "",
        organisation=person.organisation if person is not None else "",
        subject=person.subject if person is not None else "",
        language=_LANGUAGES[booking.language],
        assistance=_YES if booking.assistance else None,
        source=_SOURCES[booking.source],
    )


def _place(row: ListRow, words: ListWords, change: Bilingual | None) -> ExportRow:
    slot = row.slot
    return ExportRow(
        day=slot.day,
        begins=slot.begins,
        official=words.official(slot.official),
        office=words.office(slot.office),
        change=change,
    )
