"""The clips that a centre needs, and what is said in each. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from centre.numerals import cardinal
from centre.place_words import NamedPlace, way_to_place
from firmware.words import Language, Slug

CHIME = "chime"
"""The key of the clip that stands before a call; no voice says it."""
ALARM = "alarm"
"""The key of the clip that stands before words to all. Nobody takes it for the chime, and no voice says it either."""
TONES = (CHIME, ALARM)

PHRASES = {
    (Language.KK, "holder"): "нөмірлі талон иесі",
    (Language.KK, "recall"): "қайталап шақырамыз",
    (Language.KK, "still-here"): "әлі осындасыз ба",
    (Language.KK, "attention"): "назар аударыңыз",
    (Language.KK, "leave"): "ғимараттан тез арада, сабырмен шығыңыз",
    (Language.KK, "danger-over"): "қауіп сейілді",
    (Language.KK, "queue-goes-on"): "кезек жалғасады, талондарыңыз жарамды",
    (Language.RU, "ticket"): "талон",
    (Language.RU, "recall"): "повторный вызов",
    (Language.RU, "still-here"): "вы ещё здесь",
    (Language.RU, "attention"): "внимание",
    (Language.RU, "leave"): "срочно и спокойно покиньте здание",
    (Language.RU, "danger-over"): "опасность миновала",
    (Language.RU, "queue-goes-on"): "очередь продолжается, ваши талоны действительны",
}
_ENDS = {
    "recall": ".",
    "still-here": "?",
    "attention": "!",
    "leave": ".",
    "danger-over": ".",
    "queue-goes-on": ".",
}

_NUMBER_PARTS = (*range(1, 100), *range(100, 1000, 100), *range(1000, 10_000, 1000))


@dataclass(frozen=True, order=True)
class Clip:
    """One piece of speech. Its key is its name in the bank, and as a file the name of its recording."""

    key: str
    language: Language
    text: str
    tone: str = ","
    """How the voice goes at its end: it stays up with a comma, falls with a full stop, asks with a question mark."""

    def written(self) -> str:
        """Return the text as an engine is to read it."""
        return self.text + self.tone


def number_clip(part: int, language: Language) -> Clip:
    """Return the clip of one of `centre.numerals.parts`: 1-99, whole hundreds, whole thousands."""
    return Clip(f"{language.value}/{part}", language, cardinal(part, language))


def phrase_clip(name: str, language: Language) -> Clip:
    """Return the clip of one of `PHRASES`."""
    return Clip(f"{language.value}/{name}", language, PHRASES[language, name], _ENDS.get(name, ","))


def place_clip(name: Slug, place: NamedPlace, language: Language) -> Clip:
    """Return the clip that sends a visitor to the place of that name."""
    return Clip(f"{language.value}/to-{name}", language, way_to_place(place, language), tone=".")


def inventory(places: Mapping[Slug, NamedPlace]) -> list[Clip]:
    """Return all clips of a centre with these places but the tones: every number 1-9999 is three of them at most."""
    clips = [phrase_clip(name, language) for language, name in PHRASES]
    for language in Language:
        clips += (number_clip(part, language) for part in _NUMBER_PARTS)
        clips += (place_clip(name, place, language) for name, place in sorted(places.items()))
    return clips
