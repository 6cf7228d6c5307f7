from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from display.composing import ALONE_TOLD_S, ANNOUNCED_S, PAGE_S, WAKE_S, Habits, compose, next_change
from display.scene import Banner, Condition, Direction, Mood
from display.sight import RESUMED_S, Sight
from display.wording import CLOSED, DANGER_OVER, NO_TICKETS
from firmware.words import Bilingual, OpeningState, Role
from mqtt_bridge.devices import Condition as DeviceCondition
from mqtt_bridge.devices import DeviceState
from mqtt_bridge.estimate import WaitEstimate
from mqtt_bridge.hall_events import AnnouncementKind
from mqtt_bridge.public import (
    AloneStation,
    Announcement,
    Board,
    Call,
    Centre,
    Opening,
    OpeningHours,
    OpenSpan,
    TickerLine,
)
from mqtt_bridge.receptions import ReceptionDay, Receptions, ReceptionSign

HALL_AT = 1_795_412_520.0


def evacuated(board: Board) -> Board:
    return msgspec.structs.replace(board, evacuation=True)


@pytest.fixture
def sight(centre: Callable[..., Centre], board: Callable[..., Board]) -> Sight:
    sight = Sight(news_s=10)
    sight.see_centre(centre(), at=1000)
    sight.see_board(board(), at=1000)
    return sight


def test_a_display_that_has_heard_nothing_is_starting() -> None:
    scene = compose(Sight(), 1000, HALL_AT)

    assert (scene.condition, scene.calls, scene.zones, scene.clock) == (Condition.STARTING, (), (), "")


def test_a_board_of_an_unknown_centre_is_not_shown(board: Callable[..., Board]) -> None:
    sight = Sight()
    sight.see_board(board(), at=1000)

    assert compose(sight, 1000, HALL_AT).condition is Condition.STARTING


def test_times_are_those_of_the_centre(sight: Sight) -> None:
    scene = compose(sight, 1000, HALL_AT)

    assert scene.clock == "10:42"
    assert scene.date is not None
    assert (scene.date.kk, scene.date.ru) == ("23 қараша, дүйсенбі", "23 ноября, понедельник")


def test_a_clock_that_stands_in_1970_shows_the_dispatchers_time(sight: Sight) -> None:
    assert compose(sight, 1060, wall=12.0).clock == "10:43"


@pytest.mark.parametrize("timezone", ["Mars/Olympus", "", "../../etc/passwd"])
def test_an_unknown_time_zone_leaves_the_clock_out(timezone: str, centre: Callable[..., Centre], sight: Sight) -> None:
    sight.see_centre(centre(timezone=timezone), at=1000)

    assert compose(sight, 1000, HALL_AT).clock == ""


def test_a_time_that_no_calendar_knows_leaves_the_clock_out(sight: Sight, board: Callable[..., Board]) -> None:
    sight.see_board(board(seq=2, at=1e300), at=1001)

    assert compose(sight, 1001, HALL_AT).clock == ""


def test_without_a_board_for_12_s_the_picture_is_stale_since_the_last_one(sight: Sight) -> None:
    assert compose(sight, 1011.9, HALL_AT + 11.9).condition is Condition.OPEN

    scene = compose(sight, 1012, HALL_AT + 300)

    assert (scene.condition, scene.as_of, scene.clock) == (Condition.STALE, "10:42", "10:47")


def test_with_the_link_down_for_5_s_the_picture_is_stale_and_recovers(
    sight: Sight, board: Callable[..., Board]
) -> None:
    sight.link_changed(up=False, at=1001)
    assert compose(sight, 1005.9, HALL_AT).condition is Condition.OPEN
    assert compose(sight, 1006, HALL_AT).condition is Condition.STALE

    sight.link_changed(up=True, at=1030)
    assert compose(sight, 1030, HALL_AT).condition is Condition.STALE
    sight.see_board(board(seq=2, at=HALL_AT + 30), at=1030.1)
    assert compose(sight, 1030.1, HALL_AT).condition is Condition.OPEN


def test_an_evacuation_is_shown_over_everything_and_however_long_nothing_more_is_heard(
    sight: Sight, board: Callable[..., Board], call: Callable[..., Call]
) -> None:
    sight.see_board(evacuated(board(call(105), seq=2)), at=1001)
    sight.link_changed(up=False, at=1002)
    now, later = compose(sight, 1001, HALL_AT), compose(sight, 1199, HALL_AT + 198)

    assert (now.condition, now.calls, now.zones, now.banners) == (Condition.EVACUATION, (), (), ())
    assert later == now


