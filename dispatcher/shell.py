"""The dispatcher's daemon: drains the inbox into the ledger, minds the journal's health, and says how all is."""

import logging
import shlex
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

import msgspec

from centre.settings import CentreSettings
from dispatcher.backups import BackedUp, Backups
from dispatcher.errors import JournalDamagedError, JournalError, JournalInUseError, JournalNewerError
from dispatcher.journal_place import JournalPlace, lifesign_path
from dispatcher.ledger import Ledger
from dispatcher.lifesign import Lifesign
from dispatcher.presence_book import PresenceBook
from dispatcher.settings import DispatcherSettings
from dispatcher.trouble import Trouble
from firmware.clock import Clock
from hall.asked import refuse
from hall.calling import decide_resumed
from hall.joining import decide_collecting_over
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, Received
from mqtt_bridge.commands import Request, RequestHead
from mqtt_bridge.devices import Condition, DeviceState, Fault
from mqtt_bridge.presence import Presence
from mqtt_bridge.replies import Refusal, RefusalCode, Reply
from mqtt_bridge.topics import DEVICE_STATE, PAYLOAD_LIMIT, REPLY, REQUEST

QUIET_S = 0.1
"""When nothing has happened for so long, nobody waits for the disk."""
OPEN_AGAIN_S = 3.0

_log = logging.getLogger("dispatcher")


