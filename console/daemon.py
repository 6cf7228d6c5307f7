"""The console's daemon: hands what comes to whom it is for, and says how the console is."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from console.following.following import HallFollowing
from console.following.hall_clock import HallClock
from console.following.news import CopyBroken
from console.following.questions import Question, Questions
from console.walls import Walls
from firmware.clock import Clock
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, Received, Subscription, subscription
from mqtt_bridge.devices import Condition
from mqtt_bridge.presence import Presence
from mqtt_bridge.topics import BOARD, DEVICE_STATE, EVENT, REPLY


def subscriptions(device: str) -> tuple[Subscription[Any], ...]:
    """Return all that the console hears."""
    return (
        subscription(BOARD),
        subscription(EVENT),
        subscription(DEVICE_STATE),
        subscription(REPLY, peer=device),
    )


class ConsoleDaemon:
    """Works in the owner's thread. Pages put `Question` and `CopyBroken` into its inbox."""

    def __init__(  # noqa: PLR0913 - all whom it hands something to
        self,
        bridge: Bridge,
        presence: Presence,
        clock: Clock,
        walls: Walls,
        questions: Questions,
        following: HallFollowing,
        *,
        other_threads: Callable[[], Iterable[threading.Thread]] = tuple,
    ) -> None:
        self._bridge = bridge
        self._presence = presence
        self._clock = clock
        self._walls = walls
        self._questions = questions
        self._following = following
        self._other_threads = other_threads
        self._hall_clock = HallClock()
        following.start()

    def handle(self, message: object) -> None:
        """See `firmware.service.Daemon`."""
        match message:
            case Arrived():
                received = self._bridge.read(message)
                if received is not None:
                    self._hear(received)
            case LinkChanged():
                self._following.link_changed(up=message.up)
                if message.up:
                    self._walls.tell()
                    self._questions.link_came_up(self._clock.monotonic())
            case Question():
                self._questions.ask(message, self._clock.monotonic())
            case CopyBroken():
                self._following.hear_broken(message)

    def tick(self) -> float:
        """See `firmware.service.Daemon`."""
        now = self._clock.monotonic()
        due = min(
            self._walls.tick(now, self._clock.wall(), self._hall_clock.time(now)),
            self._following.tick(),
            self._questions.tick(now),
        )
        self._say_state()
        return due

    def threads(self) -> Iterable[threading.Thread]:
        """See `firmware.service.Daemon`."""
        return (self._bridge.thread, *self._other_threads())

    def stop(self) -> None:
        """Say goodbye, answer whoever waits, and let go of the files."""
        self._presence.say(self._bridge, Condition.OFFLINE)
        self._questions.give_up()
        self._walls.close()
        self._following.close()

    def _hear(self, received: Received[Any]) -> None:
        message = received.message
        if received.topic is BOARD:
            self._hall_clock.hear(message, received.arrived.at)
            self._following.hear_board(message, received.arrived.at)
        elif received.topic is EVENT:
            self._following.hear_events(message)
        elif received.topic is REPLY:
            self._questions.hear(message)
        elif received.topic is DEVICE_STATE:
            self._following.hear_device(received.levels["device"], message)

    def _say_state(self) -> None:
        faults = tuple(fault for fault in (self._walls.fault, self._following.fault) if fault is not None)
        self._presence.say(self._bridge, Condition.DEGRADED if faults else Condition.READY, faults)
