"""The speaker's daemon: calls in, sentences to the mouth, reports out. It owns all state, and plays nothing itself."""

import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any

from audio.builder import BankBuilt, Builder
from audio.mouth import (
    ClipMissed,
    LookAgain,
    Mouth,
    ReopenBank,
    Say,
    SayingEnded,
    SayingFailed,
    SayingStarted,
    SoundChanged,
)
from audio.sentence import Sentence, call_sentence
from audio.turns import Turn, Turns
from firmware.clock import Clock, SystemClock
from firmware.words import Slug
from mqtt_bridge.asking import Asking
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, Subscription, subscription
from mqtt_bridge.commands import ReportAnnounced, Request
from mqtt_bridge.devices import Condition, Fault
from mqtt_bridge.presence import Presence
from mqtt_bridge.public import Board, Call, Centre, PlaceSign
from mqtt_bridge.replies import Refusal, Reply
from mqtt_bridge.topics import BOARD, CALL, CENTRE, REPLY, REQUEST

REPORT_PATIENCE_S = 10.0

Show = Callable[[Call, Sentence, bytes, float], None]
"""Shows the simulator what begins to sound: the call, its sentence, its PCM, and when (Unix seconds)."""

_log = logging.getLogger("audio")


def subscriptions(device: Slug) -> list[Subscription[Any]]:
    """Return what a speaker wants to hear."""
    return [subscription(CENTRE), subscription(BOARD), subscription(CALL), subscription(REPLY, peer=device)]


class AudioDaemon:
    """Speaks every call once, over all its lives, one after the other, and none that is too old."""

    def __init__(
        self, device: Slug, bridge: Bridge, presence: Presence, mouth: Mouth, builder: Builder, show: Show | None = None
    ) -> None:
        self._device = device
        self._bridge = bridge
        self._presence = presence
        self._mouth = mouth
        self._builder = builder
        self._show = show
        self._clock: Clock = SystemClock()
        self._asking = Asking()
        self._turns = Turns(mouth.begun)
        self._places: dict[Slug, PlaceSign] = {}
        self._saying: tuple[Turn, Sentence] | None = None
        self._wrong_sound: str | None = None

    def handle(self, message: object) -> None:
        """See `firmware.service.Daemon`."""
        now = self._clock.monotonic()
        match message:
            case Arrived():
                self._hear(message)
            case LinkChanged(up=True):
                for request in self._asking.repeat_all(now):
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
        for turn in self._turns.dropped(now):
            _log.warning("call dropped call_id=%s number=%d why=too-late", turn.call.call_id, turn.call.number)
        self._speak()
        again, given_up = self._asking.due(now)
        for request in again:
            self._send(request)
        for waiting in given_up:
            _log.warning("report given up call_id=%s", waiting.context)
        self._presence.say(self._bridge, *self._condition())
        return min(self._turns.next_due(), self._asking.next_due(), self._builder.tick(now))

    def threads(self) -> list[threading.Thread]:
        """See `firmware.service.Daemon`."""
        return [self._bridge.thread, self._mouth.worker.thread, self._builder.worker.thread]

    def _hear(self, arrived: Arrived) -> None:
        received = self._bridge.read(arrived)
        if received is None:
            return
        match received.message:
            case Centre(places=places):
                self._places = {sign.place: sign for sign in places}
                self._builder.need(((sign.kind, sign.number) for sign in places), arrived.at)
            case Board() as board:
                self._take_in(reversed(board.calls), arrived.at)
                for turn in self._turns.called_off(board):
                    _log.info("call dropped call_id=%s number=%d why=undone", turn.call.call_id, turn.call.number)
            case Call() as call:
                self._take_in([call], arrived.at)
            case Reply(result=result) as reply:
                waiting = self._asking.answered(reply)
                if waiting is not None and isinstance(result, Refusal):
                    _log.warning("report refused call_id=%s code=%s", waiting.context, result.code.value)

    def _take_in(self, calls: Iterable[Call], at: float) -> None:
        if self._turns.take_in(calls, at) and self._wrong_sound:
            self._mouth.worker.put(LookAgain())

    def _speak(self) -> None:
        if self._saying is not None or self._wrong_sound != "":
            return
        turn = self._turns.next(self._places.__contains__)
        if turn is None:
            return
        sentence = call_sentence(turn.call, self._places[turn.call.place])
        self._saying = (turn, sentence)
        self._mouth.worker.put(Say(turn.call.call_id, sentence))

    def _follow(self, message: SayingStarted | SayingEnded | SayingFailed, now: float) -> None:
        if self._saying is None or self._saying[0].call.call_id != message.call_id:
            return
        turn, sentence = self._saying
        call = turn.call
        if isinstance(message, SayingStarted):
            _log.info("call speaking call_id=%s number=%d place=%s", call.call_id, call.number, call.place)
            if self._show is not None:
                self._show(call, sentence, message.pcm, message.at)
            return
        self._saying = None
        if isinstance(message, SayingFailed):
            _log.warning("call not spoken call_id=%s why=%s", call.call_id, message.why)
            if message.is_device:
                self._turns.put_back(turn)
        elif message.is_whole:
            report = ReportAnnounced(call_id=call.call_id)
            self._send(self._asking.ask(report, now, patience_s=REPORT_PATIENCE_S, context=call.call_id))

    def _send(self, request: Request) -> None:
        self._bridge.publish(REQUEST, request, peer=self._device)

    def _condition(self) -> tuple[Condition, tuple[Fault, ...]]:
        faults = self._builder.faults()
        if self._wrong_sound:
            return Condition.FAULT, (Fault(code="no-sound", detail=self._wrong_sound[:200]), *faults)
        if self._wrong_sound is None or not self._builder.is_settled:
            return Condition.INIT, faults
        return (Condition.DEGRADED if faults else Condition.READY), faults
