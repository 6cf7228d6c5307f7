"""Evacuation: nobody is called, all are told, and the line stays as it was."""

from hall_under_test import HallUnderTest, code

from dispatcher.snapshots import board_of
from firmware.words import Language
from mqtt_bridge.commands import CallNext, IssueTicket, Recall, ReportAnnounced
from mqtt_bridge.hall_commands import (
    BeginEvacuation,
    EndEvacuation,
)
from mqtt_bridge.hall_events import AnnouncementKind
from mqtt_bridge.place_commands import CallTicket
from mqtt_bridge.replies import RefusalCode


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
