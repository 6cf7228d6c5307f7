"""The console's daemon: so far it tells the walls which officials receive, from the schedule and the book."""

import logging
import threading
from collections.abc import Callable, Iterable

from console.receptions.book import Book
from console.receptions.errors import StoreError
from console.receptions.shown import receptions_shown
from console.receptions.store import Store
from console.receptions.timetable import Timetable
from console.upkeep import Upkeep
from firmware.clock import Clock
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, Subscription, subscription
from mqtt_bridge.devices import Condition, Fault
from mqtt_bridge.presence import Presence
from mqtt_bridge.public import Board
from mqtt_bridge.receptions import Receptions
from mqtt_bridge.topics import BOARD, RECEPTIONS

SUBSCRIPTIONS: tuple[Subscription[Board], ...] = (subscription(BOARD),)
"""All that the console hears: the hall's clock."""
LOOK_S = 2.0
"""So often it looks what other programs have written into the book."""
AGAIN_S = 30.0
"""A book that could not be opened or read is tried again after so long."""
LAST_AT = 4_102_444_800.0
"""2100 in Unix seconds. A board of a later time is wrong, and of a much later one no calendar knows."""

_log = logging.getLogger("console")


class ConsoleDaemon:
    """Works in the owner's thread. *open_store* raises StoreError, and may be called again and again."""

    def __init__(
        self,
        bridge: Bridge,
        presence: Presence,
        clock: Clock,
        table_at: Callable[[float], Timetable],
        open_store: Callable[[], Store],
        upkeep: Upkeep,
    ) -> None:
        self._bridge = bridge
        self._presence = presence
        self._clock = clock
        self._table_at = table_at
        self._open_store = open_store
        self._upkeep = upkeep
        self._store: Store | None = None
        self._book = Book()
        self._why_closed = ""
        self._look_at = 0.0
        self._hall_offset: float | None = None
        self._shown: Receptions | None = None

    def handle(self, message: object) -> None:
        """See `firmware.service.Daemon`."""
        match message:
            case Arrived():
                received = self._bridge.read(message)
                if received is not None and isinstance(received.message, Board) and received.message.at < LAST_AT:
                    self._hall_offset = received.message.at - message.at
            case LinkChanged(up=True):
                self._tell()  # the broker keeps nothing over its own restart

    def tick(self) -> float:
        """See `firmware.service.Daemon`."""
        now = self._clock.monotonic()
        if now >= self._look_at:
            self._read()
            self._look_at = now + (LOOK_S if self._store is not None else AGAIN_S)
            self._show(self._table_at(self._unix_time(now)))
            self._say_state()
        return self._look_at

    def threads(self) -> Iterable[threading.Thread]:
        """See `firmware.service.Daemon`."""
        return (self._bridge.thread,)

    def stop(self) -> None:
        """Say goodbye and let go of the book."""
        self._presence.say(self._bridge, Condition.OFFLINE)
        self._close()

    def _read(self) -> None:
        """Learn what all programs have written into the book. While that cannot be read it stays as it was.

        An official who was late a moment ago is late still.
        """
        try:
            if self._store is None:
                self._store = self._open_store()
                if self._why_closed:
                    _log.info("book opened path=%s", self._store.path)
            else:
                self._store.refresh()
            now = self._clock.monotonic()
            hall = now + self._hall_offset if self._hall_offset is not None else None
            self._upkeep.tick(self._store, now, self._clock.wall(), hall)
        except StoreError as error:
            if not self._why_closed:
                _log.warning("book closed why=%s", error)
            self._close()
            self._why_closed = str(error)
            return
        self._why_closed = ""
        self._book = self._store.book

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

    def _unix_time(self, now: float) -> float:
        """Return the later of the two clocks: without a network this machine may have started in the past."""
        wall = self._clock.wall()
        return wall if self._hall_offset is None else max(wall, now + self._hall_offset)

    def _show(self, table: Timetable) -> None:
        shown = receptions_shown(self._book, table)
        if shown != self._shown:
            self._shown = shown
            _log.info("receptions changed days=%d", len(shown.days))
            self._tell()

    def _tell(self) -> None:
        if self._shown is not None:
            self._bridge.publish(RECEPTIONS, self._shown)

    def _say_state(self) -> None:
        if self._why_closed:
            fault = Fault(code="receptions-closed", detail=self._why_closed[:200])
            self._presence.say(self._bridge, Condition.DEGRADED, (fault,))
        else:
            self._presence.say(self._bridge, Condition.READY)
