"""A call, or words to all, as a sentence: which clips, in which order, and the text that they make. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from audio.clips import ALARM, CHIME, NOTICE, Clip, number_clip, phrase_clip, place_clip, time_clip
from centre.numerals import parts
from centre.words import words
from firmware.words import Language, Number, TimeOfDay
from mqtt_bridge.events import CallKind
from mqtt_bridge.hall_events import AnnouncementKind
from mqtt_bridge.public import Announcement, Call, PlaceSign

_ENDS = ("?", "!", ".")
"""After these the text goes on with a capital."""
_ALARMS = (AnnouncementKind.EVACUATION, AnnouncementKind.EVACUATION_OVER)


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
    """The key of the clip that comes first; empty for none."""

    @property
    def text(self) -> str:
        """The whole sentence, as people read it."""
        written, begins = [], True
        for spoken in self.spoken:
            text = spoken.clip.text
            written.append(f"{text[:1].upper() + text[1:] if begins else text}{spoken.sign}")
            begins = spoken.sign in _ENDS
        return " ".join(written)


def filled(name: str, language: Language, blanks: Mapping[str, Sequence[Clip]]) -> Iterable[Spoken]:
    """Yield a sentence of words.toml, with the clips of *blanks* ("number", "place", …) where it leaves them open.

    Raises KeyError for a blank that has no clips.
    """
    for piece in words().pieces(name, language):
        if not piece.name.startswith("{"):
            yield Spoken(phrase_clip(piece.name, language), piece.sign)
            continue
        *before, last = blanks[piece.name.strip("{}")]
        yield from map(Spoken, before)
        yield Spoken(last, piece.sign)


def number_clips(number: Number, language: Language) -> list[Clip]:
    """Return the clips that make a ticket's number."""
    return [number_clip(part, language) for part in parts(number)]


def call_sentence(call: Call, place: PlaceSign) -> Sentence:
    """Return what is said for *call*, in the ticket's language: the number, then *place*; a recall says so first.

    Whoever waited through an outage is asked whether they are still there.
    """
    way = place_clip(place.place, place, call.language)
    return sentence(call.number, way, is_recall=call.kind is CallKind.RECALL, asks=call.still_here)


def sentence(number: Number, way: Clip, *, is_recall: bool = False, asks: bool = False) -> Sentence:
    """Return what is said to send the ticket of that number on its *way*, in that clip's language."""
    name = f"{'recall' if is_recall else 'call'}{'-still-here' if asks else ''}"
    return Sentence(tuple(filled(name, way.language, {"number": number_clips(number, way.language), "place": [way]})))


def words_to_all(said: Announcement) -> Sentence:
    """Return what is said to all, in Kazakh and then in Russian."""
    return announcement(said.kind, said.begins, said.ends)


def announcement(kind: AnnouncementKind, begins: TimeOfDay | None = None, ends: TimeOfDay | None = None) -> Sentence:
    """Return what is said to all; ValueError when it needs a time that is not given."""
    spoken: list[Spoken] = []
    for language in Language:
        times = {"begins": begins, "ends": ends}
        blanks = {name: [time_clip(time, language)] for name, time in times.items() if time is not None}
        try:
            spoken += filled(kind.value, language, blanks)
        except KeyError as error:
            raise ValueError(f"{kind.value}: needs the time of {error.args[0]!r}") from error
    return Sentence(tuple(spoken), ALARM if kind in _ALARMS else NOTICE)
