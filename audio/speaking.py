"""The speaker's daemon: calls in, sentences to the mouth, reports out. It owns all state, and plays nothing itself."""

import logging
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from audio.announcing import Announcing, Notice
from audio.builder import BankBuilt, Builder
from audio.clips import ALARM, needs_heard
from audio.mouth import (
    ClipMissed,
    LookAgain,
    Manner,
    Mouth,
    ReopenBank,
    Say,
    SayingEnded,
    SayingFailed,
    SayingStarted,
    SoundChanged,
)
from audio.reporting import Reporting
from audio.sentence import Sentence, call_sentence, words_to_all
from audio.settings import AudioSettings, volume_at
from audio.turns import Turn, Turns
from firmware.clock import Clock, SystemClock
from firmware.words import Slug, TimeOfDay
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, Subscription, subscription
from mqtt_bridge.commands import Request
from mqtt_bridge.devices import Condition, Fault
from mqtt_bridge.presence import Presence
from mqtt_bridge.public import Announcement, Board, Call, Centre, PlaceSign
from mqtt_bridge.replies import Reply
from mqtt_bridge.topics import BOARD, CALL, CENTRE, REPLY, REQUEST

Show = Callable[[Call | Announcement, Sentence, bytes, float], None]
"""Shows the simulator what begins to sound: what it is, its sentence, its PCM, and when (Unix seconds)."""

_log = logging.getLogger("audio")


def subscriptions(device: Slug) -> list[Subscription[Any]]:
    """Return what a speaker wants to hear."""
    return [subscription(CENTRE), subscription(BOARD), subscription(CALL), subscription(REPLY, peer=device)]


