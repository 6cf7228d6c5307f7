"""How the station stands, as its lamps show it."""

import pytest

from firmware.lamps import LampState
from kiosk.lamp_pictures import Indicator, LampNames, Standing, lamp, sorted_out
from kiosk.press_signs import REFUSED_S, PressSigns

ALL = LampNames(
    plain=("ring",),
    indicators=tuple(Indicator),
    buttons=("ticket", "other", "who"),
    ticket_buttons=frozenset({"ticket", "other"}),
)
OFF, READY, WORKING, TAKE = LampState.OFF, LampState.READY, LampState.WORKING, LampState.TAKE
CANNOT, CLOSED = LampState.CANNOT, LampState.CLOSED
TICKET = frozenset({"ticket"})


@pytest.mark.parametrize(
    ("standing", "ring", "indicators", "buttons"),
    [
        (Standing(), READY, (READY, OFF, OFF, OFF), (READY, READY, READY)),
        (Standing(doing=TICKET), WORKING, (WORKING, OFF, OFF, OFF), (WORKING, READY, READY)),
        (Standing(to_take=TICKET), TAKE, (READY, TAKE, OFF, OFF), (TAKE, READY, READY)),
        (Standing(refused=TICKET), CANNOT, (READY, OFF, OFF, OFF), (CANNOT, READY, READY)),
        (Standing(obstacle="paper-out"), CANNOT, (OFF, OFF, CANNOT, OFF), (OFF, OFF, READY)),
        (Standing(obstacle="starting"), CANNOT, (OFF, OFF, OFF, OFF), (OFF, OFF, READY)),
        (Standing(obstacle="evacuation", is_paused=True), CANNOT, (OFF, OFF, OFF, OFF), (OFF, OFF, READY)),
        (
            Standing(obstacle="paper-out", paused=ALL.ticket_buttons, is_paused=True),
            CLOSED,
            (OFF, OFF, OFF, CLOSED),
            (CLOSED, CLOSED, READY),
        ),
        (Standing(paused=TICKET), READY, (READY, OFF, OFF, OFF), (CLOSED, READY, READY)),
        (
            Standing(paused=ALL.ticket_buttons, is_paused=True),
            CLOSED,
            (OFF, OFF, OFF, CLOSED),
            (CLOSED, CLOSED, READY),
        ),
    ],
)
def test_each_standing_has_its_picture(
    standing: Standing, ring: LampState, indicators: tuple[LampState, ...], buttons: tuple[LampState, ...]
) -> None:
    kinds = sorted_out((name, state.value) for name, state in ALL.pictures(standing).items())

    assert kinds["lamp"] == {"ring": ring.value}
    assert tuple(kinds["indicator"].values()) == tuple(state.value for state in indicators)
    assert tuple(kinds["button"].values()) == tuple(state.value for state in buttons)


def test_what_is_done_now_goes_before_what_was_done_and_a_refusal_before_both() -> None:
    done = Standing(doing=TICKET, to_take=frozenset({"other"}))
    refused = Standing(doing=TICKET, to_take=frozenset({"other"}), refused=frozenset({""}))

    assert (lamp(done), lamp(refused)) == (WORKING, CANNOT)
    assert ALL.pictures(refused)["button ticket"] is WORKING, "it was another press that was refused"


def test_a_device_that_is_switched_off_is_dark() -> None:
    assert set(ALL.dark().values()) == {OFF}
    assert ALL.dark().keys() == ALL.pictures(Standing()).keys()


def test_a_sign_lasts_its_time_and_no_longer_than_until_the_buttons_next_press() -> None:
    signs = PressSigns(take_s=4.0)
    signs.refused("ticket", 10.0)
    signs.came_out("other", 11.0)

    assert (*signs.refused_now(12.9), *signs.to_take(12.9)) == ("ticket", "other")
    assert signs.next_due(12.0) == 10.0 + REFUSED_S
    assert (signs.refused_now(13.0), signs.next_due(13.0)) == (frozenset(), 15.0)
    signs.pressed("other")
    assert (signs.to_take(13.0), signs.next_due(13.0)) == (frozenset(), float("inf"))
    assert signs.refused_count == 1
