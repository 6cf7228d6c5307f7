"""Visitors who are sent on, parked, late, or called out of order: their numbers and their time stay theirs."""

import msgspec
import pytest
from hall_under_test import HallUnderTest, code

from centre.settings import CentreSettings
from hall.ticket import Stage, Ticket
from mqtt_bridge.commands import CallNext, Finish, NoShow, Recall, StartServing, Undo
from mqtt_bridge.events import TicketCalled
from mqtt_bridge.hall_commands import MarkTicket, Readmit, ResumeTicket
from mqtt_bridge.place_commands import CallTicket, ClosePlace, OpenPlace, Park, Transfer
from mqtt_bridge.replies import AtPlace, PlaceStatus, Refusal, RefusalCode


def last_call(hall: HallUnderTest) -> TicketCalled:
    return next(one.event for one, _request in reversed(hall.history) if isinstance(one.event, TicketCalled))


def missed(hall: HallUnderTest, place: str = "window-1") -> Ticket:
    ticket = hall.call(place)
    hall.ask(Recall(place=place))
    hall.ask(NoShow(place=place))
    assert ticket.stage is Stage.NO_SHOW
    return ticket


def test_a_transferred_ticket_keeps_its_number_and_its_place_in_time(hall: HallUnderTest) -> None:
    sent, number = hall.wait(), 101
    hall.call()
    hall.wait("self-service")
    hall.ask(Transfer(place="window-1", to_zone="self-service"))

    assert (sent.number, sent.zone, sent.stage) == (number, "self-service", Stage.WAITING)
    assert hall.call("seat-1") is sent, "it has waited longer than who came to that zone meanwhile"


def test_a_ticket_that_is_sent_to_one_place_is_called_there_alone(hall: HallUnderTest) -> None:
    hall.ask(OpenPlace(place="window-2"))
    sent = hall.wait()
    hall.call()
    hall.ask(Transfer(place="window-1", to_place="window-2"))

    assert code(hall.ask(CallNext(place="window-3"))) is RefusalCode.NOBODY_WAITING
    assert hall.call("window-2") is sent


def test_a_transfer_with_return_comes_back_before_everybody_else(hall: HallUnderTest) -> None:
    hall.ask(OpenPlace(place="window-1"))
    sent, waiting = hall.wait(), hall.wait()
    assert hall.call() is sent
    hall.ask(Transfer(place="window-1", to_zone="self-service", comes_back=True))
    assert hall.call("seat-1") is sent
    hall.ask(Finish(place="seat-1"))

    assert (sent.stage, sent.zone) == (Stage.WAITING, "consultation")
    assert hall.serve("window-1") is sent
    assert sent.stage is Stage.FINISHED
    assert hall.call("window-1") is waiting


def test_where_a_visitor_comes_back_to_is_told_to_who_serves_meanwhile(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    hall.ask(Transfer(place="window-1", to_zone="self-service", comes_back=True))
    answer = hall.ask(CallNext(place="seat-1"))

    assert isinstance(answer, AtPlace)
    assert answer.ticket is not None
    assert answer.ticket.returns_to == "window-1"


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (Transfer(place="window-1"), RefusalCode.NO_TARGET),
        (Transfer(place="window-1", to_zone="self-service", to_place="seat-1"), RefusalCode.NO_TARGET),
        (Transfer(place="window-1", to_place="window-1"), RefusalCode.NO_TARGET),
        (Transfer(place="window-1", to_place="window-9"), RefusalCode.UNKNOWN_PLACE),
        (Transfer(place="window-1", to_zone="fishing"), RefusalCode.UNKNOWN_ZONE),
    ],
)
def test_a_transfer_to_nowhere_is_refused_and_the_visitor_stays(
    hall: HallUnderTest, command: Transfer, expected: RefusalCode
) -> None:
    ticket = hall.wait()
    hall.call()

    assert code(hall.ask(command)) is expected
    assert hall.hall.ticket_at("window-1") is ticket


def test_a_visitor_who_is_sent_on_twice_comes_back_by_both_places(hall: HallUnderTest) -> None:
    for place in ("window-1", "window-2", "window-3"):
        hall.ask(OpenPlace(place=place))
    ticket = hall.wait()
    hall.call("window-1")
    hall.ask(Transfer(place="window-1", to_place="window-2", comes_back=True))
    hall.call("window-2")
    hall.ask(Transfer(place="window-2", to_place="window-3", comes_back=True))

    assert [hall.serve(place) for place in ("window-3", "window-2", "window-1")] == [ticket] * 3
    assert ticket.stage is Stage.FINISHED


