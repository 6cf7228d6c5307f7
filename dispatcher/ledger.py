"""The hall on its journal: what was decided is written down before anybody hears of it, or it never happened."""

import logging
import sqlite3
from collections import OrderedDict
from collections.abc import Container, Iterable
from typing import NamedTuple, NoReturn

from centre.checks import encode_centre
from centre.settings import CentreSettings
from dispatcher.errors import JournalDamagedError, is_damage, journal_error
from dispatcher.housekeeping import Housekeeping
from dispatcher.journal import Entry, Journal
from dispatcher.outbox import Outbox
from dispatcher.replay import replay
from dispatcher.snapshots import centre_of
from dispatcher.stored_clock import StoredClock
from dispatcher.trouble import Trouble
from firmware.clock import Clock
from hall.asked import Asked, Decision, refuse
from hall.business_day import business_day
from hall.deciding import decide, decide_day
from hall.evolving import evolve
from hall.rights import refuse_stranger
from hall.time_passing import due_events
from mqtt_bridge.client import Bridge
from mqtt_bridge.commands import AnyCommand, EventsSince, IssueTicket, Reprint, Request
from mqtt_bridge.events import AnyEvent, CentreConfigured, Recorded
from mqtt_bridge.hall_events import SummonsRaised
from mqtt_bridge.public import Opening
from mqtt_bridge.replies import Accepted, AtPlace, EventsPage, Issued, Refusal, RefusalCode, Reply, Result
from mqtt_bridge.topics import CENTRE, PAYLOAD_LIMIT, REPLY

UNRECORDED_KEPT = 2000
LOOK_S = 0.5
"""So often it is looked what is due by the hall's time."""
PAGE_BYTES = PAYLOAD_LIMIT * 3 // 4

_log = logging.getLogger("dispatcher")


class _Answered(NamedTuple):
    peer: str
    request_id: str
    lasting: Result | None
    """The answer, if it does not rest on what this batch decides."""


