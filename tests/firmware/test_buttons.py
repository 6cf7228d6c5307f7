"""Buttons on gpiozero's own mock pins, and the fake fingers."""

import sys
import time
from collections.abc import Iterator

import pytest
from deadline import DEADLINE_S
from gpiozero.pins.mock import MockFactory

from firmware.buttons import Buttons, Edge, FakeButtons, GpioButtons
from firmware.clock import FakeClock
from firmware.debounce import Contact, Timing, What
from firmware.gpio import DeviceMissingError, open_gpio
from firmware.inbox import Inbox


@pytest.fixture
def factory() -> Iterator[MockFactory]:
    factory = MockFactory()
    yield factory
    factory.close()


def edges(inbox: Inbox, count: int, deadline_s: float = DEADLINE_S) -> list[tuple[str, bool, bool]]:
    """Take *count* edges: button, closed, at_start."""
    end = time.monotonic() + deadline_s
    taken: list[Edge] = []
    while len(taken) < count and (left := end - time.monotonic()) > 0:
        for edge in inbox.take(left, most=1):
            assert isinstance(edge, Edge)
            taken.append(edge)
    assert [edge.at for edge in taken] == sorted(edge.at for edge in taken)
    return [(edge.button, edge.closed, edge.at_start) for edge in taken]


def test_the_level_at_start_and_every_edge_come_into_the_inbox(factory: MockFactory) -> None:
    inbox = Inbox()
    buttons = GpioButtons({"left": 5}, inbox, factory)
    factory.pin(5).drive_low()
    factory.pin(5).drive_high()

    assert edges(inbox, 3) == [("left", False, True), ("left", True, False), ("left", False, False)]
    buttons.close()


def test_a_contact_to_ground_that_is_closed_at_start_is_found_so(factory: MockFactory) -> None:
    """MockFactory drives an input to its pull, so the pin is one that is pulled up by hand and held low."""
    inbox = Inbox()
    pin = factory.pin(5)
    pin.function, pin.pull = "input", "up"
    hold_low = pin.drive_low
    pin.drive_high = hold_low

    buttons = GpioButtons({"left": 5}, inbox, factory)

    assert edges(inbox, 1) == [("left", True, True)]
    buttons.close()


def test_a_closed_device_says_nothing_more_and_frees_its_pins(factory: MockFactory) -> None:
    inbox = Inbox()
    buttons: Buttons = GpioButtons({"left": 5}, inbox, factory)
    buttons.close()
    factory.pin(5).drive_low()
    again = GpioButtons({"left": 5}, inbox, factory)

    assert edges(inbox, 2)[1][0] == "left"
    assert list(again.threads()) == []
    again.close()


def test_a_pin_that_another_device_has_is_missing_and_the_others_are_let_go(factory: MockFactory) -> None:
    held = GpioButtons({"left": 5}, Inbox(), factory)
    with pytest.raises(DeviceMissingError, match="GPIO5"):
        GpioButtons({"right": 6, "left": 5}, Inbox(), factory)

    GpioButtons({"right": 6}, Inbox(), factory).close()
    held.close()


def test_a_machine_without_lgpio_has_no_gpio(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gpiozero.pins.lgpio", None)
    with pytest.raises(DeviceMissingError, match="gpio: "):
        open_gpio()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def fingers(inbox: Inbox) -> Iterator[FakeButtons]:
    buttons = FakeButtons(("left", "right"), inbox)
    assert edges(inbox, 2) == [("left", False, True), ("right", False, True)]
    yield buttons
    buttons.close()


@pytest.fixture
def clock(fingers: FakeButtons) -> FakeClock:
    """Have fingers press at one and the same time, until the test lets it go by."""
    clock = FakeClock()
    fingers._clock = clock  # noqa: SLF001 - so that no press waits for the test's next line
    return clock


def presses(inbox: Inbox, count: int, button: str = "left") -> list[What]:
    contact = Contact(Timing(), 0.0, closed=False)
    said: list[What] = []
    end = time.monotonic() + DEADLINE_S
    while count and (left := end - time.monotonic()) > 0:
        for edge in inbox.take(left, most=1):
            assert isinstance(edge, Edge)
            if edge.button == button:
                said += [change.what for change in contact.edge(edge.at, closed=edge.closed)]
                count -= 1
    return said


def test_a_finger_makes_the_contact_bounce_and_still_presses_once(inbox: Inbox, fingers: FakeButtons) -> None:
    fingers.press("left", held_s=0.08)

    assert presses(inbox, 6) == [What.PRESSED]


def test_two_fingers_on_two_buttons_do_not_wait_for_each_other(
    inbox: Inbox, fingers: FakeButtons, clock: FakeClock
) -> None:
    fingers.press("left", held_s=0.2)
    fingers.press("right", held_s=0.05)

    assert edges(inbox, 2) == [("left", True, False), ("right", True, False)]
    clock.pass_time(1.0)
    names = [name for name, _closed, _at_start in edges(inbox, 10)]
    assert sorted(names[:-3]) == ["left"] * 2 + ["right"] * 5
    assert names[-3:] == ["left"] * 3, "the finger that stays for longer leaves last"


def test_two_fingers_on_one_button_make_no_edge_without_a_change(
    inbox: Inbox, fingers: FakeButtons, clock: FakeClock
) -> None:
    fingers.press("left", held_s=0.1)
    fingers.press("left", held_s=0.05)
    fingers.press("right", held_s=0.15)

    assert edges(inbox, 2) == [("left", True, False), ("right", True, False)]
    clock.pass_time(1.0)
    levels = [closed for name, closed, _at_start in edges(inbox, 12) if name == "left"]
    assert levels == [False, True, False, True, False, True, False]


def test_a_jammed_button_stays_closed_until_it_is_freed(inbox: Inbox, fingers: FakeButtons) -> None:
    fingers.jam("left")
    fingers.press("left", held_s=0.01)
    fingers.press("right", held_s=0.05)

    assert [edge for edge in edges(inbox, 7) if edge[0] == "left"] == [("left", True, False)]

    fingers.free("left")
    assert edges(inbox, 1) == [("left", False, False)]


def test_a_button_may_be_jammed_from_the_start() -> None:
    inbox = Inbox()
    buttons = FakeButtons(("left",), inbox, jammed=("left",))

    assert edges(inbox, 1) == [("left", True, True)]
    buttons.close()


def test_an_unknown_button_is_refused_by_name(fingers: FakeButtons) -> None:
    with pytest.raises(ValueError, match="no button 'middle'; there are left, right"):
        fingers.press("middle")


def test_a_machine_too_busy_to_move_the_finger_in_time_shortens_no_press(inbox: Inbox, fingers: FakeButtons) -> None:
    fingers.press("left")
    taken: list[Edge] = []
    while len(taken) < 6:
        taken += [edge for edge in inbox.take(DEADLINE_S, most=1) if isinstance(edge, Edge)]

    steps_ms = [round((edge.at - taken[0].at) * 1000) for edge in taken]
    assert steps_ms == [0, 1, 2, 100, 101, 102]  # as planned, not as the machine found time
