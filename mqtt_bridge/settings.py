"""What every daemon must know to speak: which site, which device, which broker."""

from typing import Annotated

from msgspec import Meta

from firmware.settings import Settings
from firmware.words import HostName, Slug


class BrokerSettings(Settings, frozen=True, kw_only=True):
    """Where the broker is."""

    host: HostName = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535)] = 1883


class DeviceSettings(Settings, frozen=True, kw_only=True):
    """The settings that all roles share."""

    site: Slug
    device: Slug
    """The device's name: its MQTT client id, and its name in the centre's `peers`."""
    broker: BrokerSettings = BrokerSettings()
    state_dir: str = "/var/lib/kezek"
    """The folder that outlives a restart."""