class AudioDaemon:
    """Speaks every call once, over all its lives, one after the other, and none that is too old.

    What is said to all goes before. During an evacuation no call is spoken.
    """

    def __init__(
        self,
        settings: AudioSettings,
        bridge: Bridge,
        presence: Presence,
        mouth: Mouth,
        builder: Builder,
        show: Show | None = None,
    ) -> None:
        self._settings = settings
        self._bridge = bridge
        self._presence = presence
        self._mouth = mouth
        self._builder = builder
        self._show = show
        self._clock: Clock = SystemClock()
        self._reporting = Reporting()
        self._turns = Turns(mouth.begun)
        self._announcing = Announcing(mouth.begun)
        self._places: dict[Slug, PlaceSign] = {}
        self._timezone = ""
        self._saying: tuple[Turn | Notice, Sentence] | None = None
        self._wrong_sound: str | None = None

    def handle(self, message: object) -> None:
        """See `firmware.service.Daemon`."""
        now = self._clock.monotonic()
        match message:
            case Arrived():
                self._hear(message)
            case LinkChanged(up=True):
                for request in self._reporting.link_came_up(now):
                    self._send(request)
            case SayingStarted() | SayingEnded() | SayingFailed():
                self._follow(message, now)
            case SoundChanged(why=why):
                self._wrong_sound = why
            case ClipMissed(key=key, why=why):
                self._builder.missed(key, why, now)
            case BankBuilt():
                self._builder.built(message, now)
                self._mouth.worker.put(ReopenBank())

    def tick(self) -> float:
        """See `firmware.service.Daemon`."""
        now = self._clock.monotonic()
        self._leave_unsaid(self._turns.dropped(now), "too-late")
        self._announcing.dropped(now)
        self._speak()
        for request in self._reporting.due(now):
            self._send(request)
        self._presence.say(self._bridge, *self._condition())
        waiting = min(self._turns.next_due(), self._announcing.next_due())
        return min(waiting, self._reporting.next_due(), self._builder.tick(now))

    def threads(self) -> list[threading.Thread]:
        """See `firmware.service.Daemon`."""
        return [self._bridge.thread, self._mouth.worker.thread, self._builder.worker.thread]

    def _hear(self, arrived: Arrived) -> None:
        received = self._bridge.read(arrived)
        if received is None:
            return
        match received.message:
            case Centre() as centre:
                self._places = {sign.place: sign for sign in centre.places}
                self._timezone = centre.timezone
                self._builder.need(needs_heard(centre), arrived.at)
            case Board() as board:
                self._take_in(reversed(board.calls), reversed(board.announcements), arrived.at)
                self._announcing.board_says(evacuation=board.evacuation)
                for turn in self._turns.called_off(board):
                    _log.info("call dropped call_id=%s number=%d why=undone", turn.id, turn.call.number)
            case Call() as call:
                self._take_in([call], [], arrived.at)
            case Announcement() as announcement:
                self._take_in([], [announcement], arrived.at)
            case Reply() as reply:
                self._reporting.answered(reply)
        if self._announcing.is_evacuation:
            self._leave_unsaid(self._turns.hushed(), "evacuation")

    def _take_in(self, calls: Iterable[Call], announcements: Iterable[Announcement], at: float) -> None:
        is_news = self._announcing.take_in(announcements, at)
        taken = self._turns.take_in(calls, at)
        self._leave_unsaid(taken.overtaken, "overtaken")
        self._leave_unsaid(taken.late, "too-late")
        if (taken.new or is_news) and self._wrong_sound:
            self._mouth.worker.put(LookAgain())

    def _leave_unsaid(self, turns: Iterable[Turn], why: str) -> None:
        """Report calls that this speaker will not say any more, so that their places can call again."""
        for turn in turns:
            _log.warning("call dropped call_id=%s number=%d why=%s", turn.id, turn.call.number, why)
            self._send(self._reporting.not_said(turn.id, self._clock.monotonic()))

    def _speak(self) -> None:
        if self._saying is not None or self._wrong_sound != "":
            return
        notice = self._announcing.next()
        turn = self._turns.next(self._places.__contains__) if notice is None else None
        if notice is not None:
            self._say_to_all(notice)
        elif turn is not None:
            self._say(turn, call_sentence(turn.call, self._places[turn.call.place]))

    def _say_to_all(self, notice: Notice) -> None:
        try:
            words = words_to_all(notice.announcement)
        except ValueError as error:
            _log.warning("announcement dropped announcement_id=%s why=%s", notice.id, error)
        else:
            self._say(notice, words)

    def _say(self, what: Turn | Notice, sentence: Sentence) -> None:
        self._saying = (what, sentence)
        times = self._settings.say_times if isinstance(what, Turn) else 1
        is_alarm = sentence.tone == ALARM  # that may save lives, at any hour
        volume = 1.0 if is_alarm else volume_at(self._settings.volume, self._time_of_day())
        manner = Manner(self._settings.gaps, times, volume)
        self._mouth.worker.put(Say(what.id, sentence, manner))

    def _time_of_day(self) -> TimeOfDay:
        """Return the centre's; the machine's own as long as the centre's zone is not known here."""
        now = datetime.fromtimestamp(self._clock.wall(), UTC)
        try:
            return now.astimezone(ZoneInfo(self._timezone) if self._timezone else None).strftime("%H:%M")
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return now.astimezone().strftime("%H:%M")

    def _follow(self, message: SayingStarted | SayingEnded | SayingFailed, now: float) -> None:
        if self._saying is None or self._saying[0].id != message.call_id:
            return
        what, sentence = self._saying
        if isinstance(message, SayingStarted):
            _log_begun(what)
            if self._show is not None:
                self._show(
                    what.call if isinstance(what, Turn) else what.announcement, sentence, message.pcm, message.at
                )
            return
        self._saying = None
        if isinstance(message, SayingFailed):
            _log.warning("call not spoken call_id=%s why=%s", message.call_id, message.why)
            self._put_back(what, is_worth_it=message.is_device)
        elif message.is_whole:
            self._send(self._reporting.said(message.call_id, now))

    def _put_back(self, what: Turn | Notice, *, is_worth_it: bool) -> None:
        if isinstance(what, Notice):
            if is_worth_it:
                self._announcing.put_back(what)
        elif not is_worth_it:
            self._leave_unsaid([what], "wordless")
        elif self._announcing.is_evacuation:
            self._leave_unsaid([what], "evacuation")
        elif not self._turns.put_back(what):
            self._leave_unsaid([what], "overtaken")

    def _send(self, request: Request) -> None:
        self._bridge.publish(REQUEST, request, peer=self._settings.device)

    def _condition(self) -> tuple[Condition, tuple[Fault, ...]]:
        faults = self._builder.faults()
        if self._wrong_sound:
            return Condition.FAULT, (Fault(code="no-sound", detail=self._wrong_sound[:200]), *faults)
        if self._wrong_sound is None or not self._builder.is_settled:
            return Condition.INIT, faults
        return (Condition.DEGRADED if faults else Condition.READY), faults


def _log_begun(what: Turn | Notice) -> None:
    if isinstance(what, Turn):
        call = what.call
        _log.info("call speaking call_id=%s number=%d place=%s", call.call_id, call.number, call.place)
    else:
        _log.info("announcement speaking announcement_id=%s kind=%s", what.id, what.announcement.kind.value)
