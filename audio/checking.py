"""Whether a bank can say everything that a centre may ever call or tell. Pure, but for reading the bank."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from audio.bank import Bank
from audio.clips import TONES, Clip, inventory, needs_of, place_clip
from audio.errors import MissingClipError
from audio.sentence import Spoken, announcement, sentence
from centre.settings import CentreSettings
from firmware.words import Language
from mqtt_bridge.hall_events import AnnouncementKind


@dataclass
class Checked:
    """One language: how many sentences there are, how many can be said, and which clips the others lack."""

    numbers: int
    places: int
    sentences: int = 0
    sayable: int = 0
    lacks: dict[Clip, str] = field(default_factory=dict)
    """Why, per clip."""

    @property
    def percent(self) -> float:
        """How many of the sentences can be said; 100 only when all can."""
        share = 100 * self.sayable / self.sentences
        return share if self.sayable == self.sentences else min(share, 99.9)


def check_bank(bank: Bank, centre: CentreSettings) -> dict[Language, Checked]:
    """Go through every number of every range at every place, called, recalled and asked for, and all words to all.

    Each clip alone is gone through as well: stations say some of them.
    """
    return {language: _checked(bank, centre, language) for language in Language}


def tones_lacking(bank: Bank) -> list[str]:
    """Return why the bank lacks what no voice says."""
    return [why for tone in TONES if (why := _why_not(partial(bank.sound, tone)))]


def _checked(bank: Bank, centre: CentreSettings, language: Language) -> Checked:
    checked = Checked(sum(zone.last - zone.first + 1 for zone in centre.zones), len(centre.places))
    known: dict[Clip, str] = {}
    alone = ((Spoken(clip),) for clip in inventory(needs_of(centre)) if clip.language is language)
    for spoken in chain(_sentences(centre, language), alone):
        clips = [one.clip for one in spoken]
        for clip in clips:
            if clip not in known:
                known[clip] = _why_not(partial(bank.spoken, clip))
        checked.sentences += 1
        checked.sayable += not any(known[clip] for clip in clips)
    checked.lacks = {clip: why for clip, why in known.items() if why}
    return checked


def _sentences(centre: CentreSettings, language: Language) -> Iterator[tuple[Spoken, ...]]:
    for place in centre.places:
        way = place_clip(place.name, place, language)
        zones = [zone for zone in centre.zones if zone.name in place.zones]
        for number in (number for zone in zones for number in range(zone.first, zone.last + 1)):
            for is_recall in (False, True):
                for asks in (False, True):
                    yield sentence(number, way, is_recall=is_recall, asks=asks).spoken
    for kind in AnnouncementKind:
        for time in sorted(needs_of(centre).times) or ["00:00"]:
            words = announcement(kind, time, time).spoken
            if not needs_of(centre).times and any("/at-" in one.clip.key for one in words):
                continue  # a centre without hours never says when they begin
            yield tuple(one for one in words if one.clip.language is language)


def _why_not(read: Callable[[], bytes]) -> str:
    try:
        read()
    except MissingClipError as error:
        return str(error)
    return ""