def test_a_competence_is_asked_for_only_where_some_place_has_it(borodulikha: CentreSettings) -> None:
    queue = msgspec.structs.replace(borodulikha.queue, others_take_competence=False)
    hall = HallUnderTest(msgspec.structs.replace(borodulikha, queue=queue))
    ticket = hall.wait(matters=("social",))
    hall.call("window-1")
    hall.ask(Transfer(place="window-1", to_zone="self-service", comes_back=True))
    hall.let_time_pass(1)
    assert not hall.hall.summonses
    assert hall.serve("seat-1") is ticket
    assert not last_call(hall).without_competence
    hall.ask(Transfer(place="window-1", to_zone="consultation"))

    assert code(hall.ask(CallNext(place="window-2"))) is RefusalCode.NOBODY_WAITING


@pytest.mark.parametrize("way", ["no-show", "park"])
def test_an_appointment_that_comes_back_stays_with_its_office_when_that_closes(hall: HallUnderTest, way: str) -> None:
    booked = hall.book(due_in_s=0)
    hall.call("office-12")
    if way == "park":
        hall.ask(Park(place="office-12"))
        hall.ask(ClosePlace(place="office-12"))
        hall.ask(ResumeTicket(ticket_id=booked.ticket_id))
    else:
        hall.ask(Recall(place="office-12"))
        hall.ask(NoShow(place="office-12"))
        hall.ask(Readmit(ticket_id=booked.ticket_id))
        hall.ask(ClosePlace(place="office-12"))

    assert booked.bound_to == "office-12"
    assert hall.call("office-12") is booked


def test_undoing_opens_a_place_that_was_closed_since(hall: HallUnderTest) -> None:
    hall.wait()
    hall.serve()
    hall.ask(ClosePlace(place="window-1"))
    hall.ask(Undo(place="window-1"))

    assert hall.hall.place("window-1").status is PlaceStatus.OPEN


def test_a_visit_whose_end_was_undone_is_measured_once(hall: HallUnderTest) -> None:
    hall.wait()
    hall.serve(seconds=300)
    hall.ask(Undo(place="window-1"))
    hall.pass_time(300)
    hall.ask(Finish(place="window-1"))

    assert list(hall.hall.services["consultation"]) == [600]


def test_a_parked_ticket_is_called_by_nobody_until_it_is_resumed(hall: HallUnderTest) -> None:
    parked = hall.wait()
    hall.call()
    hall.ask(Park(place="window-1", reason="құжат алып келеді"))
    hall.wait()
    assert code(hall.ask(ResumeTicket(ticket_id="0" * 16))) is RefusalCode.UNKNOWN_TICKET
    assert hall.serve() is not parked
    hall.wait()
    hall.ask(ResumeTicket(ticket_id=parked.ticket_id))

    assert code(hall.ask(ResumeTicket(ticket_id=parked.ticket_id))) is RefusalCode.WRONG_STATE
    assert hall.call() is parked


def test_a_transfer_and_a_parking_can_be_undone(hall: HallUnderTest) -> None:
    ticket = hall.wait()
    hall.call()
    hall.ask(StartServing(place="window-1"))
    for command in (Transfer(place="window-1", to_zone="self-service", comes_back=True), Park(place="window-1")):
        hall.ask(command)
        assert hall.hall.ticket_at("window-1") is None
        hall.ask(Undo(place="window-1"))
        assert hall.hall.ticket_at("window-1") is ticket
        assert (ticket.stage, ticket.zone, ticket.returns_to) == (Stage.SERVING, "consultation", None)


def test_what_another_place_has_taken_up_is_not_undone(hall: HallUnderTest) -> None:
    hall.ask(OpenPlace(place="window-2"))
    hall.wait()
    hall.call()
    hall.ask(Transfer(place="window-1", to_place="window-2"))
    hall.call("window-2")

    assert hall.ask(Undo(place="window-1")) == Refusal(code=RefusalCode.TAKEN, detail="window-2")
    hall.ask(Finish(place="window-2"))
    assert code(hall.ask(Undo(place="window-1"))) is RefusalCode.TOO_LATE


def test_a_latecomer_within_the_tolerance_is_called_next(hall: HallUnderTest) -> None:
    hall.wait()
    late = missed(hall)
    hall.wait()
    hall.pass_time(600)
    hall.ask(Readmit(ticket_id=late.ticket_id))

    assert hall.call() is late
    assert late.calls == 1


