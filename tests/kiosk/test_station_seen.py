"""What a station knows of the hall when staff want it on paper."""

from station_disk import out, ticket
from station_under_test import (
    CENTRE,
    STORE,
    TICKET,
    accepted,
    asked,
    board,
    issued,
    kept_by,
    outcome,
    station,
    with_leases,
)

from kiosk.deeds import AcceptAlone
from kiosk.hand_list import OWN_WITHIN_S, HallSeen, OwnTicket
from kiosk.kept import Contents
from kiosk.station import Station
from mqtt_bridge.commands import ReportAlone
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import Accepted, Reply

ZONE = "consultation"


def seen(made: Station, now: float) -> HallSeen:
    found = made.seen(now)
    assert found is not None
    return found


def numbered_alone(made: Station, now: float, what: PaperOutcome = PaperOutcome.CONFIRMED) -> None:
    deeds = made.pressed(TICKET, now, now)
    assert isinstance(deeds[0], AcceptAlone)
    kept_by(made, deeds, now)
    made.printed(outcome(deeds[0].press, what), now)


def test_a_station_without_a_centre_knows_nothing() -> None:
    assert station(centre=None).seen(1.0) is None


def test_the_last_board_counts_however_long_the_link_is_down() -> None:
    made = with_leases()
    made.board_heard(board(at=1_800_000_000.0), at=10.0)
    made.link_changed(up=False, now=20.0)

    assert seen(made, 400.0) == HallSeen(CENTRE, board(), (), 1_800_000_390.0)


def test_tickets_of_its_own_are_known_once_they_are_out() -> None:
    made = with_leases()
    first = accepted(made.pressed(TICKET, 10.0, 10.0)).id
    second = accepted(made.pressed(TICKET, 11.0, 11.0)).id
    made.replied(issued(first), 11.0)
    made.replied(issued(second), 11.0)
    assert seen(made, 12.0).own == ()
    made.printed(outcome(first, PaperOutcome.UNCONFIRMED), 12.0)
    made.printed(outcome(second, PaperOutcome.FAILED), 12.0)

    assert seen(made, 13.0).own == (OwnTicket(ZONE, 101, told=True, at=1.0),)


def test_a_ticket_numbered_alone_is_told_once_its_report_is_answered() -> None:
    made = with_leases(link_up=False)
    numbered_alone(made, 10.0)
    numbered_alone(made, 11.0, PaperOutcome.FAILED)
    assert seen(made, 12.0).own == (OwnTicket(ZONE, 801, told=False, at=None),)
    made.link_changed(up=True, now=20.0)
    report = asked(made.due(20.0)[:1], ReportAlone)
    made.replied(Reply(id=report.id, result=Accepted()), 20.1)

    assert seen(made, 21.0).own == (OwnTicket(ZONE, 801, told=True, at=None),)


def test_earlier_lives_count_in_order_of_issue_and_yesterday_does_not() -> None:
    before = ticket()
    made = station(link_up=False)
    made.store_opened(Contents(store=STORE, centre=CENTRE, papers=(out(7), out(8)), tickets=(before,)))

    numbers = [own.number for own in seen(made, 1_000.0).own]
    assert numbers[:2] == [7, 8]
    assert before.number in numbers, "it may have come out before the station was killed"
    assert seen(made, OWN_WITHIN_S + 2_000.0).own == ()
