"""The reception's choices: languages, stations, purposes, and whether tickets are given."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from centre.dates import date_words
from centre.hours import coming_hours
from centre.opening import Pause, Paused, paused
from centre.services import PurposeSettings
from centre.settings import CentreSettings
from console.seeing.ailing import silent_stations, why_silent
from console.web.filling.looking import Looking, station_label
from console.web.texts import texts
from console.web.views.parts import Choice
from console.web.views.reception import Purposes, Reminder
from firmware.words import Language

_LANGUAGES = ((Language.KK, "Қазақша", "F2"), (Language.RU, "Русский", "F4"))
_DIGITS = "123456789"


def languages(chosen: Language = Language.KK) -> tuple[Choice, ...]:
    """Return both, each in its own words."""
    return tuple(
        Choice(value=language.value, label=label, key=key, is_chosen=language is chosen)
        for language, label, key in _LANGUAGES
    )


def stations(centre: CentreSettings, language: Language, chosen: str = "") -> tuple[Choice, ...]:
    """Return where papers come out; the first one is chosen when *chosen* is none of them."""
    found = [peer for peer in centre.peers if peer.station is not None]
    wanted = chosen if chosen in centre.stations() else next((str(peer.station) for peer in found), "")
    return tuple(
        Choice(
            value=str(peer.station),
            label=station_label(centre, str(peer.station), language),
            is_chosen=peer.station == wanted,
        )
        for peer in found
    )


def asked_here(centre: CentreSettings) -> list[PurposeSettings]:
    """Return what a visitor without an appointment can come for."""
    booked = {zone.name for zone in centre.zones if zone.by_appointment}
    return [purpose for purpose in centre.purposes if purpose.zone not in booked]


def purposes(looking: Looking) -> Purposes:
    """Return what visitors come for, the first ones by a digit's key; a zone that gives no ticket now says so."""
    pauses = _pauses(looking)
    keys = [*_DIGITS, *[""] * len(looking.centre.purposes)]
    choices = []
    for purpose, key in zip(asked_here(looking.centre), keys, strict=False):
        note = looking.zone(purpose.zone) if purpose.zone is not None else looking.summons(purpose.summons or "")
        pause = pauses.get(purpose.zone or "")
        if pause is not None and pause.why is Pause.LAST_TICKETS:
            note = f"{note} · {again_words(looking.centre, pause.until, looking.at, looking.language)}"
        choices.append(Choice(value=purpose.name, label=purpose.title.get(looking.language), key=key, note=note))
    whole = [pause for pause in pauses.values() if pause is not None and pause.why is not Pause.LAST_TICKETS]
    return Purposes(
        choices=tuple(choices),
        closed=closed_words(looking, whole[0]) if whole else "",
        silent=tuple(silent_words(looking, station) for station in silent_stations(looking.centre, looking.devices)),
    )


def silent_words(looking: Looking, station: str) -> str:
    """Return why no ticket comes out at *station*, and its name; nothing while tickets do."""
    why = why_silent(looking.centre, looking.devices, station)
    return f"{looking.station(station)}: {why.get(looking.language)}." if why is not None else ""


def closed_words(looking: Looking, pause: Paused) -> str:
    """Return why no ticket is given, and when they are given again."""
    why = texts()[looking.language].say(f"reception.closed.{pause.why.value}")
    again = again_words(looking.centre, pause.until, looking.at, looking.language)
    return f"{why} {again}".rstrip()


def again_words(centre: CentreSettings, until: float | None, at: float, language: Language) -> str:
    """Return when tickets are given again; nothing when that is not known."""
    if until is None:
        return ""
    zone = ZoneInfo(centre.timezone)
    then, now = datetime.fromtimestamp(until, zone), datetime.fromtimestamp(at, zone)
    day = f"{date_words(then.date()).get(language)}, " if then.date() != now.date() else ""
    return texts()[language].say("reception.again", when=f"{day}{then:%H:%M}")


def reminders(centre: CentreSettings, language: Language) -> tuple[Reminder, ...]:
    """Return what the reception must think of, for each purpose that has any of it."""
    return tuple(
        Reminder(purpose=purpose.title.get(language), texts=tuple(text.get(language) for text in purpose.reminders))
        for purpose in asked_here(centre)
        if purpose.reminders
    )


def reminders_of(centre: CentreSettings, matters: Sequence[str], language: Language) -> tuple[str, ...]:
    """Return what a visitor is reminded of who comes with these matters."""
    found = [centre.purpose(matter) for matter in matters]
    said = [text.get(language) for purpose in found if purpose is not None for text in purpose.reminders]
    return tuple(dict.fromkeys(said))


def competences(centre: CentreSettings, language: Language, chosen: str | None = None) -> tuple[Choice, ...]:
    """Return what only some workers are competent for."""
    return tuple(
        Choice(value=each.name, label=each.title.get(language), is_chosen=each.name == chosen)
        for each in centre.competences
    )


def summonses_by_key(centre: CentreSettings, language: Language) -> tuple[Choice, ...]:
    """Return whom a page without a place can call for, the first and the last one by a key."""
    keys = {0: "Ctrl+Shift+F2", len(centre.summonses) - 1: "Ctrl+Shift+F9"}
    return tuple(
        Choice(value=each.name, label=each.title.get(language), key=keys.get(count, ""))
        for count, each in enumerate(centre.summonses)
    )


def _pauses(looking: Looking) -> dict[str, Paused | None]:
    """Return why each zone gives no ticket now; those of appointments give theirs at every hour."""
    hours = coming_hours(looking.centre, looking.hall.day)
    zones = [zone for zone in looking.centre.zones if not zone.by_appointment]
    return {zone.name: paused(hours, zone, looking.at) if hours is not None else None for zone in zones}
