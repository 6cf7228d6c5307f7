"""A dispatcher that hears and says what the test says: for tests alone."""

import time
from collections.abc import Callable
from typing import Any

from deadline import DEADLINE_S

from firmware.inbox import Inbox
from firmware.words import Bilingual, PlaceKind
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, subscription
from mqtt_bridge.commands import AnyCommand, JoinHall, ReportAlone, ReportPaper, Request
from mqtt_bridge.devices import Condition, DeviceState
from mqtt_bridge.lease import Lease, Leases
from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Board, Centre, PlaceSign, PurposeSign, ZoneSign
from mqtt_bridge.replies import Accepted, Issued, Reply, Result
from mqtt_bridge.settings import DeviceSettings
from mqtt_bridge.topics import BOARD, DEVICE_STATE, LEASE, REPLY, REQUEST

AT = 1_800_000_000.0
TEXT = Bilingual(kk="Консультация", ru="Консультация")
SIGNS = Centre(
    name=TEXT,
    address=TEXT,
    timezone="Asia/Almaty",
    day="2026-11-23",
    zones=(ZoneSign(zone="consultation", title=TEXT, wait_at=TEXT),),
    places=(PlaceSign(place="window-1", kind=PlaceKind.WINDOW, number=1, zones=("consultation",)),),
    purposes=(PurposeSign(purpose="complaint", title=TEXT, zone="consultation", summons=None),),
)


class Dispatcher:
    """The other end: hears requests and device states, and says what the test says."""

    def __init__(self, settings: DeviceSettings) -> None:
        self.inbox = Inbox()
        self._asked: set[str] = set()
        self._told: set[str] = set()
        self.heard: list[Request] = []
        """All requests so far, repeated ones as often as they came."""
        self.bridge = Bridge(settings, self.inbox, [subscription(REQUEST), subscription(DEVICE_STATE)])
        self.bridge.start()
        self.until(lambda value: isinstance(value, LinkChanged) and value.up)

    def until(self, wanted: Callable[[Any], bool]) -> Any:
        end = time.monotonic() + DEADLINE_S
        while (left := end - time.monotonic()) > 0:
            for value in self.inbox.take(left, most=1):
                received = self.bridge.read(value) if isinstance(value, Arrived) else None
                heard = value if received is None else received.message
                if isinstance(heard, Request):
                    self.heard.append(heard)
                if wanted(heard):
                    return heard
        raise AssertionError("what the test waits for did not come")

    def asked(self, kind: type[AnyCommand]) -> Any:
        """Hear the next request of *kind*. What was returned before is passed over: its asker had no answer yet."""

        def is_news(heard: object) -> bool:
            return isinstance(heard, Request) and isinstance(heard.command, kind) and heard.id not in self._asked

        request = self.until(is_news)
        self._asked.add(request.id)
        return request

    def state(self, condition: Condition) -> DeviceState:
        state = self.until(lambda heard: isinstance(heard, DeviceState) and heard.condition is condition)
        assert isinstance(state, DeviceState)
        return state

    def reply(self, request: Request, result: Result) -> None:
        assert self.bridge.publish(REPLY, Reply(id=request.id, result=result), peer="entrance")

    def issue(self, request: Request, number: int = 101) -> None:
        self.reply(request, Issued(paper=paper(request.id, number)))

    def board(self, seq: int = 1, epoch: int = 1, *, evacuation: bool = False) -> None:
        """Show a board. One with the same *seq* says nothing new."""
        self.bridge.publish(BOARD, Board(epoch=epoch, seq=seq, at=AT + seq, calls=(), zones=(), evacuation=evacuation))

    def joined(self) -> JoinHall:
        """Hear the station join the hall and take note of it."""
        request = self.asked(JoinHall)
        self.reply(request, Accepted())
        assert isinstance(request.command, JoinHall)
        return request.command

    def lease(self, *leases: Lease, epoch: int = 1) -> None:
        """Let the station number these alone, and nothing else."""
        self.bridge.publish(LEASE, Leases(epoch=epoch, leases=leases), station="entrance")

    def report_alone(self) -> ReportAlone:
        """Hear the next ticket that was numbered alone and take note of it; of one that is known, once more."""
        while True:
            request = self.asked(ReportAlone)
            self.reply(request, Accepted())
            assert isinstance(request.command, ReportAlone)
            if request.command.ticket_id not in self._told:
                self._told.add(request.command.ticket_id)
                return request.command

    def report(self) -> ReportPaper:
        """Hear the next report on paper and take note of it."""
        request = self.asked(ReportPaper)
        self.reply(request, Accepted())
        assert isinstance(request.command, ReportPaper)
        return request.command


def paper(ticket_id: str, number: int = 101) -> TicketPaper:
    return TicketPaper(
        job_id=ticket_id,
        ticket_id=ticket_id,
        number=number,
        zone="consultation",
        language="kk",  # type: ignore[arg-type]  # as it comes from the wire
        issued_at=AT,
        ahead=3,
    )
