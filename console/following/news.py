"""What the owner tells the pages of the hall, and what the pages may tell the owner."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from mqtt_bridge.devices import DeviceState
from mqtt_bridge.events import Recorded
from mqtt_bridge.public import Board


class Standing(Enum):
    """How near the copy is to the hall."""

    STARTING = "starting"
    """It is as the file has it, and has not caught up since this start."""
    LIVE = "live"
    BEHIND = "behind"
    """Something was missed, and is being asked for."""
    AWAY = "away"
    """No board for some seconds, or no link: the dispatcher, the broker or the network is away."""


@dataclass(frozen=True, slots=True)
class HallAnew:
    """All events since the business day began: whatever the hearer had before is void."""

    recorded: tuple[Recorded, ...]


@dataclass(frozen=True, slots=True)
class HallGrew:
    """The events that follow those told before."""

    recorded: tuple[Recorded, ...]


@dataclass(frozen=True, slots=True)
class StandingChanged:
    """How near the copy is, from now on."""

    standing: Standing


@dataclass(frozen=True, slots=True)
class BoardSeen:
    """The newest board, and when it came: it carries the hall's time, and who numbers alone."""

    board: Board
    at: float
    """Monotonic seconds."""


@dataclass(frozen=True, slots=True)
class DeviceChanged:
    """A device's newest word about itself, or its will."""

    device: str
    state: DeviceState


News = HallAnew | HallGrew | StandingChanged | BoardSeen | DeviceChanged


@dataclass(frozen=True, slots=True)
class CopyBroken:
    """The pages cannot digest an event: everything since the day began is to be asked for anew."""

    why: str


class Pages(Protocol):
    """Who wants to hear of the hall: staff's pages, in a thread of their own."""

    def hear(self, news: News) -> None:
        """Take *news*, from the owner thread and in order. Must not block or raise: hand it over and come back."""
