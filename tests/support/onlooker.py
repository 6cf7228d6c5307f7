"""Somebody who looks at a hall under test, as the pages do: for tests alone."""

from collections.abc import Mapping
from types import MappingProxyType

from hall_under_test import HallUnderTest

from console.seeing.day_tally import DayTally
from console.web.filling.looking import Looking
from firmware.words import Language
from mqtt_bridge.devices import DeviceState

NAMES: Mapping[str, str] = MappingProxyType({"s-1": "Әлия", "s-2": "Болат"})
"""By the opaque ids that tests use."""


def looking_at(
    hall: HallUnderTest, language: Language = Language.KK, devices: Mapping[str, DeviceState] = MappingProxyType({})
) -> Looking:
    """Return the hall as it is now."""
    tally = DayTally()
    tally.hear(recorded for recorded, _request_id in hall.history)
    return Looking(hall.hall, hall.at, language, "console", tally, devices, NAMES)
