"""The daemon on a real Mosquitto, with a dispatcher made of a bridge, and a fake loudspeaker."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import msgspec
import pytest

from audio.bank import file_of, open_bank
from audio.builder import Builder
from audio.clips import CHIME
from audio.engines import Engine, FakeEngine
from audio.joining import joined
from audio.mouth import Mouth
from audio.pcm import duration_s
from audio.player import FakePlayer, SoundFault
from audio.sentence import Sentence, call_sentence
from audio.speaking import AudioDaemon, StuckError, subscriptions
from firmware.inbox import Inbox
from firmware.words import Bilingual, Language, PlaceKind, Role, new_id
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, subscription
from mqtt_bridge.commands import ReportAnnounced, Request
from mqtt_bridge.devices import Condition, DeviceState
from mqtt_bridge.events import CallKind
from mqtt_bridge.presence import Presence
from mqtt_bridge.public import Board, Call, Centre, PlaceSign
from mqtt_bridge.replies import Accepted, Reply
from mqtt_bridge.settings import BrokerSettings, DeviceSettings
from mqtt_bridge.topics import BOARD, CALL, CENTRE, DEVICE_STATE, REPLY, REQUEST

SPEED = 40.0
NAME = Bilingual(kk="Орталық", ru="Центр")
WINDOW_1 = PlaceSign(place="window-1", kind=PlaceKind.WINDOW, number=1, zones=("consultation",))
OFFICE_12 = PlaceSign(place="office-12", kind=PlaceKind.OFFICE, number=12, zones=("consultation",))
OFFICE_9 = PlaceSign(place="office-9", kind=PlaceKind.OFFICE, number=9, zones=("consultation",))


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


def board(*calls: Call, seq: int = 1) -> Board:
    return Board(epoch=1, seq=seq, at=0.0, calls=calls, zones=())


class Runs(Protocol):
    """A broker that the shared fixtures start."""

    port: int

    def start(self) -> None: ...
    def kill(self) -> None: ...


class Hall:
    """A speaker and a dispatcher on one broker, both driven by the test's own thread."""

    def __init__(self, site: str, port: int, bank: Path, engines: Mapping[Language, Engine], state_dir: Path) -> None:
        broker = BrokerSettings(port=port)
        settings = DeviceSettings(site=site, device="speaker-1", broker=broker, state_dir=str(state_dir))
        self.inbox = Inbox()
        self.player = FakePlayer(SPEED)
        presence = Presence(settings, Role.AUDIO)
        self.bridge = Bridge(settings, self.inbox, subscriptions("speaker-1"), presence.will)
        self.mouth = Mouth(self.player, bank, engines, self.inbox, retry_s=0.1)
        self.builder = Builder(bank, engines, self.inbox)
        self.daemon = AudioDaemon("speaker-1", self.bridge, presence, self.mouth, self.builder, self._show)
        self.said: list[tuple[Call, str, float, float]] = []
        """The call, its text, when it began and how long it takes on this player."""
        self.pcm: list[bytes] = []
        self.heard = Inbox()
        other = DeviceSettings(site=site, device="dispatcher", broker=broker, state_dir=str(state_dir))
        self.dispatcher = Bridge(other, self.heard, [subscription(REQUEST), subscription(DEVICE_STATE)])
        self.answers = True
        self.requests: list[Request] = []
        self.states: list[DeviceState] = []
        self.links_up = 0

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

    def until(self, wanted: Callable[[], bool], deadline_s: float = 8.0) -> None:
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
        self.until(lambda: self.reported() >= {one.call_id for one in calls})

    def until_state(self, condition: Condition) -> DeviceState:
        self.until(lambda: bool(self.states) and self.states[-1].condition is condition)
        return self.states[-1]

    def reported(self) -> set[str]:
        return {r.command.call_id for r in self.requests if isinstance(r.command, ReportAnnounced)}

    def spoken(self) -> list[int]:
        return [one.number for one, _text, _at, _takes_s in self.said]

    def _live(self, timeout_s: float) -> None:
        for message in self.inbox.take(timeout_s):
            if isinstance(message, LinkChanged):
                self.links_up += 1 if message.up else -1
            self.daemon.handle(message)
        self.daemon.tick()
        assert all(thread.is_alive() for thread in self.daemon.threads())
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

    def _show(self, one: Call, sentence: Sentence, pcm: bytes, at: float) -> None:
        self.said.append((one, sentence.text, at, duration_s(pcm) / SPEED))
        self.pcm.append(pcm)


