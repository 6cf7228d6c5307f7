"""Places with workers, summonses, evacuation, outcomes and feedback: what staff see and do besides calling."""

from pathlib import Path

import pytest
from hall_under_test import HallUnderTest, code

from centre.checks import load_centre
from dispatcher.hall.state import Summons
from dispatcher.hall.ticket import Stage
from dispatcher.snapshots import board_of
from firmware.words import Language
from mqtt_bridge.commands import CallNext, Finish, IssueTicket, NoShow, Recall, ReportAnnounced, Undo, VoidTicket
from mqtt_bridge.events import VisitFinished
from mqtt_bridge.hall_commands import (
    BeginEvacuation,
    EndEvacuation,
    EndSummons,
    GiveFeedback,
    MarkTicket,
    RaiseSummons,
    Readmit,
    TakeSummons,
)
from mqtt_bridge.hall_events import AnnouncementKind, SummonsReason
from mqtt_bridge.outcome import VisitOutcome
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.place_commands import CallTicket, ClosePlace, OpenPlace, PausePlace
from mqtt_bridge.replies import Accepted, AtPlace, PlaceStatus, Refusal, RefusalCode

HOUR_S = 3600.0
SHIPPED = Path(__file__).parents[2] / "centre" / "borodulikha.toml"


def summonses(hall: HallUnderTest, *, reason: SummonsReason | None = None) -> list[Summons]:
    return [each for each in hall.hall.summonses.values() if reason is None or each.reason is reason]


def status(hall: HallUnderTest, place: str = "window-1") -> tuple[PlaceStatus, str, str]:
    state = hall.hall.place(place)
    return state.status, state.reason, state.staff


def test_a_place_opens_pauses_for_a_reason_and_closes(hall: HallUnderTest) -> None:
    assert status(hall) == (PlaceStatus.CLOSED, "", "")
    hall.ask(OpenPlace(place="window-1"), staff="s-17")
    assert hall.ask(OpenPlace(place="window-1"), staff="s-17") is None
    assert status(hall) == (PlaceStatus.OPEN, "", "s-17")
    answer = hall.ask(PausePlace(place="window-1", reason="шай"))
    assert answer == AtPlace(place="window-1", ticket=None, status=PlaceStatus.PAUSED)
    assert status(hall) == (PlaceStatus.PAUSED, "шай", "s-17")
    hall.ask(ClosePlace(place="window-1"))
    assert hall.ask(ClosePlace(place="window-1")) is None
    assert status(hall) == (PlaceStatus.CLOSED, "", "")


def test_calling_a_visitor_opens_the_place(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()

    assert status(hall)[0] is PlaceStatus.OPEN


@pytest.mark.parametrize("command", [PausePlace(place="window-1", reason="a"), ClosePlace(place="window-1")])
def test_a_place_is_not_left_with_a_visitor_at_it(hall: HallUnderTest, command: PausePlace | ClosePlace) -> None:
    hall.wait()
    hall.call()

    assert hall.ask(command) == Refusal(code=RefusalCode.PLACE_BUSY, detail="window-1 has 101")


def test_one_worker_serves_two_places(hall: HallUnderTest) -> None:
    hall.ask(OpenPlace(place="window-1"), staff="s-17")
    hall.ask(OpenPlace(place="window-2"), staff="s-17")

    assert {status(hall)[2], status(hall, "window-2")[2]} == {"s-17"}


def test_a_staffed_place_that_nobody_opens_is_missed_after_three_hours(hall: HallUnderTest) -> None:
    hall.let_time_pass(3 * HOUR_S - 1)
    assert not summonses(hall)
    hall.let_time_pass(1)

    missed = {each.place for each in summonses(hall, reason=SummonsReason.UNATTENDED)}
    assert missed == {"window-1", "window-2", "window-3", "office-12"}, "the self-service seat has no worker"
    hall.ask(OpenPlace(place="window-1"))
    hall.let_time_pass(1)
    assert "window-1" not in {each.place for each in summonses(hall)}


def test_reception_is_told_of_a_competence_that_no_open_place_has_until_one_has_it(hall: HallUnderTest) -> None:
    hall.ask(OpenPlace(place="window-1"))
    hall.wait(matters=("land",))
    hall.let_time_pass(1)
    assert [(each.kind, each.competence) for each in summonses(hall)] == [("reception", "land")]
    hall.let_time_pass(1)
    assert len(summonses(hall)) == 1
    hall.ask(OpenPlace(place="window-2"))
    hall.let_time_pass(1)

    assert not summonses(hall)


def test_nobody_is_missed_while_the_centre_is_closed() -> None:
    hall = HallUnderTest(load_centre(SHIPPED))  # it is Friday, 13:00: lunch, and tickets are given again at 14:30
    hall.let_time_pass(5 * HOUR_S)
    missed = {each.place for each in summonses(hall, reason=SummonsReason.UNATTENDED)}
    assert missed == {"window-1", "window-2", "window-3", "office-12"}
    hall.let_time_pass(HOUR_S)  # 19:00

    assert not summonses(hall)


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
    ],
)
def test_a_summons_of_nobody_or_by_a_stranger_is_refused(
    hall: HallUnderTest, command: RaiseSummons, peer: str, expected: RefusalCode
) -> None:
    assert code(hall.ask(command, peer)) is expected


