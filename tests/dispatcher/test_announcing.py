"""Calls that no speaker has said: their place is told, and they do not count against the visitor."""

import msgspec
import pytest
from hall_under_test import HallUnderTest, code

from centre.settings import CentreSettings, PeerSettings
from dispatcher.snapshots import board_of
from firmware.words import Role
from hall.ticket import Stage
from mqtt_bridge.commands import Finish, NoShow, Recall, ReportAnnounced, ReportNotAnnounced, Undo
from mqtt_bridge.replies import AtPlace, RefusalCode

VOICE, OTHER = "hall-voice", "hall-voice-2"
WINDOW = "window-1"


@pytest.fixture
def hall(borodulikha: CentreSettings) -> HallUnderTest:
    """Return a hall with two speakers, at whose window 1 a ticket is called."""
    peers = (*borodulikha.peers, PeerSettings(name=OTHER, role=Role.AUDIO))
    hall = HallUnderTest(msgspec.structs.replace(borodulikha, peers=peers))
    hall.wait()
    hall.call(WINDOW)
    return hall


def newest(hall: HallUnderTest) -> str:
    return hall.hall.calls[0].call_id


def is_shown_unheard(hall: HallUnderTest) -> bool:
    return board_of(hall.hall, hall.at).calls[0].not_announced


def fails(hall: HallUnderTest, speaker: str = VOICE) -> None:
    """Have *speaker* report that it will not say the newest call."""
    assert hall.ask(ReportNotAnnounced(call_id=newest(hall)), speaker) is not None


def recall(hall: HallUnderTest) -> object:
    return hall.ask(Recall(place=WINDOW))


def test_a_call_that_nobody_says_is_shown_as_such_until_another_speaker_has_said_it(hall: HallUnderTest) -> None:
    assert not is_shown_unheard(hall)
    fails(hall)
    assert is_shown_unheard(hall)
    hall.ask(ReportAnnounced(call_id=newest(hall)), OTHER)

    assert not is_shown_unheard(hall)


def test_what_one_speaker_has_said_is_announced_whatever_the_other_one_reports(hall: HallUnderTest) -> None:
    hall.ask(ReportAnnounced(call_id=newest(hall)), OTHER)
    fails(hall)

    assert not is_shown_unheard(hall)


def test_a_report_that_comes_again_or_too_late_brings_no_news(hall: HallUnderTest) -> None:
    fails(hall)
    assert hall.ask(ReportNotAnnounced(call_id=newest(hall)), VOICE) is None
    hall.ask(ReportAnnounced(call_id=newest(hall)), OTHER)
    assert hall.ask(ReportNotAnnounced(call_id=newest(hall)), OTHER) is None

    assert hall.kinds().count("CallNotAnnounced") == 1


def test_a_recall_that_nobody_says_is_not_the_one_before_a_no_show(hall: HallUnderTest) -> None:
    recall(hall)
    fails(hall)
    assert code(hall.ask(NoShow(place=WINDOW))) is RefusalCode.TOO_EARLY
    recall(hall)

    assert isinstance(hall.ask(NoShow(place=WINDOW)), AtPlace)


def test_the_recall_after_a_first_call_that_nobody_says_is_the_first_that_is_heard(hall: HallUnderTest) -> None:
    fails(hall)
    assert code(hall.ask(NoShow(place=WINDOW))) is RefusalCode.TOO_EARLY
    recall(hall)
    assert code(hall.ask(NoShow(place=WINDOW))) is RefusalCode.TOO_EARLY
    recall(hall)

    assert isinstance(hall.ask(NoShow(place=WINDOW)), AtPlace)


def test_recalls_that_nobody_says_do_not_count_against_the_limit(hall: HallUnderTest) -> None:
    most = hall.hall.centre.queue.most_recalls
    for _ in range(most + 4):
        recall(hall)
        fails(hall)
    for _ in range(most):
        assert isinstance(recall(hall), AtPlace)

    assert code(recall(hall)) is RefusalCode.RECALL_LIMIT


def test_a_recall_that_another_speaker_says_after_all_counts(hall: HallUnderTest) -> None:
    recall(hall)
    fails(hall)
    hall.ask(ReportAnnounced(call_id=newest(hall)), OTHER)

    assert isinstance(hall.ask(NoShow(place=WINDOW)), AtPlace)


def test_where_no_speaker_works_as_many_recalls_as_may_be_stand_for_one_that_is_heard(hall: HallUnderTest) -> None:
    fails(hall)
    for _ in range(hall.hall.centre.queue.most_recalls):
        assert code(hall.ask(NoShow(place=WINDOW))) is RefusalCode.TOO_EARLY
        recall(hall)
        fails(hall)

    assert isinstance(hall.ask(NoShow(place=WINDOW)), AtPlace)


def test_undoing_a_finish_brings_back_what_was_not_heard_and_a_call_elsewhere_begins_anew(hall: HallUnderTest) -> None:
    recall(hall)
    fails(hall)
    hall.ask(Finish(place=WINDOW))
    hall.ask(Undo(place=WINDOW))
    ticket = hall.hall.ticket_at(WINDOW)
    assert ticket is not None
    assert ticket.stage is Stage.CALLED
    assert (ticket.calls, ticket.recalls) == (2, 0)
    unheard = newest(hall)
    hall.ask(Undo(place=WINDOW))  # the call itself
    assert hall.call("window-2") is ticket
    hall.ask(ReportNotAnnounced(call_id=unheard), OTHER)

    assert ticket.recalls == 0
