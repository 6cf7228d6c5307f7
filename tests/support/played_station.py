"""A ticket station that is played: it prints whatever it is sent, at once, and says so: for tests alone."""

import threading
import time

from deadline import DEADLINE_S

from firmware.inbox import Inbox, Stop
from firmware.words import Role
from mqtt_bridge.asking import Asking
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, subscription
from mqtt_bridge.commands import ReportPaper, Request
from mqtt_bridge.devices import Condition, DeviceState, Fault
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.settings import BrokerSettings, DeviceSettings
from mqtt_bridge.topics import DEVICE_STATE, PRINT, REPLY, REQUEST

_LONGEST_WAIT_S = 60.0


class PlayedStation:
    """In a thread of its own, from `start` to `stop`."""

    def __init__(self, site: str, name: str, port: int, outcome: PaperOutcome = PaperOutcome.CONFIRMED) -> None:
        self.name = name
        self.outcome = outcome
        """What becomes of the next papers."""
        self._inbox = Inbox()
        settings = DeviceSettings(site=site, device=name, broker=BrokerSettings(port=port))
        topics = (subscription(PRINT, station=name), subscription(REPLY, peer=name))
        self._bridge = Bridge(settings, self._inbox, topics)
        self._asking = Asking()
        self._printed: set[str] = set()
        self._thread = threading.Thread(target=self._work, name=f"station-{name}")

    def start(self) -> None:
        """Come up."""
        self._bridge.start()
        self._thread.start()

    def stop(self) -> None:
        """Go away, as a station does that is switched off."""
        self._inbox.put(Stop("over"))
        self._thread.join(DEADLINE_S)
        self._bridge.stop()

    def ail(self, *codes: str) -> None:
        """Say that nothing can be printed, and why; without codes, that all is well again."""
        condition = Condition.FAULT if codes else Condition.READY
        faults = tuple(Fault(code=code) for code in codes)
        self._inbox.put(DeviceState(role=Role.KIOSK, boot=1, condition=condition, station=self.name, faults=faults))

    def _work(self) -> None:
        while True:
            wait_s = min(self._asking.next_due() - time.monotonic(), _LONGEST_WAIT_S)
            for value in self._inbox.take(wait_s):
                if isinstance(value, Stop):
                    return
                self._hear(value)
            again, _given_up = self._asking.due(time.monotonic())
            for request in again:
                self._send(request)

    def _hear(self, value: object) -> None:
        if isinstance(value, LinkChanged) and value.up:
            state = DeviceState(role=Role.KIOSK, boot=1, condition=Condition.READY)
            self._bridge.publish(DEVICE_STATE, state, device=self.name)
        if isinstance(value, DeviceState):
            self._bridge.publish(DEVICE_STATE, value, device=self.name)
        received = self._bridge.read(value) if isinstance(value, Arrived) else None
        if received is None:
            return
        if received.topic is REPLY:
            self._asking.answered(received.message)
        elif received.topic is PRINT and received.message.paper.job_id not in self._printed:
            paper = received.message.paper
            self._printed.add(paper.job_id)
            report = ReportPaper(ticket_id=paper.ticket_id, job_id=paper.job_id, outcome=self.outcome)
            self._send(self._asking.ask(report, time.monotonic(), patience_s=DEADLINE_S))

    def _send(self, request: Request) -> None:
        self._bridge.publish(REQUEST, request, peer=self.name)
