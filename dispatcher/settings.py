"""dispatcher.toml."""

from mqtt_bridge.settings import DeviceSettings


class DispatcherSettings(DeviceSettings, frozen=True, kw_only=True):
    """What the dispatcher must know of its machine; what it must know of the hall is in `centre`."""

    centre: str = "/etc/kezek/centre.toml"
    """The file that describes the centre."""
    journal: str = "/var/lib/kezek/journal.db"
    """Where the journal is, on a local disk."""
