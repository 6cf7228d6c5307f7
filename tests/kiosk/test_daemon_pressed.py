"""The daemon against a real Mosquitto: presses become tickets and calls, or refusals."""

from kiosk_hall import Hall
from obedient_dispatcher import paper

from firmware.words import Language
from mqtt_bridge.commands import CallNext, IssueTicket, ReportPaper
from mqtt_bridge.hall_commands import BeginEvacuation, GiveFeedback
from mqtt_bridge.paper import PaperOutcome, PrintTicket
from mqtt_bridge.replies import Accepted, AtPlace, Refusal, RefusalCode
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
    assert printed["pressed_at"] < printed["last_byte_at"]
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


def test_without_an_answer_the_press_is_refused_and_a_late_number_is_void(unanswered: Hall) -> None:
    hall = unanswered
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


def test_a_button_for_a_purpose_takes_a_ticket_of_its_zone(hall: Hall) -> None:
    hall.press("complaint")

    assert hall.dispatcher.asked(IssueTicket).command == IssueTicket(
        zone="consultation",
        language=Language.RU,
        station="entrance",
        matters=("complaint",),
        assistance=True,
    )


def test_a_visitor_rates_the_visit(hall: Hall) -> None:
    hall.press("good")
    request = hall.dispatcher.asked(GiveFeedback)
    assert request.command == GiveFeedback(place="window-1", rating=5)
    hall.dispatcher.reply(request, Refusal(code=RefusalCode.NOTHING_TO_RATE))

    hall.watcher.until("refusals", reason="nothing-to-rate", press=request.id)


def test_a_button_that_is_held_begins_an_evacuation_and_no_ticket_is_given_until_its_end(hall: Hall) -> None:
    hall.press("alarm")
    request = hall.dispatcher.asked(BeginEvacuation)
    hall.dispatcher.reply(request, Accepted())
    hall.dispatcher.board(1, evacuation=True)
    hall.watcher.lamp("cannot")
    hall.press()
    hall.watcher.until("refusals", count=1, reason="evacuation")
    hall.dispatcher.board(2)
    hall.watcher.lamp("ready")
    hall.step_back()
    hall.press()

    assert hall.dispatcher.asked(IssueTicket)


def test_a_door_refuses_what_it_does_not_know(hall: Hall) -> None:
    there_are = "there are ticket, next, list, roll, complaint, good, alarm"
    assert hall.watcher.ask(do="press", button="nine") == {"error": f"no button 'nine'; {there_are}"}
    assert "error" in hall.watcher.ask(do="sing", button="ticket")
