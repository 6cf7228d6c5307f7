"""Summonses: who is called for, by whom or by which rule, until it is done."""

import pytest
from hall_under_test import HallUnderTest, code

from firmware.words import Language
from hall.state import Summons
from hall.ticket import Stage
from mqtt_bridge.commands import Finish, IssueTicket, NoShow, Recall, Undo, VoidTicket
from mqtt_bridge.hall_commands import (
    BeginEvacuation,
    EndSummons,
    MarkTicket,
    RaiseSummons,
    Readmit,
    ReleaseSummons,
    TakeSummons,
)
from mqtt_bridge.hall_events import SummonsReason
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.place_commands import CallTicket
from mqtt_bridge.replies import Accepted, Refusal, RefusalCode


def summonses(hall: HallUnderTest, *, reason: SummonsReason | None = None) -> list[Summons]:
    return [each for each in hall.hall.summonses.values() if reason is None or each.reason is reason]


def test_a_purpose_that_needs_help_summons_a_helper_with_the_ticket(hall: HallUnderTest) -> None:
    ticket = hall.wait("self-service", matters=("file-appeal",))

    assert [(each.kind, each.ticket_id, each.station) for each in summonses(hall)] == [
        ("helper", ticket.ticket_id, "entrance")
    ]


def test_an_escort_stays_summoned_until_the_visit_ends(hall: HallUnderTest) -> None:
    hall.wait(assistance=True)
    assert [(each.kind, each.reason) for each in summonses(hall)] == [("escort", SummonsReason.ASSISTANCE)]
    hall.call()
    hall.let_time_pass(1)
    assert len(summonses(hall)) == 1
    hall.ask(Finish(place="window-1"))

    assert not summonses(hall)


@pytest.mark.parametrize("end", ["failed", "void", "no-show"])
def test_an_escort_is_not_wanted_for_a_visitor_who_is_gone(hall: HallUnderTest, end: str) -> None:
    if end == "failed":
        ticket = hall.issued(
            IssueTicket(zone="consultation", language=Language.KK, station="entrance", assistance=True)
        )
        hall.report(ticket, PaperOutcome.FAILED)
    else:
        ticket = hall.wait(assistance=True)
        hall.call()
        hall.pass_time(200)
        hall.ask(Recall(place="window-1"))
        hall.ask(
            NoShow(place="window-1") if end == "no-show" else VoidTicket(ticket_id=ticket.ticket_id, place="window-1")
        )

    assert ticket.stage in {Stage.VOID, Stage.NO_SHOW}
    assert not summonses(hall)


@pytest.mark.parametrize("way", ["undo", "readmit", "call", "late-paper"])
def test_a_visitor_whose_visit_goes_on_after_all_is_accompanied_again(hall: HallUnderTest, way: str) -> None:
    ticket = hall.wait(assistance=True)
    hall.call()
    hall.pass_time(200)
    hall.ask(Recall(place="window-1"))
    hall.ask(NoShow(place="window-1"))
    assert not summonses(hall)
    if way == "undo":
        hall.ask(Undo(place="window-1"))
    elif way == "readmit":
        hall.ask(Readmit(ticket_id=ticket.ticket_id))
    elif way == "call":
        hall.ask(CallTicket(place="window-2", ticket_id=ticket.ticket_id, reason="келді"))
    else:
        wanted = IssueTicket(zone="consultation", language=Language.KK, station="entrance", assistance=True)
        ticket = hall.issued(wanted)
        hall.report(ticket, PaperOutcome.FAILED)
        assert not summonses(hall)
        hall.report(ticket, PaperOutcome.CONFIRMED)

    assert [each.ticket_id for each in summonses(hall)] == [ticket.ticket_id]


def test_an_escort_is_summoned_when_a_booked_visitor_checks_in(hall: HallUnderTest) -> None:
    hall.book(due_in_s=60)

    assert [(each.kind, each.reason) for each in summonses(hall)] == [("escort", SummonsReason.APPOINTMENT)]


def test_a_mark_raises_and_ends_an_escort(hall: HallUnderTest) -> None:
    ticket = hall.wait()
    hall.ask(MarkTicket(ticket_id=ticket.ticket_id, assistance=True, representative=False))
    assert len(summonses(hall)) == 1
    hall.ask(MarkTicket(ticket_id=ticket.ticket_id, assistance=False, representative=False))

    assert not summonses(hall)


