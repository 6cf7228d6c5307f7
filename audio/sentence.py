"""A call, or words to all, as a sentence: which clips, in which order, and the text that they make. Pure."""

from dataclasses import dataclass

from audio.clips import ALARM, CHIME, Clip, number_clip, phrase_clip, place_clip
from centre.numerals import parts
from firmware.words import Language, Number
from mqtt_bridge.events import CallKind
from mqtt_bridge.hall_events import AnnouncementKind
from mqtt_bridge.public import Call, PlaceSign

_ASKS = "?"
_ENDS = (_ASKS, "!", ".")
"""After these the text goes on with a capital."""
_SAID_TO_ALL = {
    AnnouncementKind.EVACUATION: (("attention", "!"), ("leave", ".")),
    AnnouncementKind.EVACUATION_OVER: (("attention", "!"), ("danger-over", "."), ("queue-goes-on", ".")),
}


@dataclass(frozen=True)
class Spoken:
    """A clip, and the sign that follows it in the text: a sign is a breath, none is only a gap between words."""

    clip: Clip
    sign: str = ""


@dataclass(frozen=True)
class Sentence:
    """What a speaker says after a tone."""

    spoken: tuple[Spoken, ...]
    tone: str = CHIME
    """The key of the clip that comes first."""

    @property
    def text(self) -> str:
        """The whole sentence, as people read it."""
        written, begins = [], True
        for spoken in self.spoken:
            text = spoken.clip.text
            written.append(f"{text[:1].upper() + text[1:] if begins else text}{spoken.sign}")
            begins = spoken.sign in _ENDS
        return " ".join(written)


def call_sentence(call: Call, place: PlaceSign) -> Sentence:
    """Return what is said for *call*, in the ticket's language: the number, then *place*; a recall says so first.

    Whoever waited through an outage is asked whether they are still there.
    """
    way = place_clip(place.place, place, call.language)
    return sentence(call.number, way, is_recall=call.kind is CallKind.RECALL, asks=call.still_here)


def sentence(number: Number, way: Clip, *, is_recall: bool = False, asks: bool = False) -> Sentence:
    """Return what is said to send the ticket of that number on its *way*, in that clip's language."""
    language = way.language
    spoken = [Spoken(phrase_clip("recall", language), ":")] if is_recall else []
    numbers = [Spoken(number_clip(part, language)) for part in parts(number)]
    if language is Language.KK:
        spoken += [*numbers, Spoken(phrase_clip("holder", language), ",")]
    else:
        spoken += [Spoken(phrase_clip("ticket", language)), *numbers[:-1], Spoken(numbers[-1].clip, ",")]
    if asks:
        spoken.append(Spoken(phrase_clip("still-here", language), _ASKS))
    spoken.append(Spoken(way))
    return Sentence(tuple(spoken))


def words_to_all(kind: AnnouncementKind) -> Sentence:
    """Return what is said to all, in Kazakh and then in Russian."""
    spoken = [
        Spoken(phrase_clip(name, language), sign)
        for language in (Language.KK, Language.RU)
        for name, sign in _SAID_TO_ALL[kind]
    ]
    return Sentence(tuple(spoken), ALARM)
