"""What is done to the book of receptions while nobody asks: lists freeze, data whose time is over are erased."""

import logging
from collections.abc import Callable, Iterable
from datetime import date

from console.receptions.final_list import what_time_brings
from console.receptions.keeping import erase_due, scrub
from console.receptions.store import Store

ERASE_S = 3600.0
"""So often it looks whose time is over."""
SCRUB_S = 30.0
"""A log that another thread was reading is emptied again after so long."""
CLOCKS_AGREE_S = 86_400.0
"""A machine's clock that is further from the hall's is wrong, or the hall's is: nothing is frozen or erased then."""

_log = logging.getLogger("console.upkeep")


class Upkeep:
    """Works in the thread that owns the store. *warnings_on* are of the schedule as it is seen on a day."""

    def __init__(self, warnings_on: Callable[[date], Iterable[str]]) -> None:
        self._warnings_on = warnings_on
        self._warned: tuple[str, ...] = ()
        self._warned_on: date | None = None
        self._erase_at = 0.0
        self._scrub_at: float | None = None
        self._believed = True

    def tick(self, store: Store, now: float, wall: float, hall: float | None) -> None:
        """Let time pass. *now* is monotonic; *wall* and *hall* are Unix seconds by this machine and by the hall.

        While the hall was never heard nothing is done: this machine may have started in the past or the future. A
        command freezes what is due before it is decided, all the same. Raises StoreError.
        """
        if hall is None or not self._believes(wall, hall):
            return
        at = max(wall, hall)
        table = store.table_at(at)
        if what_time_brings(store.book, table, at):
            for event in store.pass_time(at):
                _log.info("list %s", type(event).__struct_config__.tag)
        if now >= self._erase_at:
            self._erase_at = now + ERASE_S
            erased = erase_due(store, min(wall, hall))
            if erased:
                _log.info("visitors erased bookings=%d", erased)
                self._scrub_at = now
        if self._scrub_at is not None and now >= self._scrub_at:
            self._scrub_at = None if scrub(store) else now + SCRUB_S
        if self._warned_on != table.today:
            self._warn(table.today)

    def _believes(self, wall: float, hall: float) -> bool:
        agree = abs(wall - hall) < CLOCKS_AGREE_S
        if agree != self._believed:
            self._believed = agree
            said = "clocks agree again" if agree else "clocks differ, nothing is frozen or erased"
            _log.log(logging.INFO if agree else logging.WARNING, "%s by_s=%.0f", said, wall - hall)
        return agree

    def _warn(self, today: date) -> None:
        """Say what is wrong with the schedule, on a change."""
        warnings = tuple(self._warnings_on(today))
        for warning in warnings:
            if warning not in self._warned:
                _log.warning("receptions to which nobody could come: %s", warning)
        self._warned, self._warned_on = warnings, today
