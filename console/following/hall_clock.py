"""The hall's time, as boards tell it: the dispatcher's clock is the only one that counts."""

from mqtt_bridge.public import Board

LAST_AT = 4_102_444_800.0
"""2100 in Unix seconds. A board of a later time is wrong, and of a much later one no calendar knows."""


class HallClock:
    """For one thread."""

    def __init__(self) -> None:
        self._offset: float | None = None

    def hear(self, board: Board, at: float) -> None:
        """Set the clock by a board that came at *at*, on this machine's monotonic clock."""
        if board.at < LAST_AT:
            self._offset = board.at - at

    def time(self, at: float) -> float | None:
        """Return the hall's time at *at*, in Unix seconds; None if no board has told it."""
        return None if self._offset is None else at + self._offset
