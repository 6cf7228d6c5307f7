"""Whether a command would be refused now, by the dispatcher's own rules: a button is off for exactly that reason."""

from collections.abc import Container

from firmware.words import Slug
from hall.asked import Asked
from hall.deciding import decide
from hall.state import Hall
from mqtt_bridge.commands import AnyCommand
from mqtt_bridge.replies import Refusal, RefusalCode

_NO_REQUEST = "0" * 16


class Trying:
    """Asks the copy of the hall what the dispatcher would say. Nothing happens."""

    def __init__(self, hall: Hall, peer: Slug, at: float, stations_online: Container[str] = frozenset()) -> None:
        self._hall = hall
        self._peer = peer
        self._at = at
        self._stations_online = stations_online

    def refusal(self, command: AnyCommand) -> RefusalCode | None:
        """Return why *command* would be refused, or None when it would be carried out."""
        asked = Asked(command, _NO_REQUEST, self._peer, self._at, self._stations_online)
        decision = decide(self._hall, asked)
        return decision.code if isinstance(decision, Refusal) else None
