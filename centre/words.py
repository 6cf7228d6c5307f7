"""The words of signs and of the voice, out of the one file that a speaker of the language can read and approve."""

from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

from msgspec import Meta

from centre.word_checks import word_complaints
from firmware.settings import Settings, load_settings
from firmware.words import Language, PlaceKind, SetText, Slug

WORDS = Path(__file__).with_name("words.toml")

_Word = Annotated[str, Meta(min_length=1, max_length=80)]
_Nine = Annotated[tuple[_Word, ...], Meta(min_length=9, max_length=9)]
_Letters = dict[Annotated[str, Meta(pattern=r"^[А-Я]\Z", description="one capital letter")], _Word]


class Approval(Settings, frozen=True, kw_only=True):
    """Who has read and heard a language's words, and when; empty while nobody has."""

    by: str = ""
    on: Annotated[str, Meta(pattern=r"^(\d{4}-\d\d-\d\d)?\Z", description="a date in quotes, like '2026-11-30'")] = ""


class Approvals(Settings, frozen=True, kw_only=True):
    """Per language."""

    kk: Approval
    ru: Approval


class InKazakh(Settings, frozen=True, kw_only=True):
    """The words that Kazakh numbers are made of."""

    ones: _Nine
    tens: _Nine
    hundred: _Word
    thousand: _Word
    zero: _Word


class InRussian(Settings, frozen=True, kw_only=True):
    """The words that Russian numbers are made of."""

    below_twenty: Annotated[tuple[_Word, ...], Meta(min_length=19, max_length=19)]
    tens: Annotated[tuple[_Word, ...], Meta(min_length=8, max_length=8)]
    """From twenty on."""
    hundreds: _Nine
    thousands: _Nine
    zero: _Word


class NumberWords(Settings, frozen=True, kw_only=True):
    """Numbers, per language."""

    kk: InKazakh
    ru: InRussian


class Endings(NamedTuple):
    """The last word of a Kazakh number with an ending."""

    ordinal: str
    when: str
    """The locative: at so many o'clock."""


class PlaceWords(Settings, frozen=True, kw_only=True):
    """A kind of place: what its signs show, and what sends a visitor there. Its number stands at {number}."""

    sign: SetText
    way: SetText


class TimesInKazakh(Settings, frozen=True, kw_only=True):
    """A time of day at which something happens, on the hour and between hours."""

    whole: _Word
    parted: _Word


class TimesInRussian(TimesInKazakh, frozen=True, kw_only=True):
    """Likewise; and what hours are called after one, two and five."""

    hours: tuple[_Word, _Word, _Word]


class TimeWords(Settings, frozen=True, kw_only=True):
    """Times of day, per language."""

    kk: TimesInKazakh
    ru: TimesInRussian


SIGNS = ",:.?!"


class Piece(NamedTuple):
    """A phrase or a blank of a sentence, and the sign that stands behind it."""

    name: str
    sign: str


class Words(Settings, frozen=True, kw_only=True):
    """All of words.toml."""

    approved: Approvals
    numbers: NumberWords
    endings: dict[str, Endings]
    letters: dict[Language, _Letters]
    places: dict[PlaceKind, PlaceWords]
    times: TimeWords
    phrases: dict[Language, dict[Slug, _Word]]
    sentences: dict[Language, dict[Slug, Annotated[str, Meta(min_length=1)]]]

    def __post_init__(self) -> None:
        """Refuse a table that lacks a language or a kind of place, and what else would be missed when it is said."""
        for key in ("letters", "phrases", "sentences"):
            for language in Language:
                if language not in getattr(self, key):
                    raise ValueError(f"{key}.{language.value}: is missing")
        for kind in PlaceKind:
            if kind not in self.places:
                raise ValueError(f"places.{kind.value}: is missing")
        for complaint in word_complaints(self):
            raise ValueError(complaint)

    def pieces(self, sentence: str, language: Language) -> list[Piece]:
        """Return what *sentence* is made of, each with its sign."""
        names = self.sentences[language][sentence].split()
        return [self._piece(name, language) for name in names]

    def phrase(self, name: str, language: Language) -> Piece:
        """Return the phrase's text, and its sign apart."""
        return _parted(self.phrases[language][name])

    def _piece(self, written: str, language: Language) -> Piece:
        name, sign = _parted(written)
        return Piece(name, sign or (self.phrase(name, language).sign if name in self.phrases[language] else ""))


def _parted(written: str) -> Piece:
    text = written.rstrip(SIGNS)
    return Piece(text, written[len(text) :])


@cache
def words() -> Words:
    """Return the words that are shipped. Raises SettingsError when the file is not as it must be."""
    return load_settings(WORDS, Words)


def unapproved() -> list[Language]:
    """Return the languages whose words no native speaker has approved."""
    approved = {Language.KK: words().approved.kk, Language.RU: words().approved.ru}
    return [language for language, approval in approved.items() if not (approval.by and approval.on)]
