"""A printer on a serial line, as old as the standard and as slow: at 9600 baud a ticket takes ten seconds."""

from typing import Literal

Flow = Literal["none", "rts-cts", "xon-xoff", "dsr-dtr"]


class SerialWire:
    """One open line. Raises OSError (pyserial's SerialException is one) when there is none."""

    def __init__(self, path: str, baud: int, flow: Flow) -> None:
        import serial

        self._line = serial.Serial(
            path,
            baud,
            timeout=0,
            rtscts=flow == "rts-cts",
            xonxoff=flow == "xon-xoff",
            dsrdtr=flow == "dsr-dtr",
            exclusive=True,
        )

    def write(self, data: memoryview, timeout_s: float) -> int:
        """See `Wire`. In small portions, so that progress shows on a slow line."""
        import serial

        self._line.write_timeout = timeout_s
        portion = bytes(data[:256])
        try:
            self._line.write(portion)
        except serial.SerialTimeoutException:
            return 0
        return len(portion)

    def drain(self, timeout_s: float) -> bool:  # noqa: ARG002 - named as the Protocol names it
        """See `Wire`. From here on the line carries it, whatever we do."""
        return True

    def read(self, timeout_s: float) -> bytes:
        """See `Wire`."""
        self._line.timeout = timeout_s
        return bytes(self._line.read(max(self._line.in_waiting, 1)))

    def status(self) -> None:
        """See `Wire`. A bare line knows nothing."""

    def close(self) -> None:
        """See `Wire`."""
        self._line.close()