def sounds_of(folder: Path, one: Call) -> bytes:
    """Return what *one* sounds like from the whole bank in *folder*."""
    bank = open_bank(folder)
    return joined(call_sentence(one, WINDOW_1), bank.sound, bank.sound(CHIME))


Open = Callable[..., Hall]


@pytest.fixture
def open_hall(
    shared_broker: Runs, site: str, whole_bank: Path, tones: Mapping[Language, Engine], tmp_path: Path
) -> Iterator[Open]:
    halls: list[Hall] = []

    def opened(
        *, bank: Path = whole_bank, engines: Mapping[Language, Engine] = tones, port: int = shared_broker.port
    ) -> Hall:
        halls.append(Hall(site, port, bank, engines, tmp_path / "state"))
        halls[-1].start()
        return halls[-1]

    yield opened
    for hall in halls:
        hall.stop()


@pytest.fixture
def hall(open_hall: Open) -> Hall:
    """Open a hall whose centre is known and whose speaker is ready."""
    opened = open_hall()
    opened.dispatcher.publish(CENTRE, centre(WINDOW_1, OFFICE_12))
    opened.until_state(Condition.READY)
    return opened


def test_a_call_is_spoken_in_its_language_and_reported(hall: Hall) -> None:
    kazakh, russian = call(105), call(412, language="ru", place="office-12")
    hall.dispatcher.publish(CALL, kazakh)
    hall.dispatcher.publish(CALL, russian)

    hall.until_said(kazakh, russian)

    assert [text for _call, text, _at, _takes_s in hall.said] == [
        "Жүз бес нөмірлі талон иесі, бірінші терезеге келіңіз",
        "Талон четыреста двенадцать, пройдите в кабинет номер двенадцать",
    ]


def test_a_call_that_comes_on_both_topics_is_spoken_once(hall: Hall) -> None:
    once = call()
    hall.dispatcher.publish(CALL, once)
    hall.dispatcher.publish(BOARD, board(once))
    hall.until_said(once)
    hall.dispatcher.publish(BOARD, board(once, seq=2))
    hall.dispatcher.publish(CALL, once)
    after = call(106)
    hall.dispatcher.publish(CALL, after)

    hall.until_said(after)

    assert hall.spoken() == [105, 106]


def test_the_board_at_start_brings_what_was_missed_oldest_first(open_hall: Open) -> None:
    hall = open_hall()
    newest, older, past = call(103), call(102), call(101, speak_left_s=0.0)
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    hall.dispatcher.publish(BOARD, board(newest, older, past))

    hall.until_said(newest, older)

    assert hall.spoken() == [102, 103]


def test_nothing_overlaps_when_places_call_at_once(hall: Hall) -> None:
    calls = [call(101 + n) for n in range(12)]
    for one in calls:
        hall.dispatcher.publish(CALL, one)

    hall.until_said(*calls)

    assert hall.spoken() == [one.number for one in calls]
    for (_one, _text, at, takes_s), (_next, _next_text, next_at, _next_takes_s) in zip(
        hall.said, hall.said[1:], strict=False
    ):
        assert next_at >= at + takes_s - 0.002


def test_a_call_that_waited_too_long_is_not_spoken(hall: Hall) -> None:
    hall.player.fault = SoundFault.MISSING
    late, in_time = call(101, speak_left_s=0.3), call(102)
    hall.dispatcher.publish(CALL, call(100, speak_left_s=0.1))
    hall.until_state(Condition.FAULT)
    hall.dispatcher.publish(CALL, late)
    hall.dispatcher.publish(CALL, in_time)
    hall.during(0.4)
    hall.player.fault = SoundFault.NONE

    hall.until_said(in_time)

    assert hall.spoken() == [102]


def test_without_a_sound_device_the_speaker_says_so_and_speaks_when_it_is_back(hall: Hall) -> None:
    hall.player.fault = SoundFault.MISSING
    waiting = call()
    hall.dispatcher.publish(CALL, waiting)

    state = hall.until_state(Condition.FAULT)
    assert [fault.code for fault in state.faults] == ["no-sound"]
    hall.player.fault = SoundFault.NONE

    hall.until_said(waiting)
    hall.until_state(Condition.READY)


