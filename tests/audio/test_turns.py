import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.turns import Turn, Turns
from firmware.words import Language, new_id
from mqtt_bridge.events import CallKind
from mqtt_bridge.public import BOARD_CALLS, Board, Call


def call(number: int = 105, speak_left_s: float = 30.0, place: str = "window-1") -> Call:
    return Call(
        call_id=new_id(),
        number=number,
        zone="consultation",
        place=place,
        language=Language.KK,
        kind=CallKind.FIRST,
        at=0.0,
        speak_left_s=speak_left_s,
    )


def anywhere(_place: str) -> bool:
    return True


def next_call(turns: Turns) -> Call | None:
    turn = turns.next(anywhere)
    return turn.call if turn is not None else None


def test_calls_are_spoken_in_the_order_in_which_they_came() -> None:
    turns, first, second = Turns(), call(101), call(102)
    turns.take_in([first], arrived=1.0)
    turns.take_in([second], arrived=2.0)

    assert [next_call(turns), next_call(turns), next_call(turns)] == [first, second, None]


def test_a_call_seen_on_both_topics_is_spoken_once() -> None:
    turns, once = Turns(), call()
    turns.take_in([once], arrived=1.0)
    turns.take_in([msgspec.structs.replace(once, speak_left_s=29.0)], arrived=2.0)

    assert next_call(turns) == once
    turns.take_in([once], arrived=3.0)
    assert next_call(turns) is None


def test_the_first_board_brings_what_may_still_be_spoken_and_nothing_else() -> None:
    turns, past, present = Turns(), call(101, speak_left_s=0.0), call(102, speak_left_s=4.0)

    assert turns.take_in([past, present], arrived=1.0) == ([Turn(present, until=5.0)], [], [])
    assert turns.take_in([msgspec.structs.replace(past, speak_left_s=9.0)], arrived=2.0) == ([], [], [])


def board(at: float, *calls: Call) -> Board:
    return Board(epoch=1, seq=1, at=at, calls=calls, zones=())


def made(at: float) -> Call:
    return msgspec.structs.replace(call(100 + int(at)), at=at)


def test_a_call_that_was_undone_while_it_waited_is_not_spoken() -> None:
    turns, stays, undone, ahead = Turns(), made(10.0), made(11.0), made(13.0)
    turns.take_in([stays, undone, ahead], arrived=1.0)

    assert turns.called_off(board(10.5, stays)) == []
    assert [turn.call for turn in turns.called_off(board(12.0, stays))] == [undone]
    assert [next_call(turns), next_call(turns), next_call(turns)] == [stays, ahead, None]


def test_a_call_for_which_the_board_has_no_room_any_more_is_still_spoken() -> None:
    turns, older = Turns(), made(10.0)
    turns.take_in([older], arrived=1.0)
    newer = [made(20.0 + n) for n in range(BOARD_CALLS)]

    assert turns.called_off(board(50.0, *reversed(newer))) == []
    assert [turn.call for turn in turns.called_off(board(50.0, *newer[1:]))] == [older]


def test_a_call_that_grows_too_old_while_it_waits_is_dropped() -> None:
    turns, old, young = Turns(), call(101, speak_left_s=5.0), call(102, speak_left_s=50.0)
    turns.take_in([old, young], arrived=10.0)

    assert turns.next_due() == 15.0
    assert turns.dropped(14.9) == []
    assert [turn.call for turn in turns.dropped(15.0)] == [old]
    assert next_call(turns) == young


def test_a_call_to_a_place_that_the_centre_has_not_named_waits_and_holds_nobody_up() -> None:
    turns, unknown, known = Turns(), call(place="office-9"), call(place="window-1")
    turns.take_in([unknown, known], arrived=1.0)

    first = turns.next("window-1".__eq__)
    assert first is not None
    assert first.call == known
    assert turns.next("window-1".__eq__) is None
    assert next_call(turns) == unknown


def test_a_call_that_the_device_did_not_take_is_first_again() -> None:
    turns, first, second = Turns(), call(101), call(102)
    turns.take_in([first, second], arrived=1.0)

    taken = turns.next(anywhere)
    assert taken is not None
    assert turns.put_back(taken)

    assert next_call(turns) == first


def recall(of: Call, at: float = 9.0, speak_left_s: float = 30.0) -> Call:
    return msgspec.structs.replace(of, call_id=new_id(), kind=CallKind.RECALL, at=at, speak_left_s=speak_left_s)


def test_a_recall_that_comes_while_its_call_waits_is_said_instead_of_it_and_in_its_turn() -> None:
    turns, first, second = Turns(), call(101), call(102)
    turns.take_in([first, second], arrived=1.0)
    again = recall(first)

    assert turns.take_in([again], arrived=5.0) == ([Turn(again, until=35.0)], [Turn(first, until=31.0)], [])
    assert [next_call(turns), next_call(turns), next_call(turns)] == [again, second, None]


