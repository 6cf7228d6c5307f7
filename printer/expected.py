"""What a ticket says of the time to come: an appointment, or about how long it will wait. Pure."""

from centre.place_words import place_label
from firmware.words import Bilingual, Language
from mqtt_bridge.estimate import WaitEstimate
from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Centre
from printer.local_time import local_time
from printer.ticket_settings import TextSettings


def due_words(paper: TicketPaper, centre: Centre, texts: TextSettings) -> Bilingual | None:
    """Say when and where the appointment is, None when there is none. A place that nobody knows is left out."""
    time = None if paper.due_at is None else local_time(paper.due_at, centre.timezone, "%H:%M")
    if time is None:
        return None
    office = next((sign for sign in centre.places if sign.place == paper.place), None)

    def where(language: Language) -> str:
        label = "" if office is None else place_label(office, language)
        return label and f", {label[0].lower()}{label[1:]}"  # in the midst of a line a sign's label begins small

    text = texts.get("appointment")
    return Bilingual(
        kk=text.kk.format(time=time) + where(Language.KK), ru=text.ru.format(time=time) + where(Language.RU)
    )


def wait_words(wait: WaitEstimate | None, texts: TextSettings) -> Bilingual | None:
    """Say about how long it will wait; None when nobody could tell."""
    if wait is None:
        return None
    if wait.from_min > 0:
        minutes = str(wait.to_min) if wait.from_min >= wait.to_min else f"{wait.from_min}–{wait.to_min}"
        text = texts.get("wait")
        return Bilingual(kk=text.kk.format(minutes=minutes), ru=text.ru.format(minutes=minutes))
    ends_in_one = wait.to_min % 10 == 1 and wait.to_min % 100 != 11  # noqa: PLR2004 - до 21 минуты, but до 11 минут
    minutes = f"{wait.to_min} {'минуты' if ends_in_one else 'минут'}"
    text = texts.get("wait_at_most")
    return Bilingual(kk=text.kk.format(minutes=wait.to_min), ru=text.ru.format(minutes=minutes))
