"""A station that nobody answers keeps the centre's hours as the dispatcher would."""

import msgspec
import pytest
from station_under_test import CENTRE, NOWHERE, TICKET, accepted, board, with_leases

from firmware.clock import FakeClock
from firmware.lamps import LampState
from kiosk.deeds import AcceptAlone, Refuse
from kiosk.lamp_pictures import lamp
from kiosk.settings import StationSettings
from kiosk.station import Station
from kiosk.station_time import StationTime
from mqtt_bridge.public import Centre, OpeningHours, OpenSpan
from mqtt_bridge.replies import Refusal, RefusalCode, Reply

MORNING = 1_795_408_800.0
HOURS = OpeningHours(
    spans=(
        OpenSpan(begins=MORNING, ends=MORNING + 3600, ends_day=False),
        OpenSpan(begins=MORNING + 5400, ends=MORNING + 9000),
        OpenSpan(begins=MORNING + 86_400, ends=MORNING + 90_000),
    ),
    known_until=MORNING + 14 * 86_400,
)
EARLY = msgspec.structs.replace(CENTRE.zones[0], stop_before_break_min=10, stop_before_closing_min=20)


def alone_at(at: float, centre: Centre = CENTRE) -> Station:
    """Return a station whose link went down at that time, after the first second of its life."""
    made = with_leases()
    made.centre_heard(msgspec.structs.replace(centre, hours=HOURS))
    made.board_heard(board(at=at), at=0.0)
    made.link_changed(up=False, now=0.0)
    return made


def refused(made: Station) -> tuple[str, float | None]:
    (refusal,) = made.pressed(TICKET, 4.0, 4.0)
    assert isinstance(refusal, Refuse)
    return refusal.reason, refusal.until


@pytest.mark.parametrize(
    ("at", "reason", "until"),
    [
        (MORNING - 100, "closed", MORNING),
        (MORNING + 3600, "lunch", MORNING + 5400),
        (MORNING + 9000, "closed", MORNING + 86_400),
        (MORNING + 90_000, "closed", None),
    ],
    ids=["early", "lunch", "evening", "nothing-more-is-known"],
)
def test_a_station_alone_gives_no_ticket_outside_the_hours_and_says_until_when(
    at: float, reason: str, until: float | None
) -> None:
    assert refused(alone_at(at)) == (reason, until)


def test_a_station_alone_gives_tickets_again_after_lunch() -> None:
    assert isinstance(alone_at(MORNING + 5400).pressed(TICKET, 4.0, 4.0)[0], AcceptAlone)


@pytest.mark.parametrize(
    ("at", "until"), [(MORNING + 3600 - 590, MORNING + 5400), (MORNING + 9000 - 1190, MORNING + 86_400)]
)
def test_a_station_alone_stops_with_its_zone(at: float, until: float) -> None:
    centre = msgspec.structs.replace(CENTRE, zones=(EARLY,))

    assert refused(alone_at(at, centre)) == ("last-tickets", until)
    assert isinstance(alone_at(at).pressed(TICKET, 4.0, 4.0)[0], AcceptAlone)


def test_a_press_without_an_answer_at_lunch_is_told_until_when() -> None:
    made = alone_at(MORNING + 3600 - 10)
    made.link_changed(up=True, now=1.0)
    made.board_heard(board(seq=2, at=MORNING + 3600), at=10.0)
    press = accepted(made.pressed(TICKET, 10.0, 10.0)).id

    assert Refuse(press, "lunch", until=MORNING + 5400, button="ticket") in made.due(11.5)


def test_what_the_dispatcher_says_of_the_time_is_passed_on() -> None:
    made = with_leases()
    press = accepted(made.pressed(TICKET, 10.0, 10.0)).id
    no = Refusal(code=RefusalCode.LUNCH, until=MORNING + 5400)

    assert made.replied(Reply(id=press, result=no), now=10.1) == (
        Refuse(press, "lunch", until=MORNING + 5400, button="ticket"),
    )


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (MORNING - 100, LampState.CLOSED),
        (MORNING, LampState.READY),
        (MORNING + 3600, LampState.CLOSED),
        (MORNING + 9000, LampState.CLOSED),
    ],
    ids=["early", "open", "lunch", "evening"],
)
def test_the_lamps_say_closed_outside_the_hours_also_before_anybody_presses(at: float, shown: LampState) -> None:
    settings = StationSettings("entrance", zones=("consultation",), ticket_buttons=(TICKET,))
    made = Station(settings, StationTime(FakeClock(), synchronised=NOWHERE))
    made.link_changed(up=True, now=0.0)
    made.printer_obstacle = None
    made.centre_heard(msgspec.structs.replace(CENTRE, hours=HOURS))
    made.board_heard(board(at=at), at=0.0)

    assert lamp(made.standing(0.0)) is shown


@pytest.mark.parametrize(
    ("at", "reason", "until"),
    [(MORNING - 100, "closed", MORNING), (MORNING + 3600, "lunch", MORNING + 5400), (MORNING + 10, "paper-out", None)],
)
def test_without_paper_nobody_is_sent_to_a_reception_that_is_closed(
    at: float, reason: str, until: float | None
) -> None:
    made = with_leases()
    made.centre_heard(msgspec.structs.replace(CENTRE, hours=HOURS))
    made.board_heard(board(at=at), at=0.0)
    made.printer_obstacle = "paper-out"

    assert refused(made) == (reason, until)
