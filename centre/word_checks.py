"""What can be wrong with words.toml, which is written by whoever knows the language and not the program. Pure."""

from collections.abc import Iterator
from string import Formatter
from typing import TYPE_CHECKING

from firmware.words import Language

if TYPE_CHECKING:
    from centre.words import Words

BLANKS = frozenset({"{number}", "{place}", "{begins}", "{ends}", "{day}"})
"""What a sentence leaves open."""

_NUMBER, _CALL, _BEGINS = ("{number}",), ("{number}", "{place}"), ("{begins}",)
_ON = ("{begins}", "{day}")
SENTENCES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("call", "call-still-here", "recall", "recall-still-here"), _CALL),
    **dict.fromkeys(("evacuation", "evacuation-over", "closed"), ()),
    "opening-soon": _BEGINS,
    "lunch-soon": ("{begins}", "{ends}"),
    "closing-soon": ("{ends}",),
    **dict.fromkeys(("your-ticket", "ahead", "few-ahead"), _NUMBER),
    **dict.fromkeys(("opens", "goes-on", "given-again"), _BEGINS),
    **dict.fromkeys(("opens-on", "goes-on-on", "given-again-on"), _ON),
    **dict.fromkeys(("help-comes", "nobody-ahead", "now-called", "nobody-called", "thanks-for-rating", "unsure"), ()),
    **dict.fromkeys(("refused", "refused-closed", "refused-lunch", "refused-last-tickets", "refused-paper-out"), ()),
    **dict.fromkeys(("refused-printer", "refused-no-link", "refused-for-now", "refused-evacuation"), ()),
    **dict.fromkeys(("refused-by-appointment", "refused-summon", "refused-feedback"), ()),
}
"""Every sentence, and what it leaves open: in alphabetical order, each once."""

_DAYS = ("tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LETTERS = "АБВГДЕЖЗИКЛМНОПРСТ"
"""What may stand behind a place's number."""


def word_complaints(words: "Words") -> Iterator[str]:
    """Yield what is wrong: "key: what is wrong, what would be right"."""
    for language in Language:
        yield from _sentences(words, language)
        yield from _phrases(words, language)
        for letter in LETTERS:
            if letter not in words.letters[language]:
                yield f"letters.{language.value}.{letter}: is missing; right would be how it is read out"
    for key, text, fields in _templates(words):
        yield from _template(key, text, fields)
    kk = words.numbers.kk
    for word in (*kk.ones, *kk.tens, kk.hundred, kk.thousand, kk.zero):
        if word not in words.endings:
            yield f"endings.{word}: is missing; right would be its two forms, the how-manyeth and when"


def _sentences(words: "Words", language: Language) -> Iterator[str]:
    sentences = words.sentences[language]
    for name, open_ in SENTENCES.items():
        if name not in sentences:
            yield f"sentences.{language.value}.{name}: is missing"
            continue
        names = [piece.name for piece in words.pieces(name, language)]
        for piece in names:
            if piece not in BLANKS and piece not in words.phrases[language]:
                yield f"sentences.{language.value}.{name}: there is no phrase {piece!r}"
        left = sorted(piece for piece in names if piece in BLANKS)
        if left != list(open_):
            wanted = " and ".join(open_) or "nothing in braces"
            yield f"sentences.{language.value}.{name}: has {' '.join(left) or 'nothing open'}; right would be {wanted}"
    for name in sentences.keys() - SENTENCES.keys():
        yield f"sentences.{language.value}.{name}: nobody says it; right would be one of the names that were there"


def _phrases(words: "Words", language: Language) -> Iterator[str]:
    for day in _DAYS:
        if day not in words.phrases[language]:
            yield f"phrases.{language.value}.{day}: is missing"
    for name, written in words.phrases[language].items():
        text = words.phrase(name, language).name
        if not any(letter.isalpha() for letter in text) or any(letter.isdigit() for letter in text):
            yield f"phrases.{language.value}.{name}: {written!r} is not all in words, as they are to be spoken"


def _templates(words: "Words") -> Iterator[tuple[str, str, set[str]]]:
    for kind, place in words.places.items():
        for key, text in (("sign", place.sign), ("way", place.way)):
            for language in Language:
                yield f"places.{kind.value}.{key}.{language.value}", text.get(language), {"number"}
    kk, ru = words.times.kk, words.times.ru
    yield "times.kk.whole", kk.whole, {"hour"}
    yield "times.kk.parted", kk.parted, {"hour", "minute"}
    yield "times.ru.whole", ru.whole, {"hour", "hours"}
    yield "times.ru.parted", ru.parted, {"hour", "minute"}


def _template(key: str, text: str, fields: set[str]) -> Iterator[str]:
    wanted = " and ".join(f"{{{name}}}" for name in sorted(fields))
    try:
        found = [field for _before, field, _form, _turned in Formatter().parse(text) if field is not None]
    except ValueError:  # a brace that stands alone
        found = [""]
    if sorted(found) != sorted(fields):
        yield f"{key}: {text!r} is not filled in right; right would be {wanted}, each once"
