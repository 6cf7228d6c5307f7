"""While everybody is to leave, no station gives a ticket; whoever ends it can."""

import msgspec
from station_under_test import CENTRE, NEXT, TICKET, accepted, board, issued, kept_by, paper, with_leases

from firmware.lamps import LampState
from kiosk.buttons import Action, ButtonSettings
from kiosk.deeds import AcceptAlone, Deed, Refuse, Spool
from kiosk.lamp_pictures import lamp
from kiosk.papers import JOB_LIFE_S
from kiosk.settings import StationSettings
from kiosk.station import Station
from mqtt_bridge.hall_commands import BeginEvacuation, EndEvacuation
from mqtt_bridge.public import Board

BEGIN = ButtonSettings(name="alarm", pin=7, action=Action.EVACUATE)
END = ButtonSettings(name="over", pin=8, action=Action.EVACUATION_OVER)


def evacuated(seq: int = 2) -> Board:
    return msgspec.structs.replace(board(seq), evacuation=True)


def emptied() -> Station:
    made = with_leases()
    made.board_heard(evacuated(), at=9.0)
    return made


def reason(deeds: object) -> str:
    assert isinstance(deeds, tuple)
    (refusal,) = deeds
    assert isinstance(refusal, Refuse)
    return refusal.reason


def test_a_press_for_a_ticket_is_refused_at_once_and_the_lamp_says_so_before() -> None:
    made = emptied()

    assert lamp(made.standing(9.1)) is LampState.CANNOT
    assert reason(made.pressed(TICKET, 10.0, 10.0)) == "evacuation"


def test_a_station_alone_goes_by_the_last_board_that_it_heard() -> None:
    made = emptied()
    made.link_changed(up=False, now=9.5)

    assert reason(made.pressed(TICKET, 600.0, 600.0)) == "evacuation"
    assert lamp(made.standing(600.0)) is LampState.CANNOT


def test_a_press_that_waits_for_an_answer_when_it_begins_gets_no_number_of_the_stations_own() -> None:
    made = with_leases()
    press = accepted(made.pressed(TICKET, 10.0, 10.0)).id
    made.board_heard(evacuated(), at=10.5)
    refusals: list[Deed] = [deed for deed in made.due(11.5) if isinstance(deed, Refuse)]

    assert refusals == [Refuse(press, "evacuation", button="ticket")]


def test_a_number_that_the_dispatcher_gave_before_it_began_still_comes_out() -> None:
    made = with_leases()
    press = accepted(made.pressed(TICKET, 10.0, 10.0)).id
    made.board_heard(evacuated(), at=10.1)

    assert made.replied(issued(press), now=10.2) == (Spool(paper(press), 10.2 + JOB_LIFE_S),)


def test_the_next_board_without_it_gives_tickets_again_alone_as_well() -> None:
    made = emptied()
    made.board_heard(board(3), at=20.0)
    assert lamp(made.standing(20.1)) is LampState.READY
    assert accepted(made.pressed(TICKET, 20.2, 20.2))
    made.link_changed(up=False, now=21.0)
    deeds = made.pressed(TICKET, 30.0, 30.0)
    kept_by(made, deeds, 30.1)

    assert isinstance(deeds[0], AcceptAlone)


def test_whoever_begins_ends_or_works_at_a_place_is_still_asked_for() -> None:
    made = emptied()

    assert accepted(made.pressed(BEGIN, 10.0, 10.0)).command == BeginEvacuation()
    assert accepted(made.pressed(END, 10.0, 10.0)).command == EndEvacuation()
    assert accepted(made.pressed(NEXT, 10.0, 10.0))


def test_a_pad_without_a_link_shows_that_nobody_heard_of_it() -> None:
    pad = Station(StationSettings(None))
    pad.centre = CENTRE

    assert reason(pad.pressed(BEGIN, 10.0, 10.0)) == "no-link"
