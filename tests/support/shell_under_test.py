"""A dispatcher on a real journal, one life after the other, with a bridge that only notes what would leave."""

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from centre.settings import CentreSettings
from dispatcher.ledger import Ledger
from dispatcher.settings import DispatcherSettings
from dispatcher.shell import Dispatcher
from firmware.clock import FakeClock
from firmware.inbox import Inbox
from firmware.words import Language, Role, new_id
from hall.state import Hall
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, subscription
from mqtt_bridge.commands import AnyCommand, IssueTicket, ReportPaper, Request
from mqtt_bridge.devices import DeviceState
from mqtt_bridge.message import Message
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.presence import Presence
from mqtt_bridge.replies import Accepted, Issued, Reply, Result
from mqtt_bridge.settings import DeviceSettings
from mqtt_bridge.topics import DEVICE_STATE, REQUEST, Topic

ISSUE = IssueTicket(zone="consultation", language=Language.KK, station="entrance")


class NotingBridge(Bridge):
    """A bridge that is never started: what is published is encoded, and kept for the test."""

    def __init__(self, settings: DeviceSettings) -> None:
        super().__init__(settings, Inbox(), [subscription(REQUEST), subscription(DEVICE_STATE)])
        self.left: list[tuple[str, bytes, Message]] = []

    def publish(self, topic: Topic[Any], message: Any, **levels: str) -> bool:
        self.left.append((topic.at("borodulikha", **levels), topic.encode(message), message))
        return True


@dataclass
class Shell:
    """One life of a dispatcher after the other, on the same journal."""

    folder: Path
    centre: CentreSettings
    clock: FakeClock = field(default_factory=FakeClock)

    def __post_init__(self) -> None:
        self.start(self.centre)

    @property
    def settings(self) -> DispatcherSettings:
        return DispatcherSettings(
            site="borodulikha", device="dispatcher", state_dir=str(self.folder), journal=str(self.path)
        )

    @property
    def path(self) -> Path:
        return self.folder / "journal.db"

    def start(self, centre: CentreSettings) -> None:
        """Begin a life: with what is in the journal, and *centre* as the file says it."""
        self.bridge = NotingBridge(self.settings)
        presence = Presence(self.settings, Role.DISPATCHER)
        self.dispatcher = Dispatcher(self.settings, centre, self.bridge, presence, self.clock)
        self.dispatcher.tick()

    def restart(self, centre: CentreSettings | None = None) -> None:
        """Kill -9 and start again."""
        self.dispatcher.close()
        self.start(centre or self.centre)

    @property
    def ledger(self) -> Ledger:
        ledger = self.dispatcher._ledger  # noqa: SLF001 - what became of it is what these tests are about
        assert ledger is not None
        return ledger

    @property
    def hall(self) -> Hall:
        return self.ledger.hall

    @property
    def file(self) -> sqlite3.Connection:
        """The journal's own connection, through which a test makes the disk full, read-only or unreadable."""
        return self.ledger._journal._file  # noqa: SLF001 - see above

    def link_comes_up(self) -> None:
        self.dispatcher.handle(LinkChanged(up=True, at=self.clock.monotonic()))
        self.dispatcher.tick()

    def link_goes_down(self) -> None:
        self.dispatcher.handle(LinkChanged(up=False, at=self.clock.monotonic()))
        self.dispatcher.tick()

    def passes(self, seconds: float) -> None:
        """Let time go by, and the dispatcher come round."""
        self.clock.pass_time(seconds)
        self.dispatcher.tick()

    def state(self) -> tuple[str, list[str]]:
        """Return what the dispatcher said of itself last: its condition, and the codes of its faults."""
        state: DeviceState = self.sent(DeviceState)[-1]
        return state.condition.value, [fault.code for fault in state.faults]

    def put(self, payload: bytes, peer: str) -> None:
        """Let a request arrive; it is decided, and neither written nor answered before the next round."""
        topic = f"kezek/1/borodulikha/request/{peer}"
        self.dispatcher.handle(Arrived(topic, payload, retained=False, at=self.clock.monotonic()))

    def hear(self, payload: bytes, peer: str) -> None:
        self.put(payload, peer)
        self.dispatcher.tick()

    def ask(self, command: AnyCommand, request_id: str = "", peer: str = "console") -> Result:
        """Ask as a peer does; return the last answer."""
        request = Request(id=request_id or new_id(), command=command)
        self.hear(REQUEST.encode(request), peer)
        reply: Reply = self.sent(Reply)[-1]
        return reply.result

    def sent(self, kind: type[Any]) -> list[Any]:
        return [message for _topic, _payload, message in self.bridge.left if isinstance(message, kind)]

    def waiting(self, command: IssueTicket = ISSUE) -> Issued:
        """Issue a ticket at the entrance whose paper is out."""
        answer = self.ask(command, peer="entrance")
        assert isinstance(answer, Issued), answer
        ticket_id = answer.paper.ticket_id
        report = ReportPaper(ticket_id=ticket_id, job_id=ticket_id, outcome=PaperOutcome.CONFIRMED)
        assert self.ask(report, peer="entrance") == Accepted()
        return answer
