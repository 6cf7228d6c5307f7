"""The roll of paper in this station's printer: counted as it is used up, and noted on the disk."""

import logging
from collections.abc import Mapping

import msgspec

from kiosk.kept import Noted
from mqtt_bridge.devices import Fault
from printer.roll import RollCount
from printer.settings import PrinterSettings
from printer.status import Status

NOTE = "roll"
"""The name under which the count is kept."""

_OF_PAPER = {"paper-low", "paper-out"}

_log = logging.getLogger("printer")


class Roll:
    """For the owner thread. What it returns is to be written down; None when nothing has changed."""

    def __init__(self, settings: PrinterSettings) -> None:
        self._length_m = settings.roll_m
        self._low_m = settings.roll_low_m
        self._count = RollCount()
        self._is_read = False

    @property
    def length_m(self) -> float | None:
        """How long a new one is; None when nobody has told."""
        return self._length_m

    def read(self, notes: Mapping[str, str]) -> Noted | None:
        """Go on from what earlier lives have noted. What was used since the start comes on top of it, once."""
        if self._is_read or self._length_m is None:
            return None
        self._is_read = True
        try:
            kept = msgspec.json.decode(notes.get(NOTE, "{}"), type=RollCount)
        except msgspec.DecodeError as error:
            _log.warning("roll counted anew why=%s", error)
            kept = RollCount()
        since, self._count = self._count, RollCount()
        return self._set(
            msgspec.structs.replace(
                kept.used(since.used_mm),
                has_sensor=kept.has_sensor or since.has_sensor,
                was_out=kept.was_out or since.was_out,
            )
        )

    def used(self, paper_mm: int) -> Noted | None:
        """Count a paper."""
        return self._set(self._count.used(paper_mm))

    def changed(self) -> Noted | None:
        """Begin with a new roll, whatever was noted of the one before."""
        self._is_read = True
        return self._set(self._count.changed(), is_news=True)

    def saw(self, status: Status) -> Noted | None:
        """Take the printer's own word."""
        return self._set(self._count.saw(status))

    def faults(self, printers: tuple[Fault, ...]) -> tuple[Fault, ...]:
        """Return what is to be said of the roll besides what the printer says itself."""
        fault = self._count.fault(self._length_m, self._low_m)
        says_itself = any(said.code in _OF_PAPER for said in printers)
        return () if fault is None or says_itself else (fault,)

    def _set(self, count: RollCount, *, is_news: bool = False) -> Noted | None:
        if self._length_m is None or (count == self._count and not is_news):
            return None
        if count.used_mm < self._count.used_mm or is_news:
            _log.info("roll changed used_mm=%d", self._count.used_mm)
        self._count = count
        return Noted(key=NOTE, value=msgspec.json.encode(count).decode())
