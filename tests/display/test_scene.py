from collections.abc import Callable

import msgspec
import pytest

from display.scene import ALONE_TOLD_S, Condition, Emphasis, Notice, compose, next_change
from display.sight import Sight
from firmware.words import Role
from mqtt_bridge.devices import Condition as DeviceCondition
from mqtt_bridge.devices import DeviceState
from mqtt_bridge.estimate import WaitEstimate
from mqtt_bridge.public import AloneStation, Board, Call, Centre

HALL_AT = 1_795_412_520.0


def evacuated(board: Board) -> Board:
    return msgspec.structs.replace(board, evacuation=True)


@pytest.fixture
def sight(centre: Callable[..., Centre], board: Callable[..., Board]) -> Sight:
    sight = Sight(news_s=10)
    sight.see_centre(centre())
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
    sight.see_centre(centre(timezone=timezone))

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

    assert (now.condition, now.calls, now.zones, now.notices) == (Condition.EVACUATION, (), (), ())
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


def test_news_flashes_once_a_second_and_ends(sight: Sight, call: Callable[..., Call]) -> None:
    sight.see_call(call(105), at=1000.5)
    times = (1000.5, 1001.4, 1001.5, 1002.5, 1010.4, 1010.5)

    seen = [compose(sight, now, HALL_AT).calls[0].emphasis for now in times]

    bright, framed = Emphasis.BRIGHT, Emphasis.FRAMED
    assert seen == [bright, bright, framed, bright, framed, Emphasis.NONE]


def test_an_old_call_never_flashes_not_even_when_the_connection_is_back(
    sight: Sight, call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    sight.see_call(call(105), at=1000.5)
    sight.link_changed(up=False, at=1001)
    assert compose(sight, 1006, HALL_AT).calls[0].emphasis is Emphasis.NONE

    sight.link_changed(up=True, at=1060)
    sight.see_board(board(call(105), seq=2, at=HALL_AT + 60), at=1060)

    assert [line.emphasis for line in compose(sight, 1060, HALL_AT).calls] == [Emphasis.NONE]


def test_places_are_named_as_their_signs_and_unknown_ones_by_their_word(
    sight: Sight, call: Callable[..., Call]
) -> None:
    sight.see_call(call(105, "place-2"), at=1000)
    sight.see_call(call(106, "place-unheard-of"), at=1001)

    unknown, known = compose(sight, 1001, HALL_AT).calls

    assert (known.place.kk, known.place.ru) == ("2-терезе", "Окно 2")
    assert (unknown.place.kk, unknown.place.ru) == ("place-unheard-of", "place-unheard-of")


def test_more_zones_than_a_page_holds_are_shown_in_turn(
    sight: Sight, centre: Callable[..., Centre], board: Callable[..., Board]
) -> None:
    sight.see_centre(centre(zones=8))
    sight.see_board(board(seq=2, zones=8), at=1000)

    pages = [compose(sight, now, HALL_AT, zones_per_page=3) for now in (1000, 1010, 1019, 1020, 1030)]

    assert [(scene.page.number, scene.page.count, len(scene.zones)) for scene in pages] == [
        (2, 3, 3),
        (3, 3, 2),
        (3, 3, 2),
        (1, 3, 3),
        (2, 3, 3),
    ]


def test_equal_knowledge_at_another_second_is_the_same_scene(sight: Sight) -> None:
    assert compose(sight, 1001, HALL_AT + 1) == compose(sight, 1002, HALL_AT + 2)


def test_nothing_looks_different_before_the_next_change(sight: Sight, call: Callable[..., Call]) -> None:
    sight.see_call(call(105), at=1000.5)
    now, changes = 1000.5, 0
    while now < 1100:
        due = next_change(sight, now, HALL_AT - 1000 + now)
        assert due > now
        before = compose(sight, now, HALL_AT - 1000 + now)
        assert compose(sight, due - 0.001, HALL_AT - 1000 + due - 0.001) == before
        changes += compose(sight, due, HALL_AT - 1000 + due) != before
        now = due

    assert changes >= 12  # ten of the flash, one stale, one minute


def test_who_waited_through_an_outage_is_asked_at_the_newest_call_and_in_the_list_while_it_is_news(
    sight: Sight, call: Callable[..., Call], board: Callable[..., Board]
) -> None:
    calls = [call(105, still_here=True), call(106, still_here=True), call(107), call(108, still_here=True)]
    for one, at in zip(calls, (1000, 1002, 1004, 1005), strict=True):
        sight.see_call(one, at)

    assert [line.asks for line in compose(sight, 1005, HALL_AT).calls] == [True, False, True, True]
    assert [line.asks for line in compose(sight, 1011, HALL_AT).calls] == [True, False, True, False]
    sight.see_board(board(*reversed(calls), seq=2, at=HALL_AT + 15), at=1015)
    assert [line.asks for line in compose(sight, 1020, HALL_AT).calls] == [True, False, False, False]


@pytest.mark.parametrize(("ago_s", "is_told"), [(0.0, True), (ALONE_TOLD_S - 1, True), (ALONE_TOLD_S, False)])
def test_tickets_numbered_alone_are_explained_for_a_quarter_of_an_hour(
    ago_s: float, sight: Sight, board: Callable[..., Board], *, is_told: bool
) -> None:
    told = (AloneStation(station="entrance", tickets=3, told_at=HALL_AT - ago_s),)
    sight.see_board(msgspec.structs.replace(board(seq=2), alone=told), at=1000)

    assert (Notice.NUMBERED_ALONE in compose(sight, 1000, HALL_AT).notices) is is_told


def test_an_old_picture_tells_nothing_besides_that_it_is_old(sight: Sight, board: Callable[..., Board]) -> None:
    told = (AloneStation(station="entrance", tickets=3, told_at=HALL_AT),)
    sight.see_board(msgspec.structs.replace(board(seq=2), alone=told), at=1000)

    assert compose(sight, 1012, HALL_AT + 12).notices == ()


def test_visitors_are_told_when_no_station_gives_tickets(sight: Sight) -> None:
    broken = DeviceState(role=Role.KIOSK, boot=1, condition=DeviceCondition.FAULT, station="entrance")
    sight.stations.hear("kiosk-1", broken)

    assert compose(sight, 1000, HALL_AT).notices == (Notice.NO_TICKETS,)


def test_the_picture_stands_elsewhere_every_five_minutes_so_that_no_edge_burns_in(sight: Sight) -> None:
    shifts = [compose(sight, 1200.0 + 300 * n, HALL_AT).shift for n in range(10)]

    assert len(set(shifts)) == 9
    assert shifts[0] == shifts[9]
    assert compose(sight, 1499.0, HALL_AT).shift == shifts[0]
