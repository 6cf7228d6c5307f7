"""What systemd wants to hear from a daemon (sd_notify(3)), in one small function."""

import os
import socket
from collections.abc import Callable

Notify = Callable[..., None]
"""Takes assignments such as "READY=1". Never raises: a deaf systemd must not stop a daemon."""


def systemd_notify(*assignments: str) -> None:
    """Send *assignments* to the socket that systemd named, if it named one."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):  # the abstract namespace
        address = "\0" + address[1:]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as to_systemd:
            to_systemd.connect(address)
            to_systemd.send("\n".join(assignments).encode(), socket.MSG_DONTWAIT)
    except OSError:
        return