class Dispatcher:
    """The one that numbers and calls. For the owner thread, run by `firmware.service.serve`.

    Raises JournalInUseError, JournalNewerError. With any other fault of the journal it stays, refuses everything, and
    takes the journal up as soon as it can.
    """

    def __init__(
        self,
        settings: DispatcherSettings,
        centre: CentreSettings,
        bridge: Bridge,
        presence: Presence,
        clock: Clock,
        backups: Backups | None = None,
    ) -> None:
        self._settings = settings
        self._centre = centre
        self._bridge = bridge
        self._presence = presence
        self._clock = clock
        self._backups = backups
        folder = Path(settings.backup.folder) if settings.backup is not None else None
        self._place = JournalPlace(Path(settings.journal), clock, folder, centre.site)
        self._trouble = Trouble(self._place.path.parent, clock)
        self._lifesign = Lifesign(lifesign_path(self._place.path), clock)
        self._book = PresenceBook(centre)
        self._stations: frozenset[str] = frozenset()
        self._is_up = False
        self._busy_at = clock.monotonic()
        self._collecting_since: float | None = None
        self._ledger: Ledger | None = None
        self._unusable: JournalError | None = None
        self._open_at = clock.monotonic()
        self._open(is_start=True)

    def handle(self, message: object) -> None:
        """Decide one request, or take note of a device. What is decided leaves with `tick`, which writes it down."""
        if isinstance(message, Arrived):
            received = self._bridge.read(message)
            if received is None:
                self._answer_the_misunderstood(message)
            elif received.topic is REQUEST:
                self._decide(received)
            elif received.topic is DEVICE_STATE:
                self._hear_device(received)
        elif isinstance(message, LinkChanged):
            self._is_up = message.up
            self._resume()  # before what is asked on the new connection
            self._say_how_it_is()
        elif isinstance(message, BackedUp) and self._backups is not None:
            self._backups.hear(message)

    def tick(self) -> float:
        """Let time do its part, commit all that was decided since the last round, and publish it."""
        now = self._clock.monotonic()
        if self._ledger is None and now >= self._open_at:
            self._open()
        due = self._open_at
        if self._ledger is not None:
            try:
                due = self._tick(self._ledger, now)
            except JournalError as error:
                self._lose(error)
        if self._backups is not None:
            due = min(due, self._backups.tick(is_open=self._ledger is not None))
        self._say_how_it_is()
        return due

    def threads(self) -> Iterable[threading.Thread]:
        """See `firmware.service.Daemon`."""
        return (self._bridge.thread,)

    def close(self) -> None:
        """Close the journal. What was answered is on the disk."""
        self._ledger = None
        self._place.close()

    def _tick(self, ledger: Ledger, now: float) -> float:
        was_well = ledger.trouble.fault is None
        self._resume()
        self._collect(ledger, now)
        ledger.let_time_pass()
        if ledger.commit():
            self._busy_at = now
        if not was_well:
            self._resume()
        if ledger.trouble.fault is None:
            self._unusable = None
        due = ledger.outbox.board_due()
        if not ledger.has_work:
            return due
        if now < self._busy_at + QUIET_S:
            return min(due, self._busy_at + QUIET_S)
        ledger.use_a_quiet_moment()
        return now if ledger.has_work else due

    def _resume(self) -> None:
        """Note that calls are possible, when they are; who waited through a long time without is asked for first."""
        if self._is_up and self._ledger is not None and self._ledger.trouble.fault is None:
            outage_s = self._lifesign.beat()
            for event in decide_resumed(self._ledger.hall, outage_s):
                _log.warning("calling resumed outage_s=%.0f", outage_s)
                self._ledger.happen([event])

    def _collect(self, ledger: Ledger, now: float) -> None:
        """After a restore wait for the stations, but not for ever, and not while none of them can be heard."""
        if not ledger.hall.awaited or not self._is_up or ledger.trouble.fault is not None:
            self._collecting_since = None
            return
        if self._collecting_since is None:
            _log.warning("collecting from=%s at_most_s=%.0f", _names(ledger.hall.awaited), self._settings.collect_s)
            self._collecting_since = now
        if now - self._collecting_since >= self._settings.collect_s:
            _log.warning("collecting ended without=%s", _names(ledger.hall.awaited))
            ledger.happen(decide_collecting_over(ledger.hall))

    def _open(self, *, is_start: bool = False) -> None:
        try:
            journal = self._place.open()
            self._ledger = Ledger(
                self._centre, journal, self._bridge, self._trouble, self._clock, self._settings.keep_days
            )
        except JournalError as error:
            self._place.close()
            if is_start and isinstance(error, JournalInUseError | JournalNewerError):
                raise
            self._lose(error)

    def _lose(self, error: JournalError) -> None:
        """Go on without a journal: all that can be done is to say so, and to try again."""
        self._ledger = None
        self._place.close()
        self._open_at = self._clock.monotonic() + OPEN_AGAIN_S
        if self._unusable is not None and self._unusable.fault.code == error.fault.code:
            return
        self._unusable = error
        if isinstance(error, JournalDamagedError):
            again = shlex.join(["sudo", *sys.argv, "restore"])
            _log.error("journal damaged why=%s; %s; restore it with: %s", error, self._place.advice(), again)
        else:
            _log.error("journal unusable why=%s", error)

    def _say_how_it_is(self) -> None:
        if not self._is_up:
            return
        journal, others = self._journal_fault(), []
        if self._ledger is not None and (awaited := self._ledger.hall.awaited):
            others.append(Fault(code="collecting", detail=_names(awaited)[:200]))
        if self._backups is not None and (late := self._backups.fault) is not None:
            others.append(late)
        if journal is not None:
            self._presence.say(self._bridge, Condition.FAULT, (journal, *others))
        else:
            self._presence.say(self._bridge, Condition.DEGRADED if others else Condition.READY, tuple(others))

    def _journal_fault(self) -> Fault | None:
        if self._ledger is not None:
            return self._ledger.trouble.fault
        return self._unusable.fault if self._unusable is not None else None

    def _decide(self, received: Received[Request]) -> None:
        request, peer = received.message, received.levels["peer"]
        if (self._clock.monotonic() - received.arrived.at) * 1000 > request.patience_ms:
            _log.warning("request expired peer=%s id=%s", peer, request.id)
            return
        if self._ledger is not None:
            try:
                self._ledger.decide(peer, request, self._stations)
            except JournalError as error:
                self._lose(error)
        if self._ledger is None:
            fault = self._journal_fault()
            self._refuse(peer, request.id, refuse(RefusalCode.CANNOT_RECORD, fault.code if fault is not None else ""))

    def _hear_device(self, received: Received[DeviceState]) -> None:
        device = received.levels["device"]
        if self._book.hear(device, received.message):
            self._stations = self._book.stations()
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
        self._refuse(levels["peer"], head.id, refuse(RefusalCode.NOT_UNDERSTOOD))

    def _refuse(self, peer: str, request_id: str, refusal: Refusal) -> None:
        """Answer at once: nothing is written down for it."""
        self._bridge.publish(REPLY, Reply(id=request_id, result=refusal), peer=peer)


def _names(stations: Iterable[str]) -> str:
    return ",".join(sorted(stations))
