import base64
from pathlib import Path

from speaker_hall import WINDOW_1

from audio.clips import place_clip
from audio.pcm import pcm_of_wav, silence
from audio.said import SaidBook
from audio.sentence import sentence, words_to_all
from firmware.words import Language, new_id
from mqtt_bridge.events import CallKind
from mqtt_bridge.hall_events import AnnouncementKind
from mqtt_bridge.public import Announcement, Call

WORDS = sentence(105, place_clip("window-1", WINDOW_1, Language.RU))


def call() -> Call:
    return Call(
        call_id=new_id(),
        number=105,
        zone="consultation",
        place="window-1",
        language=Language.RU,
        kind=CallKind.FIRST,
        at=0.0,
        speak_left_s=30.0,
    )


def test_what_is_said_to_all_has_neither_number_nor_place_nor_one_language(tmp_path: Path) -> None:
    kind = AnnouncementKind.EVACUATION_OVER
    over = Announcement(announcement_id=new_id(), kind=kind, at=0.0, speak_left_s=9.0)
    record = SaidBook(tmp_path).add(over, words_to_all(over), silence(10), at=1.5)

    assert record["call_id"] == over.announcement_id
    assert (record["number"], record["place"], record["language"]) == (None, None, None)
    assert record["text"].startswith("Назар аударыңыз! Қауіп сейілді.")


def test_what_was_said_is_listed_newest_first(tmp_path: Path) -> None:
    book, first, second = SaidBook(tmp_path), call(), call()
    book.add(first, WORDS, silence(10), at=1.5)
    book.add(second, WORDS, silence(20), at=2.5)

    said = book.answer({"do": "said"})["said"]

    assert [record["call_id"] for record in said] == [second.call_id, first.call_id]
    assert said[1] == {
        "n": 1,
        "call_id": first.call_id,
        "number": 105,
        "place": "window-1",
        "language": "ru",
        "text": "Талон сто пять, подойдите к окну номер один",
        "at": 1.5,
    }


def test_the_sound_itself_can_be_had(tmp_path: Path) -> None:
    book = SaidBook(tmp_path)
    book.add(call(), WORDS, silence(10), at=1.5)

    wav = base64.b64decode(book.answer({"do": "wav", "n": 1})["wav"])

    assert pcm_of_wav(wav) == silence(10)


def test_what_was_said_outlives_the_speaker(tmp_path: Path) -> None:
    SaidBook(tmp_path).add(call(), WORDS, silence(10), at=1.5)

    record = SaidBook(tmp_path).add(call(), WORDS, silence(10), at=2.5)

    assert record["n"] == 2
    assert len(SaidBook(tmp_path).answer({"do": "said"})["said"]) == 2


def test_a_question_that_is_none_gets_an_error(tmp_path: Path) -> None:
    book = SaidBook(tmp_path)

    assert "error" in book.answer({"do": "wav", "n": 7})
    assert "error" in book.answer({"do": "wav", "n": "../../etc/passwd"})
    assert "error" in book.answer({"do": "sing"})
