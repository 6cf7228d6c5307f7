import pytest
from hypothesis import given
from hypothesis import strategies as st
from speaker_hall import needs

from audio.announcing import Announcing, Notice
from audio.clips import ALARM, NOTICE, inventory
from audio.sentence import announcement as words_to_all
from firmware.words import Language, new_id
from mqtt_bridge.hall_events import AnnouncementKind
from mqtt_bridge.public import Announcement

LEAVE, OVER = AnnouncementKind.EVACUATION, AnnouncementKind.EVACUATION_OVER
LUNCH, CLOSED = AnnouncementKind.LUNCH_SOON, AnnouncementKind.CLOSED


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


def test_lunch_waits_behind_the_end_of_an_evacuation_and_is_not_said_during_one() -> None:
    announcing, over, lunch = Announcing(), announcement(OVER), announcement(LUNCH)
    announcing.take_in([over, lunch], arrived=1.0)
    assert [announcing.next(), announcing.next()] == [Notice(over, until=21.0), Notice(lunch, until=21.0)]

    announcing.take_in([announcement(LUNCH), leave := announcement(), announcement(CLOSED)], arrived=2.0)
    assert [announcing.next(), announcing.next()] == [Notice(leave, until=22.0), None]


def test_two_kinds_of_words_wait_in_order_and_of_one_kind_the_newest() -> None:
    announcing = Announcing()
    lunch, closed = announcement(LUNCH), announcement(CLOSED)
    announcing.take_in([announcement(LUNCH), lunch, closed], arrived=1.0)

    assert [announcing.next(), announcing.next(), announcing.next()] == [
        Notice(lunch, 21.0),
        Notice(closed, 21.0),
        None,
    ]


KINDS = st.sampled_from(AnnouncementKind)


@given(st.lists(st.tuples(KINDS, st.booleans()), max_size=12))
def test_whatever_comes_nobody_is_told_both_to_leave_and_anything_else(
    coming: list[tuple[AnnouncementKind, bool]],
) -> None:
    announcing = Announcing()
    for kind, take in coming:
        announcing.take_in([announcement(kind)], arrived=1.0)
        if take and (notice := announcing.next()) is not None:
            assert (notice.announcement.kind is LEAVE) is announcing.is_evacuation
    waiting = []
    while (notice := announcing.next()) is not None:
        waiting.append(notice.announcement.kind)
    assert len(waiting) == len(set(waiting))
    assert (LEAVE in waiting) <= (waiting == [LEAVE])
    assert not {LEAVE, OVER} & set(waiting[1:])


@pytest.mark.parametrize(
    ("kind", "kazakh", "russian"),
    [
        (
            AnnouncementKind.OPENING_SOON,
            "Құрметті келушілер, қабылдау сағат тоғызда басталады.",
            "Уважаемые посетители, приём начнётся в девять часов.",
        ),
        (
            LUNCH,
            "Құрметті келушілер, түскі үзіліс сағат тоғызда басталады. Қабылдау сағат он төрт отызда жалғасады.",
            (
                "Уважаемые посетители, обеденный перерыв начнётся в девять часов. "
                "Приём продолжится в четырнадцать тридцать."
            ),
        ),
        (
            AnnouncementKind.CLOSING_SOON,
            "Құрметті келушілер, қабылдау сағат он төрт отызда аяқталады.",
            "Уважаемые посетители, приём закончится в четырнадцать тридцать.",
        ),
        (
            CLOSED,
            "Құрметті келушілер, бүгінгі қабылдау аяқталды. Келгендеріңізге рақмет.",
            "Уважаемые посетители, приём на сегодня окончен. Спасибо, что пришли.",
        ),
        (
            LEAVE,
            "Назар аударыңыз! Ғимараттан тез арада, сабырмен шығыңыз.",
            "Внимание! Срочно и спокойно покиньте здание.",
        ),
        (
            OVER,
            "Назар аударыңыз! Қауіп сейілді. Кезек жалғасады, талондарыңыз жарамды.",
            "Внимание! Опасность миновала. Очередь продолжается, ваши талоны действительны.",
        ),
    ],
)
def test_all_are_told_in_kazakh_and_then_in_russian(kind: AnnouncementKind, kazakh: str, russian: str) -> None:
    assert words_to_all(kind, "09:00", "14:30").text == f"{kazakh} {russian}"


@pytest.mark.parametrize("kind", AnnouncementKind)
def test_every_kind_of_announcement_has_its_words_in_the_bank_and_another_tone_than_a_call(
    kind: AnnouncementKind,
) -> None:
    words = words_to_all(kind, "09:00", "14:30")
    languages = [spoken.clip.language for spoken in words.spoken]

    assert {spoken.clip for spoken in words.spoken} <= set(inventory(needs(times=["09:00", "14:30"])))
    assert languages == sorted(languages, key=[Language.KK, Language.RU].index)
    assert words.tone == (ALARM if kind in {LEAVE, OVER} else NOTICE)


def test_an_announcement_without_the_time_that_it_is_about_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^lunch-soon: needs the time of 'ends'$"):
        words_to_all(LUNCH, "13:00")
