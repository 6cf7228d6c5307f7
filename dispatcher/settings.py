"""dispatcher.toml."""

from typing import Annotated

from msgspec import Meta

from firmware.settings import Settings
from mqtt_bridge.settings import DeviceSettings


class BackupSettings(Settings, frozen=True, kw_only=True):
    """Where the journal is copied to while the hall goes on."""

    folder: Annotated[str, Meta(min_length=1)]
    """It must be there, and should be on another disk than the journal."""
    every_s: Annotated[float, Meta(ge=1, le=86_400)] = 60.0
    """So much at most is lost with the journal's disk, besides what is on paper."""
    keep: Annotated[int, Meta(ge=2, le=10_000)] = 60
    """So many of the small backups, of the last two business days, are kept."""
    keep_days: Annotated[int, Meta(ge=1, le=3650)] = 30
    """So many of the daily ones, of the whole journal, are kept."""


class DispatcherSettings(DeviceSettings, frozen=True, kw_only=True):
    """What the dispatcher must know of its machine; what it must know of the hall is in `centre`."""

    centre: str = "/etc/kezek/centre.toml"
    """The file that describes the centre."""
    journal: str = "/var/lib/kezek/journal.db"
    """Where the journal is, on a local disk."""
    keep_days: Annotated[int, Meta(ge=2, le=36_500)] = 400
    """Of older days only the statistics are kept."""
    collect_s: Annotated[float, Meta(ge=10, le=3600)] = 120.0
    """After a restore numbers are given again once every station has said what it printed, or after so long."""
    backup: BackupSettings | None = None
    """None: the journal's disk is the only one that knows of the hall."""
