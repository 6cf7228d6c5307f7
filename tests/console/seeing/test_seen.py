"""Places, zones, tickets aside and devices, as staff see them."""

import msgspec
from hall_under_test import HallUnderTest, code

from console.seeing.ailing import ailing
from console.seeing.places import place_seen, put_aside, unheard_at
from console.seeing.possible import Trying
from console.seeing.waiting import aside, found, newest, zones_seen
from firmware.words import Role
from mqtt_bridge.commands import (
    CallNext,
    Finish,
    NoShow,
    Recall,
    ReportNotAnnounced,
    StartServing,
    Undo,
)
from mqtt_bridge.devices import Condition, DeviceState, Fault
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.place_commands import Park
from mqtt_bridge.replies import PlaceStatus, RefusalCode


def test_a_place_shows_since_when_its_visitor_is_called_and_then_served(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    called_at = hall.at
    seen = place_seen(hall.hall, "window-1")
    assert (seen.status, seen.is_serving, seen.since) == (PlaceStatus.OPEN, False, called_at)

    hall.pass_time(40)
    hall.ask(StartServing(place="window-1"), staff="s-1")

    seen = place_seen(hall.hall, "window-1")
    assert (seen.is_serving, seen.since, seen.staff) == (True, called_at + 40, "")


def test_a_place_shows_until_when_its_last_step_can_be_taken_back(hall: HallUnderTest) -> None:
    ticket = hall.wait()
    hall.call()
    hall.ask(Finish(place="window-1"))

    seen = place_seen(hall.hall, "window-1")

    assert (seen.undo_until, seen.undo_ticket_id) == (hall.at + 10, ticket.ticket_id)


def test_a_call_that_nobody_has_heard_is_shown_until_it_is_called_again(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    assert not place_seen(hall.hall, "window-1").not_announced

    hall.ask(ReportNotAnnounced(call_id=hall.hall.calls[0].call_id), peer="hall-voice")
    assert place_seen(hall.hall, "window-1").not_announced

    hall.ask(Recall(place="window-1"))
    assert not place_seen(hall.hall, "window-1").not_announced


def test_a_zone_with_visitors_and_no_open_place_is_unserved(hall: HallUnderTest) -> None:
    hall.wait()
    (consultation, *_rest) = zones_seen(hall.hall)
    assert (len(consultation.waiting), consultation.is_unserved) == (1, True)

    hall.wait()
    hall.call()

    (consultation, *_rest) = zones_seen(hall.hall)
    assert (len(consultation.waiting), consultation.open_places, consultation.is_unserved) == (1, 1, False)


def test_assistance_stands_first_in_its_zone_and_the_rest_by_turn(hall: HallUnderTest) -> None:
    one, two, helped = hall.wait(), hall.wait(), hall.wait(assistance=True)

    assert zones_seen(hall.hall)[0].waiting == (helped.ticket_id, one.ticket_id, two.ticket_id)


def test_unsure_papers_stand_before_parked_tickets_and_those_before_missed_ones(hall: HallUnderTest) -> None:
    for _ in range(3):
        hall.wait()
    missed = hall.call()
    hall.ask(Recall(place="window-1"))
    hall.ask(NoShow(place="window-1"))
    parked = hall.call()
    hall.ask(Park(place="window-1"))
    unsure = hall.issue()
    hall.report(unsure, PaperOutcome.UNCONFIRMED)

    assert aside(hall.hall) == [unsure, parked, missed]
    put = put_aside(hall.hall, hall.at)
    assert (put.parked, put.missed) == ({"window-1": [parked]}, {"window-1": [missed]})
    assert newest(hall.hall, 1) == [unsure]

    hall.let_time_pass(1000)  # longer than the tolerance for latecomers
    hall.issue()
    assert missed not in aside(hall.hall)
    assert not put_aside(hall.hall, hall.at).missed


def test_an_open_ticket_is_found_by_its_number_before_one_that_has_ended(hall: HallUnderTest) -> None:
    ticket = hall.wait()

    assert found(hall.hall, ticket.number) == [ticket]
    assert found(hall.hall, 399) == []


def test_a_button_is_off_for_the_reason_for_which_the_dispatcher_refuses(hall: HallUnderTest) -> None:
    hall.wait()

    def trying() -> Trying:
        return Trying(hall.hall, "console", hall.at)

    for command in (
        Recall(place="window-1"),
        NoShow(place="window-1"),
        Undo(place="window-1"),
        CallNext(place="seat-1"),
    ):
        assert trying().refusal(command) == code(hall.ask(command))
    assert trying().refusal(CallNext(place="window-1")) is None
    hall.call()
    assert trying().refusal(CallNext(place="window-1")) is RefusalCode.PLACE_BUSY
    assert trying().refusal(NoShow(place="window-1")) is RefusalCode.TOO_EARLY


def test_a_device_says_what_ails_it_and_what_to_do_in_both_languages() -> None:
    printer = DeviceState(
        role=Role.KIOSK, boot=1, condition=Condition.DEGRADED, station="entrance", faults=(Fault(code="paper-low"),)
    )
    dark = DeviceState(role=Role.DISPLAY, boot=1, condition=Condition.LOST)
    well = DeviceState(role=Role.AUDIO, boot=1, condition=Condition.READY)
    stopped = DeviceState(role=Role.AUDIO, boot=1, condition=Condition.OFFLINE)

    found = list(ailing({"kiosk": printer, "board": dark, "voice": well, "spare": stopped}))

    assert [(each.device, each.code) for each in found] == [("board", "lost"), ("kiosk", "paper-low")]
    assert all(each.what.kk and each.do.ru for each in found)


def test_a_fault_that_only_a_newer_device_knows_is_shown_all_the_same() -> None:
    state = DeviceState(role=Role.AUDIO, boot=1, condition=Condition.DEGRADED, faults=(Fault(code="hums"),))

    (found,) = ailing({"voice": state})

    assert (found.code, found.what.ru) == ("hums", "Есть неисправность")


def test_whoever_heard_no_call_is_handed_back_once_they_have_left_the_place(hall: HallUnderTest) -> None:
    window = hall.hall.centre.place("window-1")
    assert window is not None
    ticket = hall.wait()
    hall.call()
    hall.ask(ReportNotAnnounced(call_id=hall.hall.calls[0].call_id), peer="hall-voice")
    assert unheard_at(hall.hall, window, hall.at) == [], "still there: its own card says so"

    hall.ask(Park(place="window-1"))

    assert [each.ticket_id for each in unheard_at(hall.hall, window, hall.at)] == [ticket.ticket_id]
    assert unheard_at(hall.hall, msgspec.structs.replace(window, name="window-2"), hall.at) == []


def test_whoever_came_without_having_heard_the_call_is_not_handed_back(hall: HallUnderTest) -> None:
    window = hall.hall.centre.place("window-1")
    assert window is not None
    hall.wait()
    hall.call()
    hall.ask(ReportNotAnnounced(call_id=hall.hall.calls[0].call_id), peer="hall-voice")
    hall.pass_time(5)
    hall.ask(StartServing(place="window-1"))

    hall.ask(Park(place="window-1"))

    assert unheard_at(hall.hall, window, hall.at) == []