def test_an_evacuation_is_shown_before_the_centre_is_known(board: Callable[..., Board]) -> None:
    sight = Sight()
    sight.see_board(evacuated(board()), at=1000)

    assert compose(sight, 1000, HALL_AT).condition is Condition.EVACUATION


def test_a_board_from_before_an_evacuation_never_ends_it_and_a_newer_one_does(
    sight: Sight, board: Callable[..., Board]
) -> None:
    sight.see_board(evacuated(board(seq=5, at=HALL_AT + 5)), at=1005)
    assert not sight.see_board(board(seq=4, at=HALL_AT + 4), at=1006)
    assert not sight.see_board(board(seq=4, at=HALL_AT + 4), at=1100)
    assert compose(sight, 1100, HALL_AT + 100).condition is Condition.EVACUATION

    assert sight.see_board(board(seq=6, at=HALL_AT + 110), at=1110)
    assert compose(sight, 1110, HALL_AT + 110).condition is Condition.OPEN


def test_a_journal_begun_anew_ends_an_evacuation_that_it_knows_nothing_of(
    sight: Sight, board: Callable[..., Board]
) -> None:
    sight.see_board(evacuated(board(seq=5)), at=1005)

    assert sight.see_board(board(seq=1, at=HALL_AT + 100), at=1100)


@pytest.mark.parametrize(
    ("wait", "said"), [((10, 15), "≈ 10–15 мин"), ((10, 10), "≈ 10 мин"), ((0, 5), "≤ 5 мин"), (None, "")]
)
def test_a_zone_says_about_how_long_one_waits(
    wait: tuple[int, int] | None, said: str, sight: Sight, board: Callable[..., Board]
) -> None:
    estimate = None if wait is None else WaitEstimate(from_min=wait[0], to_min=wait[1])
    plain = board(seq=2, zones=1)
    sight.see_board(
        msgspec.structs.replace(plain, zones=(msgspec.structs.replace(plain.zones[0], wait=estimate),)), 1001
    )

    assert [zone.wait for zone in compose(sight, 1001, HALL_AT).zones] == [said]


def test_news_stands_out_and_ends(sight: Sight, call: Callable[..., Call]) -> None:
    sight.see_call(call(105), at=1000.5)

    seen = [compose(sight, now, HALL_AT).calls[0].is_news for now in (1000.5, 1010.4, 1010.5)]

    assert seen == [True, True, False]


def test_a_call_takes_the_stage_and_then_joins_the_list(sight: Sight, call: Callable[..., Call]) -> None:
    sight.see_call(call(105), at=1000.5)
    sight.advance(1000.5)
    staged = compose(sight, 1000.5, HALL_AT)
    sight.advance(1008.5)
    after = compose(sight, 1008.5, HALL_AT)

    assert staged.staged is not None
    assert (staged.staged.number, after.staged, after.calls[0].number) == (105, None, 105)


def test_a_recall_takes_the_stage_as_a_recall(sight: Sight, call: Callable[..., Call]) -> None:
    sight.see_call(call(105, n=1), at=1000)
    sight.see_call(call(105, n=2, recall=True), at=1001)
    seen = []
    for now in (1001, 1005):
        sight.advance(now)
        line = compose(sight, now, HALL_AT).staged
        seen.append((line.number, line.is_recall) if line is not None else None)

    assert seen == [(105, False), (105, True)]


