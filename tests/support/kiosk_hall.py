"""A kiosk in a thread, a simulated printer on TCP and a dispatcher on a real Mosquitto: for tests alone."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from deadline import DEADLINE_S, until
from door_watcher import Watcher
from obedient_dispatcher import SIGNS, Dispatcher
from station_disk import Disk

from audio.engines import FakeEngine
from audio.mouth import Mouth
from firmware.buttons import HELD_S
from firmware.inbox import Inbox, Stop
from firmware.settings import parse_settings
from firmware.words import Language, Role
from kiosk.control import open_control
from kiosk.daemon import KioskDaemon, subscriptions
from kiosk.keeping import Keeping
from kiosk.panel import Panel
from kiosk.settings import KioskSettings
from kiosk.simulated import SimulatedPanel
from kiosk.speaking import Speaking
from mqtt_bridge.client import Bridge, LinkChanged
from mqtt_bridge.presence import Presence
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.settings import BrokerSettings, DeviceSettings
from mqtt_bridge.topics import CENTRE
from printer.preview import Piece
from printer.settings import open_printer
from printer.simulated import SimulatedPrinter
from printer.spool import Spool

LONG_S = 10.0
"""A kiosk's patience, unless the test gives no answer: the most that its settings take."""
SHORT_S = 0.5
"""Its patience in tests that give no answer."""


def kiosk_toml(site: str, broker_port: int, printer_port: int, state_dir: Path, patience_s: float = LONG_S) -> str:
    """Return the settings of a station that drops no press on a machine that is busy."""
    return f"""
        site = "{site}"
        device = "entrance"
        station = "entrance"
        state_dir = "{state_dir}"
        patience_s = {patience_s}
        press_age_s = {LONG_S}
        broker = {{ port = {broker_port} }}
        printer = {{ transport = "network", host = "127.0.0.1", port = {printer_port}, width_px = 576, roll_m = 80 }}
        lamps = [{{ name = "ring", pin = 17 }}]

        [[buttons]]
        name = "ticket"
        pin = 5
        action = "take-ticket"
        zone = "consultation"
        language = "kk"

        [[buttons]]
        name = "next"
        pin = 6
        action = "call-next"
        place = "window-1"

        [[buttons]]
        name = "list"
        pin = 19
        action = "waiting-list"
        hold_s = 1.0

        [[buttons]]
        name = "roll"
        pin = 26
        action = "roll-changed"
        hold_s = 1.0

        [[buttons]]
        name = "complaint"
        pin = 13
        action = "take-ticket"
        purpose = "complaint"
        language = "ru"
        assistance = true

        [[buttons]]
        name = "good"
        pin = 16
        action = "feedback"
        place = "window-1"
        rating = 5

        [[buttons]]
        name = "alarm"
        pin = 20
        action = "evacuate"
        hold_s = 1.0
    """


def speaker_toml(bank: Path) -> str:
    """Return what a station with a speaker has besides; the speaker is a hundred times as fast as a real one."""
    return f"""
        [[buttons]]
        name = "who"
        pin = 21
        action = "now-serving"
        language = "kk"

        [[buttons]]
        name = "helper"
        pin = 22
        action = "summon"
        summons = "helper"

        [speaker]
        bank = "{bank}"
        simulated_speed = 100.0
    """


class Hall:
    """A kiosk in a thread of this process, with everything that it talks to; *bank* is for its speaker, if it has one.

    A speaker has the voice of tones.
    """

    def __init__(  # noqa: PLR0913 - each for a few tests
        self,
        broker: PrivateBroker,
        site: str,
        folder: Path,
        *,
        centre: bool = True,
        disk: Disk | None = None,
        bank: Path | None = None,
        patience_s: float = LONG_S,
    ) -> None:
        self.pieces: list[Piece] = []
        self.printer = SimulatedPrinter(self.pieces.append)
        self.printer.start()
        self.dispatcher = Dispatcher(
            DeviceSettings(site=site, device="dispatcher", broker=BrokerSettings(port=broker.port))
        )
        if centre:
            self.dispatcher.bridge.publish(CENTRE, SIGNS)
        self.toml = kiosk_toml(site, broker.port, self.printer.port, folder, patience_s)
        if bank is not None:
            self.toml += speaker_toml(bank)
        self.settings = parse_settings(self.toml, KioskSettings, "kiosk.toml")
        self._folder = folder
        self._disk = disk or Disk()
        self._is_open = True
        self._is_linked = False
        self._start()

    def _start(self) -> None:
        self.inbox = Inbox()
        self.simulated = SimulatedPanel(self.settings, self._folder, self.inbox)
        assert self.settings.printer is not None
        self.spool = Spool(open_printer(self.settings.printer), self.inbox, 576, "processed")
        presence = Presence(self.settings, Role.KIOSK, self.settings.station)
        self.daemon = KioskDaemon(
            self.settings,
            inbox=self.inbox,
            bridge=Bridge(self.settings, self.inbox, subscriptions(self.settings), presence.will),
            presence=presence,
            panel=Panel(self.settings, self.simulated.open_devices),
            printer=self.spool,
            keeping=Keeping(self._folder, self.inbox, self._disk.open_store),
            control=open_control(self.settings, self.inbox, simulated=True),
            speaking=self._speaking(),
            tell=self.simulated.tell,
        )
        self.watcher = Watcher(self._folder / "entrance.sock")
        self._owner = threading.Thread(target=self._own, name="owner")
        self._owner.start()

    def _speaking(self) -> Speaking | None:
        speaker = self.simulated.speaker
        if speaker is None or self.settings.speaker is None:
            return None
        tones = dict.fromkeys(Language, (FakeEngine(),))
        mouth = Mouth(speaker.player, Path(self.settings.speaker.bank), tones, self.inbox, is_vital=False)
        return Speaking(mouth, speaker.show)

    def _own(self) -> None:
        """Do what `firmware.service.serve` does, which wants the main thread."""
        self.daemon.start()
        due = self.daemon.tick()
        while True:
            for message in self.inbox.take(min(due - time.monotonic(), 1.0)):
                if isinstance(message, Stop):
                    self.daemon.stop()
                    return
                self.daemon.handle(message)
                if isinstance(message, LinkChanged):
                    self._is_linked = message.up
            due = self.daemon.tick()

    def press(self, button: str = "ticket") -> None:
        assert self.watcher.ask(do="press", button=button) == {"ok": True}

    def step_back(self) -> None:
        """Let a button's minimum interval go by, within which another press would be the same one."""
        threading.Event().wait(0.3 + HELD_S)

    def until_spooled(self, jobs: int) -> None:
        """Wait until so many papers wait for the printer."""
        until(lambda: self.spool.waiting, lambda waiting: waiting >= jobs)

    def until_unlinked(self) -> None:
        """Wait until the kiosk knows that its link is down."""
        until(lambda: not self._is_linked)

    def restart(self) -> None:
        """Stop the kiosk and start it anew, as after a power cut that it had seen coming."""
        self._stop()
        self._start()

    def ends_by_itself(self) -> bool:
        """Wait until the kiosk has ended after a `Stop` of the test's own."""
        self._owner.join(DEADLINE_S)
        return not self._owner.is_alive()

    def stop(self) -> None:
        """Close everything, also when the kiosk has ended by itself already. Twice is once."""
        if self._is_open:
            self._is_open = False
            self._stop()
            self.dispatcher.bridge.stop()
            self.printer.stop()

    def _stop(self) -> None:
        self.inbox.put(Stop("test"))
        self._owner.join(15)
        self.watcher.close()
        self.simulated.close()


MakeHall = Callable[..., Hall]
