"""The daemon against a real Mosquitto: presses become tickets and calls, or refusals."""

from kiosk_hall import Hall
from obedient_dispatcher import paper

from mqtt_bridge.commands import CallNext, IssueTicket, ReportPaper
from mqtt_bridge.paper import PaperOutcome, PrintTicket
from mqtt_bridge.replies import AtPlace, Refusal, RefusalCode
from mqtt_bridge.topics import PRINT


def test_a_press_becomes_a_ticket_and_its_report(hall: Hall) -> None:
    hall.press()
    request = hall.dispatcher.asked(IssueTicket)
    hall.watcher.lamp("working")
    hall.dispatcher.issue(request)

    assert hall.dispatcher.report() == ReportPaper(
        ticket_id=request.id, job_id=request.id, outcome=PaperOutcome.CONFIRMED
    )
    printed = hall.watcher.until("printed", ticket_id=request.id, number=101)
    assert 0 < printed["last_byte_at"] - printed["pressed_at"] < 2
    hall.watcher.lamp("ready")
    assert len(hall.pieces) == 1


def test_the_same_answer_twice_is_one_ticket(hall: Hall) -> None:
    hall.press()
    request = hall.dispatcher.asked(IssueTicket)
    hall.dispatcher.issue(request)
    hall.dispatcher.issue(request)
    hall.dispatcher.bridge.publish(PRINT, PrintTicket(paper=paper("c" * 16, 102)), station="entrance")
    assert hall.dispatcher.report().job_id == request.id
    assert hall.dispatcher.report().job_id == "c" * 16

    assert len(hall.pieces) == 2


def test_a_refusal_of_the_dispatcher_is_seen_and_counted(hall: Hall) -> None:
    hall.press()
    request = hall.dispatcher.asked(IssueTicket)
    hall.dispatcher.reply(request, Refusal(code=RefusalCode.NUMBERS_USED_UP))

    hall.watcher.until("refusals", count=1, reason="numbers-used-up", press=request.id)
    hall.watcher.lamp("cannot")


def test_without_an_answer_the_press_is_refused_and_a_late_number_is_void(hall: Hall) -> None:
    hall.press()
    request = hall.dispatcher.asked(IssueTicket)
    hall.watcher.until("refusals", count=1, reason="no-answer", press=request.id)
    assert hall.dispatcher.report().outcome is PaperOutcome.FAILED
    hall.dispatcher.issue(request)

    assert hall.dispatcher.report() == ReportPaper(
        ticket_id=request.id, job_id=request.id, outcome=PaperOutcome.FAILED, fault="no-answer"
    )
    assert hall.pieces == []


def test_a_place_button_calls(hall: Hall) -> None:
    hall.press("next")
    request = hall.dispatcher.asked(CallNext)
    assert request.command == CallNext(place="window-1", finish_current=True)
    hall.watcher.lamp("working")
    hall.dispatcher.reply(request, AtPlace(place="window-1", ticket=None))

    hall.watcher.lamp("ready")


def test_a_place_button_shows_that_nobody_waits(hall: Hall) -> None:
    hall.press("next")
    request = hall.dispatcher.asked(CallNext)
    hall.dispatcher.reply(request, Refusal(code=RefusalCode.NOBODY_WAITING))

    hall.watcher.until("refusals", reason="nobody-waiting", press=request.id)
    hall.watcher.lamp("cannot")


def test_a_door_refuses_what_it_does_not_know(hall: Hall) -> None:
    there_are = "there are ticket, next, list, roll"
    assert hall.watcher.ask(do="press", button="nine") == {"error": f"no button 'nine'; {there_are}"}
    assert "error" in hall.watcher.ask(do="sing", button="ticket")
