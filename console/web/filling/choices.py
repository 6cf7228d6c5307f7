"""What can be chosen from in a page's forms."""

from console.web.filling.looking import Looking
from console.web.texts import texts
from console.web.views.desk import Outcome
from console.web.views.parts import Choice
from firmware.words import Language
from mqtt_bridge.replies import PlaceStatus

PAUSES = ("break", "lunch", "document", "meeting", "technical")
"""Why somebody leaves a place for a while; the words are `pauses` in the texts."""
_DIGITS = "12345"


def zones(looking: Looking) -> tuple[Choice, ...]:
    """Return every zone that a visitor can be sent to."""
    return tuple(Choice(value=f"zone:{zone.name}", label=looking.zone(zone.name)) for zone in looking.centre.zones)


def other_places(looking: Looking, name: str) -> tuple[Choice, ...]:
    """Return the places that serve, but for one."""
    return tuple(
        Choice(value=f"place:{place.name}", label=looking.place(place.name), note=looking.person(found.staff))
        for place in looking.centre.places
        for found in [looking.hall.place(place.name)]
        if place.name != name and found.status is not PlaceStatus.CLOSED
    )


def outcomes(looking: Looking) -> tuple[Outcome, ...]:
    """Return what a visit may end with; the first ones by a digit's key."""
    keys = [*_DIGITS, *[""] * len(looking.centre.outcomes)]
    return tuple(
        Outcome(
            choice=Choice(value=outcome.name, label=outcome.title.get(looking.language), key=key),
            needs_reference=bool(outcome.reference_pattern),
        )
        for outcome, key in zip(looking.centre.outcomes, keys, strict=False)
    )


def summonses(looking: Looking) -> tuple[Choice, ...]:
    """Return whom a place can call for."""
    return tuple(
        Choice(value=summons.name, label=summons.title.get(looking.language)) for summons in looking.centre.summonses
    )


def pause_reasons(language: Language) -> tuple[Choice, ...]:
    """Return why somebody may leave a place, in the words that the journal keeps."""
    say = texts()[language].say
    return tuple(Choice(value=name, label=say(f"pauses.{name}"), is_chosen=name == PAUSES[0]) for name in PAUSES)
