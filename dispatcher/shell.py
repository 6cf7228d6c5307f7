"""The dispatcher's daemon: drains the inbox, decides, writes all events in one transaction, and only then publishes."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable

import msgspec

from centre.checks import encode_centre
from centre.settings import CentreSettings
from dispatcher.business_day import business_day
from dispatcher.hall.asked import Asked, Decision, refuse
from dispatcher.hall.deciding import decide, decide_day
from dispatcher.hall.evolving import evolve
from dispatcher.hall.issuing import silent_papers
from dispatcher.hall.rights import refuse_stranger
from dispatcher.hall.state import Hall
from dispatcher.journal import Entry, Journal
from dispatcher.outbox import Outbox
from dispatcher.presence_book import PresenceBook
from dispatcher.snapshots import centre_of
from dispatcher.stored_clock import StoredClock
from firmware.clock import Clock
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, Received
from mqtt_bridge.commands import EventsSince, Request, RequestHead
from mqtt_bridge.devices import Condition, DeviceState
from mqtt_bridge.events import AnyEvent, CentreConfigured, Recorded
from mqtt_bridge.presence import Presence
from mqtt_bridge.replies import Accepted, EventsPage, Refusal, RefusalCode, Result
from mqtt_bridge.topics import CENTRE, DEVICE_STATE, PAYLOAD_LIMIT, REQUEST

REFUSALS_KEPT = 2000
QUIET_S = 0.1
"""When nothing has happened for so long, nobody waits for the disk."""
PAGE_BYTES = PAYLOAD_LIMIT * 3 // 4

_log = logging.getLogger("dispatcher")


class Dispatcher:
    """The one that numbers and calls. For the owner thread, run by `firmware.service.serve`."""

    def __init__(
        self, centre: CentreSettings, journal: Journal, bridge: Bridge, presence: Presence, clock: Clock
    ) -> None:
        self._journal = journal
        self._bridge = bridge
        self._presence = presence
        self._clock = clock
        self._hall = Hall(centre)
        self._book = PresenceBook()
        self._stations: frozenset[str] = frozenset()
        self._entries: list[Entry] = []
        self._busy_at = clock.monotonic()
        self._refused: OrderedDict[str, Refusal] = OrderedDict()
        for recorded, request_id in journal.since_last_day():
            evolve(self._hall, recorded, request_id)
        self._time = StoredClock(clock, self._hall.at)
        self._outbox = Outbox(self._hall, bridge)
        self._open(centre)
        _log.info("journal replayed seq=%d day=%s tickets=%d", self._hall.seq, self._hall.day, len(self._hall.tickets))

    def handle(self, message: object) -> None:
        """Decide one request, or take note of a device. Nothing leaves before `tick` has written it down."""
        if isinstance(message, Arrived):
            received = self._bridge.read(message)
            if received is None:
                self._answer_the_misunderstood(message)
            elif received.topic is REQUEST:
                self._decide(received)
            elif received.topic is DEVICE_STATE:
                self._hear_device(received)
        elif isinstance(message, LinkChanged) and message.up:
            self._presence.say(self._bridge, Condition.READY)

    def tick(self) -> float:
        """Let time do its part, commit all that was decided since the last round, and publish it."""
        at = self._time.at()
        self._happen(list(silent_papers(self._hall, at)), at)
        self._turn_over(at)
        now = self._clock.monotonic()
        if self._entries:
            self._journal.append(self._entries)
            self._entries = []
            self._busy_at = now
        self._outbox.send(at, now)
        if not self._journal.is_untidy:
            return self._outbox.board_due()
        if now >= self._busy_at + QUIET_S:
            self._journal.tidy()
        return min(self._outbox.board_due(), self._busy_at + QUIET_S)

    def threads(self) -> Iterable[threading.Thread]:
        """See `firmware.service.Daemon`."""
        return (self._bridge.thread,)

    def _open(self, centre: CentreSettings) -> None:
        """Bring a new journal, a changed centre.toml or a new day in."""
        at = self._time.at()
        settings = encode_centre(centre)
        if not self._hall.day:
            self._happen(decide_day(self._hall, business_day(at, centre), settings), at)
        elif encode_centre(self._hall.centre) != settings:
            _log.info("centre changed site=%s", centre.site)
            self._happen([CentreConfigured(settings=settings)], at)
        for zone, line in self._hall.lines.items():
            if len(line) and all(zone not in place.zones for place in centre.places):
                _log.warning("tickets stranded zone=%s waiting=%d why=no-place-calls-them", zone, len(line))
        self._publish_centre()

    def _turn_over(self, at: float) -> None:
        day = business_day(at, self._hall.centre)
        if day > self._hall.day:  # forward only
            _log.info("day changed from=%s to=%s", self._hall.day, day)
            self._happen(decide_day(self._hall, day, encode_centre(self._hall.centre)), at)
            self._publish_centre()

    def _publish_centre(self) -> None:
        self._bridge.publish(CENTRE, centre_of(self._hall))

    def _decide(self, received: Received[Request]) -> None:
        request, peer = received.message, received.levels["peer"]
        if (self._clock.monotonic() - received.arrived.at) * 1000 > request.patience_ms:
            _log.warning("request expired peer=%s id=%s", peer, request.id)
            return
        answered = self._hall.answers.get(request.id) or self._refused.get(request.id)
        self._outbox.answer(peer, request.id, answered or self._answer(peer, request))

    def _answer(self, peer: str, request: Request) -> Result:
        at = self._time.at()
        asked = Asked(request.command, request.id, peer, at, self._stations, request.staff)
        if isinstance(request.command, EventsSince):
            return refuse_stranger(self._hall, asked) or self._page(request.command)
        decision: Decision
        if self._journal.has_request(request.id):
            decision = refuse(RefusalCode.TOO_LATE, "acted on already, on a day that has ended")
        else:
            decision = decide(self._hall, asked)
        if isinstance(decision, Refusal):
            _log.info(
                "request refused peer=%s id=%s code=%s why=%s", peer, request.id, decision.code.value, decision.detail
            )
            self._refused[request.id] = decision
            if len(self._refused) > REFUSALS_KEPT:
                self._refused.popitem(last=False)
            return decision
        self._happen(decision, at, request.id)
        return self._hall.answers.get(request.id, Accepted())

    def _page(self, command: EventsSince) -> EventsPage:
        events = self._journal.after(command.seq, command.limit, PAGE_BYTES)
        return EventsPage(events=tuple(events), last_seq=self._hall.seq)

    def _happen(self, events: Iterable[AnyEvent], at: float, request_id: str = "") -> None:
        """Let *events* happen in memory; `tick` writes them down before anybody hears of them."""
        for part, event in enumerate(events):
            recorded = Recorded(seq=self._hall.seq + 1, at=at, event=event)
            evolve(self._hall, recorded, request_id)
            self._entries.append(Entry(recorded, self._hall.day, request_id, part))
            self._outbox.happened(recorded)

    def _hear_device(self, received: Received[DeviceState]) -> None:
        device = received.levels["device"]
        if self._book.hear(device, received.message):
            self._stations = self._book.stations(self._hall.centre)
            _log.info("device changed device=%s present=%s", device, self._book.is_present(device))

    def _answer_the_misunderstood(self, arrived: Arrived) -> None:
        """Refuse what a newer neighbour asks, if at least its id can be read, so that it need not wait in vain."""
        levels = REQUEST.levels_of(arrived.topic)
        if levels is None or arrived.retained or len(arrived.payload) > PAYLOAD_LIMIT:
            return
        try:
            head = msgspec.json.decode(arrived.payload, type=RequestHead)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return
        self._outbox.answer(levels["peer"], head.id, refuse(RefusalCode.NOT_UNDERSTOOD))