def test_a_call_that_comes_after_its_recall_is_not_said() -> None:
    turns, first = Turns(), call(101)
    again = recall(first)
    turns.take_in([again], arrived=1.0)

    assert turns.take_in([first], arrived=2.0) == ([], [Turn(first, until=32.0)], [])
    assert [next_call(turns), next_call(turns)] == [again, None]


def test_a_recall_that_comes_while_its_call_sounds_is_said_after_it() -> None:
    turns, first = Turns(), call(101)
    turns.take_in([first], arrived=1.0)
    assert next_call(turns) == first
    again = recall(first)

    assert turns.take_in([again], arrived=2.0) == ([Turn(again, until=32.0)], [], [])


def test_what_the_device_did_not_take_is_not_said_when_its_recall_waits_by_then() -> None:
    turns, first = Turns(), call(101)
    turns.take_in([first], arrived=1.0)
    taken = turns.next(anywhere)
    assert taken is not None
    again = recall(first)
    turns.take_in([again], arrived=2.0)

    assert not turns.put_back(taken)
    assert [next_call(turns), next_call(turns)] == [again, None]


def test_the_same_number_of_another_zone_or_at_another_place_is_another_ticket() -> None:
    turns, first = Turns(), call(101)
    elsewhere = [
        msgspec.structs.replace(recall(first), place="window-2"),
        msgspec.structs.replace(recall(first), zone="self-service"),
    ]

    assert turns.take_in([first, *elsewhere], arrived=1.0).overtaken == []


COMES = st.tuples(st.sampled_from([101, 102, 103]), st.sampled_from(["window-1", "window-2"]), st.floats(1, 9))
STEPS = st.one_of(COMES, st.just("say"), st.just("put-back"), st.just("wait"))


@given(st.lists(STEPS, max_size=80))
def test_calls_and_recalls_never_pile_up_and_each_is_said_or_told_of(steps: list[tuple[int, str, float] | str]) -> None:
    turns, now = Turns(), 0.0
    came: list[str] = []
    said: list[Turn] = []
    unsaid: list[Turn] = []
    for step in steps:
        now += 1.0
        unsaid += turns.dropped(now)
        if isinstance(step, tuple):
            number, place, left_s = step
            one = msgspec.structs.replace(call(number, left_s, place), at=now)
            came.append(one.call_id)
            unsaid += turns.take_in([one], now).overtaken
        elif step == "say" and (turn := turns.next(anywhere)) is not None:
            assert turn.until > now
            said.append(turn)
        elif step == "put-back" and said and not turns.put_back(last := said.pop()):
            unsaid.append(last)
    waiting = []
    while (turn := turns.next(anywhere)) is not None:
        waiting.append(turn)

    assert len({(turn.call.number, turn.call.place) for turn in waiting}) == len(waiting)
    assert sorted(turn.id for turn in [*said, *unsaid, *waiting]) == sorted(came)


def test_nothing_waits_for_ever() -> None:
    assert Turns().next_due() == float("inf")


@given(st.lists(st.tuples(st.integers(0, 30), st.floats(-1, 20)), max_size=60))
def test_no_id_is_ever_spoken_twice(sights: list[tuple[int, float]]) -> None:
    turns = Turns()
    ids = [f"{n:016x}" for n in range(31)]
    spoken: list[str] = []
    for at, (which, left_s) in enumerate(sights):
        seen = msgspec.structs.replace(call(speak_left_s=left_s), call_id=ids[which])
        turns.take_in([seen], arrived=float(at))
        turns.dropped(float(at))
        turn = turns.next(anywhere)
        if turn is not None:
            assert turn.until > at
            spoken.append(turn.call.call_id)

    assert len(spoken) == len(set(spoken))


def test_ids_of_weeks_do_not_fill_the_memory() -> None:
    turns = Turns()
    for _ in range(3000):
        turns.take_in([call()], arrived=0.0)
        turns.next(anywhere)

    assert len(turns) == 0
    assert len(turns._seen) == 1000  # noqa: SLF001 - the memory is what this test is about


@pytest.mark.parametrize("left_s", [0.0, -3.0])
def test_a_call_without_time_left_is_never_spoken(left_s: float) -> None:
    assert Turns().take_in([call(speak_left_s=left_s)], arrived=1.0) == ([], [], [])


def test_a_call_that_was_made_while_the_link_was_down_and_came_too_late_is_told_as_such() -> None:
    turns = Turns()
    old = msgspec.structs.replace(call(101, speak_left_s=0.0), at=90.0)
    missed = msgspec.structs.replace(call(102, speak_left_s=0.0), at=110.0)

    first, later = (Board(epoch=1, seq=seq, at=at, calls=(), zones=()) for seq, at in ((1, 100.0), (9, 200.0)))
    assert turns.take_in([old], arrived=1.0).late == []  # an earlier life may have said it
    turns.called_off(first)
    assert [turn.call for turn in turns.take_in([old, missed], arrived=101.0).late] == [missed]
    turns.called_off(later)
    assert turns.take_in([old, missed], arrived=102.0).late == []
    assert next_call(turns) is None
