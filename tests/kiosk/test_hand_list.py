"""The list of who waits, from what a station knows."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from obedient_dispatcher import SIGNS

from firmware.words import Language, new_id
from kiosk.hand_list import BOARD_LAG_S, HallSeen, OwnTicket, hand_list
from mqtt_bridge.events import CallKind
from mqtt_bridge.public import Board, BoardZone, Call, Called
from printer.waiting_list import ListedZone, WaitingList

ZONE = "consultation"
AT = 1_800_000_000.0


def own(number: int, *, told: bool = True, after_s: float | None = -600.0) -> OwnTicket:
    return OwnTicket(ZONE, number, told, None if after_s is None else AT + after_s)


def board(*following: int, now: Sequence[int] = (), waiting: int | None = None, called: Sequence[int] = ()) -> Board:
    zone = BoardZone(
        zone=ZONE,
        now=tuple(Called(number=number, place="window-1") for number in now),
        next=following,
        waiting=len(following) if waiting is None else waiting,
    )
    calls = tuple(
        Call(
            call_id=new_id(),
            number=number,
            zone=ZONE,
            place="window-1",
            language=Language.KK,
            kind=CallKind.FIRST,
            at=AT,
            speak_left_s=0,
        )
        for number in called
    )
    return Board(epoch=1, seq=1, at=AT, calls=calls, zones=(zone,))


def whole_list(shown: Board | None, *mine: OwnTicket) -> WaitingList:
    return hand_list(HallSeen(SIGNS, shown, mine, AT + 900))


def listed(shown: Board | None, *mine: OwnTicket) -> ListedZone:
    (zone,) = whole_list(shown, *mine).zones
    return zone


def test_the_board_comes_first_and_in_its_order() -> None:
    assert listed(board(103, 101, 102, now=[100])).numbers == (103, 101, 102)
    assert listed(board(103, now=[100])).now == (Called(number=100, place="window-1"),)


def test_without_a_board_the_stations_own_tickets_are_listed_in_order_of_issue() -> None:
    assert whole_list(None, own(105), own(950, told=False)) == WaitingList(
        (ListedZone(ZONE, (), (105, 950)),), board_at=None, printed_at=AT + 900
    )


def test_tickets_numbered_alone_that_nobody_has_been_told_of_stand_behind_the_board() -> None:
    assert listed(board(101, 102), own(950, told=False), own(951, told=False)).numbers == (101, 102, 950, 951)


def test_tickets_printed_since_the_board_was_made_stand_behind_it() -> None:
    mine = own(102), own(103, after_s=-BOARD_LAG_S / 2), own(104, after_s=60)

    assert listed(board(101, 102), *mine).numbers == (101, 102, 103, 104)


def test_a_ticket_that_the_board_knew_and_does_not_show_has_been_served() -> None:
    assert listed(board(102), own(101), own(102), own(900, after_s=None)).numbers == (102,)


def test_what_the_board_has_no_room_for_is_filled_up_with_later_tickets_of_ours() -> None:
    shown = board(101, 102, 103, waiting=6)

    zone = listed(shown, own(90), own(102), own(104), own(105))
    assert (zone.numbers, zone.more) == ((101, 102, 103, 104, 105), 1)


def test_no_more_of_ours_than_wait_are_filled_in_and_the_newest_of_them() -> None:
    zone = listed(board(201, 202, waiting=3), own(101), own(102), own(103))

    assert (zone.numbers, zone.more) == ((201, 202, 103), 0)


def test_who_has_been_called_is_not_listed_again() -> None:
    shown = board(103, now=[102], called=[101, 102], waiting=9)

    assert listed(shown, own(101), own(102), own(103)).numbers == (103,)
    assert listed(shown, own(101, told=False)).numbers == (103,)


def test_who_was_called_and_waits_again_is_listed_where_the_board_says() -> None:
    assert listed(board(103, 101, called=[101]), own(101)).numbers == (103, 101)


def test_zones_stand_in_the_centres_order_and_those_it_does_not_know_behind() -> None:
    seen = Board(
        epoch=1,
        seq=1,
        at=AT,
        calls=(),
        zones=(BoardZone(zone="gone", now=(), next=(7,), waiting=1), *board(101).zones),
    )

    assert [zone.zone for zone in whole_list(seen).zones] == [ZONE, "gone"]


@given(
    st.lists(st.integers(1, 40), unique=True, max_size=10),
    st.lists(st.integers(1, 40), unique=True, max_size=10),
    st.integers(0, 30),
    st.lists(
        st.builds(own, st.integers(1, 40), told=st.booleans(), after_s=st.none() | st.floats(-100, 100)), max_size=30
    ),
)
def test_whatever_is_known_nobody_is_listed_twice_or_lost_and_the_count_is_kept(
    following: list[int], called: list[int], beyond: int, mine: list[OwnTicket]
) -> None:
    zone = listed(board(*following, waiting=len(following) + beyond, called=called), *mine)
    added = zone.numbers[len(following) :]

    assert zone.numbers[: len(following)] == tuple(following)
    assert len(set(zone.numbers)) == len(zone.numbers)
    assert not set(added) & set(called)
    assert set(added) <= {ticket.number for ticket in mine}
    assert {t.number for t in mine if not t.told} - set(called) <= set(zone.numbers)
    assert zone.more <= beyond
    assert len(zone.numbers) + zone.more >= len(following) + beyond
