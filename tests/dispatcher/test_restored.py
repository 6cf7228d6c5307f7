"""After a restore from a backup: the stations speak first, and no number is given twice."""

import msgspec
import pytest
from hall_under_test import HallUnderTest, code
from restored_hall import RestoredHall

from centre.checks import encode_centre
from centre.settings import CentreSettings
from firmware.words import Language
from hall.joining import SKIPPED, decide_collecting_over
from hall.ticket import Stage
from mqtt_bridge.commands import CallNext, Finish, IssueTicket, JoinHall, ReportPaper
from mqtt_bridge.events import CentreConfigured, TicketAdopted
from mqtt_bridge.lease_events import CollectingEnded, LeaseGranted
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import Accepted, Issued, RefusalCode

ISSUE = IssueTicket(zone="consultation", language=Language.KK, station="entrance")


def without_station(centre: CentreSettings, name: str) -> str:
    peers = tuple(peer for peer in centre.peers if peer.station != name)
    return encode_centre(msgspec.structs.replace(centre, peers=peers))


@pytest.fixture
def restored(hall: HallUnderTest) -> RestoredHall:
    return RestoredHall(hall)


def waiting(hall: HallUnderTest) -> list[int]:
    return [hall.hall.tickets[ticket_id].number for ticket_id in hall.hall.line("consultation")]


def test_no_number_is_given_before_every_station_has_joined(hall: HallUnderTest, restored: RestoredHall) -> None:
    restored.restore()
    assert hall.hall.awaited == {"entrance", "waiting-hall"}
    assert code(hall.ask(ISSUE)) is RefusalCode.RESTORING
    restored.entrance.join()
    assert code(hall.ask(ISSUE, peer="entrance")) is RefusalCode.RESTORING
    restored.waiting_hall.join()

    assert hall.hall.awaited == frozenset()
    assert isinstance(hall.ask(ISSUE), Issued)


def test_papers_that_the_backup_lacks_wait_again_and_numbers_go_on_above_them(
    hall: HallUnderTest, restored: RestoredHall
) -> None:
    lost = [restored.print(restored.entrance), restored.print(restored.waiting_hall)]
    restored.restore()
    restored.entrance.join()
    restored.waiting_hall.join()

    assert waiting(hall) == [101, 102, 103]
    assert [hall.hall.tickets[ticket.ticket_id].number for ticket in lost] == [102, 103]
    assert [hall.hall.tickets[ticket.ticket_id].alone for ticket in lost] == [False, False]
    assert hall.issue().number == 104


def test_numbers_go_on_above_the_papers_also_when_their_visitors_have_been_served_again(
    hall: HallUnderTest, restored: RestoredHall
) -> None:
    restored.print(restored.entrance)
    restored.restore()
    restored.entrance.join()
    restored.waiting_hall.join()
    for _ in range(2):
        hall.ask(CallNext(place="window-1", finish_current=True))
    hall.ask(Finish(place="window-1"))

    assert not hall.hall.in_use
    assert hall.issue().number == 103


def test_no_lease_is_granted_before_every_station_was_heard(hall: HallUnderTest, restored: RestoredHall) -> None:
    while restored.entrance.press() is not None:
        pass
    restored.restore()
    granted = len(hall.history)
    restored.entrance.join()
    restored.entrance.tell_all()
    hall.happen(decide_collecting_over(hall.hall))
    restored.entrance.join()
    hall.turn_over()
    assert not any(isinstance(recorded.event, LeaseGranted) for recorded, _ in hall.history[granted:])
    restored.waiting_hall.join()

    assert any(isinstance(recorded.event, LeaseGranted) for recorded, _ in hall.history[granted:])


def test_over_night_nobody_gets_what_a_station_has_lost_and_was_not_told_of(
    hall: HallUnderTest, restored: RestoredHall
) -> None:
    restored.entrance.get_another_disk()
    restored.entrance.join()
    restored.restore()
    restored.entrance.join()
    hall.turn_over()
    restored.waiting_hall.join()

    unknown = [held.lease for held in restored.entrance.leases.values()]
    assert unknown
    assert all(hall.hall.book.reserved.end(lease.first) is not None for lease in unknown)


def test_a_paper_whose_ticket_the_backup_knows_without_it_is_confirmed(
    hall: HallUnderTest, restored: RestoredHall
) -> None:
    ticket = hall.issue()
    restored.backup = len(hall.history)
    hall.report(ticket, PaperOutcome.CONFIRMED)
    restored.entrance.note_paper(ticket.ticket_id, ticket.zone, ticket.cycle, ticket.number)
    restored.restore()
    restored.entrance.join()

    assert waiting(hall) == [101, 102]


def test_a_press_that_the_backup_knows_under_a_number_nobody_saw_gets_that_of_its_paper(
    hall: HallUnderTest, restored: RestoredHall
) -> None:
    alone = restored.entrance.press_unanswered()
    assert alone is not None
    restored.backup = len(hall.history)
    restored.entrance.tell(alone)
    restored.restore()
    restored.entrance.join()

    assert waiting(hall) == [101, alone.number]


def test_a_request_repeated_over_the_restore_makes_no_second_ticket(
    hall: HallUnderTest, restored: RestoredHall
) -> None:
    lost = restored.print(restored.entrance)
    restored.restore()
    restored.entrance.join()
    restored.waiting_hall.join()

    assert code(hall.ask(ISSUE, "entrance", lost.ticket_id)) is RefusalCode.TOO_LATE