class Ledger:
    """For the owner thread. What is decided and what time brings makes a batch, until `commit`.

    A disk that cannot be written is a `trouble`, no error; `commit` tries it again. JournalError is raised, here and by
    every method, once it is no use to go on without opening the journal anew.
    """

    def __init__(
        self, centre: CentreSettings, journal: Journal, bridge: Bridge, trouble: Trouble, clock: Clock, keep_days: int
    ) -> None:
        self._centre = centre
        self._journal = journal
        self._bridge = bridge
        self._clock = clock
        self.trouble = trouble
        self._was_written = False
        self._housekeeping = Housekeeping(journal, keep_days)
        self._entries: list[Entry] = []
        self._answered: list[_Answered] = []
        self._decided: set[str] = set()
        """The requests that this batch decides."""
        self._unrecorded: OrderedDict[str, Result] = OrderedDict()
        """The newest answers that stand in no event: refusals, and what was accepted and brought no news."""
        self._centre_is_news = True
        self._opening: Opening | None = None
        """As it was published last."""
        self._was_asked = False
        """Whether anybody has had anything done in this life."""
        try:
            self.hall = replay(journal, centre)
        except sqlite3.Error as error:
            raise journal_error(error, journal.path) from error
        self.time = StoredClock(clock, self.hall.at)
        self._time_is_in_doubt = False
        self._look_at = 0.0
        self.outbox = Outbox(self.hall, bridge)
        self._try_disk(is_first=True)

    def decide(self, peer: str, request: Request, stations: Container[str]) -> None:
        """Decide one request, to be answered after the commit. Asked again, it is answered the same."""
        earlier = self.hall.answers.get(request.id) or self._unrecorded.get(request.id)
        if earlier is not None and (refusal := self._refuse_ear(peer, request, earlier)) is not None:
            self._answered.append(_Answered(peer, request.id, refusal))
            self.outbox.answer(peer, request.id, refusal)
            return
        lasting = earlier if request.id not in self._decided else None
        if earlier is None:
            self._decided.add(request.id)
        result = earlier or self._answer(peer, request, stations)
        self._answered.append(_Answered(peer, request.id, lasting))
        self.outbox.answer(peer, request.id, result)

    def _refuse_ear(self, peer: str, request: Request, earlier: Result) -> Refusal | None:
        """Refuse whoever asks for another's answer. A call's id is its request's, and stands on the board."""
        command, is_anothers = request.command, False
        if isinstance(earlier, AtPlace):
            is_anothers = getattr(command, "place", None) != earlier.place
        elif isinstance(earlier, Issued) and not isinstance(command, Reprint):
            station = self.hall.tickets[earlier.paper.ticket_id].station
            is_anothers = not isinstance(command, IssueTicket) or command.station != station
        if is_anothers:
            return refuse(RefusalCode.NOT_ALLOWED, "the answer is another's")
        return refuse_stranger(self.hall, Asked(command, request.id, peer, self.time.at(), ()))

    def let_time_pass(self) -> None:
        """Let happen what nobody need ask for. Nothing does while the journal cannot be written."""
        self.time.nobody_is_there = not (self._was_asked and self.hall.in_use)
        at = self.time.at()
        if self.time.is_in_doubt != self._time_is_in_doubt:
            self._time_is_in_doubt = self.time.is_in_doubt
            _log.warning(
                "clock far ahead doubted=%s hall=%.0f machine=%.0f", self._time_is_in_doubt, at, self._clock.wall()
            )
        if self.trouble.fault is not None:
            return
        if at >= self._look_at:
            self.happen(due_events(self.hall, at))
            self._look_at = at + LOOK_S
        day = business_day(at, self.hall.centre)
        if day > self.hall.day:  # forward only
            _log.info("day changed from=%s to=%s", self.hall.day, day)
            self.happen(decide_day(self.hall, day, encode_centre(self.hall.centre)))
            self._housekeeping.day_began(day)
            self._centre_is_news = True
        if self._opening is not None and self._opening.until is not None and at >= self._opening.until:
            self._centre_is_news = True

    def happen(self, events: Iterable[AnyEvent], request_id: str = "") -> None:
        """Let *events* happen in memory; `commit` writes them down before anybody hears of them."""
        at = self.time.at()
        for part, event in enumerate(events):
            recorded = Recorded(seq=self.hall.seq + 1, at=at, event=event)
            evolve(self.hall, recorded, request_id)
            self._entries.append(Entry(recorded, self.hall.day, request_id, part))
            if isinstance(event, SummonsRaised):
                self._tell_of(event)
            self.outbox.happened(recorded)

    def _tell_of(self, raised: SummonsRaised) -> None:
        place = self.hall.centre.place(raised.place or "")
        what = (raised.kind, raised.reason.value, raised.place or "", place.body.ru if place is not None else "")
        _log.info("summons raised kind=%s reason=%s place=%s body=%s", *what)

    def commit(self) -> bool:
        """Write the batch down and publish it; True if anything was. What cannot be written never happened."""
        if self.trouble.is_worth_a_try:
            self._try_disk()
        wrote = bool(self._entries) and self._append()
        self._entries, self._answered = [], []
        self._decided.clear()
        if self._centre_is_news and self.trouble.fault is None:
            self._publish_centre()
        self.outbox.send(self.time.at(), self._clock.monotonic())
        return wrote

    def _publish_centre(self) -> None:
        centre, was = centre_of(self.hall, self.time.at()), self._opening
        if was is not None and centre.opening.state is not was.state:
            _log.info("opening changed from=%s to=%s", was.state.value, centre.opening.state.value)
        self._bridge.publish(CENTRE, centre)
        self._centre_is_news, self._opening = False, centre.opening

    @property
    def has_work(self) -> bool:
        """Whether `use_a_quiet_moment` has something to do."""
        is_quiet = self._housekeeping.is_due and not self.hall.in_use
        return self.trouble.fault is None and (self._journal.is_untidy or is_quiet)

    def use_a_quiet_moment(self) -> None:
        """Do some milliseconds of what the journal needs, while nobody waits for the disk."""
        try:
            if self._journal.is_untidy:
                self._journal.tidy()
            else:
                self._housekeeping.do_some()
        except sqlite3.Error as error:
            self._suffer(error)

    def _begin(self) -> None:
        """Bring a new journal, a changed centre.toml or a new day in."""
        settings = encode_centre(self._centre)
        if not self.hall.day:
            self.happen(decide_day(self.hall, business_day(self.time.at(), self._centre), settings))
        elif encode_centre(self.hall.centre) != settings:
            _log.info("centre changed site=%s", self._centre.site)
            self.happen([CentreConfigured(settings=settings)])
        for zone in sorted({key.zone for key in self.hall.lines}):
            if all(zone not in place.zones for place in self._centre.places):
                waiting = self.hall.waiting(zone)
                _log.warning("tickets stranded zone=%s waiting=%d why=no-place-calls-them", zone, waiting)
        self._housekeeping.day_began(self.hall.day)
        self.outbox.publish_leases()

    def _answer(self, peer: str, request: Request, stations: Container[str]) -> Result:
        asked = Asked(request.command, request.id, peer, self.time.at(), stations, request.staff)
        try:
            if isinstance(request.command, EventsSince):
                return refuse_stranger(self.hall, asked) or self._page(request.command)
            decision = self._decision(asked)
        except sqlite3.Error as error:
            self._suffer(error)
            decision = self._cannot_record()
        if isinstance(decision, Refusal):
            self._note_refusal(peer, request.id, decision)
            return decision
        self.happen(decision, request.id)
        self._was_asked = True
        answer = self.hall.answers.get(request.id, Accepted())
        if not decision:
            self._note_unrecorded(request.id, answer)
        return answer

    def _decision(self, asked: Asked[AnyCommand]) -> Decision:
        if self.trouble.fault is not None:
            return self._cannot_record()
        if self._journal.has_request(asked.request_id):
            return refuse(RefusalCode.TOO_LATE, "acted on already, on a day that has ended")
        return decide(self.hall, asked)

    def _page(self, command: EventsSince) -> Result:
        try:
            events = self._journal.after(command.seq, command.limit, PAGE_BYTES)
        except JournalDamagedError as error:  # in an event of an earlier day: the hall goes on without it
            _log.error("events not told why=%s", error)
            return refuse(RefusalCode.CANNOT_RECORD, str(error))
        return EventsPage(events=tuple(events), last_seq=self.hall.seq)

    def _note_refusal(self, peer: str, request_id: str, refusal: Refusal) -> None:
        _log.info("request refused peer=%s id=%s code=%s why=%s", peer, request_id, refusal.code.value, refusal.detail)
        self._note_unrecorded(request_id, refusal)

    def _note_unrecorded(self, request_id: str, answer: Result) -> None:
        self._unrecorded[request_id] = answer
        if len(self._unrecorded) > UNRECORDED_KEPT:
            self._unrecorded.popitem(last=False)

    def _cannot_record(self) -> Refusal:
        return refuse(RefusalCode.CANNOT_RECORD, self.trouble.fault.code if self.trouble.fault is not None else "")

    def _append(self) -> bool:
        try:
            self._journal.append(self._entries)
        except sqlite3.Error as error:
            self._suffer(error)
            self._take_back()
            return False
        return True

    def _try_disk(self, *, is_first: bool = False) -> None:
        try:
            self._journal.try_disk()
        except sqlite3.Error as error:
            self._suffer(error)
            # A file that was opened while its disk was read-only stays so, for SQLite, until it is opened anew.
            if not is_first and not (self.trouble.may_pass and self._was_written):
                self._give_up(error)
        else:
            self._was_written = True
            self.trouble.end()
            _log.info("journal in use seq=%d day=%s tickets=%d", self.hall.seq, self.hall.day, len(self.hall.tickets))
            self._begin()

    def _suffer(self, error: sqlite3.Error) -> None:
        self.trouble.suffer(error)
        if is_damage(error):
            self._give_up(error)

    def _take_back(self) -> None:
        """Have the hall as the journal has it, and refuse everybody whose request was in the batch."""
        try:
            self.hall = replay(self._journal, self._centre)
        except sqlite3.Error as error:
            self._give_up(error)
        self.outbox = Outbox(self.hall, self._bridge)
        for one in self._answered:
            if one.lasting is None:
                self._note_refusal(one.peer, one.request_id, self._cannot_record())
            self.outbox.answer(one.peer, one.request_id, one.lasting or self._cannot_record())

    def _give_up(self, error: sqlite3.Error) -> NoReturn:
        """Refuse everybody who waits for an answer. Raises JournalError."""
        for one in self._answered:
            self._bridge.publish(REPLY, Reply(id=one.request_id, result=self._cannot_record()), peer=one.peer)
        raise journal_error(error, self._journal.path) from error
