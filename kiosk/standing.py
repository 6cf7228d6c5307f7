"""What a kiosk says of itself: its state on the wire, the log's lines on a change, the simulator's words."""

import logging
from collections.abc import Callable
from typing import Any

from kiosk.by_hand import ByHand
from kiosk.objections import STARTING
from kiosk.panel import Panel
from kiosk.reports import NO_ANSWER
from kiosk.speaking import Speaking
from kiosk.station import Station
from mqtt_bridge.client import Bridge
from mqtt_bridge.devices import Condition, Fault
from mqtt_bridge.presence import Presence
from printer.jobs import PrinterChanged

Tell = Callable[[str, dict[str, Any]], None]
"""Tells whoever watches the simulation: a subject, and the word on it."""

_STUCK = Fault(code="printer-silent", detail="the driver does not come back")

_log = logging.getLogger("kiosk")
_printer_log = logging.getLogger("printer")


class Standing:
    """Looks at the parts and says what has changed. For the owner thread."""

    def __init__(
        self,
        station: Station,
        panel: Panel,
        by_hand: ByHand | None,
        presence: Presence,
        tell: Tell,
        speaking: Speaking | None = None,
    ) -> None:
        self._station = station
        self._panel = panel
        self._by_hand = by_hand
        self._presence = presence
        self._tell = tell
        self._speaking = speaking
        self._printer_faults: tuple[Fault, ...] = ()
        self._printer_obstacle = station.printer_obstacle
        self._is_printer_stuck = False
        self._printer_said = station.printer_obstacle or "absent"
        self._told: dict[str, dict[str, Any]] = {}
        tell("printer", {"printer": {"state": self._printer_said, "paper": "unknown"}})

    def printer_changed(self, changed: PrinterChanged) -> None:
        """Take how the printer is."""
        self._printer_faults = changed.faults
        keeps_printing = changed.status.is_ready or not changed.faults
        self._printer_obstacle = None if keeps_printing else changed.faults[0].code
        self.printer_is_stuck(is_stuck=self._is_printer_stuck)
        says = changed.faults[0].code if changed.faults else "ok"
        level = logging.WARNING if changed.faults else logging.INFO
        _printer_log.log(level, "printer changed from=%s to=%s", self._printer_said, says)
        self._printer_said = says
        self._tell("printer", {"printer": {"state": says, "paper": changed.status.paper.value}})

    def printer_is_stuck(self, *, is_stuck: bool) -> None:
        """Take whether the printer's thread comes back: presses are refused while it does not."""
        self._is_printer_stuck = is_stuck
        self._station.printer_obstacle = _STUCK.code if is_stuck else self._printer_obstacle

    def say(self, bridge: Bridge, now: float, accepted: int) -> None:
        """Say all that has changed; *accepted* presses were so far."""
        self._presence.say(bridge, *self._condition(now))
        refused, too_soon = self._station.refused, self._panel.too_soon
        self._tell_news("presses", {"accepted": accepted, "refused": refused, "too_soon": too_soon})
        before = self._told.get("alone", {"tickets": 0})["tickets"]
        alone = self._station.alone()
        if (before > 0) is not (alone.tickets > 0):
            said = (logging.WARNING, "no", "yes") if alone.tickets else (logging.INFO, "yes", "no")
            _log.log(said[0], "alone changed from=%s to=%s", *said[1:])
        self._tell_news("alone", {"tickets": alone.tickets, "left": alone.left, "untold": alone.untold})

    def _tell_news(self, subject: str, word: dict[str, Any]) -> None:
        if self._told.get(subject) != word:
            self._told[subject] = word
            self._tell(subject, word)

    def _condition(self, now: float) -> tuple[Condition, tuple[Fault, ...]]:
        roll = () if self._by_hand is None else self._by_hand.faults(self._printer_faults)
        printer = (_STUCK,) if self._is_printer_stuck else self._printer_faults
        speaker = () if self._speaking is None else self._speaking.faults()
        faults = (*self._panel.faults(), *printer, *roll, *self._station.faults(now), *speaker)
        obstacle = self._station.printer_obstacle
        if not self._panel.is_missing() and obstacle == STARTING:
            return Condition.INIT, faults
        if self._panel.is_missing() or obstacle is not None or self._station.obstacle(now) == NO_ANSWER:
            return Condition.FAULT, faults
        return (Condition.DEGRADED if faults else Condition.READY), faults