def test_leases_granted_after_the_backup_are_nobodys_today_and_all_get_new_ones_once_all_were_heard(
    hall: HallUnderTest, restored: RestoredHall
) -> None:
    restored.entrance.get_another_disk()
    restored.entrance.join()
    unknown = {held.lease.lease_id: held.lease for held in restored.entrance.leases.values()}
    restored.restore()
    restored.entrance.join()
    assert restored.entrance.leases.keys() == unknown.keys(), "it numbers on alone while others are awaited"
    alone = restored.entrance.press()
    restored.waiting_hall.join()
    restored.entrance.hear()
    assert alone is not None
    restored.entrance.tell(alone)

    assert restored.entrance.leases.keys().isdisjoint(unknown)
    blocks = [held.lease for station in (restored.entrance, restored.waiting_hall) for held in station.leases.values()]
    assert {lease.zone for lease in blocks} == {"consultation", "self-service"}
    numbers = [number for lease in (*blocks, *unknown.values()) for number in range(lease.first, lease.last + 1)]
    assert len(set(numbers)) == len(numbers)
    assert waiting(hall) == [101, alone.number]


def test_a_lease_that_the_backup_knows_and_its_station_has_lost_is_taken_back(
    hall: HallUnderTest, restored: RestoredHall
) -> None:
    while restored.entrance.press() is not None:
        restored.entrance.tell_all()
        restored.entrance.hear()
    used = {paper.number for _at, paper in restored.entrance.papers}
    restored.restore()
    restored.entrance.join()
    restored.waiting_hall.join()
    restored.entrance.hear()
    held = hall.hall.book.held_by("entrance")
    assert {each.lease.lease_id for each in held} == restored.entrance.leases.keys()

    again = restored.entrance.press()
    assert again is None or again.number not in used


def test_who_does_not_join_in_time_is_not_waited_for_and_a_gap_is_left(
    hall: HallUnderTest, restored: RestoredHall
) -> None:
    restored.print(restored.waiting_hall)
    restored.restore()
    restored.entrance.join()
    over = decide_collecting_over(hall.hall)
    hall.happen(over)

    assert over == [CollectingEnded(absent=("waiting-hall",), skipped=SKIPPED)]
    assert decide_collecting_over(hall.hall) == []
    assert hall.issue().number == 102 + SKIPPED
    assert hall.issue("self-service").number == 601 + 199 // 2, "a short zone leaves out half of its numbers"


def test_until_the_absent_one_is_heard_the_top_third_is_left_to_what_it_may_hold(
    hall: HallUnderTest, restored: RestoredHall
) -> None:
    restored.restore()
    restored.entrance.join()
    hall.happen(decide_collecting_over(hall.hall))
    given = [hall.issue().number for _ in range(150)]
    assert not set(given) & set(range(301, 400))

    lost = restored.waiting_hall.press()
    assert lost is not None
    hall.turn_over()
    assert hall.hall.book.unheard == {"waiting-hall"}
    restored.waiting_hall.join()
    assert hall.hall.book.is_complete
    restored.waiting_hall.tell(lost)
    assert hall.hall.tickets[lost.ticket_id].stage is Stage.UNSERVED


def test_an_absent_station_that_is_taken_out_of_the_centre_is_waited_for_no_longer(
    hall: HallUnderTest, restored: RestoredHall
) -> None:
    restored.restore()
    restored.entrance.join()
    hall.happen([CentreConfigured(settings=without_station(hall.hall.centre, "waiting-hall"))])

    assert hall.hall.awaited == frozenset()
    assert isinstance(hall.ask(ISSUE), Issued)


def test_a_station_that_has_not_heard_of_the_restore_yet_is_still_awaited(
    hall: HallUnderTest, restored: RestoredHall
) -> None:
    epoch = hall.hall.epoch
    restored.restore()
    join = JoinHall(
        station="entrance", store=restored.entrance.store, zones=restored.entrance.zones, held=(), epoch=epoch
    )

    assert hall.ask(join, peer="entrance") is None
    assert "entrance" in hall.hall.awaited
    assert len(hall.hall.leases) == 4, "nor was anything taken from it"


def test_papers_of_the_day_before_are_taken_in_only_if_the_backup_lacks_them(
    hall: HallUnderTest, restored: RestoredHall
) -> None:
    evening = restored.print(restored.entrance)
    hall.turn_over()
    today = restored.print(restored.entrance)
    restored.restore()
    restored.entrance.join()

    adopted = [recorded.event for recorded, _ in hall.history if isinstance(recorded.event, TicketAdopted)]
    assert [event.ticket_id for event in adopted] == [evening.ticket_id, today.ticket_id]
    assert hall.hall.tickets[evening.ticket_id].stage is Stage.UNSERVED
    assert waiting(hall) == [101] == [today.number]
    restored.waiting_hall.join()
    assert hall.issue().number == 102


def test_papers_of_the_day_before_are_no_news_without_a_restore(hall: HallUnderTest, restored: RestoredHall) -> None:
    hall.turn_over()
    restored.entrance.joined = 0
    before = len(hall.history)

    assert restored.entrance.join() is None
    assert len(hall.history) == before


def test_what_is_asked_twice_while_restoring_is_taken_in_once(hall: HallUnderTest, restored: RestoredHall) -> None:
    restored.print(restored.entrance)
    restored.restore()
    assert restored.entrance.join() == Accepted()
    before = len(hall.history)
    restored.entrance.joined = 0
    assert restored.entrance.join() is None

    assert len(hall.history) == before


def test_a_late_confirmation_of_a_paper_taken_in_is_no_news(hall: HallUnderTest, restored: RestoredHall) -> None:
    lost = restored.print(restored.entrance)
    restored.restore()
    restored.entrance.join()
    report = ReportPaper(ticket_id=lost.ticket_id, job_id=lost.ticket_id, outcome=PaperOutcome.CONFIRMED)

    assert hall.ask(report, peer="entrance") is None
