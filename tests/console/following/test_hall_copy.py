"""The pages' copy of the hall: what it takes, and what it does with an event that does not fit."""

import pytest
from hall_under_test import HallUnderTest

from console.following.hall_copy import HallCopy
from console.following.news import BoardSeen, CopyBroken, DeviceChanged, HallAnew, HallGrew, Standing, StandingChanged
from firmware.words import Role
from hall.ticket import Stage
from mqtt_bridge.devices import Condition, DeviceState
from mqtt_bridge.events import CallKind, Recorded, TicketCalled
from mqtt_bridge.public import Board


@pytest.fixture
def hall(open_hall: HallUnderTest) -> HallUnderTest:
    open_hall.wait()
    return open_hall


@pytest.fixture
def complaints() -> list[CopyBroken]:
    return []


@pytest.fixture
def copy(complaints: list[CopyBroken]) -> HallCopy:
    return HallCopy(complaints.append)


def recorded(hall: HallUnderTest, since: int = 0) -> tuple[Recorded, ...]:
    return tuple(one for one, _request_id in hall.history[since:])


def test_it_is_the_hall_after_the_same_events(hall: HallUnderTest, copy: HallCopy) -> None:
    copy.hear(HallAnew(recorded(hall)))
    known = len(hall.history)
    ticket = hall.wait()
    copy.hear(HallGrew(recorded(hall, known)))

    assert copy.hall is not None
    assert copy.hall.seq == hall.hall.seq
    assert copy.hall.tickets == hall.hall.tickets
    assert copy.hall.tickets[ticket.ticket_id].stage is Stage.WAITING
    assert copy.version == 2


def test_there_is_no_hall_before_a_day_has_begun(hall: HallUnderTest, copy: HallCopy) -> None:
    copy.hear(HallAnew(()))
    assert copy.hall is None
    copy.hear(HallGrew(recorded(hall)[1:]))
    assert copy.hall is None
    copy.hear(HallAnew(recorded(hall)))
    assert copy.hall is not None


@pytest.mark.parametrize("how", ["unknown ticket", "a hole"])
def test_an_event_that_does_not_fit_leaves_no_hall_rather_than_a_wrong_one(
    hall: HallUnderTest, copy: HallCopy, complaints: list[CopyBroken], how: str
) -> None:
    copy.hear(StandingChanged(Standing.LIVE))
    copy.hear(HallAnew(recorded(hall)))
    call = TicketCalled(call_id="c" * 16, ticket_id="f" * 16, place="window-1", kind=CallKind.FIRST)
    seq = hall.hall.seq + (2 if how == "a hole" else 1)
    copy.hear(HallGrew((Recorded(seq=seq, at=hall.at, event=call),)))
    copy.hear(HallGrew((Recorded(seq=seq + 1, at=hall.at, event=call),)))

    assert copy.hall is None
    assert copy.standing is Standing.BEHIND
    assert [str(seq) in one.why for one in complaints] == [True]
    copy.hear(HallAnew(recorded(hall)))
    assert copy.hall is not None
    assert copy.standing is Standing.LIVE


def test_its_time_is_the_halls_and_never_before_the_newest_event(hall: HallUnderTest, copy: HallCopy) -> None:
    assert copy.now(500.0) == 0.0
    copy.hear(HallAnew(recorded(hall)))
    assert copy.hall is not None
    assert copy.now(500.0) == copy.hall.at
    board = Board(epoch=1, seq=hall.hall.seq, at=hall.at + 60.0, calls=(), zones=())
    copy.hear(BoardSeen(board, 500.0))

    assert copy.now(507.0) == hall.at + 67.0
    assert copy.board is board


def test_it_knows_how_devices_are(copy: HallCopy) -> None:
    state = DeviceState(role=Role.AUDIO, boot=1, condition=Condition.READY)
    copy.hear(DeviceChanged("hall-voice", state))
    assert copy.devices == {"hall-voice": state}
