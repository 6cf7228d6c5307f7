import pytest

from audio.announcing import Announcing, Notice
from audio.clips import ALARM, CHIME, inventory
from audio.sentence import words_to_all
from firmware.words import Language, new_id
from mqtt_bridge.hall_events import AnnouncementKind
from mqtt_bridge.public import Announcement

LEAVE, OVER = AnnouncementKind.EVACUATION, AnnouncementKind.EVACUATION_OVER


def announcement(kind: AnnouncementKind = LEAVE, speak_left_s: float = 20.0) -> Announcement:
    return Announcement(announcement_id=new_id(), kind=kind, at=0.0, speak_left_s=speak_left_s)


def test_an_announcement_that_comes_on_both_topics_is_said_once() -> None:
    announcing, once = Announcing(), announcement()
    assert announcing.take_in([once], arrived=1.0)
    assert announcing.next() == Notice(once, until=21.0)

    assert not announcing.take_in([once], arrived=2.0)
    assert announcing.next() is None


def test_what_an_earlier_life_has_begun_to_say_is_not_said_again() -> None:
    said = announcement()

    assert not Announcing([said.announcement_id]).take_in([said], arrived=1.0)


def test_of_words_that_wait_only_the_newest_is_said() -> None:
    announcing, leave, over = Announcing(), announcement(), announcement(OVER)
    announcing.take_in([leave, over], arrived=1.0)

    assert announcing.next() == Notice(over, until=21.0)
    assert announcing.next() is None
    assert not announcing.is_evacuation


def test_nobody_is_sent_out_after_the_end_nor_back_while_it_goes_on() -> None:
    announcing = Announcing()
    announcing.take_in([announcement()], arrived=1.0)
    announcing.board_says(evacuation=False)
    assert announcing.next() is None
    announcing.take_in([announcement(OVER)], arrived=2.0)
    announcing.board_says(evacuation=True)

    assert announcing.next() is None


def test_the_announcement_itself_is_the_faster_way_to_learn_of_an_evacuation() -> None:
    announcing = Announcing()
    announcing.take_in([announcement()], arrived=1.0)

    assert announcing.is_evacuation


def test_an_announcement_whose_time_is_over_says_nothing_and_changes_nothing() -> None:
    announcing = Announcing()
    assert not announcing.take_in([announcement(speak_left_s=0.0)], arrived=1.0)
    assert not announcing.is_evacuation
    announcing.take_in([announcement(speak_left_s=5.0)], arrived=1.0)
    assert announcing.next_due() == 6.0
    announcing.dropped(6.0)

    assert (announcing.next(), announcing.next_due()) == (None, float("inf"))


def test_what_the_device_did_not_take_is_said_anew_unless_there_is_a_newer_word() -> None:
    announcing, leave = Announcing(), announcement()
    announcing.take_in([leave], arrived=1.0)
    taken = announcing.next()
    assert taken is not None
    announcing.put_back(taken)
    assert announcing.next() == taken
    announcing.board_says(evacuation=False)
    announcing.put_back(taken)

    assert announcing.next() is None


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            LEAVE,
            "Назар аударыңыз! Ғимараттан тез арада, сабырмен шығыңыз. Внимание! Срочно и спокойно покиньте здание.",
        ),
        (
            OVER,
            (
                "Назар аударыңыз! Қауіп сейілді. Кезек жалғасады, талондарыңыз жарамды. "
                "Внимание! Опасность миновала. Очередь продолжается, ваши талоны действительны."
            ),
        ),
    ],
)
def test_all_are_told_in_kazakh_and_then_in_russian(kind: AnnouncementKind, text: str) -> None:
    assert words_to_all(kind).text == text


@pytest.mark.parametrize("kind", AnnouncementKind)
def test_every_kind_of_announcement_has_its_words_in_the_bank_and_another_tone_than_a_call(
    kind: AnnouncementKind,
) -> None:
    words = words_to_all(kind)
    languages = [spoken.clip.language for spoken in words.spoken]

    assert {spoken.clip for spoken in words.spoken} <= set(inventory({}))
    assert languages == sorted(languages, key=[Language.KK, Language.RU].index)
    assert words.tone == ALARM != CHIME
