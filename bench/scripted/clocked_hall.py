"""A real hall whose dispatcher, stations and board live on another day, at the time of day that they are told."""

import threading
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from centre.calendar import is_working_day
from centre.checks import load_centre
from firmware.clock import SystemClock
from firmware.words import Role
from mqtt_bridge.private_broker import free_port
from simulator.clocks import set_clock
from simulator.driving import DrivenHall

CENTRE = Path(__file__).parents[2] / "centre" / "borodulikha.toml"
VOICE_SPEED = 100.0
SEEN_S = 0.2
"""A daemon does not look more often what time it is while nobody asks it for anything."""
STARTS = time(8, 30)


class ClockedHall:
    """The shipped centre on the next day that it works, as a context. Raises NoClocksError without libfaketime."""

    def __init__(self, folder: Path, voice_bank: Path) -> None:
        self.centre = load_centre(CENTRE)
        self._zone = ZoneInfo(self.centre.timezone)
        self._clock = SystemClock()
        self.broker_port = free_port()
        self._clocks = folder / "clocks"
        self._clocks.mkdir(parents=True)
        self.day = self._next_working_day()
        self._pause = threading.Event()
        self._set(self.moment(STARTS))
        environment = {
            "KEZEK_CENTRE": str(CENTRE),
            "KEZEK_BROKER_PORT": str(self.broker_port),
            "KEZEK_CLOCKS": str(self._clocks),
            "KEZEK_REAL_HOURS": "1",
            "FAKETIME_NO_CACHE": "1",  # a clock that was set is seen at once, not within two seconds
        }
        self.hall = DrivenHall(folder / "hall", voice_bank=voice_bank, voice_speed=VOICE_SPEED, environment=environment)

    def __enter__(self) -> Self:
        """Start it."""
        self.hall.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.hall.__exit__(kind, value, at)

    @property
    def devices(self) -> Sequence[str]:
        """Return who has this clock: all daemons but the speaker, which starts programs of its own."""
        roles = {Role.DISPATCHER, Role.KIOSK, Role.DISPLAY}
        return [peer.name for peer in self.centre.peers if peer.role in roles]

    def moment(self, local: time) -> float:
        """Return that time of the day in Unix seconds."""
        return datetime.combine(self.day, local, self._zone).timestamp()

    def go_to(self, local: time) -> None:
        """Let it become that time of the day everywhere. The hall's time never goes back, so neither may this."""
        self._set(self.moment(local))
        self._pause.wait(SEEN_S)

    def _set(self, at: float) -> None:
        ahead_s = round(at - self._clock.wall()) + 1
        for device in self.devices:
            set_clock(self._clocks / device, ahead_s)

    def _next_working_day(self) -> date:
        day = datetime.fromtimestamp(self._clock.wall(), self._zone).date()
        while True:
            day += timedelta(days=1)
            if is_working_day(self.centre, day):
                return day
