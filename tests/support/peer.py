"""A peer on the wire, as a daemon is one: for tests alone."""

import time
from collections.abc import Callable
from typing import Any

from deadline import DEADLINE_S

from firmware.inbox import Inbox
from mqtt_bridge.asking import Asking
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, Received, Subscription, Will, subscription
from mqtt_bridge.commands import AnyCommand
from mqtt_bridge.replies import Reply, Result
from mqtt_bridge.settings import BrokerSettings, DeviceSettings
from mqtt_bridge.topics import REPLY, REQUEST, Topic


class Peer:
    """A bridge with its inbox."""

    def __init__(self, site: str, device: str, port: int, *topics: Subscription[Any], will: Will | None = None) -> None:
        self.device = device
        self.inbox = Inbox()
        settings = DeviceSettings(site=site, device=device, broker=BrokerSettings(port=port))
        self.bridge = Bridge(settings, self.inbox, topics, will)
        self.bridge.start()

    def until(self, wanted: Callable[[object], bool], deadline_s: float = DEADLINE_S) -> Any:
        """Take from the inbox until *wanted*; fail at the deadline."""
        end = time.monotonic() + deadline_s
        while (left := end - time.monotonic()) > 0:
            for value in self.inbox.take(left, most=1):
                if wanted(value):
                    return value
        raise AssertionError("what the test waits for did not come")

    def up(self) -> None:
        """Wait for the connection."""
        self.until(lambda value: isinstance(value, LinkChanged) and value.up)

    def down(self) -> None:
        """Wait for the connection to go."""
        self.until(lambda value: isinstance(value, LinkChanged) and not value.up)

    def next_message(self, deadline_s: float = DEADLINE_S) -> Received[Any] | None:
        """Read the next payload that arrives; None when it is malformed."""
        return self.bridge.read(self.until(lambda value: isinstance(value, Arrived), deadline_s))

    def message_on(self, topic: Topic[Any], deadline_s: float = DEADLINE_S) -> Any:
        """Return the next message of *topic*."""
        end = time.monotonic() + deadline_s
        while (left := end - time.monotonic()) > 0:
            received = self.next_message(left)
            if received is not None and received.topic is topic:
                return received.message
        raise AssertionError(f"nothing came on {topic.name}")

    def ask(self, command: AnyCommand, request_id: str = "", patience_s: float = DEADLINE_S) -> Result:
        """Ask as daemons do, with repeats, until there is an answer."""
        asking = Asking()
        request = asking.ask(command, time.monotonic(), patience_s=patience_s, request_id=request_id)
        self.bridge.publish(REQUEST, request, peer=self.device)
        end = time.monotonic() + patience_s
        while time.monotonic() < end:
            for value in self.inbox.take(asking.next_due() - time.monotonic(), most=1):
                received = self.bridge.read(value) if isinstance(value, Arrived) else None
                if received is not None and received.topic is REPLY:
                    reply: Reply = received.message
                    if asking.answered(reply) is not None:
                        return reply.result
            again, _given_up = asking.due(time.monotonic())
            for request in again:
                self.bridge.publish(REQUEST, request, peer=self.device)
        raise AssertionError(f"no answer to {command}")


def asker(site: str, device: str, port: int, *topics: Subscription[Any]) -> Peer:
    """Make a peer that hears its replies, and is connected."""
    peer = Peer(site, device, port, subscription(REPLY, peer=device), *topics)
    peer.up()
    return peer
