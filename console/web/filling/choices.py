"""What can be chosen from in a page's forms."""

from console.web.desk_forms import reference_field
from console.web.filling.looking import Looking
from console.web.texts import texts
from console.web.views.desk import Outcome, OutcomeGroup
from console.web.views.parts import Choice
from firmware.words import Language
from hall.ticket import Ticket
from mqtt_bridge.replies import PlaceStatus

PAUSES = ("break", "lunch", "document", "meeting", "technical")
"""Why somebody leaves a place for a while; the words are `pauses` in the texts."""
SUMMONS_KEYS = {"helper": "Ctrl+Shift+F2", "manager": "Ctrl+Shift+F8", "emergency": "Ctrl+Shift+F9"}
"""By the kinds' names in the centre's settings; others are buttons alone."""
_DIGITS = "12345"
_KEYED_MATTERS = ("", "Shift+")
"""What stands before a digit: the first matter's keys, the second one's."""


def zones(looking: Looking) -> tuple[Choice, ...]:
    """Return every zone that a visitor can be sent to. How many wait there stands in the line's own region."""
    return tuple(Choice(value=f"zone:{zone.name}", label=looking.zone(zone.name)) for zone in looking.centre.zones)


def other_places(looking: Looking, name: str) -> tuple[Choice, ...]:
    """Return the places that serve, but for one."""
    return tuple(
        Choice(value=f"place:{place.name}", label=looking.place(place.name), note=looking.person(found.staff))
        for place in looking.centre.places
        for found in [looking.hall.place(place.name)]
        if place.name != name and found.status is not PlaceStatus.CLOSED
    )


def outcomes(looking: Looking, ticket: Ticket | None) -> tuple[OutcomeGroup, ...]:
    """Return what the visit may end with; a group for each matter when there are several. None for nobody."""
    if ticket is None:
        return ()
    matters = ticket.matters if len(ticket.matters) > 1 else ("",)
    keys = [*_KEYED_MATTERS, *[None] * len(matters)]
    return tuple(_group(looking, matter, before) for matter, before in zip(matters, keys, strict=False))


def _group(looking: Looking, matter: str, key: str | None) -> OutcomeGroup:
    digits = [*(f"{key}{digit}" if key is not None else "" for digit in _DIGITS), *[""] * len(looking.centre.outcomes)]
    found = tuple(
        Outcome(
            choice=Choice(
                value=f"{matter}:{outcome.name}" if matter else outcome.name,
                label=outcome.title.get(looking.language),
                key=digit,
            ),
            needs_reference=bool(outcome.reference_pattern),
        )
        for outcome, digit in zip(looking.centre.outcomes, digits, strict=False)
    )
    has_reference = any(outcome.needs_reference for outcome in found)
    return OutcomeGroup(
        matter=looking.purpose(matter) if matter else "",
        outcomes=found,
        reference_field=reference_field(matter) if has_reference else "",
        reference_key=f"{key}0" if key is not None else "",
    )


def summonses(looking: Looking) -> tuple[Choice, ...]:
    """Return whom a place can call for."""
    return tuple(
        Choice(value=summons.name, label=summons.title.get(looking.language), key=SUMMONS_KEYS.get(summons.name, ""))
        for summons in looking.centre.summonses
    )


def pause_words(language: Language, reason: str) -> str:
    """Return the reason in words: a call pad or another program may have given its own."""
    return texts()[language].say(f"pauses.{reason}") if reason in PAUSES else reason


def pause_reasons(language: Language) -> tuple[Choice, ...]:
    """Return why somebody may leave a place, in the words that the journal keeps."""
    say = texts()[language].say
    return tuple(Choice(value=name, label=say(f"pauses.{name}"), is_chosen=name == PAUSES[0]) for name in PAUSES)
