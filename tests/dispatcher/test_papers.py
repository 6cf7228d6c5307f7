"""The rules of papers: what a station's report, its silence and a reprint make of a ticket."""

import msgspec
import pytest
from hall_under_test import HallUnderTest, code

from dispatcher.snapshots import centre_of
from firmware.words import Bilingual, Language
from hall.issuing import silent_papers
from hall.ticket import Stage
from mqtt_bridge.commands import (
    Admit,
    CallNext,
    IssueTicket,
    ReportPaper,
    Reprint,
    VoidTicket,
)
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import Issued, RefusalCode


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


def test_the_paper_of_an_appointment_says_who_receives_and_so_does_its_copy(hall: HallUnderTest) -> None:
    akim = Bilingual(kk="Аудан әкімі", ru="Аким района")
    ticket = hall.wait("personal-reception", place="office-12", due_at=hall.at + 600, official=akim)
    answer = hall.ask(Reprint(ticket_id=ticket.ticket_id, station="entrance"))

    assert isinstance(answer, Issued)
    assert (answer.paper.official, answer.paper.place, answer.paper.copy) == (akim, "office-12", True)


def test_nobody_receives_at_a_ticket_without_appointment(hall: HallUnderTest) -> None:
    akim = Bilingual(kk="Аудан әкімі", ru="Аким района")
    wanted = IssueTicket(zone="consultation", language=Language.KK, station="entrance", official=akim)

    assert code(hall.ask(wanted)) is RefusalCode.BY_APPOINTMENT


def test_the_paper_says_what_the_visitor_comes_for(hall: HallUnderTest) -> None:
    matters = tuple(purpose.name for purpose in hall.hall.centre.purposes if purpose.zone == "consultation")[:1]
    answer = hall.ask(IssueTicket(zone="consultation", language=Language.KK, station="entrance", matters=matters))

    assert matters
    assert isinstance(answer, Issued)
    assert answer.paper.purposes == matters


def test_what_everybody_knows_of_the_centre_has_its_public_address(hall: HallUnderTest) -> None:
    hall.hall.centre = msgspec.structs.replace(hall.hall.centre, public_address="https://kezek.example/t")

    assert centre_of(hall.hall, hall.at).public_address == "https://kezek.example/t"
