"""What goes out once the events behind it are on the disk, in the order in which people wait for it."""

from collections.abc import Iterator, Sequence

from dispatcher.snapshots import announcement_of, board_of, leases_of, newest_call
from hall.state import Hall
from hall.ticket import Stage
from mqtt_bridge.client import Bridge
from mqtt_bridge.events import (
    AnyEvent,
    CentreConfigured,
    DayOpened,
    Events,
    Recorded,
    TicketCalled,
    TicketIssued,
    VisitFinished,
)
from mqtt_bridge.hall_events import AnnouncementMade
from mqtt_bridge.lease_events import LeaseGranted, LeaseRetired, StationJoined
from mqtt_bridge.paper import PrintTicket
from mqtt_bridge.place_events import PlacePaused, TicketParked
from mqtt_bridge.public import Announcement, Call
from mqtt_bridge.replies import Issued, Reply, Result
from mqtt_bridge.topics import BOARD, CALL, EVENT, LEASE, PRINT, REPLY

BOARD_SOONEST_S = 0.05
BOARD_LATEST_S = 5.0
UNITS_AT_ONCE = 60
"""Of events in one message. A unit is 1,000 bytes at most; one event that carries the settings has them all."""


class Outbox:
    """Collects replies, papers, calls and events of one batch, and sends them after the commit."""

    def __init__(self, hall: Hall, bridge: Bridge) -> None:
        self._hall = hall
        self._bridge = bridge
        self._replies: list[tuple[str, Reply]] = []
        self._papers: list[tuple[str, PrintTicket]] = []
        self._calls: list[Call | Announcement] = []
        self._events: list[Recorded] = []
        self._stations: set[str] = set()
        """Those whose leases may have changed."""
        self._board_changed = True
        self._board_sent = float("-inf")

    def happened(self, recorded: Recorded) -> None:
        """Note an event that the hall has just taken in."""
        self._events.append(recorded)
        self._board_changed = True
        if isinstance(recorded.event, TicketCalled):
            self._calls.append(newest_call(self._hall, recorded.at))
        elif isinstance(recorded.event, AnnouncementMade):
            self._calls.append(announcement_of(self._hall, self._hall.announcements[0], recorded.at))
        elif isinstance(recorded.event, LeaseGranted | LeaseRetired | StationJoined):
            self._stations.add(recorded.event.station)

    def publish_leases(self) -> None:
        """Have every station told, with the next `send`, what it may number alone."""
        self._stations |= self._hall.centre.stations()

    def answer(self, peer: str, request_id: str, result: Result) -> None:
        """Answer *peer*, and send the paper to its station, unless the station itself asked."""
        self._replies.append((peer, Reply(id=request_id, result=result)))
        if isinstance(result, Issued):
            self._print(peer, result)

    def _print(self, peer: str, issued: Issued) -> None:
        paper = issued.paper
        ticket = self._hall.tickets.get(paper.ticket_id)
        if ticket is None or (ticket.stage is not Stage.ISSUED and not paper.copy):
            return
        station = self._hall.copies.get(paper.job_id, ticket.station)
        printer = self._hall.centre.station_peer(station)
        if printer is not None and printer.name != peer:
            self._papers.append((station, PrintTicket(paper=paper)))

    def send(self, at: float, now: float) -> None:
        """Send all that was collected, and the board if it is due. *at* is the hall's time, *now* monotonic."""
        publish = self._bridge.publish
        for peer, reply in self._replies:
            publish(REPLY, reply, peer=peer)
        for station, paper in self._papers:
            publish(PRINT, paper, station=station)
        for call in self._calls:
            publish(CALL, call)
        self._send_leases()
        if now >= self.board_due():
            publish(BOARD, board_of(self._hall, at))
            self._board_changed, self._board_sent = False, now
        for page in _pages(self._events):
            publish(EVENT, Events(events=tuple(page)))
        self._replies, self._papers, self._calls, self._events = [], [], [], []

    def _send_leases(self) -> None:
        """Leave alone whom a restored dispatcher has yet to hear: meanwhile they number on from what they hold.

        As long as one is awaited, nobody gets anything new, and so all keep what they have.
        """
        book = self._hall.book
        if book.awaited:
            return
        for station in sorted(self._stations - book.unheard):
            self._bridge.publish(LEASE, leases_of(self._hall, station), station=station)
        self._stations.clear()

    def board_due(self) -> float:
        """Return the monotonic time at which the next board is due."""
        return self._board_sent + (BOARD_SOONEST_S if self._board_changed else BOARD_LATEST_S)


def _pages(events: Sequence[Recorded]) -> Iterator[list[Recorded]]:
    page: list[Recorded] = []
    units = 0
    for recorded in events:
        size = _units(recorded.event)
        if page and units + size > UNITS_AT_ONCE:
            yield page
            page, units = [], 0
        page.append(recorded)
        units += size
    if page:
        yield page


def _units(event: AnyEvent) -> int:
    """Return how large *event* may be, at most, on the wire."""
    if isinstance(event, DayOpened | CentreConfigured):
        return UNITS_AT_ONCE
    if isinstance(event, VisitFinished):
        return 1 + len(event.outcomes)
    return 3 if isinstance(event, TicketIssued | TicketCalled | TicketParked | PlacePaused) else 1
