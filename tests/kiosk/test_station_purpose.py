"""A button for what a visitor comes for: its zone is the centre's business, and nobody's guess."""

import msgspec
import pytest
from station_under_test import CENTRE, NOWHERE, STORE, TEXT, accepted, asked, board, kept_by, lease, station

from firmware.clock import FakeClock
from firmware.lamps import LampState
from firmware.words import Language
from kiosk.buttons import Action, ButtonSettings
from kiosk.deeds import AcceptAlone, Keep, Refuse, Spool
from kiosk.kept import Contents, NumberGiven
from kiosk.lamp_pictures import lamp
from kiosk.settings import StationSettings
from kiosk.station import Station
from kiosk.station_time import StationTime
from mqtt_bridge.commands import IssueTicket, JoinHall
from mqtt_bridge.lease import Leases
from mqtt_bridge.public import Centre, PurposeSign

COMPLAINT = ButtonSettings(
    name="complaint", pin=5, action=Action.TAKE_TICKET, purpose="complaint", language=Language.KK, assistance=True
)
ASKED = IssueTicket(
    zone="consultation", language=Language.KK, station="entrance", matters=("complaint",), assistance=True
)


def with_purpose(zone: str | None = "consultation") -> Centre:
    sign = PurposeSign(purpose="complaint", title=TEXT, zone=zone, summons=None)
    return msgspec.structs.replace(CENTRE, purposes=(sign,))


def lonely(kept: Centre | None = None) -> Station:
    """Make a station that has only this button, with *kept* on its disk, and a lease of the zone."""
    settings = StationSettings("entrance", purposes=("complaint",))
    made = Station(settings, StationTime(FakeClock(), synchronised=NOWHERE))
    made.printer_obstacle = None
    made.store_opened(Contents(store=STORE, centre=kept))
    kept_by(made, made.leases_heard(Leases(epoch=1, leases=(lease(),))), 0.0)
    return made


def test_the_zone_is_the_one_that_the_centre_has_for_the_purpose() -> None:
    assert accepted(station(centre=with_purpose()).pressed(COMPLAINT, 1.0, 1.0)).command == ASKED


def test_a_zone_of_the_buttons_own_goes_before_that_of_its_purpose() -> None:
    button = msgspec.structs.replace(COMPLAINT, zone="consultation")

    assert accepted(station(centre=with_purpose("elsewhere")).pressed(button, 1.0, 1.0)).command == ASKED


@pytest.mark.parametrize("link_up", [True, False])
@pytest.mark.parametrize(("centre", "reason"), [(CENTRE, "unknown-purpose"), (with_purpose(None), "no-zone")])
def test_a_purpose_that_leads_nowhere_is_refused_for_all_to_see(centre: Centre, reason: str, link_up: bool) -> None:  # noqa: FBT001 - a parameter of the test
    made = station(centre=centre, link_up=link_up)
    (refusal,) = made.pressed(COMPLAINT, 10.0, 10.0)

    assert isinstance(refusal, Refuse)
    assert (refusal.reason, refusal.detail) == (reason, "button complaint")
    assert lamp(made.standing(10.1)) is LampState.CANNOT


def test_a_station_alone_numbers_by_the_centre_that_it_has_kept() -> None:
    made = lonely(with_purpose())
    assert lamp(made.standing(10.0)) is LampState.READY
    accepted_alone, keep = made.pressed(COMPLAINT, 10.0, 10.0)
    assert isinstance(accepted_alone, AcceptAlone)
    assert isinstance(keep, Keep)
    (spool,) = kept_by(made, [keep], 10.1)

    assert isinstance(spool, Spool)
    assert (spool.paper.zone, spool.paper.number) == ("consultation", 801)


def test_a_number_of_the_stations_own_keeps_what_the_visitor_came_for() -> None:
    made = lonely(with_purpose())
    _accepted, keep = made.pressed(COMPLAINT, 10.0, 10.0)

    assert isinstance(keep, Keep)
    assert isinstance(keep.fact, NumberGiven)
    assert (keep.fact.ticket.matters, keep.fact.ticket.assistance) == (("complaint",), True)


def test_the_hall_is_joined_with_the_zones_of_the_purposes_and_again_when_they_are_others() -> None:
    made = lonely()
    made.link_changed(up=True, now=0.0)
    made.board_heard(board(), at=0.1)
    assert joined(made, 0.2) == ()
    made.centre_heard(with_purpose())
    assert joined(made, 0.3) == ("consultation",)
    made.centre_heard(with_purpose("elsewhere"))

    assert joined(made, 0.4) == ("elsewhere",)


def joined(made: Station, now: float) -> tuple[str, ...]:
    command = asked(made.due(now), JoinHall).command
    assert isinstance(command, JoinHall)
    return command.zones
