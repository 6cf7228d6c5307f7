"""The daemon with a speaker, against a real Mosquitto: what visitors hear, and that nobody waits for it."""

from pathlib import Path

import pytest
from kiosk_hall import Hall, MakeHall
from obedient_dispatcher import SIGNS

from audio.building import Order, build_bank
from audio.clips import number_clip, phrase_clip, wait_clip, zone_clip
from audio.engines import FakeEngine
from audio.player import SoundFault
from centre.words import words
from firmware.words import Language
from mqtt_bridge.commands import CallNext, IssueTicket
from mqtt_bridge.devices import Condition
from mqtt_bridge.hall_commands import GiveFeedback, RaiseSummons
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.public import Board, BoardZone, Called
from mqtt_bridge.replies import Accepted, Refusal, RefusalCode
from mqtt_bridge.topics import BOARD


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build what these tests have said. To be read only."""
    folder = tmp_path_factory.mktemp("bank")
    clips = [phrase_clip(name, language) for language in Language for name in words().phrases[language]]
    clips += [number_clip(part, language) for language in Language for part in (1, 3, 100)]
    for language in Language:
        clips += [zone_clip(sign.zone, sign.title, language) for sign in SIGNS.zones]
        clips += [wait_clip(sign.zone, sign.wait_at, language) for sign in SIGNS.zones]
    assert not build_bank(folder, Order(clips, dict.fromkeys(Language, (FakeEngine(),)))).failed
    return folder


@pytest.fixture
def speaking(make_hall: MakeHall, bank: Path) -> Hall:
    """Make a kiosk that is ready, with a speaker."""
    made = make_hall(bank=bank)
    made.dispatcher.state(Condition.READY)
    made.watcher.lamp("ready")
    return made


def board(*numbers: int, seq: int = 1) -> Board:
    now = tuple(Called(number=number, place="window-1") for number in numbers)
    zone = BoardZone(zone="consultation", now=now, next=(), waiting=0)
    return Board(epoch=1, seq=seq, at=1_800_000_000.0 + seq, calls=(), zones=(zone,))


def test_a_ticket_is_told_once_its_paper_is_out(speaking: Hall) -> None:
    speaking.press()
    request = speaking.dispatcher.asked(IssueTicket)
    speaking.watcher.until("clicked")
    speaking.dispatcher.issue(request)

    assert speaking.dispatcher.report().outcome is PaperOutcome.CONFIRMED
    said = speaking.watcher.until("said", call_id=request.id)
    assert (said["about"], said["language"], said["number"], said["place"]) == ("ticket", "kk", None, None)
    assert said["text"].startswith("Сіздің нөміріңіз жүз бір. Сіздің алдыңызда ")
    assert speaking.watcher.ask(do="said") == {"said": [said]}
    assert speaking.watcher.ask(do="wav", n="x")["error"]


def test_a_visitor_with_assistance_hears_that_somebody_comes(speaking: Hall) -> None:
    speaking.press("complaint")
    request = speaking.dispatcher.asked(IssueTicket)
    assert request.command.assistance
    speaking.dispatcher.issue(request)

    assert "Қызметкер келеді." in speaking.watcher.until("said", about="ticket")["text"]


def test_a_refusal_is_told_in_the_buttons_language(speaking: Hall) -> None:
    speaking.press("complaint")
    request = speaking.dispatcher.asked(IssueTicket)
    speaking.dispatcher.reply(request, Refusal(code=RefusalCode.CLOSED))

    said = speaking.watcher.until("said", call_id=request.id)
    assert (said["about"], said["language"], said["text"]) == ("closed", "ru", "Центр закрыт.")


def test_who_is_called_now_is_told_from_the_newest_board_and_the_dispatcher_is_not_asked(speaking: Hall) -> None:
    speaking.dispatcher.bridge.publish(BOARD, board(103))
    speaking.dispatcher.joined()
    speaking.press("who")

    said = speaking.watcher.until("said", about="now-serving")
    assert said["text"] == "Қазір шақырылған нөмірлер: Консультация: жүз үш."


def test_without_a_board_nobody_is_told_who_is_called_but_why_not(speaking: Hall) -> None:
    speaking.press("who")

    speaking.watcher.until("refusals", count=1, reason="no-answer")
    assert speaking.watcher.until("said", about="no-answer")["text"].startswith("Байланыс жоқ.")


def test_during_an_evacuation_a_press_is_answered_with_the_way_out(speaking: Hall) -> None:
    speaking.dispatcher.board(evacuation=True)
    speaking.watcher.lamp("cannot")
    speaking.press("who")

    assert speaking.watcher.until("said", about="evacuation")["text"].startswith("Назар аударыңыз! Ғимараттан")


def test_who_calls_for_a_worker_and_who_rates_a_visit_is_answered_in_both_languages(speaking: Hall) -> None:
    speaking.press("helper")
    speaking.dispatcher.reply(speaking.dispatcher.asked(RaiseSummons), Accepted())
    said = speaking.watcher.until("said", about="summon")
    assert (said["language"], said["text"]) == (None, "Қызметкер келеді. К вам подойдёт сотрудник.")
    speaking.press("good")
    speaking.dispatcher.reply(speaking.dispatcher.asked(GiveFeedback), Accepted())

    assert speaking.watcher.until("said", about="feedback")["text"].startswith("Баға бергеніңіз үшін рақмет.")


def test_what_staff_press_is_not_answered_by_voice(speaking: Hall) -> None:
    speaking.press("next")
    speaking.dispatcher.reply(speaking.dispatcher.asked(CallNext), Refusal(code=RefusalCode.CLOSED))
    speaking.watcher.until("refusals", count=1, reason="closed")
    speaking.press("helper")
    speaking.dispatcher.reply(speaking.dispatcher.asked(RaiseSummons), Accepted())
    speaking.watcher.until("said", about="summon")

    assert len(speaking.watcher.ask(do="said")["said"]) == 1


def test_without_sound_the_station_says_so_and_gives_its_tickets(speaking: Hall) -> None:
    assert speaking.watcher.ask(do="fault", fault="busy") == {"fault": "busy"}
    speaking.press()
    state = speaking.dispatcher.state(Condition.DEGRADED)
    assert [fault.code for fault in state.faults] == ["no-sound"]
    speaking.dispatcher.issue(speaking.dispatcher.asked(IssueTicket))  # it is asked again and again

    assert speaking.dispatcher.report().outcome is PaperOutcome.CONFIRMED
    assert speaking.watcher.ask(do="fault", fault="none") == {"fault": "none"}
    assert speaking.dispatcher.state(Condition.READY).faults == ()


def test_no_ticket_waits_for_a_speaker_whose_driver_hangs(speaking: Hall) -> None:
    assert speaking.simulated.speaker is not None
    speaking.simulated.speaker.player.fault = SoundFault.STUCK
    for number in (101, 102, 103):
        speaking.press()
        request = speaking.dispatcher.asked(IssueTicket)
        speaking.dispatcher.issue(request, number)
        assert speaking.dispatcher.report().outcome is PaperOutcome.CONFIRMED
        speaking.step_back()
    speaking.simulated.speaker.player.fault = SoundFault.NONE


def test_a_restart_says_nothing_twice(speaking: Hall) -> None:
    speaking.press()
    request = speaking.dispatcher.asked(IssueTicket)
    speaking.dispatcher.issue(request)
    speaking.watcher.until("said", call_id=request.id)
    speaking.dispatcher.report()
    speaking.restart()
    speaking.dispatcher.state(Condition.READY)
    speaking.dispatcher.issue(request)
    speaking.press("helper")
    speaking.dispatcher.reply(speaking.dispatcher.asked(RaiseSummons), Accepted())
    speaking.watcher.until("said", about="summon")

    assert [saying["about"] for saying in speaking.watcher.ask(do="said")["said"]] == ["summon", "ticket"]


def test_a_kiosk_without_a_speaker_says_so_to_whoever_asks_for_its_words(hall: Hall) -> None:
    assert hall.watcher.ask(do="said") == {"error": "this kiosk has no speaker"}
