"""What the lamps remember of presses: which button's was refused just now, and whose ticket is to be taken. Pure."""

REFUSED_S = 3.0
"""For so long a refusal is shown."""


class PressSigns:
    """Of each button the newest refusal and the newest paper. *take_s*: nobody tells when a paper is taken."""

    def __init__(self, take_s: float) -> None:
        self._take_s = take_s
        self._refused_until: dict[str, float] = {}
        self._take_until: dict[str, float] = {}
        self.refused_count = 0
        """Presses that were refused visibly."""

    def pressed(self, button: str) -> None:
        """Take note of a press that is accepted: what its lamp said of an earlier one is over."""
        self._refused_until.pop(button, None)
        self._take_until.pop(button, None)

    def refused(self, button: str, now: float) -> None:
        """Take note of a refusal."""
        self.pressed(button)
        self._refused_until[button] = now + REFUSED_S
        self.refused_count += 1

    def came_out(self, button: str, now: float) -> None:
        """Take note of a paper that lies in the slot."""
        self._take_until[button] = now + self._take_s

    def refused_now(self, now: float) -> frozenset[str]:
        """Return the buttons whose refusal is shown."""
        return frozenset(button for button, until in self._refused_until.items() if until > now)

    def to_take(self, now: float) -> frozenset[str]:
        """Return the buttons whose ticket is to be taken."""
        return frozenset(button for button, until in self._take_until.items() if until > now)

    def next_due(self, now: float) -> float:
        """Return when the next of these is over; infinity when nothing is shown."""
        untils = (*self._refused_until.values(), *self._take_until.values())
        return min((until for until in untils if until > now), default=float("inf"))