def test_a_latecomer_after_the_tolerance_takes_a_new_ticket(hall: HallUnderTest) -> None:
    hall.wait()
    late = missed(hall)
    hall.pass_time(901)

    assert code(hall.ask(Readmit(ticket_id=late.ticket_id))) is RefusalCode.TOO_LATE
    assert (
        code(hall.ask(CallTicket(place="window-1", ticket_id=late.ticket_id, reason="келді"))) is RefusalCode.TOO_LATE
    )


def test_only_who_was_missed_is_readmitted(hall: HallUnderTest) -> None:
    ticket = hall.wait()

    assert code(hall.ask(Readmit(ticket_id=ticket.ticket_id))) is RefusalCode.WRONG_STATE


def test_a_ticket_is_called_out_of_order_with_a_reason_that_is_kept(hall: HallUnderTest) -> None:
    first, second = hall.wait(), hall.wait()
    answer = hall.ask(CallTicket(place="window-1", ticket_id=second.ticket_id, reason="жүкті әйел"))

    assert isinstance(answer, AtPlace)
    called = [one.event for one, _request in hall.history if isinstance(one.event, TicketCalled)]
    assert (called[-1].ticket_id, called[-1].reason) == (second.ticket_id, "жүкті әйел")
    assert hall.call("window-2") is first


def test_who_calls_a_ticket_second_is_told_who_was_first(hall: HallUnderTest) -> None:
    ticket = hall.wait()
    hall.ask(CallTicket(place="window-1", ticket_id=ticket.ticket_id, reason="a"))
    second = hall.ask(CallTicket(place="window-2", ticket_id=ticket.ticket_id, reason="b"))

    assert second == Refusal(code=RefusalCode.TAKEN, detail="window-1")


def test_a_busy_place_calls_nobody_out_of_order(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    other = hall.wait()

    busy = hall.ask(CallTicket(place="window-1", ticket_id=other.ticket_id, reason="a"))
    assert busy == Refusal(code=RefusalCode.PLACE_BUSY, detail="window-1 has 101")
    assert code(hall.ask(CallTicket(place="window-2", ticket_id="0" * 16, reason="a"))) is RefusalCode.UNKNOWN_TICKET


def test_three_recalls_and_then_only_a_no_show(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    answers = [hall.ask(Recall(place="window-1")) for _ in range(4)]

    assert [isinstance(answer, AtPlace) for answer in answers] == [True, True, True, False]
    assert code(answers[-1]) is RefusalCode.RECALL_LIMIT
    assert isinstance(hall.ask(NoShow(place="window-1")), AtPlace)


def test_a_visitor_with_assistance_has_more_time_to_come(hall: HallUnderTest) -> None:
    ticket = hall.wait(assistance=True)
    hall.call()
    hall.pass_time(60)
    hall.ask(Recall(place="window-1"))
    assert hall.ask(NoShow(place="window-1")) == Refusal(
        code=RefusalCode.TOO_EARLY, detail="called 60 s ago, a no-show after 180 s"
    )
    hall.pass_time(120)
    hall.ask(NoShow(place="window-1"))

    assert ticket.stage is Stage.NO_SHOW


def test_a_mark_goes_with_the_ticket_to_every_place(hall: HallUnderTest) -> None:
    ticket = hall.wait()
    hall.ask(MarkTicket(ticket_id=ticket.ticket_id, assistance=True, representative=True))
    assert hall.ask(MarkTicket(ticket_id=ticket.ticket_id, assistance=True, representative=True)) is None
    answer = hall.ask(CallNext(place="window-1"))

    assert isinstance(answer, AtPlace)
    assert answer.ticket is not None
    assert (answer.ticket.assistance, answer.ticket.representative) == (True, True)
    hall.ask(Finish(place="window-1"))
    late = hall.ask(MarkTicket(ticket_id=ticket.ticket_id, assistance=False, representative=False))
    assert code(late) is RefusalCode.WRONG_STATE


def test_a_ticket_whose_place_is_gone_from_the_settings_waits_for_any(
    hall: HallUnderTest, borodulikha: CentreSettings
) -> None:
    hall.ask(OpenPlace(place="window-2"))
    ticket = hall.wait()
    hall.call()
    hall.ask(Transfer(place="window-1", to_place="window-2"))
    hall.configure(
        msgspec.structs.replace(
            borodulikha, places=tuple(place for place in borodulikha.places if place.name != "window-2")
        )
    )

    assert ticket.bound_to is None
    assert hall.call("window-1") is ticket
