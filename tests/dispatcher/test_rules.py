"""The rules of the hall, one sentence each."""

import pytest
from hall_under_test import HallUnderTest

from dispatcher.hall.issuing import silent_papers
from dispatcher.hall.state import Stage
from firmware.words import Language, new_id
from mqtt_bridge.commands import (
    Admit,
    AnyCommand,
    CallNext,
    EventsSince,
    Finish,
    IssueTicket,
    NoShow,
    Recall,
    ReportAnnounced,
    ReportPaper,
    Reprint,
    StartServing,
    Undo,
    VoidTicket,
)
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import AtPlace, Issued, Refusal, RefusalCode


def code(answer: object) -> RefusalCode:
    assert isinstance(answer, Refusal), answer
    return answer.code


def test_numbers_of_a_zone_rise_from_its_first(hall: HallUnderTest) -> None:
    assert [hall.issue("self-service").number for _ in range(3)] == [601, 602, 603]


def test_after_the_last_number_the_first_free_one_comes_in_a_new_cycle(hall: HallUnderTest) -> None:
    kept = hall.wait("self-service")
    for _ in range(198):
        hall.report(hall.issue("self-service"), PaperOutcome.FAILED)

    assert hall.hall.given["self-service"].number == 799
    assert kept.number == 601
    assert hall.issue("self-service").number == 602
    assert hall.hall.given["self-service"].cycle == 1


def test_a_zone_whose_numbers_are_all_in_use_refuses(hall: HallUnderTest) -> None:
    for _ in range(199):
        hall.issue("self-service")

    answer = hall.ask(IssueTicket(zone="self-service", language=Language.RU, station="entrance"))

    assert code(answer) is RefusalCode.NUMBERS_USED_UP


def test_a_ticket_without_reported_paper_is_not_called_and_not_counted(hall: HallUnderTest) -> None:
    hall.issue()

    assert code(hall.ask(CallNext(place="window-1"))) is RefusalCode.NOBODY_WAITING
    assert hall.issue().ahead == 0


@pytest.mark.parametrize(
    ("outcome", "stage"),
    [
        (PaperOutcome.CONFIRMED, Stage.WAITING),
        (PaperOutcome.SENT, Stage.WAITING),
        (PaperOutcome.UNCONFIRMED, Stage.UNSURE),
        (PaperOutcome.FAILED, Stage.VOID),
    ],
)
def test_the_stations_report_decides_whether_a_ticket_waits(
    hall: HallUnderTest, outcome: PaperOutcome, stage: Stage
) -> None:
    ticket = hall.issue()
    hall.report(ticket, outcome)

    assert ticket.stage is stage


def test_silence_of_the_station_makes_a_ticket_unsure_after_the_configured_time(hall: HallUnderTest) -> None:
    ticket = hall.issue()
    hall.pass_time(19.9)
    assert list(silent_papers(hall.hall, hall.at)) == []
    hall.pass_time(0.2)
    hall.happen(list(silent_papers(hall.hall, hall.at)))

    assert ticket.stage is Stage.UNSURE
    assert list(silent_papers(hall.hall, hall.at)) == []


@pytest.mark.parametrize("before", [PaperOutcome.FAILED, PaperOutcome.UNCONFIRMED])
def test_a_late_confirmation_revives_a_ticket_because_paper_beats_belief(
    hall: HallUnderTest, before: PaperOutcome
) -> None:
    ticket = hall.issue()
    hall.report(ticket, before)
    hall.report(ticket, PaperOutcome.CONFIRMED)

    assert ticket.stage is Stage.WAITING
    assert hall.call() is ticket


def test_a_confirmation_that_comes_twice_does_not_let_a_called_ticket_wait_again(hall: HallUnderTest) -> None:
    ticket = hall.wait()
    hall.call()
    hall.report(ticket, PaperOutcome.CONFIRMED)

    assert ticket.stage is Stage.CALLED


def test_a_revived_ticket_keeps_its_place_by_time_of_issue(hall: HallUnderTest) -> None:
    first = hall.issue()
    hall.pass_time(1)
    hall.wait()
    hall.report(first, PaperOutcome.CONFIRMED)

    assert hall.call() is first


def test_the_reception_admits_or_voids_an_unsure_ticket(hall: HallUnderTest) -> None:
    admitted, voided = hall.issue(), hall.issue()
    for ticket in (admitted, voided):
        hall.report(ticket, PaperOutcome.UNCONFIRMED)
    hall.ask(Admit(ticket_id=admitted.ticket_id))
    hall.ask(VoidTicket(ticket_id=voided.ticket_id))

    assert (admitted.stage, voided.stage) == (Stage.WAITING, Stage.VOID)
    assert code(hall.ask(Admit(ticket_id=admitted.ticket_id))) is RefusalCode.WRONG_STATE


