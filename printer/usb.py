"""A printer on USB through the kernel's usblp driver: /dev/usb/lp*, and its two ioctls."""

import errno
import fcntl
import os
import select
import struct
from collections.abc import Callable

from printer.status import Status, parse_usblp

LPABORT = 0x0604
"""With 1, a write that waits with the paper out ends with ENOSPC instead of never (Linux, lp.h).

Ours do not wait: they get EAGAIN, and the driver's status tells why. It is set all the same."""
LPGETSTATUS = 0x060B
"""Asks over the control endpoint: the question can never end up on paper."""

Control = Callable[[int, int, int | bytes], int | bytes]
"""ioctl(2), or what behaves like it."""


def _ioctl(descriptor: int, request: int, argument: int | bytes) -> int | bytes:
    return fcntl.ioctl(descriptor, request, argument)


class UsbWire:
    """The open device. Raises OSError when it is not there, busy, or not ours to use."""

    def __init__(self, path: str, control: Control | None = None) -> None:
        self._control = control or _ioctl
        self._descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        self._poll = select.poll()
        try:
            self._control(self._descriptor, LPABORT, 1)
        except OSError:
            os.close(self._descriptor)
            raise

    def write(self, data: memoryview, timeout_s: float) -> int:
        """See `Wire`. Never more than the driver takes at once, so that what left is known."""
        try:
            return os.write(self._descriptor, data[:4096])
        except BlockingIOError:
            pass
        if not self._wait(select.POLLOUT, timeout_s):
            return 0
        try:
            return os.write(self._descriptor, data[:4096])
        except BlockingIOError:
            return 0

    def drain(self, timeout_s: float) -> bool:
        """See `Wire`. The driver takes a portion before the printer does, and forgets it when it is closed."""
        return self._wait(select.POLLOUT, timeout_s)

    def read(self, timeout_s: float) -> bytes:
        """See `Wire`. A printer that only listens gives nothing."""
        if not self._wait(select.POLLIN, timeout_s):
            return b""
        try:
            return os.read(self._descriptor, 4096)
        except BlockingIOError:
            return b""

    def status(self) -> Status:
        """See `Wire`. The cover is part of "error" here."""
        answer = self._control(self._descriptor, LPGETSTATUS, bytes(4))
        if not isinstance(answer, bytes):
            raise OSError(errno.EIO, "the driver gave no status")
        return parse_usblp(struct.unpack("i", answer)[0])

    def close(self) -> None:
        """See `Wire`."""
        os.close(self._descriptor)

    def _wait(self, event: int, timeout_s: float) -> bool:
        self._poll.register(self._descriptor, event)
        return bool(self._poll.poll(timeout_s * 1000))
