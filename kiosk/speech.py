"""What the station's speaker says to whoever has pressed, in sentences of centre/words.toml. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from audio.clips import phrase_clip, time_clip, wait_clip, zone_clip
from audio.sentence import Sentence, Spoken, filled, number_clips
from centre.numerals import LARGEST
from firmware.words import Language, OpeningState
from kiosk.buttons import Action
from kiosk.station_time import at_the_centre
from mqtt_bridge.faults import FAULTS
from mqtt_bridge.meanings import Visitors
from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Board, Centre

MOST_NUMBERS = 3
"""So many numbers of a zone are said, the newest calls: nobody keeps more in mind."""
MOST_ZONES = 4
"""So many zones: with more the visitor looks at the board."""

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OF_THE_PRINTER = frozenset(code for code, meaning in FAULTS.items() if meaning.visitors is Visitors.STATION)
_REFUSALS = {
    **dict.fromkeys(_OF_THE_PRINTER, "refused-printer"),
    "paper-out": "refused-paper-out",
    "closed": "refused-closed",
    "lunch": "refused-lunch",
    "last-tickets": "refused-last-tickets",
    "evacuation": "refused-evacuation",
    "by-appointment": "refused-by-appointment",
    "no-link": "refused-no-link",
    "no-answer": "refused-no-link",
    "too-late": "refused-for-now",
    "starting": "refused-for-now",
    "stopping": "refused-for-now",
    "queue-full": "refused-for-now",
}
"""The sentence for a code; what is not here is told with `refused`, or by what was wanted."""
_IN_VAIN = {Action.SUMMON: "refused-summon", Action.FEEDBACK: "refused-feedback"}
_WHEN = {"closed": "opens", "lunch": "goes-on", "last-tickets": "given-again"}


def ticket_words(paper: TicketPaper, centre: Centre, *, assistance: bool) -> Sentence:
    """Return what is said when a ticket is out: its number, that help comes, how many are ahead, where to wait."""
    language = paper.language
    spoken = list(filled("your-ticket", language, {"number": number_clips(paper.number, language)}))
    if assistance:
        spoken += filled("help-comes", language, {})
    if paper.ahead is not None:
        spoken += _ahead(paper.ahead, language)
    sign = next((sign for sign in centre.zones if sign.zone == paper.zone), None)
    if sign is not None:
        spoken.append(Spoken(wait_clip(sign.zone, sign.wait_at, language), "."))
    return _said(spoken)


def answer_words(name: str, languages: Iterable[Language]) -> Sentence:
    """Return a sentence that leaves nothing open, in each of the languages: "help-comes", "thanks-for-rating"."""
    return _said(spoken for language in languages for spoken in filled(name, language, {}))


def refusal_words(
    reason: str, action: Action, languages: Iterable[Language], until: datetime | None, now: datetime | None
) -> Sentence:
    """Return what is said of a press that came to nothing, and when tickets are given again, if that is known."""
    name = _REFUSALS.get(reason) or _IN_VAIN.get(action, "refused")
    spoken: list[Spoken] = []
    for language in languages:
        spoken += filled(name, language, {})
        if reason in _WHEN and until is not None and now is not None:
            spoken += _when(_WHEN[reason], until, now, language)
    return _said(spoken)


def served_words(board: Board, centre: Centre, language: Language, now: datetime | None) -> Sentence:
    """Return who is being served: the newest calls of each zone. When nobody is, also whether the centre is closed."""
    zones = {sign.zone: sign for sign in centre.zones}
    calls = [(zones[zone.zone], zone.now) for zone in board.zones if zone.zone in zones and zone.now][:MOST_ZONES]
    if not calls:
        return _nobody(centre, language, now)
    spoken = list(filled("now-called", language, {}))
    for sign, called in calls:
        spoken.append(Spoken(zone_clip(sign.zone, sign.title, language), ":"))
        numbers = [number_clips(call.number, language) for call in called[:MOST_NUMBERS]]
        for clips in numbers:
            spoken += [*map(Spoken, clips[:-1]), Spoken(clips[-1], "." if clips is numbers[-1] else ",")]
    return _said(spoken)


def _nobody(centre: Centre, language: Language, now: datetime | None) -> Sentence:
    reasons = {OpeningState.CLOSED: "closed", OpeningState.LUNCH: "lunch"}
    reason = reasons.get(centre.opening.state)
    if reason is None:
        return _said(filled("nobody-called", language, {}))
    until = at_the_centre(centre, centre.opening.until)
    return refusal_words(reason, Action.NOW_SERVING, (language,), until, now)


def _ahead(ahead: int, language: Language) -> Iterable[Spoken]:
    if not 0 < ahead <= LARGEST:
        return filled("nobody-ahead", language, {}) if ahead == 0 else ()
    few = language is Language.RU and ahead % 10 in {2, 3, 4} and ahead % 100 not in {12, 13, 14}
    return filled("few-ahead" if few else "ahead", language, {"number": number_clips(ahead, language)})


def _when(name: str, until: datetime, now: datetime, language: Language) -> Iterator[Spoken]:
    """Yield when tickets are given again; nothing for a day too far off to be told by the name of its weekday."""
    days = (until.date() - now.date()).days
    time = [time_clip(until.strftime("%H:%M"), language)]
    if days == 0:
        yield from filled(name, language, {"begins": time})
    elif 0 < days < len(_DAYS):
        day = phrase_clip("tomorrow" if days == 1 else _DAYS[until.weekday()], language)
        yield from filled(f"{name}-on", language, {"day": [day], "begins": time})


def _said(spoken: Iterable[Spoken]) -> Sentence:
    return Sentence(tuple(spoken), tone="")


def languages_of(language: Language | None) -> Sequence[Language]:
    """Return in which languages a button is answered: in both, Kazakh first, when it has none."""
    return (language,) if language is not None else tuple(Language)