def test_a_reprint_carries_the_same_number_and_says_that_it_is_a_copy(hall: HallUnderTest) -> None:
    ticket = hall.issue()
    hall.report(ticket, PaperOutcome.UNCONFIRMED)
    answer = hall.ask(Reprint(ticket_id=ticket.ticket_id, station="waiting-hall"))

    assert isinstance(answer, Issued)
    assert (answer.paper.number, answer.paper.copy) == (ticket.number, True)
    assert answer.paper.job_id != ticket.ticket_id
    report = ReportPaper(ticket_id=ticket.ticket_id, job_id=answer.paper.job_id, outcome=PaperOutcome.CONFIRMED)
    assert code(hall.ask(report, peer="entrance")) is RefusalCode.NOT_ALLOWED
    hall.ask(report, peer="waiting-hall")
    assert ticket.stage is Stage.WAITING


def test_the_longest_waiting_ticket_of_all_the_places_zones_is_called(hall: HallUnderTest) -> None:
    first, second, third = hall.wait("self-service"), hall.wait(), hall.wait("self-service")

    called = []
    for _ in range(3):
        called.append(hall.call("window-3"))
        hall.ask(Finish(place="window-3"))
    assert called == [first, second, third]


def test_a_place_is_busy_while_it_has_a_ticket(hall: HallUnderTest) -> None:
    hall.wait()
    hall.wait()
    hall.call()

    assert code(hall.ask(CallNext(place="window-1"))) is RefusalCode.PLACE_BUSY


def test_a_call_pad_of_one_button_ends_the_visit_and_calls_the_next(hall: HallUnderTest) -> None:
    first, second = hall.wait(), hall.wait()
    hall.call()
    hall.ask(CallNext(place="window-1", finish_current=True))

    assert (first.stage, second.stage) == (Stage.FINISHED, Stage.CALLED)
    answer = hall.ask(CallNext(place="window-1", finish_current=True))
    assert answer == AtPlace(place="window-1", ticket=None)
    assert code(hall.ask(CallNext(place="window-1", finish_current=True))) is RefusalCode.NOBODY_WAITING


