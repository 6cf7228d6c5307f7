"""What a zone is called and where its visitors wait, as clips: the centre's own texts, which may change. Pure.

The key says which text it is, so that a bank never says yesterday's.
"""

import zlib
from collections.abc import Mapping
from typing import Protocol

from audio.clips import Clip, inventory, needs_of
from centre.settings import CentreSettings
from firmware.words import Bilingual, Language, Slug


class NamedZone(Protocol):
    """A zone as people read of it. Its settings are one, and its sign on the wire."""

    @property
    def title(self) -> Bilingual:
        """What it is called."""

    @property
    def wait_at(self) -> Bilingual:
        """Where its visitors wait."""


def zone_clip(name: Slug, title: Bilingual, language: Language) -> Clip:
    """Return the clip that names the zone."""
    return _clip("zone", name, title.get(language), language)


def wait_clip(name: Slug, wait_at: Bilingual, language: Language) -> Clip:
    """Return the clip that says where its visitors wait."""
    return _clip("wait", name, wait_at.get(language), language)


def zone_inventory(zones: Mapping[Slug, NamedZone]) -> list[Clip]:
    """Return all clips of these zones."""
    clips = []
    for language in Language:
        for name, zone in sorted(zones.items()):
            clips += [zone_clip(name, zone.title, language), wait_clip(name, zone.wait_at, language)]
    return clips


def centre_inventory(centre: CentreSettings) -> list[Clip]:
    """Return all clips that the speakers of a centre need, its hall's and its stations'."""
    return inventory(needs_of(centre)) + zone_inventory({zone.name: zone for zone in centre.zones})


def _clip(kind: str, name: Slug, text: str, language: Language) -> Clip:
    text = text.strip().rstrip(".")
    text = text[:1].lower() + text[1:] if kind == "wait" else text
    return Clip(f"{language.value}/{kind}-{name}-{zlib.crc32(text.encode()):08x}", language, text, ".")
