"""The rules of asking: what a peer may ask, and what is not known."""

import pytest
from hall_under_test import HallUnderTest, code

from firmware.words import Language
from mqtt_bridge.commands import (
    Admit,
    AnyCommand,
    CallNext,
    EventsSince,
    Finish,
    IssueTicket,
    Recall,
    ReportAnnounced,
    ReportNotAnnounced,
    ReportPaper,
    Reprint,
    Undo,
    VoidTicket,
)
from mqtt_bridge.hall_commands import MoveAppointment
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import RefusalCode


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
        ("console", ReportNotAnnounced(call_id="0" * 16)),
        ("entrance", ReportNotAnnounced(call_id="0" * 16)),
        ("console", ReportPaper(ticket_id="0" * 16, job_id="0" * 16, outcome=PaperOutcome.CONFIRMED)),
        ("dispatcher", Undo(place="window-1")),
        ("entrance", MoveAppointment(ticket_id="0" * 16, due_at=1.0)),
        ("pad-window-1", MoveAppointment(ticket_id="0" * 16, due_at=1.0)),
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
        (MoveAppointment(ticket_id="0" * 16, due_at=1.0), RefusalCode.UNKNOWN_TICKET),
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
    assert code(hall.ask(ReportNotAnnounced(call_id="0" * 16), peer="hall-voice")) is RefusalCode.UNKNOWN_CALL