def test_a_call_of_before_the_start_is_never_staged(
    sight: Sight, call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    fresh = Sight()
    fresh.see_board(board(call(105)), at=1000)
    fresh.advance(1000)

    assert fresh.stage.call is None


def test_a_call_missed_while_nothing_was_heard_is_not_staged(
    sight: Sight, call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    sight.link_changed(up=False, at=1001)
    sight.link_changed(up=True, at=1090)
    sight.see_board(board(call(105, age_s=-30), seq=2, at=HALL_AT + 90), at=1090)
    sight.advance(1090)

    assert sight.stage.call is None


@pytest.mark.parametrize(("away_s", "expected"), [(7.0, 106), (RESUMED_S, None)])
def test_what_waits_for_the_stage_when_the_connection_is_lost_is_staged_later_unless_it_is_old_by_then(
    sight: Sight, call: Callable[..., Call], board: Callable[..., Board], away_s: float, expected: int | None
) -> None:
    for n in range(3):
        sight.see_call(call(105 + n), at=1000)
    sight.advance(1000)
    sight.link_changed(up=False, at=1000.5)
    sight.advance(1005.5)
    assert compose(sight, 1005.5, HALL_AT).staged is None

    back = 1000 + away_s
    sight.link_changed(up=True, at=back)
    sight.see_board(board(*(call(105 + n) for n in range(3)), seq=2, at=HALL_AT + away_s), at=back)
    sight.advance(back)

    staged = compose(sight, back, HALL_AT).staged
    assert (staged.number if staged is not None else None) == expected


def test_a_call_that_was_undone_is_not_staged(
    sight: Sight, call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    sight.see_call(call(105), at=1000)
    sight.see_call(call(106), at=1000.1)
    sight.advance(1000.1)
    sight.see_board(board(call(105), seq=2, at=HALL_AT + 1), at=1001)
    sight.advance(1020)

    assert sight.stage.call is None


def test_a_call_that_twenty_newer_ones_pushed_off_the_board_is_staged_all_the_same(
    sight: Sight, call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    calls = [call(105 + n, age_s=-0.1 * n) for n in range(22)]
    for one in calls:
        sight.see_call(one, at=1000)
    sight.see_board(board(*calls[:1:-1], seq=2, at=HALL_AT + 3), at=1003)
    sight.advance(1003)
    first = sight.stage.calls
    sight.advance(1006)

    assert (*first, *sight.stage.calls) == tuple(calls[:10])


def test_in_a_rush_the_calls_whose_turn_it_is_stand_first_and_each_with_its_tickets_newest_place(
    sight: Sight, call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    for n in range(7):
        sight.see_call(call(105 + n, age_s=-0.1 * n), at=1000)
    sight.see_call(call(106, "place-2", n=999, age_s=-1), at=1001)
    sight.advance(1001)
    scene = compose(sight, 1001, HALL_AT)

    assert (scene.is_rush, scene.staged) == (True, None)
    assert [line.number for line in scene.calls] == [105, 107, 108, 109, 110, 106, 111]
    assert [line.place.number for line in scene.calls[-2:]] == ["2", "1"]
    assert all(line.is_news for line in scene.calls)


def test_an_old_call_is_never_news_not_even_when_the_connection_is_back(
    sight: Sight, call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    sight.see_call(call(105), at=1000.5)
    sight.link_changed(up=False, at=1001)
    assert not compose(sight, 1006, HALL_AT).calls[0].is_news

    sight.link_changed(up=True, at=1060)
    sight.see_board(board(call(105), seq=2, at=HALL_AT + 60), at=1060)

    assert [line.is_news for line in compose(sight, 1060, HALL_AT).calls] == [False]


def test_places_are_named_as_their_signs_and_unknown_ones_by_their_word(
    sight: Sight, call: Callable[..., Call]
) -> None:
    sight.see_call(call(105, "place-2"), at=1000)
    sight.see_call(call(106, "place-unheard-of"), at=1001)

    unknown, known = compose(sight, 1001, HALL_AT).calls

    assert (known.place.number, known.place.noun.kk, known.place.noun.ru) == ("2", "терезе", "окно")
    assert (unknown.place.number, unknown.place.noun.kk) == ("", "place-unheard-of")


def test_a_place_has_the_direction_that_the_settings_tell(sight: Sight, call: Callable[..., Call]) -> None:
    sight.see_call(call(105, "place-2"), at=1000)
    sight.see_call(call(106, "place-1"), at=1001)

    calls = compose(sight, 1001, HALL_AT, Habits(directions={"place-2": Direction.LEFT})).calls

    assert [line.place.direction for line in calls] == [None, Direction.LEFT]


def test_pages_are_turned_every_ten_seconds(sight: Sight) -> None:
    turns = [compose(sight, now, HALL_AT).turn for now in (1000, 1009.9, 1010)]

    assert turns == [100, 100, 101]


def test_equal_knowledge_at_another_second_is_the_same_scene(sight: Sight) -> None:
    assert compose(sight, 1001, HALL_AT + 1) == compose(sight, 1002, HALL_AT + 2)


def test_nothing_looks_different_before_the_next_change(
    sight: Sight, call: Callable[..., Call], board: Callable[..., Board], centre: Callable[..., Centre]
) -> None:
    until = HALL_AT + 1000.0
    sight.see_centre(closed(centre(), until), at=1000)
    sight.see_board(announced(board(seq=2, busy=0)), at=1000)
    for n in range(3):
        sight.see_call(call(105 + n), at=1000.5)
    habits = Habits(blank_s=40.0)
    now, changes, scenes = 1000.5, 0, set()
    while now < 1130:
        sight.advance(now)
        if 1000.5 < now < 1120:
            sight.see_board(announced(board(seq=int(now), at=HALL_AT + now - 1000, busy=0)), at=now)
        due = next_change(sight, now, HALL_AT - 1000 + now, habits)
        assert due > now
        before = compose(sight, now, HALL_AT - 1000 + now, habits)
        assert compose(sight, due - 0.001, HALL_AT - 1000 + due - 0.001, habits) == before
        now = due
        sight.advance(now)
        after = compose(sight, now, HALL_AT - 1000 + now, habits)
        changes += after != before
        scenes.add(after.condition)

    assert changes >= 6
    assert {Condition.OPEN, Condition.CLOSED, Condition.BLANK} <= scenes


def test_who_waited_through_an_outage_is_asked_at_the_newest_call_alone(
    sight: Sight, call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    calls = [call(105, still_here=True), call(106, still_here=True), call(107), call(108, still_here=True)]
    for one, at in zip(calls, (1000, 1002, 1004, 1005), strict=True):
        sight.see_call(one, at)

    assert [line.asks for line in compose(sight, 1005, HALL_AT).calls] == [True, False, False, False]
    assert [line.asks for line in compose(sight, 1011, HALL_AT).calls] == [True, False, False, False]
    sight.see_board(board(*reversed(calls), seq=2, at=HALL_AT + 15), at=1015)
    assert [line.asks for line in compose(sight, 1020, HALL_AT).calls] == [True, False, False, False]


@pytest.mark.parametrize(("ago_s", "is_told"), [(0.0, True), (ALONE_TOLD_S - 1, True), (ALONE_TOLD_S, False)])
def test_tickets_numbered_alone_are_explained_for_a_quarter_of_an_hour(
    ago_s: float, sight: Sight, board: Callable[..., Board], *, is_told: bool
) -> None:
    told = (AloneStation(station="entrance", tickets=3, told_at=HALL_AT - ago_s),)
    sight.see_board(msgspec.structs.replace(board(seq=2), alone=told), at=1000)

    assert bool(compose(sight, 1000, HALL_AT).banners) is is_told


def test_an_old_picture_tells_since_when_and_what_was_called_last_and_nothing_else(
    sight: Sight, board: Callable[..., Board], call: Callable[..., Call]
) -> None:
    told = (AloneStation(station="entrance", tickets=3, told_at=HALL_AT),)
    old = board(call(105, "place-2", age_s=60), seq=2)
    sight.see_board(msgspec.structs.replace(old, alone=told), at=1000)

    (banner,) = compose(sight, 1012, HALL_AT + 12).banners

    assert banner.mood is Mood.WARNING
    assert banner.text.kk == "Байланыс үзілді: 10:42. Соңғы шақыру: 105 – 2-терезе (10:41)"
    assert banner.text.ru == "Связь потеряна в 10:42. Последний вызов: 105 – окно 2 (10:41)"


def test_visitors_are_told_when_no_station_gives_tickets(sight: Sight) -> None:
    broken = DeviceState(role=Role.KIOSK, boot=1, condition=DeviceCondition.FAULT, station="entrance")
    sight.stations.hear("kiosk-1", broken)

    assert compose(sight, 1000, HALL_AT).banners == (Banner(NO_TICKETS, Mood.WARNING),)


def test_the_picture_stands_elsewhere_every_five_minutes_so_that_no_edge_burns_in(sight: Sight) -> None:
    shifts = [compose(sight, 1200.0 + 300 * n, HALL_AT).shift for n in range(10)]

    assert len(set(shifts)) == 9
    assert shifts[0] == shifts[9]
    assert compose(sight, 1499.0, HALL_AT).shift == shifts[0]


def announced(board: Board) -> Board:
    said = Announcement(
        announcement_id="1" * 16, kind=AnnouncementKind.EVACUATION_OVER, at=HALL_AT + 0.5, speak_left_s=0.0
    )
    return msgspec.structs.replace(board, announcements=(said,))


def closed(centre: Centre, until: float | None, name: Bilingual | None = None) -> Centre:
    return msgspec.structs.replace(centre, opening=Opening(state=OpeningState.CLOSED, until=until, name=name))


def lunch(centre: Centre, begins: float, ends: float) -> Centre:
    spans = (OpenSpan(begins=begins - 9, ends=begins, ends_day=False), OpenSpan(begins=ends, ends=ends + 9))
    opening = Opening(state=OpeningState.LUNCH, until=ends)
    return msgspec.structs.replace(centre, opening=opening, hours=OpeningHours(spans=spans, known_until=ends + 99))


def test_what_was_announced_stands_for_a_minute(sight: Sight, board: Callable[..., Board]) -> None:
    sight.see_board(announced(board(seq=2, at=HALL_AT + 0.5)), at=1000.5)

    assert compose(sight, 1000.5, HALL_AT + 1).banners == (Banner(DANGER_OVER, Mood.TOLD),)
    sight.see_board(announced(board(seq=3, at=HALL_AT + 60)), at=1060)
    assert compose(sight, 1000.4 + ANNOUNCED_S, HALL_AT + 60).banners != ()
    assert compose(sight, 1000.5 + ANNOUNCED_S, HALL_AT + 61).banners == ()


HOUR, DAY = 3600.0, 86_400.0
NINE = HALL_AT - 102 * 60


@pytest.mark.parametrize(
    ("until", "kk", "ru"),
    [
        (HALL_AT + 3 * 60, "Бүгін сағат 10:45-те ашылады", "Откроется сегодня в 10:45"),
        (NINE + DAY, "Ертең сағат 09:00-де ашылады", "Откроется завтра в 09:00"),
        (
            NINE + 8 * DAY,
            "1 желтоқсан, сейсенбі күні сағат 09:00-де ашылады",
            "Откроется 1 декабря, во вторник, в 09:00",
        ),
    ],
)
def test_a_closed_centre_says_when_it_opens(
    until: float, kk: str, ru: str, sight: Sight, centre: Callable[..., Centre], board: Callable[..., Board]
) -> None:
    sight.see_centre(closed(centre(), until), at=1000)
    sight.see_board(board(seq=2, busy=0), at=1000)
    scene = compose(sight, 1000, HALL_AT)

    assert scene.condition is Condition.CLOSED
    assert scene.message is not None
    assert [line.kk for line in scene.message.lines] == ["Орталық жабық", kk]
    assert [line.ru for line in scene.message.lines] == ["Центр закрыт", ru]


def test_a_holiday_is_named_and_no_time_is_made_up(
    sight: Sight, centre: Callable[..., Centre], board: Callable[..., Board]
) -> None:
    name = Bilingual(kk="Наурыз мейрамы", ru="Наурыз мейрамы")
    sight.see_centre(closed(centre(), None, name), at=1000)
    sight.see_board(board(seq=2, busy=0), at=1000)
    message = compose(sight, 1000, HALL_AT).message

    assert message is not None
    assert message.lines == (CLOSED, name)


def test_lunch_says_from_when_to_when(sight: Sight, centre: Callable[..., Centre], board: Callable[..., Board]) -> None:
    sight.see_centre(lunch(centre(), NINE + HOUR, NINE + 2.5 * HOUR), at=1000)
    sight.see_board(board(seq=2, busy=0), at=1000)
    scene = compose(sight, 1000, HALL_AT)

    assert scene.condition is Condition.LUNCH
    assert scene.message is not None
    assert [line.kk for line in scene.message.lines] == [
        "Түскі үзіліс: 10:00–11:30",
        "Қабылдау сағат 11:30-да жалғасады",
    ]
    assert [line.ru for line in scene.message.lines] == [
        "Обеденный перерыв: 10:00–11:30",
        "Приём продолжится в 11:30",
    ]


def test_whoever_is_still_served_after_closing_sees_the_calls_and_all_are_told_that_it_is_closed(
    sight: Sight, centre: Callable[..., Centre], board: Callable[..., Board], call: Callable[..., Call]
) -> None:
    sight.see_centre(closed(centre(), NINE + DAY), at=1000)
    sight.see_board(board(call(105, age_s=60), seq=2, busy=1), at=1000)
    served = compose(sight, 1000, HALL_AT)
    sight.see_board(board(call(105, age_s=60), seq=3, busy=0, at=HALL_AT + 1), at=1001)
    empty = compose(sight, 1001, HALL_AT)
    sight.see_call(call(106, age_s=-2), at=1002)
    sight.advance(1002)
    called = compose(sight, 1002, HALL_AT)

    assert (served.condition, [line.number for line in served.calls]) == (Condition.OPEN, [105])
    assert [banner.text.ru for banner in served.banners] == ["Центр закрыт. Откроется завтра в 09:00"]
    assert (empty.condition, empty.calls) == (Condition.CLOSED, ())
    assert called.staged is not None
    assert called.staged.number == 106


def test_a_screen_goes_black_some_time_after_closing_and_wakes_for_a_call_and_before_opening(
    sight: Sight, centre: Callable[..., Centre], board: Callable[..., Board], call: Callable[..., Call]
) -> None:
    sight.see_centre(closed(centre(), HALL_AT + 3 * HOUR), at=1000)
    habits = Habits(blank_s=600.0)

    def condition(passed: float, *calls: Call) -> Condition:
        sight.see_board(board(*calls, seq=2 + int(passed), busy=0, at=HALL_AT + passed), at=1000 + passed)
        sight.advance(1000 + passed)
        return compose(sight, 1000 + passed, HALL_AT + passed, habits).condition

    assert condition(599) is Condition.CLOSED
    assert condition(600) is Condition.BLANK
    assert condition(700, call(105, age_s=-700)) is Condition.OPEN
    assert condition(712, call(105, age_s=-700)) is Condition.BLANK
    assert condition(3 * HOUR - WAKE_S - 1) is Condition.BLANK
    assert condition(3 * HOUR - WAKE_S) is Condition.CLOSED


def test_a_screen_stays_lit_all_night_unless_told(
    sight: Sight, centre: Callable[..., Centre], board: Callable[..., Board]
) -> None:
    sight.see_centre(closed(centre(), HALL_AT + DAY), at=1000)
    sight.see_board(board(seq=2, busy=0, at=HALL_AT + 9 * HOUR), at=1000 + 9 * HOUR)

    assert compose(sight, 1000 + 9 * HOUR, HALL_AT + 9 * HOUR).condition is Condition.CLOSED


def test_the_lines_of_the_ticker_come_in_turn_each_at_its_days_and_hours(
    sight: Sight, centre: Callable[..., Centre]
) -> None:
    def line(text: str, **when: str) -> TickerLine:
        return TickerLine(text=Bilingual(kk=text, ru=text), **when)

    lines = (
        line("always"),
        line("today", first_day="2026-11-23", last_day="2026-11-23"),
        line("tomorrow", first_day="2026-11-24"),
        line("yesterday", last_day="2026-11-22"),
        line("now", begins="10:42", ends="10:43"),
        line("earlier", ends="10:42"),
        line("later", begins="10:43"),
    )
    sight.see_centre(msgspec.structs.replace(centre(), ticker=lines), at=1000)

    shown = [compose(sight, 1000 + PAGE_S * n, HALL_AT).ticker for n in range(6)]

    assert sorted(text.kk for text in shown[:3] if text is not None) == ["always", "now", "today"]
    assert shown[:3] == shown[3:]


def test_the_receptions_of_today_are_told_until_they_are_over_and_tomorrows_once_it_is_closed(
    sight: Sight, centre: Callable[..., Centre], board: Callable[..., Board]
) -> None:
    def sign(begins: float, **more: Any) -> ReceptionSign:
        post = Bilingual(kk="Аудан әкімі", ru="Аким района")
        return ReceptionSign(official=post, place="place-2", begins=begins, ends=begins + HOUR, **more)

    sight.receptions = Receptions(
        days=(
            ReceptionDay(
                day="2026-11-23",
                receptions=(sign(NINE), sign(NINE + HOUR, delay_min=20), sign(NINE + 3 * HOUR, is_off=True)),
            ),
            ReceptionDay(day="2026-11-24", receptions=(sign(NINE + DAY),)),
            ReceptionDay(day="2026-11-26", receptions=(sign(NINE + 3 * DAY),)),
        )
    )
    (today,) = compose(sight, 1000, HALL_AT).receptions
    sight.see_centre(closed(centre(), NINE + DAY), at=1000)
    sight.see_board(board(seq=2, busy=0), at=1000)
    titles = [sheet.title.ru for sheet in compose(sight, 1000, HALL_AT).receptions]

    assert [(line.times, line.note.ru if line.note else "") for line in today.lines] == [
        ("10:00–11:00", "Задержка 20 мин"),
        ("12:00–13:00", "Не состоится"),
    ]
    assert (today.lines[0].place.number, today.lines[0].place.noun.ru) == ("2", "окно")
    assert titles == ["Приём сегодня", "Приём завтра"]
