"""The panel: edges into presses, and what happens while there are no buttons."""

from collections.abc import Callable

import pytest

from firmware.buttons import Buttons, Edge, FakeButtons
from firmware.gpio import DeviceMissingError
from firmware.inbox import Inbox
from firmware.lamps import FakeLamps, Lamps, LampState
from firmware.settings import parse_settings
from kiosk.panel import Panel
from kiosk.settings import KioskSettings
from mqtt_bridge.devices import Fault

SETTINGS = parse_settings(
    """
    site = "hall"
    device = "pad"
    station = "pad"
    printer = { transport = "usb", width_px = 576 }
    [[buttons]]
    name = "next"
    pin = 5
    debounce_ms = 50
    min_interval_ms = 500
    action = "call-next"
    place = "window-1"
    [[buttons]]
    name = "list"
    pin = 6
    action = "waiting-list"
    [[lamps]]
    name = "ring"
    pin = 17
    """,
    KioskSettings,
    "kiosk.toml",
)


class Devices:
    """Devices that are missing so many times before they are there."""

    def __init__(self, missing: int = 0) -> None:
        self.missing = missing
        self.lamps = FakeLamps(("ring",))

    def open(self) -> tuple[Buttons, Lamps]:
        if self.missing:
            self.missing -= 1
            raise DeviceMissingError("gpio: no lgpio")
        return FakeButtons(("next", "list"), Inbox()), self.lamps


@pytest.fixture
def make_panel(request: pytest.FixtureRequest) -> Callable[[Devices], Panel]:
    def make(devices: Devices) -> Panel:
        panel = Panel(SETTINGS, devices.open)
        request.addfinalizer(panel.close)
        return panel

    return make


Make = Callable[[Devices], Panel]


def test_edges_become_a_press_of_the_button_that_the_settings_describe(make_panel: Make) -> None:
    panel = make_panel(Devices())
    panel.edge(Edge("next", closed=False, at=1.0, at_start=True))
    assert not panel.edge(Edge("next", closed=True, at=2.0))
    assert panel.next_due() == float("-inf")
    panel.tick(2.0)
    assert panel.next_due() == pytest.approx(2.05)

    (press,) = panel.tick(2.06)

    assert press.button == SETTINGS.buttons[0]
    assert press.at == pytest.approx(2.05)


def test_a_press_that_ended_before_it_was_looked_at_still_counts(make_panel: Make) -> None:
    panel = make_panel(Devices())
    panel.edge(Edge("next", closed=False, at=1.0, at_start=True))
    panel.edge(Edge("next", closed=True, at=2.0))

    assert [press.at for press in panel.edge(Edge("next", closed=False, at=2.1))] == [pytest.approx(2.05)]


def test_a_second_press_too_soon_is_counted_and_asks_for_nothing(make_panel: Make) -> None:
    panel = make_panel(Devices())
    panel.edge(Edge("next", closed=False, at=1.0, at_start=True))
    presses = [
        *panel.edge(Edge("next", closed=True, at=2.0)),
        *panel.edge(Edge("next", closed=False, at=2.1)),
        *panel.edge(Edge("next", closed=True, at=2.4)),
        *panel.edge(Edge("next", closed=False, at=2.6)),
    ]

    assert (len(presses), panel.too_soon) == (1, 1)


def test_a_button_that_is_to_be_held_asks_for_nothing_when_it_is_pressed(make_panel: Make) -> None:
    panel = make_panel(Devices())
    panel.edge(Edge("list", closed=False, at=1.0, at_start=True))
    assert not panel.edge(Edge("list", closed=True, at=2.0))
    assert not panel.edge(Edge("list", closed=False, at=2.5))
    assert not panel.edge(Edge("list", closed=True, at=3.0))
    assert not panel.tick(7.9)
    assert panel.next_due() == pytest.approx(8.0)

    (press,) = panel.tick(8.1)
    assert press.button.name == "list"
    assert press.at == pytest.approx(8.0)
    assert not panel.edge(Edge("list", closed=False, at=9.0))


def test_a_stuck_button_is_a_fault_until_it_is_free(make_panel: Make) -> None:
    panel = make_panel(Devices())
    panel.edge(Edge("next", closed=True, at=1.0, at_start=True))
    panel.tick(10.9)
    assert panel.faults() == ()
    panel.tick(11.1)
    assert panel.faults() == (Fault(code="button-stuck", detail="next"),)
    panel.edge(Edge("next", closed=False, at=20.0))
    panel.tick(20.1)
    assert panel.faults() == ()


def test_how_a_contact_is_found_when_the_devices_are_opened_anew_is_no_press(make_panel: Make) -> None:
    panel = make_panel(Devices())
    panel.edge(Edge("next", closed=False, at=1.0, at_start=True))
    panel.edge(Edge("next", closed=True, at=3.0, at_start=True))

    assert not panel.tick(4.0)


def test_missing_devices_are_a_fault_and_tried_again_ever_more_rarely(make_panel: Make) -> None:
    devices = Devices(missing=3)
    panel = make_panel(devices)
    tries: list[float] = []
    now = 0.0
    while not tries or panel.is_missing():
        panel.tick(now)
        tries.append(now)
        assert (panel.faults() == ()) is not panel.is_missing()
        if panel.is_missing():
            assert panel.faults() == (Fault(code="panel-missing", detail="gpio: no lgpio"),)
            panel.show({"ring": LampState.READY})
            assert list(panel.threads()) == []
            now = panel.next_due()

    assert tries == [0.0, 1.0, 3.0, 7.0]


def test_lamps_show_what_they_are_told_and_are_dark_in_the_end(make_panel: Make) -> None:
    devices = Devices()
    panel = make_panel(devices)
    panel.tick(0.0)
    assert [thread.name for thread in panel.threads()] == ["fingers"]
    panel.show({"ring": LampState.WORKING})
    assert devices.lamps.shown == {"ring": LampState.WORKING}
    panel.close()

    assert devices.lamps.shown == {"ring": LampState.OFF}
