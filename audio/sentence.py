"""A call as a sentence: which clips, in which order, and the text that they make. Pure."""

from dataclasses import dataclass

from audio.clips import Clip, number_clip, phrase_clip, place_clip
from centre.numerals import parts
from firmware.words import Language, Number, PlaceKind
from mqtt_bridge.events import CallKind
from mqtt_bridge.public import Call, PlaceSign


@dataclass(frozen=True)
class Spoken:
    """A clip, and the sign that follows it in the text: a sign is a breath, none is only a gap between words."""

    clip: Clip
    sign: str = ""


@dataclass(frozen=True)
class Sentence:
    """What a speaker says after the chime."""

    language: Language
    spoken: tuple[Spoken, ...]

    @property
    def text(self) -> str:
        """The whole sentence, as people read it."""
        text = " ".join(f"{spoken.clip.text}{spoken.sign}" for spoken in self.spoken)
        return text[:1].upper() + text[1:]


def call_sentence(call: Call, place: PlaceSign) -> Sentence:
    """Return what is said for *call*, in the ticket's language: the number, then *place*; a recall says so first."""
    return sentence(call.number, place.kind, place.number, call.language, is_recall=call.kind is CallKind.RECALL)


def sentence(number: Number, kind: PlaceKind, place_number: int, language: Language, *, is_recall: bool) -> Sentence:
    """Return what is said to send the ticket of that number to that place."""
    spoken = [Spoken(phrase_clip("recall", language), ":")] if is_recall else []
    numbers = [Spoken(number_clip(part, language)) for part in parts(number)]
    if language is Language.KK:
        spoken += [*numbers, Spoken(phrase_clip("holder", language), ",")]
    else:
        spoken += [Spoken(phrase_clip("ticket", language)), *numbers[:-1], Spoken(numbers[-1].clip, ",")]
    spoken.append(Spoken(place_clip(kind, place_number, language)))
    return Sentence(language, tuple(spoken))
