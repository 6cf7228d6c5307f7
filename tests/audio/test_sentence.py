import pytest
from speaker_hall import WINDOW_3, needs, sign

from audio.clips import inventory, place_clip
from audio.sentence import call_sentence, sentence
from firmware.words import Language, PlaceKind, new_id
from mqtt_bridge.events import CallKind
from mqtt_bridge.public import Call


def call(number: int, language: Language, kind: CallKind = CallKind.FIRST, *, still_here: bool = False) -> Call:
    return Call(
        call_id=new_id(),
        number=number,
        zone="consultation",
        place="window-3",
        language=language,
        kind=kind,
        at=0.0,
        speak_left_s=30.0,
        still_here=still_here,
    )


@pytest.mark.parametrize(
    ("number", "language", "kind", "text"),
    [
        (105, Language.KK, CallKind.FIRST, "Жүз бес нөмірлі талон иесі, үшінші терезеге келіңіз"),
        (105, Language.RU, CallKind.FIRST, "Талон сто пять, подойдите к окну номер три"),
        (
            105,
            Language.KK,
            CallKind.RECALL,
            "Қайталап шақырамыз: жүз бес нөмірлі талон иесі, үшінші терезеге келіңіз",
        ),
        (105, Language.RU, CallKind.RECALL, "Повторный вызов: талон сто пять, подойдите к окну номер три"),
        (7, Language.RU, CallKind.FIRST, "Талон семь, подойдите к окну номер три"),
        (2040, Language.KK, CallKind.FIRST, "Екі мың қырық нөмірлі талон иесі, үшінші терезеге келіңіз"),
    ],
)
def test_a_call_is_said_in_the_tickets_language(number: int, language: Language, kind: CallKind, text: str) -> None:
    assert call_sentence(call(number, language, kind), WINDOW_3).text == text


@pytest.mark.parametrize(
    ("language", "kind", "text"),
    [
        (
            Language.KK,
            CallKind.FIRST,
            "Жүз бес нөмірлі талон иесі, әлі осындасыз ба? Үшінші терезеге келіңіз",
        ),
        (Language.RU, CallKind.FIRST, "Талон сто пять, вы ещё здесь? Подойдите к окну номер три"),
        (
            Language.RU,
            CallKind.RECALL,
            "Повторный вызов: талон сто пять, вы ещё здесь? Подойдите к окну номер три",
        ),
    ],
)
def test_who_waited_through_an_outage_is_asked_whether_they_are_still_there(
    language: Language, kind: CallKind, text: str
) -> None:
    assert call_sentence(call(105, language, kind, still_here=True), WINDOW_3).text == text


def test_the_number_comes_before_the_place() -> None:
    keys = [spoken.clip.key for spoken in call_sentence(call(2105, Language.RU), WINDOW_3).spoken]

    assert keys == ["ru/ticket", "ru/2000", "ru/100", "ru/5", "ru/to-window-3"]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(PlaceKind))
def test_a_sentence_says_nothing_that_the_bank_of_its_centre_lacks(language: Language, kind: PlaceKind) -> None:
    place = sign(kind, 40)

    said = sentence(9876, place_clip(place.place, place, language), is_recall=True, asks=True)

    assert {spoken.clip for spoken in said.spoken} <= set(inventory(needs(place)))
    assert all(spoken.clip.language is language for spoken in said.spoken)