def test_a_summons_is_said_again_until_somebody_takes_it(hall: HallUnderTest) -> None:
    hall.ask(RaiseSummons(kind="helper", place="seat-1"), request_id="a" * 16)
    hall.let_time_pass(59)
    hall.let_time_pass(1)
    assert hall.kinds()[-1] == "SummonsRepeated"
    hall.ask(TakeSummons(summons_id="a" * 16), staff="s-3")
    said = len(hall.history)
    hall.let_time_pass(600)

    assert len(hall.history) == said
    assert hall.ask(TakeSummons(summons_id="a" * 16)) == Refusal(code=RefusalCode.TAKEN, detail="s-3")
    assert hall.ask(EndSummons(summons_id="a" * 16)) == Accepted()
    assert code(hall.ask(EndSummons(summons_id="a" * 16))) is RefusalCode.UNKNOWN_SUMMONS


def test_who_cannot_come_after_all_lets_it_go_and_it_is_said_again_from_the_beginning(hall: HallUnderTest) -> None:
    hall.ask(RaiseSummons(kind="helper", place="seat-1"), request_id="a" * 16)
    hall.let_time_pass(60)
    hall.ask(TakeSummons(summons_id="a" * 16), staff="s-3")
    assert hall.ask(ReleaseSummons(summons_id="a" * 16), staff="s-4") == Refusal(code=RefusalCode.TAKEN, detail="s-3")
    hall.pass_time(600)

    assert hall.ask(ReleaseSummons(summons_id="a" * 16), staff="s-3") == Accepted()
    said = len(hall.history)
    assert hall.ask(ReleaseSummons(summons_id="a" * 16), staff="s-3") is None
    hall.let_time_pass(59)
    assert len(hall.history) == said
    hall.let_time_pass(1)
    assert hall.kinds()[-1] == "SummonsRepeated"
    assert hall.ask(TakeSummons(summons_id="a" * 16), staff="s-4") == Accepted()


def test_an_escort_that_was_let_go_still_ends_with_the_visit(hall: HallUnderTest) -> None:
    ticket = hall.wait(assistance=True)
    (escort,) = summonses(hall)
    hall.ask(TakeSummons(summons_id=escort.summons_id), staff="s-3")
    hall.ask(ReleaseSummons(summons_id=escort.summons_id), staff="s-3")
    hall.ask(VoidTicket(ticket_id=ticket.ticket_id))

    assert not summonses(hall)


def test_a_button_pressed_twice_raises_one_summons(hall: HallUnderTest) -> None:
    assert hall.ask(RaiseSummons(kind="helper", place="seat-1"), "pad-seat-1") == Accepted()
    assert hall.ask(RaiseSummons(kind="helper", place="seat-1"), "pad-seat-1") is None

    assert len(summonses(hall)) == 1


@pytest.mark.parametrize(
    ("command", "peer", "expected"),
    [
        (RaiseSummons(kind="plumber"), "console", RefusalCode.UNKNOWN_SUMMONS),
        (RaiseSummons(kind="helper", place="seat-9"), "console", RefusalCode.UNKNOWN_PLACE),
        (RaiseSummons(kind="helper", ticket_id="0" * 16), "console", RefusalCode.UNKNOWN_TICKET),
        (RaiseSummons(kind="manager"), "pad-seat-1", RefusalCode.NOT_ALLOWED),
        (RaiseSummons(kind="helper", place="window-1"), "pad-seat-1", RefusalCode.NOT_ALLOWED),
        (BeginEvacuation(), "pad-seat-1", RefusalCode.NOT_ALLOWED),
        (TakeSummons(summons_id="0" * 16), "pad-seat-1", RefusalCode.NOT_ALLOWED),
        (ReleaseSummons(summons_id="0" * 16), "pad-seat-1", RefusalCode.NOT_ALLOWED),
        (ReleaseSummons(summons_id="0" * 16), "console", RefusalCode.UNKNOWN_SUMMONS),
    ],
)
def test_a_summons_of_nobody_or_by_a_stranger_is_refused(
    hall: HallUnderTest, command: RaiseSummons, peer: str, expected: RefusalCode
) -> None:
    assert code(hall.ask(command, peer)) is expected
