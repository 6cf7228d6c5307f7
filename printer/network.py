"""A printer in the network: raw TCP, port 9100."""

import select
import socket

CONNECT_WITHIN_S = 2.0
DEAD_AFTER_MS = 3000
"""Bytes that nobody acknowledges for so long end the connection: a printer switched off says nothing."""


class NetworkWire:
    """One TCP connection. Raises OSError when there is none to be had."""

    def __init__(self, host: str, port: int) -> None:
        self._socket = socket.create_connection((host, port), CONNECT_WITHIN_S)
        self._socket.settimeout(0)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_AFTER_MS)
        self._poll = select.poll()
        self._descriptor = self._socket.fileno()

    def write(self, data: memoryview, timeout_s: float) -> int:
        """See `Wire`. A byte counts as left when the kernel has it: from there it may reach the printer."""
        try:
            return self._socket.send(data)
        except BlockingIOError:
            pass
        if not self._wait(select.POLLOUT, timeout_s):
            return 0
        return self._socket.send(data)

    def drain(self, timeout_s: float) -> bool:  # noqa: ARG002 - named as the Protocol names it
        """See `Wire`. From here on the line carries it, whatever we do."""
        return True

    def read(self, timeout_s: float) -> bytes:
        """See `Wire`. Raises ConnectionResetError when the printer hung up."""
        if not self._wait(select.POLLIN, timeout_s):
            return b""
        came = self._socket.recv(4096)
        if not came:
            raise ConnectionResetError("the printer hung up")
        return came

    def status(self) -> None:
        """See `Wire`. A bare line knows nothing."""

    def close(self) -> None:
        """See `Wire`."""
        self._socket.close()

    def _wait(self, event: int, timeout_s: float) -> bool:
        self._poll.register(self._descriptor, event)
        return bool(self._poll.poll(timeout_s * 1000))
