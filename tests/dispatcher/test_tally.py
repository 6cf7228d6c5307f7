"""A day in figures, against halls whose course is known."""

from collections import Counter

import pytest
from hall_under_test import HallUnderTest

from dispatcher.tally import ALL_ZONES, DayCount, DayTally
from firmware.words import Language
from hall.ticket import Stage
from mqtt_bridge.commands import CallNext, Finish, NoShow, Recall, Reprint, StartServing, Undo, VoidTicket
from mqtt_bridge.events import Recorded, TicketAdopted
from mqtt_bridge.paper import PaperOutcome


def counted(hall: HallUnderTest) -> dict[str, DayCount]:
    """Count what happened in *hall*, in portions of three events."""
    tally = DayTally()
    events = [recorded for recorded, _request_id in hall.history]
    for start in range(0, len(events), 3):
        tally.take(events[start : start + 3])
    return {count.zone: count for count in tally.counts("2027-01-15")}


def test_a_day_without_a_ticket_counts_nothing(hall: HallUnderTest) -> None:
    (count,) = counted(hall).values()

    assert (count.zone, count.issued, count.served, count.wait_median_s) == (ALL_ZONES, 0, 0, None)


def test_a_visit_is_measured_from_ticket_to_call_and_from_coming_to_end(hall: HallUnderTest) -> None:
    hall.wait()
    hall.pass_time(99)
    hall.call()
    hall.pass_time(20)
    hall.ask(Recall(place="window-1"))
    hall.pass_time(20)
    hall.ask(StartServing(place="window-1"))
    hall.pass_time(300)
    hall.ask(Finish(place="window-1"))

    count = counted(hall)["consultation"]
    assert (count.issued, count.called, count.recalled, count.served) == (1, 1, 1, 1)
    assert (count.wait_median_s, count.wait_p90_s) == (100, 100)
    assert (count.service_median_s, count.service_p90_s) == (300, 300)


def test_a_visit_that_nobody_noted_the_coming_of_is_measured_from_its_call(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    hall.pass_time(60)
    hall.ask(Finish(place="window-1"))

    assert counted(hall)[ALL_ZONES].service_median_s == 60


def test_median_and_ninetieth_percent_are_of_the_waits_there_were(hall: HallUnderTest) -> None:
    for wait_s in range(1, 12):
        hall.report(hall.issue(), PaperOutcome.CONFIRMED)
        hall.pass_time(wait_s * 10)
        hall.call()
        hall.ask(Finish(place="window-1"))

    count = counted(hall)[ALL_ZONES]
    assert (count.wait_median_s, count.wait_p90_s) == (60, 100)


def test_a_step_that_was_taken_back_counts_as_if_it_had_not_been_made(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    hall.ask(Undo(place="window-1"))
    assert (counted(hall)[ALL_ZONES].called, counted(hall)[ALL_ZONES].wait_median_s) == (0, None)
    hall.call()
    hall.ask(Finish(place="window-1"))
    hall.ask(Undo(place="window-1"))
    hall.ask(Recall(place="window-1"))
    hall.ask(NoShow(place="window-1"))

    count = counted(hall)[ALL_ZONES]
    assert (count.called, count.served, count.no_show, count.service_median_s) == (1, 0, 1, None)


def test_copies_void_tickets_and_those_numbered_alone_are_told_apart(hall: HallUnderTest) -> None:
    first, second, third = hall.wait(), hall.wait("self-service"), hall.issue()
    hall.report(third, PaperOutcome.FAILED)
    hall.ask(Reprint(ticket_id=first.ticket_id, station="entrance"))
    hall.ask(VoidTicket(ticket_id=second.ticket_id))
    adopted = TicketAdopted(
        ticket_id="a" * 16,
        zone="consultation",
        cycle=-1_000_001,
        number=399,
        language=Language.KK,
        station="entrance",
        issued_at=hall.at - 500,
        alone=True,
    )
    hall.happen([adopted])

    counts = counted(hall)
    assert (counts["consultation"].issued, counts["consultation"].alone, counts["consultation"].copies) == (3, 1, 1)
    assert counts[ALL_ZONES].void == 2
    assert counts[ALL_ZONES].issued == 4


@pytest.mark.parametrize("outcome", [PaperOutcome.CONFIRMED, PaperOutcome.FAILED])
def test_a_late_confirmation_beats_a_failure_as_in_the_hall(hall: HallUnderTest, outcome: PaperOutcome) -> None:
    ticket = hall.issue()
    hall.report(ticket, PaperOutcome.FAILED)
    hall.report(ticket, outcome)

    assert counted(hall)[ALL_ZONES].void == (ticket.stage is Stage.VOID)


def test_the_tally_says_of_every_ticket_what_the_hall_says(hall: HallUnderTest) -> None:
    """A busier day, with every way in which a visit ends; the hall's own stages are the judge."""
    for n in range(60):
        hall.wait() if n % 7 else hall.report(hall.issue(), PaperOutcome.FAILED)
        if n % 3 == 0:
            hall.ask(CallNext(place="window-1", finish_current=True))
        if n % 5 == 0:
            hall.ask(Recall(place="window-1"))
        if n % 10 == 0:
            hall.ask(NoShow(place="window-1"))
        if n % 15 == 0:
            hall.ask(Undo(place="window-1"))
        if n % 11 == 0 and (ticket := hall.hall.ticket_at("window-1")) is not None:
            hall.ask(VoidTicket(ticket_id=ticket.ticket_id, place="window-1"))

    stages = Counter(ticket.stage for ticket in hall.hall.tickets.values())
    count = counted(hall)[ALL_ZONES]
    assert (count.issued, count.served, count.no_show, count.void) == (
        60,
        stages[Stage.FINISHED],
        stages[Stage.NO_SHOW],
        stages[Stage.VOID],
    )
    assert count.no_show
    assert count.void > 1


def test_what_is_said_of_unknown_tickets_is_passed_over(hall: HallUnderTest) -> None:
    hall.wait()
    without_issue = [recorded for recorded, _id in hall.history if "Issued" not in type(recorded.event).__name__]
    tally = DayTally()
    tally.take([*without_issue, Recorded(seq=99, at=1.0, event=without_issue[0].event)])

    assert tally.counts("2027-01-15")[0].issued == 0
