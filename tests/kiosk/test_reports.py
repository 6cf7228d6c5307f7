"""Reports that must get through."""

from firmware.words import new_id
from kiosk.reports import KEPT, NO_ANSWER, PATIENCE_S, WINDOW, Reports
from mqtt_bridge.asking import REPEAT_S
from mqtt_bridge.commands import ReportPaper, Request
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import Accepted, Reply


def report(job_id: str = "", outcome: PaperOutcome = PaperOutcome.CONFIRMED, fault: str = "") -> ReportPaper:
    job_id = job_id or new_id()
    return ReportPaper(ticket_id=job_id, job_id=job_id, outcome=outcome, fault=fault)


def said_yes(request: Request) -> Reply:
    return Reply(id=request.id, result=Accepted())


def test_a_report_goes_out_at_once_and_is_done_when_it_is_answered() -> None:
    reports, told = Reports(), report()
    reports.add(told)
    assert reports.next_due() == float("-inf")
    (request,) = reports.due(0.0)

    assert request.command == told
    assert reports.answered(said_yes(request), now=0.0) == told
    assert reports.answered(said_yes(request), now=0.0) is None
    assert (len(reports), reports.next_due()) == (0, float("inf"))


def test_a_report_without_an_answer_is_repeated_and_in_the_end_made_anew() -> None:
    reports, told = Reports(), report()
    reports.add(told)
    (first,) = reports.due(0.0)
    assert reports.due(REPEAT_S) == [first]
    (anew,) = reports.due(PATIENCE_S + 1)

    assert (anew.command, anew.id != first.id) == (told, True)
    assert reports.answered(said_yes(first), now=0.0) is None
    assert reports.answered(said_yes(anew), now=0.0) == told


def test_a_link_that_comes_up_is_used_at_once() -> None:
    reports = Reports()
    reports.add(report())
    sent = reports.due(0.0)

    assert reports.link_came_up(0.1) == sent


def test_of_one_job_one_report_is_under_way_and_the_newest_waits() -> None:
    reports, job = Reports(), new_id()
    reports.add(report(job, PaperOutcome.UNCONFIRMED))
    (first,) = reports.due(0.0)
    reports.add(report(job, PaperOutcome.FAILED))
    reports.add(report(job, PaperOutcome.CONFIRMED))
    assert reports.due(0.1) == []
    assert reports.next_due() > 0
    reports.answered(said_yes(first), now=0.0)

    assert [request.command for request in reports.due(0.2)] == [report(job, PaperOutcome.CONFIRMED)]


def test_a_report_that_is_given_up_makes_way_for_a_newer_one() -> None:
    reports, job = Reports(), new_id()
    reports.add(report(job, PaperOutcome.UNCONFIRMED))
    reports.due(0.0)
    reports.add(report(job, PaperOutcome.CONFIRMED))

    assert [request.command for request in reports.due(PATIENCE_S + 1)] == [report(job, PaperOutcome.CONFIRMED)]
    assert len(reports) == 1


def test_a_dispatcher_that_comes_back_is_not_buried() -> None:
    reports = Reports()
    for _ in range(20):
        reports.add(report())
    first = reports.due(0.0)
    assert (len(first), reports.next_due()) == (WINDOW, REPEAT_S)
    reports.answered(said_yes(first[0]), now=0.0)

    assert len(reports.due(0.1)) == 1


def test_of_given_up_presses_only_so_many_are_kept_but_of_papers_every_one() -> None:
    reports = Reports()
    paper = report()
    reports.add(paper)
    for _ in range(KEPT + 5):
        reports.add(report(outcome=PaperOutcome.FAILED, fault=NO_ANSWER))

    assert len(reports) == KEPT
    assert paper in [request.command for request in reports.due(0.0)]