def test_the_report_is_repeated_with_one_id_until_it_is_answered(hall: Hall) -> None:
    hall.answers = False
    one = call()
    hall.dispatcher.publish(CALL, one)
    hall.until(lambda: len(hall.requests) >= 2)
    hall.answers = True
    hall.until(lambda: len(hall.requests) >= 3)
    hall.during(0.5)

    assert len({request.id for request in hall.requests}) == 1
    assert len(hall.requests) == 3


def test_a_missing_clip_is_rendered_for_the_call_and_then_built(
    open_hall: Open, whole_bank: Path, tmp_path: Path
) -> None:
    bank = Path(shutil.copytree(whole_bank, tmp_path / "bank"))
    file_of(bank, "kk/5").write_bytes(b"half a cl")
    hall = open_hall(bank=bank)
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    one = call(105)
    hall.dispatcher.publish(CALL, one)

    hall.until_said(one)
    assert hall.pcm[-1] == sounds_of(whole_bank, one)
    hall.until(lambda: any("missing-clips" in {fault.code for fault in state.faults} for state in hall.states))

    hall.until_state(Condition.READY)
    assert file_of(bank, "kk/5").read_bytes() == file_of(whole_bank, "kk/5").read_bytes()


def test_a_clip_that_nobody_can_say_leaves_one_call_unspoken_and_the_speaker_degraded(
    open_hall: Open, whole_bank: Path, tmp_path: Path
) -> None:
    bank = Path(shutil.copytree(whole_bank, tmp_path / "bank"))
    file_of(bank, "kk/5").unlink()
    hall = open_hall(bank=bank, engines=dict.fromkeys(Language, FakeEngine(mute=frozenset({"kk/5"}))))
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    unspeakable, other = call(105), call(106)
    hall.dispatcher.publish(CALL, unspeakable)
    hall.dispatcher.publish(CALL, other)

    hall.until_said(other)

    assert hall.spoken() == [106]
    state = hall.until_state(Condition.DEGRADED)
    assert "kk/5" in state.faults[0].detail


def test_a_new_place_gets_its_clips_while_calls_go_on(open_hall: Open, whole_bank: Path, tmp_path: Path) -> None:
    bank = Path(shutil.copytree(whole_bank, tmp_path / "bank"))
    hall = open_hall(bank=bank)
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    hall.until_state(Condition.READY)
    there = call(place="office-9")
    hall.dispatcher.publish(CALL, there)
    hall.during(0.1)
    assert hall.said == []

    hall.dispatcher.publish(CENTRE, centre(WINDOW_1, OFFICE_9))

    hall.until_said(there)
    hall.until(file_of(bank, "kk/office-9").exists)


def test_with_no_bank_at_all_the_first_calls_are_spoken_while_it_is_built(open_hall: Open, tmp_path: Path) -> None:
    hall = open_hall(bank=tmp_path / "bank")
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    one = call()
    hall.dispatcher.publish(CALL, one)

    hall.until_said(one)
    hall.until_state(Condition.READY)


def test_the_speaker_is_starting_until_it_knows_its_centre(open_hall: Open) -> None:
    hall = open_hall()
    hall.during(0.2)
    assert [state.condition for state in hall.states] == [Condition.INIT]

    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))

    hall.until_state(Condition.READY)


def test_nonsense_on_the_wire_does_not_keep_the_next_call_from_being_spoken(hall: Hall) -> None:
    known = call()
    hall.dispatcher.publish(CALL, msgspec.structs.replace(known, v=2))
    hall.dispatcher.publish(CALL, known)

    hall.until_said(known)

    assert hall.bridge.malformed == 1


def test_a_call_made_while_the_broker_was_dead_is_spoken_when_it_is_back(open_hall: Open, own_broker: Runs) -> None:
    hall = open_hall(port=own_broker.port)
    hall.dispatcher.publish(CENTRE, centre(WINDOW_1))
    hall.until_state(Condition.READY)
    own_broker.kill()
    hall.until(lambda: hall.links_up == 0)
    lost = call()
    hall.dispatcher.publish(CALL, lost)
    hall.dispatcher.publish(BOARD, board(lost))

    own_broker.start()

    hall.until_said(lost)
    assert hall.spoken() == [105]


def test_a_mouth_that_never_comes_back_ends_the_process(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audio.speaking.STUCK_S", 0.2)
    released = threading.Event()

    def hang(_pcm: bytes, _started: Callable[[], None]) -> bool:
        return not released.wait(10)

    monkeypatch.setattr(hall.player, "play", hang)
    hall.dispatcher.publish(CALL, call())

    with pytest.raises(StuckError):
        hall.until(lambda: False)
    released.set()