def test_an_evacuation_stops_tickets_and_calls_and_the_line_goes_on_where_it_stood(hall: HallUnderTest) -> None:
    serving, waiting = hall.wait(), hall.wait()
    hall.call()
    hall.ask(BeginEvacuation())
    for command in (
        IssueTicket(zone="consultation", language=Language.KK, station="entrance"),
        CallNext(place="window-2"),
        CallTicket(place="window-2", ticket_id=waiting.ticket_id, reason="a"),
        Recall(place="window-1"),
    ):
        assert code(hall.ask(command)) is RefusalCode.EVACUATION
    assert hall.ask(BeginEvacuation()) is None
    hall.ask(EndEvacuation())

    assert code(hall.ask(EndEvacuation())) is RefusalCode.NOT_NOW
    assert hall.hall.ticket_at("window-1") is serving
    assert hall.call("window-2") is waiting


def test_an_evacuation_is_said_again_until_it_is_over_and_then_that_it_is(hall: HallUnderTest) -> None:
    hall.ask(BeginEvacuation())
    hall.let_time_pass(20)
    board = board_of(hall.hall, hall.at)
    assert board.evacuation
    assert [said.kind for said in board.announcements] == [AnnouncementKind.EVACUATION] * 2
    assert len({said.announcement_id for said in board.announcements}) == 2
    hall.ask(EndEvacuation())
    hall.let_time_pass(60)
    over = board_of(hall.hall, hall.at)

    assert not over.evacuation
    assert over.announcements[0].kind is AnnouncementKind.EVACUATION_OVER


def test_what_every_speaker_has_announced_need_not_be_said_any_more(hall: HallUnderTest) -> None:
    hall.ask(BeginEvacuation())
    announcement = hall.hall.announcements[0].announcement_id
    assert board_of(hall.hall, hall.at).announcements[0].speak_left_s > 0
    hall.ask(ReportAnnounced(call_id=announcement), "hall-voice")
    assert hall.ask(ReportAnnounced(call_id=announcement), "hall-voice") is None

    assert board_of(hall.hall, hall.at).announcements[0].speak_left_s == 0


def test_an_evacuation_outlives_the_night(hall: HallUnderTest) -> None:
    hall.ask(BeginEvacuation())
    hall.turn_over()
    hall.let_time_pass(1)

    assert hall.hall.evacuating
    assert hall.hall.announcements[0].kind is AnnouncementKind.EVACUATION


def test_a_visit_ends_with_the_centres_outcomes(hall: HallUnderTest) -> None:
    hall.wait(matters=("land", "complaint"))
    hall.call()
    outcomes = (
        VisitOutcome(outcome="advised", matter="land"),
        VisitOutcome(outcome="appeal-registered", matter="complaint", reference="ЖТ-2026-00412"),
    )
    hall.ask(Finish(place="window-1", outcomes=outcomes, follow_up="2027-02-01"))
    event = hall.history[-1][0].event

    assert isinstance(event, VisitFinished)
    assert (event.outcomes, event.follow_up) == (outcomes, "2027-02-01")


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (VisitOutcome(outcome="miracle"), RefusalCode.UNKNOWN_OUTCOME),
        (VisitOutcome(outcome="advised", reference="12345"), RefusalCode.WRONG_REFERENCE),
        (VisitOutcome(outcome="appeal-registered"), RefusalCode.WRONG_REFERENCE),
        (VisitOutcome(outcome="appeal-registered", reference="№ 5"), RefusalCode.WRONG_REFERENCE),
        (VisitOutcome(outcome="advised", matter="social"), RefusalCode.UNKNOWN_PURPOSE),
    ],
)
def test_an_outcome_that_cannot_be_is_refused_and_the_visit_goes_on(
    hall: HallUnderTest, outcome: VisitOutcome, expected: RefusalCode
) -> None:
    ticket = hall.wait(matters=("land",))
    hall.call("window-2")

    assert code(hall.ask(Finish(place="window-2", outcomes=(outcome,)))) is expected
    assert ticket.stage is Stage.CALLED


def test_feedback_belongs_to_the_visit_that_was_finished_last_at_the_place(hall: HallUnderTest) -> None:
    assert code(hall.ask(GiveFeedback(place="window-1", rating=5))) is RefusalCode.NOTHING_TO_RATE
    hall.wait()
    ticket = hall.serve()
    hall.pass_time(30)
    assert hall.ask(GiveFeedback(place="window-1", rating=4), "pad-window-1") == Accepted()

    assert hall.hall.rated == {ticket.ticket_id}
    assert code(hall.ask(GiveFeedback(place="window-1", rating=1))) is RefusalCode.RATED
    assert code(hall.ask(GiveFeedback(place="window-2", rating=1), "pad-window-1")) is RefusalCode.NOT_ALLOWED


def test_feedback_that_comes_late_or_for_an_undone_visit_counts_for_nothing(hall: HallUnderTest) -> None:
    hall.wait()
    hall.serve()
    hall.ask(Undo(place="window-1"))
    assert code(hall.ask(GiveFeedback(place="window-1", rating=5))) is RefusalCode.NOTHING_TO_RATE
    hall.ask(Finish(place="window-1"))
    hall.pass_time(121)

    assert code(hall.ask(GiveFeedback(place="window-1", rating=5))) is RefusalCode.NOTHING_TO_RATE


def test_every_tenth_finished_visit_is_asked_for_the_survey(hall: HallUnderTest) -> None:
    for _ in range(20):
        hall.wait()
        hall.serve(seconds=1)
    finished = [one.event for one, _request in hall.history if isinstance(one.event, VisitFinished)]

    assert [n for n, event in enumerate(finished, 1) if event.survey] == [10, 20]
