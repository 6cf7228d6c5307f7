"""A speaker with a fake loudspeaker, and a dispatcher made of a bridge: for tests alone."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

from deadline import DEADLINE_S
from msgspec import structs

from audio.begun import BegunCalls
from audio.builder import Builder
from audio.clips import Needs
from audio.engines import Voices
from audio.mouth import Mouth
from audio.pcm import duration_s
from audio.player import FakePlayer
from audio.sentence import Sentence
from audio.settings import AudioSettings
from audio.speaking import AudioDaemon, subscriptions
from firmware.inbox import Inbox
from firmware.watching import Watch
from firmware.words import Bilingual, Language, PlaceKind, Role, new_id
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, subscription
from mqtt_bridge.commands import ReportAnnounced, ReportNotAnnounced, Request
from mqtt_bridge.devices import Condition, DeviceState
from mqtt_bridge.events import CallKind
from mqtt_bridge.presence import Presence
from mqtt_bridge.public import Announcement, Board, Call, Centre, PlaceSign
from mqtt_bridge.replies import Accepted, Reply
from mqtt_bridge.settings import BrokerSettings, DeviceSettings
from mqtt_bridge.topics import CALL, DEVICE_STATE, REPLY, REQUEST

SPEED = 40.0
NAME = Bilingual(kk="Орталық", ru="Центр")


def sign(kind: PlaceKind, number: int, letter: str = "") -> PlaceSign:
    """Make the sign of a place that is called by its kind and number."""
    name = f"{kind.value}-{number}"
    return PlaceSign(place=name, kind=kind, number=number, letter=letter, zones=("consultation",))


WINDOW_1, WINDOW_2, WINDOW_3 = (sign(PlaceKind.WINDOW, number) for number in (1, 2, 3))
OFFICE_9, OFFICE_12 = (sign(PlaceKind.OFFICE, number) for number in (9, 12))


def needs(*signs: PlaceSign, times: Iterable[str] = ()) -> Needs:
    return Needs({place.place: place for place in signs}, frozenset(times))


def centre(*places: PlaceSign) -> Centre:
    return Centre(name=NAME, address=NAME, timezone="Asia/Almaty", day="2026-03-02", zones=(), places=places)


def call(number: int = 105, *, speak_left_s: float = 30.0, place: str = "window-1", language: str = "kk") -> Call:
    return Call(
        call_id=new_id(),
        number=number,
        zone="consultation",
        place=place,
        language=Language(language),
        kind=CallKind.FIRST,
        at=0.0,
        speak_left_s=speak_left_s,
    )


def recall(of: Call, **changes: Any) -> Call:
    return structs.replace(of, call_id=new_id(), kind=CallKind.RECALL, at=of.at + 5.0, **changes)


def board(*calls: Call, seq: int = 1) -> Board:
    return Board(epoch=1, seq=seq, at=0.0, calls=calls, zones=())


class Runs(Protocol):
    """A broker that the shared fixtures start."""

    port: int

    def start(self) -> None: ...
    def kill(self) -> None: ...


class Hall:
    """A speaker and a dispatcher on one broker, both driven by the test's own thread."""

    def __init__(  # noqa: PLR0913 - the parts of one speaker
        self,
        site: str,
        port: int,
        bank: Path,
        voices: Voices,
        state_dir: Path,
        *,
        speed: float = SPEED,
        retry_s: float = 0.1,
        **wishes: Any,
    ) -> None:
        broker = BrokerSettings(port=port)
        settings = AudioSettings(
            site=site, device="speaker-1", broker=broker, state_dir=str(state_dir), bank=str(bank), **wishes
        )
        self.inbox = Inbox()
        self.player = FakePlayer(speed)
        self._speed = speed
        presence = Presence(settings, Role.AUDIO)
        self._watch = Watch(presence.threads_hang)
        self.bridge = Bridge(settings, self.inbox, subscriptions("speaker-1"), presence.will)
        self.mouth = Mouth(self.player, bank, voices, self.inbox, BegunCalls(state_dir), retry_s)
        self.builder = Builder(bank, voices, self.inbox)
        self.daemon = AudioDaemon(settings, self.bridge, presence, self.mouth, self.builder, self._show)
        self.said: list[tuple[Call | Announcement, str, float, float]] = []
        """What it is, its text, when it began and how long it takes on this player."""
        self.pcm: list[bytes] = []
        self.heard = Inbox()
        other = DeviceSettings(site=site, device="dispatcher", broker=broker, state_dir=str(state_dir))
        self.dispatcher = Bridge(other, self.heard, [subscription(REQUEST), subscription(DEVICE_STATE)])
        self.answers = True
        self.requests: list[Request] = []
        self.states: list[DeviceState] = []
        self.links_up = 0
        self.due = 0.0
        """When the daemon wants to be woken, in monotonic seconds; infinity when it waits for nothing but messages."""

    def start(self) -> None:
        self.dispatcher.start()
        self.bridge.start()
        self.mouth.start()
        self.builder.worker.start()
        self.until(lambda: self.links_up == 2)

    def stop(self) -> None:
        self.mouth.stop()
        self.builder.stop()
        self.bridge.stop()
        self.dispatcher.stop()

    def until(self, wanted: Callable[[], bool], deadline_s: float = DEADLINE_S) -> None:
        """Let both live until *wanted*; fail at the deadline."""
        end = time.monotonic() + deadline_s
        while not wanted():
            assert time.monotonic() < end, "what the test waits for did not come"
            self._live(0.01)

    def during(self, seconds: float) -> None:
        """Let both live for so long."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() >= end)

    def until_said(self, *calls: Call) -> None:
        self.until_reported(*(one.call_id for one in calls))

    def until_reported(self, *ids: str) -> None:
        self.until(lambda: self.reported() >= set(ids))

    def until_state(self, condition: Condition, deadline_s: float = DEADLINE_S) -> DeviceState:
        self.until(lambda: bool(self.states) and self.states[-1].condition is condition, deadline_s)
        return self.states[-1]

    def reported(self) -> set[str]:
        return {r.command.call_id for r in self.requests if isinstance(r.command, ReportAnnounced)}

    def reported_unsaid(self) -> set[str]:
        return {r.command.call_id for r in self.requests if isinstance(r.command, ReportNotAnnounced)}

    def until_late(self) -> None:
        """Let a last call come, live for a moment and not be said: all that was published before it has come too.

        What had no longer to live than it is dropped as well. Only while nothing can be said.
        """
        late = call(199, speak_left_s=0.05)
        self.dispatcher.publish(CALL, late)
        self.until(lambda: late.call_id in self.reported_unsaid())

    def spoken(self) -> list[int]:
        return [one.number for one, _text, _at, _takes_s in self.said if isinstance(one, Call)]

    def _live(self, timeout_s: float) -> None:
        for message in self.inbox.take(timeout_s):
            if isinstance(message, LinkChanged):
                self.links_up += 1 if message.up else -1
            self.daemon.handle(message)
        self.due = self.daemon.tick()
        self._watch.look(self.daemon.threads(), time.monotonic())
        for message in self.heard.take(0):
            if isinstance(message, LinkChanged):
                self.links_up += 1 if message.up else -1
            elif isinstance(message, Arrived):
                self._dispatch(self.dispatcher.read(message))

    def _dispatch(self, received: Any) -> None:
        if received.topic is DEVICE_STATE:
            self.states.append(received.message)
            return
        self.requests.append(received.message)
        if self.answers:
            self.dispatcher.publish(REPLY, Reply(id=received.message.id, result=Accepted()), peer="speaker-1")

    def _show(self, one: Call | Announcement, sentence: Sentence, pcm: bytes, at: float) -> None:
        self.said.append((one, sentence.text, at, duration_s(pcm) / self._speed))
        self.pcm.append(pcm)


Open = Callable[..., Hall]
