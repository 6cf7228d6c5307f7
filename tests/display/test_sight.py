from collections.abc import Callable

import msgspec
import pytest

from display.sight import Sight
from mqtt_bridge.public import Board, Call

HALL_AT = 1_795_412_520.0


def test_a_call_is_news_on_its_first_sight_only(call: Callable[..., Call], board: Callable[..., Board]) -> None:
    sight = Sight(news_s=10)

    assert sight.see_call(call(105), at=1000)
    assert not sight.see_call(call(105), at=1005)
    sight.see_board(board(call(105)), at=1006)

    assert [seen.news_until for seen in sight.calls()] == [1010]


def test_a_call_that_was_lost_on_its_own_topic_is_news_on_the_board(
    call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    sight = Sight(news_s=10)
    sight.see_board(board(seq=1), at=1000)

    sight.see_board(board(call(105, age_s=-1.0), seq=2, at=HALL_AT + 1.0), at=1001)

    assert [seen.news_until for seen in sight.calls()] == [1011]


def test_a_call_made_while_nothing_was_heard_is_news_only_for_what_is_left_of_it(
    call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    sight = Sight(news_s=10)
    sight.see_board(board(seq=1), at=1000)

    # The board may have lain at the broker: it claims that its call is fresh, the hall's clock knows better.
    sight.see_board(board(call(105, age_s=-60), call(104, age_s=-56), seq=2, at=HALL_AT + 60), at=1064)

    assert [seen.news_until - 1064 for seen in sight.calls()] == pytest.approx([6, 2], abs=0.1)


def test_no_call_of_the_first_board_is_news(call: Callable[..., Call], board: Callable[..., Board]) -> None:
    sight = Sight(news_s=10)

    sight.see_board(board(call(105)), at=1000)

    assert [seen.news_until for seen in sight.calls()] == [1000]


def test_an_older_board_is_ignored(board: Callable[..., Board]) -> None:
    sight = Sight()
    sight.see_board(board(epoch=2, seq=5), at=1000)

    assert not sight.see_board(board(epoch=2, seq=4), at=1001)
    assert not sight.see_board(board(epoch=1, seq=9), at=1001)
    assert sight.see_board(board(epoch=2, seq=5), at=1001)
    assert sight.see_board(board(epoch=3, seq=1), at=1002)


def test_an_older_board_is_believed_when_nothing_newer_comes_any_more(board: Callable[..., Board]) -> None:
    sight = Sight()
    sight.see_board(board(seq=500), at=1000)

    assert not sight.see_board(board(seq=3), at=1011.9)
    assert sight.see_board(board(seq=3), at=1012)
    assert sight.see_board(board(seq=4), at=1013)


def test_a_journal_begun_anew_takes_the_halls_clock_back_from_where_the_old_one_had_run_to(
    call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    sight = Sight()
    sight.see_board(board(epoch=1, seq=9, at=HALL_AT + 86_400), at=1000)
    sight.see_call(call(105, age_s=-86_401), at=1001)

    assert sight.see_board(board(epoch=2, seq=1, at=HALL_AT), at=1010)
    assert sight.hall_time(1010) == HALL_AT
    assert sight.calls() == ()
    sight.see_board(board(call(106, age_s=-5), epoch=2, seq=2, at=HALL_AT + 5), at=1015)
    assert [seen.news_until > 1015 for seen in sight.calls()] == [True]


def test_a_call_ahead_of_its_board_stays_until_a_board_without_it_is_newer(
    call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    sight = Sight()
    sight.see_board(board(seq=1, at=HALL_AT - 5), at=995)
    sight.see_call(call(105), at=1000)

    sight.see_board(board(seq=2, at=HALL_AT - 0.01), at=1000.1)
    assert [seen.call.number for seen in sight.calls()] == [105]

    sight.see_board(board(seq=3, at=HALL_AT + 1), at=1001)
    assert sight.calls() == ()


def test_a_recalled_ticket_stands_once_with_its_newest_call(
    call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    sight = Sight()
    sight.see_board(board(call(106, n=2), call(105, n=1)), at=1000)

    sight.see_call(call(105, n=3, recall=True), at=1001)

    assert [(seen.call.number, seen.call.call_id[-1]) for seen in sight.calls()] == [(105, "3"), (106, "2")]


def test_the_picture_is_stale_without_a_board_or_without_a_link(board: Callable[..., Board]) -> None:
    sight = Sight()
    sight.see_board(board(), at=1000)
    assert sight.stale_at() == 1012

    sight.link_changed(up=False, at=1001)
    assert sight.stale_at() == 1006

    sight.link_changed(up=True, at=1007)
    assert sight.stale_at() == 1012


def test_hundreds_of_calls_at_once_are_all_listed(call: Callable[..., Call], board: Callable[..., Board]) -> None:
    sight = Sight()

    sight.see_board(board(*(call(n) for n in range(1, 301))), at=1000)

    assert [seen.call.number for seen in sight.calls()] == list(range(1, 301))


def test_a_clock_of_its_own_that_runs_fast_for_a_month_does_not_drift_from_the_halls(
    call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    sight = Sight(news_s=12.0)
    month_s = 30 * 86_400
    for passed in range(0, month_s + 1, 600):  # 100 s too much in a million, as a Pi without network time
        sight.see_board(board(seq=1 + passed, at=HALL_AT + passed), at=passed * 1.0001)
    now = month_s * 1.0001

    assert abs(sight.hall_time(now) - (HALL_AT + month_s)) < 1
    missed = msgspec.structs.replace(call(105), at=HALL_AT + month_s)
    sight.see_board(board(missed, seq=month_s + 2, at=HALL_AT + month_s), at=now)
    assert sight.calls()[0].news_until > now + 10


def test_a_word_that_comes_late_does_not_set_the_halls_clock_back(board: Callable[..., Board]) -> None:
    sight = Sight()
    sight.see_board(board(seq=1, at=HALL_AT), at=100.0)
    sight.see_board(board(seq=2, at=HALL_AT + 5), at=115.0)

    assert abs(sight.hall_time(115.0) - (HALL_AT + 15)) < 0.1


def test_calls_that_waited_for_the_stage_when_the_link_went_have_it_when_it_is_back(
    call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    sight = Sight()
    sight.see_board(board(seq=1, at=HALL_AT - 1), at=999)
    for n in (105, 106, 107):
        sight.see_call(call(n, n=n), at=1000)
    sight.advance(1000)
    assert staged(sight) == 105

    sight.link_changed(up=False, at=1001)
    sight.advance(1006)
    assert staged(sight) is None

    sight.link_changed(up=True, at=1008)
    sight.advance(1008)
    assert staged(sight) == 106  # the first one had had its least time
    sight.see_board(board(*(call(n, n=n) for n in (107, 106, 105)), seq=2, at=HALL_AT + 9), at=1009)
    sight.advance(1012)
    assert staged(sight) == 107


def test_a_call_that_the_link_cut_short_has_the_stage_again(
    call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    sight = Sight()
    sight.see_board(board(seq=1, at=HALL_AT - 1), at=999)
    sight.link_changed(up=False, at=996)
    sight.link_changed(up=True, at=1000)
    sight.see_call(call(105), at=1000)
    sight.advance(1000)
    sight.link_changed(up=False, at=995)
    sight.advance(1001)
    assert staged(sight) is None

    sight.link_changed(up=True, at=1003)
    sight.advance(1003)
    assert staged(sight) == 105


def test_a_call_that_has_grown_old_while_nothing_was_heard_has_the_stage_no_more(
    call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    sight = Sight()
    sight.see_board(board(seq=1, at=HALL_AT - 1), at=999)
    sight.see_call(call(105, n=1), at=1000)
    sight.see_call(call(106, n=2), at=1000)
    sight.advance(1000)
    sight.link_changed(up=False, at=1001)
    sight.advance(1006)

    sight.link_changed(up=True, at=1040)
    sight.see_board(board(call(106, n=2, age_s=0), call(105, n=1, age_s=0), seq=2, at=HALL_AT + 40), at=1040)
    sight.advance(1040)
    assert staged(sight) is None


def staged(sight: Sight) -> int | None:
    return sight.stage.call.number if sight.stage.call is not None else None
