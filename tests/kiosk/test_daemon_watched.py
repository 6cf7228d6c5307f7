"""A kiosk under the service loop itself, whose threads hang or die."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from deadline import DEADLINE_S
from obedient_dispatcher import SIGNS, Dispatcher

from firmware import watching
from firmware.buttons import FakeButtons
from firmware.gpio import DeviceMissingError
from firmware.inbox import Inbox, Stop
from firmware.lamps import FakeLamps, LampState
from firmware.service import serve
from firmware.settings import parse_settings
from firmware.watching import ThreadDiedError, ThreadHungError
from firmware.words import Role
from kiosk.__main__ import open_header
from kiosk.daemon import KioskDaemon, subscriptions
from kiosk.panel import Panel
from kiosk.settings import KioskSettings
from mqtt_bridge.client import Bridge
from mqtt_bridge.commands import IssueTicket
from mqtt_bridge.devices import Condition
from mqtt_bridge.presence import Presence
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.settings import BrokerSettings, DeviceSettings
from mqtt_bridge.topics import CENTRE
from printer import spool
from printer.device import FakePrinter
from printer.spool import Spool

TOML = """
site = "{site}"
device = "entrance"
station = "entrance"
state_dir = "{folder}"
patience_s = 10
press_age_s = 10
broker = {{ port = {port} }}
printer = {{ transport = "network", host = "nobody", width_px = 576 }}
lamps = [{{ name = "ring", pin = 17 }}]
[[buttons]]
name = "ticket"
pin = 5
action = "take-ticket"
zone = "consultation"
language = "kk"
"""


class Station:
    """A ticket station without a disk, and a dispatcher."""

    def __init__(self, site: str, folder: Path, port: int) -> None:
        self.inbox = Inbox()
        self.printer = FakePrinter()
        self.settings = parse_settings(TOML.format(site=site, folder=folder, port=port), KioskSettings, "kiosk.toml")
        self.buttons = FakeButtons(["ticket"], self.inbox)
        self.lamps = FakeLamps(("ring",))
        self.panel = Panel(self.settings, lambda: (self.buttons, self.lamps))
        self.presence = Presence(self.settings, Role.KIOSK, self.settings.station)
        self.dispatcher = Dispatcher(DeviceSettings(site=site, device="dispatcher", broker=BrokerSettings(port=port)))
        self.dispatcher.bridge.publish(CENTRE, SIGNS)

    def serve(self, visitor: Callable[[], None]) -> str:
        """Run the daemon as its process does, while *visitor* lives in a thread of their own; stop once they leave."""
        daemon = KioskDaemon(
            self.settings,
            inbox=self.inbox,
            bridge=Bridge(self.settings, self.inbox, subscriptions(self.settings), self.presence.will),
            presence=self.presence,
            panel=self.panel,
            printer=Spool(self.printer, self.inbox, 576, "processed"),
        )
        complaints: list[BaseException] = []

        def live() -> None:
            try:
                visitor()
            except BaseException as error:  # noqa: BLE001 - told by the test's own thread
                complaints.append(error)
                self.inbox.put(Stop("complaint"))

        thread = threading.Thread(target=live, name="visitor")
        daemon.start()
        thread.start()
        try:
            return serve(self.inbox, daemon, tell_hung=self.presence.threads_hang)
        finally:
            thread.join(DEADLINE_S)
            self.printer.hangs = False
            daemon.stop()
            assert not complaints, complaints


@pytest.fixture
def station(shared_broker: PrivateBroker, site: str, tmp_path: Path) -> Iterator[Station]:
    station = Station(site, tmp_path, shared_broker.port)
    yield station
    station.dispatcher.bridge.stop()
    station.buttons.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_station_whose_buttons_have_gone_deaf_ends(station: Station) -> None:
    """Gpiozero's callbacks run in lgpio's thread: an exception there ends it, and the process would look healthy."""

    def visitor() -> None:
        station.dispatcher.state(Condition.READY)
        station.buttons.die()

    with pytest.raises(ThreadDiedError, match="thread fingers has died"):
        station.serve(visitor)


def test_a_printer_whose_driver_does_not_come_back_is_told_refused_and_at_last_ended(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "STUCK_S", 0.5)
    monkeypatch.setattr(spool, "LIMIT_S", 3.0)
    monkeypatch.setattr(watching, "GRACE_S", 1.5)
    told: list[set[str]] = []

    def visitor() -> None:
        station.dispatcher.state(Condition.READY)
        station.buttons.press("ticket")
        request = station.dispatcher.asked(IssueTicket)
        station.printer.hangs = True
        station.dispatcher.issue(request)
        while not told or "thread-hung" not in told[-1]:
            told.append({fault.code for fault in station.dispatcher.state(Condition.FAULT).faults})
        assert station.lamps.shown["ring"] is LampState.CANNOT

    with pytest.raises(ThreadHungError, match=r"thread printer hangs in .*device\.py"):
        station.serve(visitor)

    assert told[-2:] == [{"printer-silent"}, {"printer-silent", "thread-hung"}]


def test_a_printer_that_comes_back_in_time_prints_what_waited(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "STUCK_S", 0.5)

    def visitor() -> None:
        station.dispatcher.state(Condition.READY)
        station.buttons.press("ticket")
        request = station.dispatcher.asked(IssueTicket)
        station.printer.hangs = True
        station.dispatcher.issue(request)
        station.dispatcher.state(Condition.FAULT)
        station.printer.hangs = False
        station.dispatcher.state(Condition.READY)
        station.dispatcher.report()
        station.inbox.put(Stop("enough"))

    assert station.serve(visitor) == "enough"
    assert len(station.printer.printed) == 1


def test_a_machine_without_gpio_runs_on_and_says_what_is_missing(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No gpiochip, or no lgpio: gpiozero would fall through to a back end that sees no edges."""
    monkeypatch.setenv("GPIOZERO_PIN_FACTORY", "mock")
    station.panel = Panel(station.settings, lambda: open_header(station.settings, station.inbox))
    with pytest.raises(DeviceMissingError):
        open_header(station.settings, station.inbox)

    def visitor() -> None:
        (fault,) = station.dispatcher.state(Condition.FAULT).faults
        assert (fault.code, fault.detail[:5]) == ("panel-missing", "gpio:")
        station.inbox.put(Stop("enough"))

    assert station.serve(visitor) == "enough"
