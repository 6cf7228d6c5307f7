"""The life of a press begins: it is accepted, or refused for all to see."""

import pytest
from station_under_test import CENTRE, NEXT, TICKET, accepted, issued, outcome, paper, station

from firmware.lamps import LampState
from firmware.words import Language
from kiosk.buttons import Action, ButtonSettings
from kiosk.deeds import Accept, Refuse, Spool
from kiosk.lamp_pictures import lamp
from kiosk.objections import QUEUE_FULL
from kiosk.papers import JOB_LIFE_S
from kiosk.press_signs import REFUSED_S
from kiosk.presses import MOST_ASKED
from kiosk.settings import StationSettings
from kiosk.station import MOST_TICKETS, Station
from mqtt_bridge.commands import CallNext, IssueTicket
from mqtt_bridge.paper import PaperOutcome

ELSEWHERE = ButtonSettings(name="b", pin=5, action=Action.TAKE_TICKET, zone="x", language=Language.RU)


def test_a_pad_whose_cable_chatters_is_refused_visibly_and_ends_nothing() -> None:
    pad = station()
    deeds = [deed for _ in range(1500) for deed in pad.pressed(NEXT, 0.0, 0.0)]

    assert [type(deed) for deed in deeds] == [Accept] * MOST_ASKED + [Refuse] * (1500 - MOST_ASKED)
    assert {deed.reason for deed in deeds if isinstance(deed, Refuse)} == {QUEUE_FULL}


def test_a_press_asks_at_once_and_its_reply_is_spooled_with_ten_seconds_to_live() -> None:
    made = station()
    request = accepted(made.pressed(TICKET, at=10.0, now=10.001))

    assert request.command == IssueTicket(zone="consultation", language=Language.KK, station="entrance")
    assert lamp(made.standing(10.1)) is LampState.WORKING
    assert made.replied(issued(request.id), now=10.2) == (Spool(paper(request.id), 10.2 + JOB_LIFE_S),)
    assert lamp(made.standing(10.3)) is LampState.WORKING


def test_a_press_that_nobody_looked_at_for_a_second_is_refused_visibly_and_asks_for_nothing() -> None:
    made = station()
    (refusal,) = made.pressed(TICKET, at=10.0, now=11.1)

    assert isinstance(refusal, Refuse)
    assert refusal.reason == "too-late"
    assert (made.refused, lamp(made.standing(11.1))) == (1, LampState.CANNOT)


@pytest.mark.parametrize(
    ("made", "button", "reason"),
    [
        (station(link_up=False), TICKET, "no-link"),
        (station(link_up=False), NEXT, "no-link"),
        (station(centre=None), TICKET, "starting"),
        (station(obstacle="paper-out"), TICKET, "paper-out"),
        (Station(StationSettings("entrance")), TICKET, "no-link"),
        (station(), ELSEWHERE, "unknown-zone"),
        (station(), ButtonSettings(name="b", pin=5, action=Action.RECALL, place="x"), "unknown-place"),
    ],
)
def test_what_cannot_be_done_is_refused_for_all_to_see(made: Station, button: ButtonSettings, reason: str) -> None:
    (refusal,) = made.pressed(button, at=10.0, now=10.0)

    assert isinstance(refusal, Refuse)
    assert refusal.reason == reason
    assert (made.refused, lamp(made.standing(10.0 + REFUSED_S - 0.1))) == (1, LampState.CANNOT)
    assert made.next_due(10.0) == 10.0 + REFUSED_S


def test_a_station_that_has_not_heard_its_printer_yet_cannot_print() -> None:
    made = Station(StationSettings("entrance"))
    made.link_changed(up=True, now=0.0)
    made.centre = CENTRE

    assert (made.obstacle(0.0), lamp(made.standing(0.0))) == ("starting", LampState.CANNOT)


def test_a_pad_needs_no_printer() -> None:
    made = Station(StationSettings(None))
    made.link_changed(up=True, now=0.0)
    made.centre = CENTRE

    assert lamp(made.standing(0.0)) is LampState.READY
    assert accepted(made.pressed(NEXT, at=1.0, now=1.0)).command == CallNext(place="window-1", finish_current=True)


def test_a_printer_without_paper_does_not_keep_a_place_from_calling() -> None:
    assert accepted(station(obstacle="paper-out").pressed(NEXT, at=1.0, now=1.0))


def test_the_ninth_press_on_its_way_to_paper_is_refused() -> None:
    made = station()
    presses = [accepted(made.pressed(TICKET, at=10.0, now=10.0)).id for _ in range(MOST_TICKETS)]
    for press in presses[:4]:
        made.replied(issued(press), now=10.1)
    (refusal,) = made.pressed(TICKET, at=10.2, now=10.2)
    assert isinstance(refusal, Refuse)
    assert refusal.reason == "queue-full"
    assert accepted(made.pressed(NEXT, at=10.2, now=10.2))

    made.printed(outcome(presses[0], PaperOutcome.CONFIRMED), now=10.3)
    assert accepted(made.pressed(TICKET, at=10.3, now=10.3))
