"""Where the pages are served, and under which names."""

from typing import Annotated

from msgspec import Meta

from firmware.settings import Settings, SettingsError
from firmware.words import HostName

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class WebSettings(Settings, frozen=True, kw_only=True):
    """A table of the console's settings."""

    host: HostName = "127.0.0.1"
    """The address to listen at; 0.0.0.0 for all of this machine's."""
    port: Annotated[int, Meta(ge=1, le=65535)] = 8000
    names: Annotated[tuple[HostName, ...], Meta(max_length=20)] = ()
    """By which browsers may call it, besides its addresses and localhost: another name is somebody's trick."""
    certificate: Annotated[str, Meta(max_length=500)] = ""
    """A file with the certificate, and those that it hangs on; without one the pages are for this machine alone."""
    key: Annotated[str, Meta(max_length=500)] = ""
    """The file with its key."""

    @property
    def is_encrypted(self) -> bool:
        """Whether browsers talk TLS."""
        return bool(self.certificate)


def check_web(settings: WebSettings) -> str | None:
    """Return a warning, if there is one. Raises SettingsError for what the struct alone cannot tell."""
    if bool(settings.certificate) != bool(settings.key):
        raise SettingsError("[web]: `certificate` and `key` belong together: name both files, or neither")
    if not settings.is_encrypted and settings.host not in LOOPBACK:
        return (
            f"[web]: passwords cross the network in the clear at {settings.host}; give a certificate and its key, "
            f"or listen at 127.0.0.1"
        )
    return None
