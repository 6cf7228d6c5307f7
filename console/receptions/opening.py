"""From the machine's settings to an open store."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from console.receptions.errors import KeyFileError
from console.receptions.key_file import make_key_file, read_keys
from console.receptions.store import Store
from console.receptions.timetable import Timetable
from console.receptions.vault import Vault
from firmware.settings import Settings

# SQLite asks nobody to wait who finds a new file half made, nor does a key that is being made.
_opening = threading.Lock()

PathText = Annotated[str, Meta(min_length=1, max_length=500)]


class StoreSettings(Settings, frozen=True, kw_only=True):
    """Where this machine keeps what the console knows of receptions: a table in the console's own settings."""

    receptions: PathText = "/etc/kezek/receptions.toml"
    """The schedule and the rules of booking."""
    file: PathText = "/var/lib/kezek/console/receptions.db"
    """On a local disk, and in the backups."""
    key: PathText = "/etc/kezek/receptions.key"
    """Not in the same backups: who has both can read the names."""
    make_key: bool = False
    """Make the key, if there is neither key nor store yet."""


def open_store(settings: StoreSettings, table_at: Callable[[float], Timetable]) -> Store:
    """Open the store, when no other thread does. Raises StoreError with one line for a technician."""
    file, key = Path(settings.file), Path(settings.key)
    with _opening:
        if settings.make_key and not key.exists():
            if file.exists():
                raise KeyFileError(f"{key}: is not there, and a new key would not open {file}; put the old one back")
            make_key_file(key)
        return Store(file, Vault(read_keys(key), str(key)), table_at)
