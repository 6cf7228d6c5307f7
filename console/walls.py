"""What the walls are told of receptions: who receives when, with delays, from the schedule and the book."""

import logging
from collections.abc import Callable

from console.receptions.book import Book
from console.receptions.errors import StoreError
from console.receptions.shown import receptions_shown
from console.receptions.store import Store
from console.receptions.timetable import Timetable
from console.upkeep import Upkeep
from mqtt_bridge.client import Bridge
from mqtt_bridge.devices import Fault
from mqtt_bridge.receptions import Receptions
from mqtt_bridge.topics import RECEPTIONS

LOOK_S = 2.0
"""So often it looks what other programs have written into the book."""
AGAIN_S = 30.0
"""A book that could not be opened or read is tried again after so long."""

_log = logging.getLogger("console")


class Walls:
    """Works in the owner's thread. *open_store* raises StoreError, and may be called again and again."""

    def __init__(
        self,
        bridge: Bridge,
        table_at: Callable[[float], Timetable],
        open_store: Callable[[], Store],
        upkeep: Upkeep,
    ) -> None:
        self._bridge = bridge
        self._table_at = table_at
        self._open_store = open_store
        self._upkeep = upkeep
        self._store: Store | None = None
        self._book = Book()
        self._why_closed = ""
        self._look_at = 0.0
        self._shown: Receptions | None = None

    @property
    def fault(self) -> Fault | None:
        """Why the book cannot be read, if it cannot."""
        return Fault(code="receptions-closed", detail=self._why_closed[:200]) if self._why_closed else None

    def tick(self, now: float, wall: float, hall: float | None) -> float:
        """Look into the book when it is time, and tell what has changed; return when to look again.

        *now* is monotonic; *wall* and *hall* are Unix seconds by this machine and by the hall, if that was ever heard.
        """
        if now >= self._look_at:
            self._read(now, wall, hall)
            self._look_at = now + (LOOK_S if self._store is not None else AGAIN_S)
            self._show(self._table_at(wall if hall is None else max(wall, hall)))
        return self._look_at

    def tell(self) -> None:
        """Publish what was shown last: the broker keeps nothing over its own restart."""
        if self._shown is not None:
            self._bridge.publish(RECEPTIONS, self._shown)

    def close(self) -> None:
        """Let go of the book."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def _read(self, now: float, wall: float, hall: float | None) -> None:
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
            self._upkeep.tick(self._store, now, wall, hall)
        except StoreError as error:
            if not self._why_closed:
                _log.warning("book closed why=%s", error)
            self.close()
            self._why_closed = str(error)
            return
        self._why_closed = ""
        self._book = self._store.book

    def _show(self, table: Timetable) -> None:
        shown = receptions_shown(self._book, table)
        if shown != self._shown:
            self._shown = shown
            _log.info("receptions changed days=%d", len(shown.days))
            self.tell()
