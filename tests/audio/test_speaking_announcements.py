"""The daemon on a real Mosquitto: what is said to all, ahead of the calls and instead of them."""

from pathlib import Path

from msgspec.structs import replace
from speaker_hall import Hall, Open, board, call

from audio.bank import open_bank
from audio.clips import NOTICE
from audio.player import SoundFault
from audio.settings import VolumeSettings
from firmware.words import new_id
from mqtt_bridge.devices import Condition
from mqtt_bridge.hall_events import AnnouncementKind
from mqtt_bridge.public import Announcement, Board, Call
from mqtt_bridge.topics import BOARD, CALL

LEAVE, OVER = AnnouncementKind.EVACUATION, AnnouncementKind.EVACUATION_OVER


def announcement(kind: AnnouncementKind = LEAVE, speak_left_s: float = 20.0) -> Announcement:
    return Announcement(announcement_id=new_id(), kind=kind, at=0.0, speak_left_s=speak_left_s)


def evacuated(*announcements: Announcement, calls: tuple[Call, ...] = (), seq: int = 1) -> Board:
    return replace(board(*calls, seq=seq), evacuation=True, announcements=announcements)


def heard(hall: Hall) -> list[str]:
    """Return how each thing began that was said."""
    return [text.partition("!")[0] for _said, text, _at, _takes_s in hall.said]


def test_an_announcement_is_said_once_in_both_languages_and_reported(hall: Hall) -> None:
    leave = announcement()
    hall.dispatcher.publish(CALL, leave)
    hall.dispatcher.publish(BOARD, evacuated(leave))
    hall.until_reported(leave.announcement_id)
    hall.dispatcher.publish(CALL, leave)
    hall.during(0.3)

    assert [text for _said, text, _at, _takes_s in hall.said] == [
        "Назар аударыңыз! Ғимараттан тез арада, сабырмен шығыңыз. Внимание! Срочно и спокойно покиньте здание."
    ]


def test_a_board_alone_brings_it_too_before_the_centre_is_known(open_hall: Open) -> None:
    hall, leave = open_hall(), announcement()
    hall.dispatcher.publish(BOARD, evacuated(leave))

    hall.until_reported(leave.announcement_id)


def test_calls_that_wait_are_dropped_and_after_the_end_all_are_told_so_and_called_again(hall: Hall) -> None:
    hall.player.fault = SoundFault.MISSING
    hall.dispatcher.publish(CALL, call(100))
    hall.until_state(Condition.FAULT)
    waits, leave = call(101), announcement()
    hall.dispatcher.publish(CALL, waits)
    hall.dispatcher.publish(CALL, leave)
    hall.dispatcher.publish(BOARD, evacuated(leave, calls=(waits,)))
    hall.until(lambda: waits.call_id in hall.reported_unsaid())
    hall.player.fault = SoundFault.NONE
    hall.until_reported(leave.announcement_id)
    meanwhile, over, after = call(102), announcement(OVER), call(103)
    hall.dispatcher.publish(CALL, meanwhile)
    hall.dispatcher.publish(CALL, over)
    hall.dispatcher.publish(BOARD, replace(board(meanwhile, waits, seq=2), announcements=(over, leave)))
    hall.dispatcher.publish(CALL, after)

    hall.until_said(after)

    assert [said.number for said, _text, _at, _takes_s in hall.said if isinstance(said, Call)] == [103]
    assert heard(hall) == ["Назар аударыңыз", "Назар аударыңыз", "Жүз үш нөмірлі талон иесі, бірінші терезеге келіңіз"]


def test_an_announcement_goes_before_the_calls_that_came_earlier(hall: Hall) -> None:
    first, second, over = call(101), call(102), announcement(OVER)
    hall.player.fault = SoundFault.STUCK
    hall.dispatcher.publish(CALL, first)
    hall.until(lambda: bool(hall.said))
    hall.dispatcher.publish(CALL, second)
    hall.dispatcher.publish(CALL, over)
    hall.until_late()
    hall.player.fault = SoundFault.NONE

    hall.until_said(first, second)

    assert [text[:5] for text in heard(hall)] == ["Жүз б", "Назар", "Жүз е"]


def test_an_announcement_that_waited_too_long_for_the_device_is_not_said(hall: Hall) -> None:
    hall.player.fault = SoundFault.MISSING
    hall.dispatcher.publish(CALL, call(101))
    hall.until_state(Condition.FAULT)
    hall.dispatcher.publish(CALL, announcement(OVER, speak_left_s=0.05))
    hall.until_late()
    hall.player.fault = SoundFault.NONE
    after = call(102)
    hall.dispatcher.publish(CALL, after)

    hall.until_said(after)

    assert hall.spoken() == [101, 102]
    assert len(hall.said) == 2


def test_lunch_is_told_with_its_times_after_a_tone_of_its_own(hall: Hall, whole_bank: Path) -> None:
    kind = AnnouncementKind.LUNCH_SOON
    hall.dispatcher.publish(CALL, replace(announcement(kind), begins="13:00", ends="14:30"))
    hall.until(lambda: bool(hall.reported()))

    [(_said, text, _at, _takes_s)] = hall.said
    assert text.startswith("Құрметті келушілер, түскі үзіліс сағат он үште басталады. Қабылдау сағат он төрт отызда")
    assert hall.pcm[0].startswith(open_bank(whole_bank).sound(NOTICE))


def test_an_announcement_without_its_times_is_passed_over_and_holds_nobody_up(hall: Hall) -> None:
    hall.dispatcher.publish(CALL, announcement(AnnouncementKind.LUNCH_SOON))
    after = call(102)
    hall.dispatcher.publish(CALL, after)

    hall.until_said(after)

    assert len(hall.said) == 1


def test_an_evacuation_is_said_at_full_volume_whatever_the_hour(open_hall: Open) -> None:
    hall = open_hall(volume=(VolumeSettings(since="00:00", percent=30),))
    soon = Announcement(announcement_id=new_id(), kind=AnnouncementKind.CLOSED, at=0.0, speak_left_s=20.0)
    hall.dispatcher.publish(CALL, soon)
    hall.until_reported(soon.announcement_id)
    assert hall.player.volume == 0.3

    leave = announcement()
    hall.dispatcher.publish(CALL, leave)
    hall.until_reported(leave.announcement_id)
    assert hall.player.volume == 1.0