def test_two_places_never_get_one_ticket(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call("window-1")

    assert code(hall.ask(CallNext(place="window-2"))) is RefusalCode.NOBODY_WAITING


def test_a_no_show_needs_the_configured_recalls_first(hall: HallUnderTest) -> None:
    ticket = hall.wait()
    hall.call()
    assert code(hall.ask(NoShow(place="window-1"))) is RefusalCode.TOO_EARLY
    hall.ask(Recall(place="window-1"))
    hall.ask(NoShow(place="window-1"))

    assert ticket.stage is Stage.NO_SHOW
    assert hall.hall.ticket_at("window-1") is None


def test_a_visitor_who_is_being_served_is_neither_recalled_nor_missed(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    hall.ask(StartServing(place="window-1"))

    for command in (Recall(place="window-1"), NoShow(place="window-1"), StartServing(place="window-1")):
        assert code(hall.ask(command)) is RefusalCode.WRONG_STATE


@pytest.mark.parametrize("command", [Recall, Finish, NoShow, StartServing])
def test_nothing_is_done_at_a_place_without_a_ticket(hall: HallUnderTest, command: type[Recall]) -> None:
    assert code(hall.ask(command(place="window-1"))) is RefusalCode.NOTHING_AT_PLACE


def test_an_undone_call_puts_the_ticket_back_where_it_stood(hall: HallUnderTest) -> None:
    first, second = hall.wait(), hall.wait()
    hall.call()
    hall.ask(Undo(place="window-1"))

    assert first.stage is Stage.WAITING
    assert not hall.hall.calls
    assert (hall.call(), hall.call("window-2")) == (first, second)


def test_undo_takes_back_a_finish_a_no_show_and_a_void(hall: HallUnderTest) -> None:
    ticket = hall.wait()
    hall.call()
    hall.ask(Recall(place="window-1"))
    for command in (
        Finish(place="window-1"),
        NoShow(place="window-1"),
        VoidTicket(ticket_id=ticket.ticket_id, place="window-1"),
    ):
        hall.ask(command)
        assert hall.hall.ticket_at("window-1") is None
        hall.ask(Undo(place="window-1"))
        assert hall.hall.ticket_at("window-1") is ticket
        assert (ticket.stage, ticket.calls) == (Stage.CALLED, 2)


def test_undo_after_the_allowed_seconds_is_too_late(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    hall.pass_time(10.1)

    assert code(hall.ask(Undo(place="window-1"))) is RefusalCode.TOO_LATE
    assert code(hall.ask(Undo(place="window-2"))) is RefusalCode.NOTHING_TO_UNDO


def test_the_call_pads_two_steps_are_undone_one_by_one(hall: HallUnderTest) -> None:
    first, second = hall.wait(), hall.wait()
    hall.call()
    hall.ask(CallNext(place="window-1", finish_current=True))
    hall.ask(Undo(place="window-1"))
    hall.ask(Undo(place="window-1"))

    assert (first.stage, second.stage) == (Stage.CALLED, Stage.WAITING)
    assert hall.hall.ticket_at("window-1") is first


def test_who_loses_a_ticket_to_another_place_is_told_to_which(hall: HallUnderTest) -> None:
    ticket = hall.wait()
    hall.call("window-2")
    answer = hall.ask(VoidTicket(ticket_id=ticket.ticket_id, place="window-1"))

    assert answer == Refusal(code=RefusalCode.TAKEN, detail="window-2")


@pytest.mark.parametrize(
    ("peer", "command"),
    [
        ("entrance", IssueTicket(zone="consultation", language=Language.KK, station="waiting-hall")),
        ("pad-window-1", IssueTicket(zone="consultation", language=Language.KK, station="entrance")),
        ("pad-window-1", CallNext(place="window-2")),
        ("entrance", CallNext(place="window-1")),
        ("entrance", EventsSince(seq=0)),
        ("hall-board", Recall(place="window-1")),
        ("hall-voice", Finish(place="window-1")),
        ("console", ReportAnnounced(call_id="0" * 16)),
        ("console", ReportPaper(ticket_id="0" * 16, job_id="0" * 16, outcome=PaperOutcome.CONFIRMED)),
        ("dispatcher", Undo(place="window-1")),
        ("stranger", CallNext(place="window-1")),
    ],
)
def test_a_peer_asks_only_what_its_role_station_and_places_allow(
    hall: HallUnderTest, peer: str, command: AnyCommand
) -> None:
    assert code(hall.ask(command, peer=peer)) is RefusalCode.NOT_ALLOWED


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (IssueTicket(zone="nowhere", language=Language.KK, station="entrance"), RefusalCode.UNKNOWN_ZONE),
        (IssueTicket(zone="consultation", language=Language.KK, station="nowhere"), RefusalCode.UNKNOWN_STATION),
        (CallNext(place="nowhere"), RefusalCode.UNKNOWN_PLACE),
        (Undo(place="nowhere"), RefusalCode.UNKNOWN_PLACE),
        (Admit(ticket_id="0" * 16), RefusalCode.UNKNOWN_TICKET),
        (VoidTicket(ticket_id="0" * 16), RefusalCode.UNKNOWN_TICKET),
        (Reprint(ticket_id="0" * 16, station="entrance"), RefusalCode.UNKNOWN_TICKET),
    ],
)
def test_what_is_not_known_is_refused_by_its_kind(
    hall: HallUnderTest, command: AnyCommand, expected: RefusalCode
) -> None:
    assert code(hall.ask(command)) is expected


def test_an_unknown_ticket_or_call_of_a_station_or_speaker_is_told_so(hall: HallUnderTest) -> None:
    report = ReportPaper(ticket_id="0" * 16, job_id="0" * 16, outcome=PaperOutcome.CONFIRMED)

    assert code(hall.ask(report, peer="entrance")) is RefusalCode.UNKNOWN_TICKET
    assert code(hall.ask(ReportAnnounced(call_id="0" * 16), peer="hall-voice")) is RefusalCode.UNKNOWN_CALL


def test_a_ticket_is_not_promised_for_a_station_that_is_offline(hall: HallUnderTest) -> None:
    hall.stations = {"waiting-hall"}
    command = IssueTicket(zone="consultation", language=Language.KK, station="entrance")

    assert code(hall.ask(command)) is RefusalCode.STATION_OFFLINE
    assert isinstance(hall.ask(command, peer="entrance"), Issued)  # it speaks, so it is there


def test_the_answer_to_a_request_is_kept_for_when_it_is_asked_again(hall: HallUnderTest) -> None:
    request_id = new_id()
    answer = hall.ask(
        IssueTicket(zone="consultation", language=Language.KK, station="entrance"), "entrance", request_id
    )
    hall.wait()

    assert hall.hall.answers[request_id] == answer
