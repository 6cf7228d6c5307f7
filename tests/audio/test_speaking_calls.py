"""The daemon on a real Mosquitto: which calls it speaks, in what order, and what it reports."""

import math
from pathlib import Path

import pytest
from deadline import DEADLINE_S
from speaker_hall import SPEED, WINDOW_1, Hall, Open, board, call, centre, recall

from audio import reporting
from audio.bank import open_bank
from audio.clips import CHIME
from audio.joining import Gaps, joined
from audio.player import SoundFault
from audio.sentence import call_sentence
from audio.settings import VolumeSettings
from mqtt_bridge.devices import Condition
from mqtt_bridge.topics import BOARD, CALL, CENTRE


def test_a_call_is_spoken_in_its_language_and_reported(hall: Hall) -> None:
    kazakh, russian = call(105), call(412, language="ru", place="office-12")
    hall.dispatcher.publish(CALL, kazakh)
    hall.dispatcher.publish(CALL, russian)

    hall.until_said(kazakh, russian)

    assert [text for _call, text, _at, _takes_s in hall.said] == [
        "Жүз бес нөмірлі талон иесі, бірінші терезеге келіңіз",
        "Талон четыреста двенадцать, пройдите в кабинет номер двенадцать",
    ]


def test_a_call_that_comes_on_both_topics_is_spoken_once(hall: Hall) -> None:
    once = call()
    hall.dispatcher.publish(CALL, once)
    hall.dispatcher.publish(BOARD, board(once))
    hall.until_said(once)
    hall.dispatcher.publish(BOARD, board(once, seq=2))
    hall.dispatcher.publish(CALL, once)
    after = call(106)
    hall.dispatcher.publish(CALL, after)

    hall.until_said(after)

    assert hall.spoken() == [105, 106]


def test_the_board_at_start_brings_what_was_missed_oldest_first(open_hall: Open) -> None:
    hall = open_hall()
    newest, older, past = call(103), call(102), call(101, speak_left_s=0.0)
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    hall.dispatcher.publish(BOARD, board(newest, older, past))

    hall.until_said(newest, older)

    assert hall.spoken() == [102, 103]


def test_nothing_overlaps_when_places_call_at_once(hall: Hall) -> None:
    calls = [call(101 + n) for n in range(12)]
    for one in calls:
        hall.dispatcher.publish(CALL, one)

    hall.until_said(*calls)

    assert hall.spoken() == [one.number for one in calls]
    for (_one, _text, at, takes_s), (_next, _next_text, next_at, _next_takes_s) in zip(
        hall.said, hall.said[1:], strict=False
    ):
        assert next_at >= at + takes_s - 0.002


def test_a_call_that_waited_too_long_is_not_spoken(hall: Hall) -> None:
    hall.player.fault = SoundFault.MISSING
    late, in_time = call(101, speak_left_s=0.1), call(102)
    hall.dispatcher.publish(CALL, call(100))
    hall.until_state(Condition.FAULT)
    hall.dispatcher.publish(CALL, late)
    hall.dispatcher.publish(CALL, in_time)
    hall.until(lambda: late.call_id in hall.reported_unsaid())
    hall.player.fault = SoundFault.NONE

    hall.until_said(in_time)

    assert hall.spoken() == [100, 102]
    assert hall.reported_unsaid() == {late.call_id}


def test_twenty_calls_in_ten_seconds_are_said_in_order(hall: Hall) -> None:
    calls = [call(101 + n) for n in range(20)]
    for one in calls:
        hall.dispatcher.publish(CALL, one)
        hall.during(10 / 20 / SPEED)

    hall.until_said(*calls)

    assert hall.spoken() == [one.number for one in calls]
    assert hall.reported_unsaid() == set()


def test_of_a_call_and_its_recalls_that_wait_only_the_last_is_said_and_the_others_are_reported(hall: Hall) -> None:
    before, first = call(101), call(102)
    again, last, after = recall(first), recall(recall(first)), call(103)
    hall.player.fault = SoundFault.STUCK
    for one in (before, first, after, again, last):
        hall.dispatcher.publish(CALL, one)
    hall.until(lambda: hall.reported_unsaid() == {first.call_id, again.call_id})
    hall.player.fault = SoundFault.NONE

    hall.until_said(last, after)

    assert hall.said[1][1].startswith("Қайталап шақырамыз: жүз екі")
    assert hall.spoken() == [101, 102, 103]


def test_the_report_is_repeated_with_one_id_until_it_is_answered(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "PATIENCE_S", 2 * DEADLINE_S)
    hall.answers = False
    one = call()
    hall.dispatcher.publish(CALL, one)
    hall.until(lambda: len(hall.requests) >= 2)
    hall.answers = True

    hall.until(lambda: hall.due == math.inf)

    assert len({request.id for request in hall.requests}) == 1


def test_the_speaker_is_starting_until_it_knows_its_centre(open_hall: Open) -> None:
    hall = open_hall()
    hall.until(lambda: bool(hall.states))
    hall.during(0.2)
    assert [state.condition for state in hall.states] == [Condition.INIT]

    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))

    hall.until_state(Condition.READY)


def test_a_call_is_said_twice_and_softly_where_the_settings_ask_for_that(open_hall: Open, whole_bank: Path) -> None:
    hall = open_hall(say_times=2, volume=(VolumeSettings(since="00:00", percent=30),), stop_ms=200)
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    one = call()
    hall.dispatcher.publish(CALL, one)

    hall.until_said(one)

    bank = open_bank(whole_bank)
    words = call_sentence(one, WINDOW_1)
    assert hall.pcm == [joined(words, bank.sound, bank.sound(CHIME), Gaps(stop_ms=200), times=2)]
    assert hall.player.volume == 0.3
