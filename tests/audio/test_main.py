"""The speaker as a process, with its fake loudspeaker, asked through its door."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from deadline import DEADLINE_S, until

import centre.words
from audio.__main__ import main
from centre.words import WORDS, words
from firmware.inbox import Inbox
from firmware.words import Bilingual, Language, PlaceKind, new_id
from mqtt_bridge.client import Arrived, Bridge, LinkChanged, subscription
from mqtt_bridge.devices import Condition
from mqtt_bridge.events import CallKind
from mqtt_bridge.public import Board, Call, Centre, PlaceSign
from mqtt_bridge.settings import BrokerSettings, DeviceSettings
from mqtt_bridge.topics import BOARD, CALL, CENTRE, DEVICE_STATE

NAME = Bilingual(kk="Орталық", ru="Центр")
WINDOW_1 = PlaceSign(place="window-1", kind=PlaceKind.WINDOW, number=1, zones=())


class Runs(Protocol):
    """A broker that the shared fixtures started."""

    port: int


class Dispatcher:
    """The other end of the wire."""

    def __init__(self, site: str, port: int) -> None:
        self._inbox = Inbox()
        settings = DeviceSettings(site=site, device="dispatcher", broker=BrokerSettings(port=port))
        self.bridge = Bridge(settings, self._inbox, [subscription(DEVICE_STATE)])
        self.bridge.start()
        self._until(lambda message: isinstance(message, LinkChanged))

    def until_state(self, *wanted: Condition) -> None:
        self._until(lambda message: isinstance(message, Arrived) and self._condition(message) in wanted)

    def _condition(self, arrived: Arrived) -> Condition | None:
        received = self.bridge.read(arrived)
        return received.message.condition if received is not None else None

    def _until(self, wanted: Any) -> None:
        end = time.monotonic() + DEADLINE_S
        while time.monotonic() < end:
            if any(wanted(message) for message in self._inbox.take(0.2, most=1)):
                return
        raise AssertionError("what the test waits for did not come")


@pytest.fixture
def dispatcher(shared_broker: Runs, site: str) -> Iterator[Dispatcher]:
    made = Dispatcher(site, shared_broker.port)
    yield made
    made.bridge.stop()


@pytest.fixture
def config(tmp_path: Path, site: str, shared_broker: Runs) -> Path:
    path = tmp_path / "audio.toml"
    path.write_text(
        f'site = "{site}"\ndevice = "speaker-1"\nstate_dir = "{tmp_path}/state"\nbank = "{tmp_path}/bank"\n'
        f"simulated_speed = 20\nbroker = {{ port = {shared_broker.port} }}\n"
    )
    return path


@contextmanager
def started(config: Path, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a speaker, and kill it in the end if it still lives."""
    command = [sys.executable, "-m", "audio", "--config", str(config), "--simulate", str(folder)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2]) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def speaker(config: Path, tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with started(config, tmp_path) as process:
        yield process


def ask(folder: Path, question: dict[str, Any]) -> dict[str, Any]:
    with socket.socket(socket.AF_UNIX) as door:
        door.settimeout(DEADLINE_S)
        door.connect(str(folder / "speaker-1.sock"))
        door.sendall(json.dumps(question).encode() + b"\n")
        answer: dict[str, Any] = json.loads(door.makefile().readline())
        return answer


def call(number: int) -> Call:
    return Call(
        call_id=new_id(),
        number=number,
        zone="consultation",
        place="window-1",
        language=Language.RU,
        kind=CallKind.FIRST,
        at=0.0,
        speak_left_s=30.0,
    )


def until_said(folder: Path, count: int) -> list[dict[str, Any]]:
    def said() -> list[dict[str, Any]]:
        sayings: list[dict[str, Any]] = ask(folder, {"do": "said"})["said"]
        return sayings

    return until(said, lambda sayings: len(sayings) >= count)


def test_a_fresh_speaker_speaks_before_its_bank_is_built_and_leaves_in_peace(
    speaker: "subprocess.Popen[bytes]", dispatcher: Dispatcher, tmp_path: Path
) -> None:
    dispatcher.until_state(Condition.INIT)
    dispatcher.bridge.publish(
        CENTRE, Centre(name=NAME, address=NAME, timezone="Asia/Almaty", day="2026-03-02", zones=(), places=(WINDOW_1,))
    )
    one = call(105)
    dispatcher.bridge.publish(CALL, one)

    said = until_said(tmp_path, 1)

    assert said[0]["call_id"] == one.call_id
    assert said[0]["text"] == "Талон сто пять, подойдите к окну номер один"
    assert ask(tmp_path, {"do": "wav", "n": said[0]["n"]})["wav"].startswith("UklGR")  # RIFF
    assert ask(tmp_path, {"do": "fault", "fault": "missing"}) == {"fault": "missing"}
    dispatcher.bridge.publish(CALL, call(106))
    dispatcher.until_state(Condition.FAULT)
    speaker.terminate()
    dispatcher.until_state(Condition.OFFLINE)
    assert speaker.wait(DEADLINE_S) == 0


def test_a_speaker_killed_in_mid_sentence_does_not_say_it_again_and_goes_on_with_the_next(
    config: Path, dispatcher: Dispatcher, tmp_path: Path
) -> None:
    config.write_text(config.read_text().replace("simulated_speed = 20", "simulated_speed = 1"))
    cut, after = call(105), call(106)
    dispatcher.bridge.publish(
        CENTRE, Centre(name=NAME, address=NAME, timezone="Asia/Almaty", day="2026-03-02", zones=(), places=(WINDOW_1,))
    )
    with started(config, tmp_path):
        dispatcher.until_state(Condition.INIT)
        dispatcher.bridge.publish(CALL, cut)
        until_said(tmp_path, 1)
    dispatcher.until_state(Condition.LOST)

    with started(config, tmp_path):
        dispatcher.until_state(Condition.INIT)
        dispatcher.bridge.publish(BOARD, Board(epoch=1, seq=1, at=0.0, calls=(after, cut), zones=()))
        said = until_said(tmp_path, 2)

    assert [each["number"] for each in said] == [106, 105]


def test_check_prints_the_settings_and_refuses_wrong_ones(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--config", str(config), "--check"]) == 0
    assert json.loads(capsys.readouterr().out)["simulated_speed"] == 20

    config.write_text(config.read_text() + "kk = { gtts = true }\n")
    assert main(["--config", str(config), "--check"]) == 78
    assert capsys.readouterr().err.startswith(
        f"kezek-audio: {config}: kk.gtts: gtts does not speak kk; right would be "
    )


def test_a_mistake_in_the_words_is_told_at_the_start_and_not_at_the_first_call(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "words.toml"
    broken.write_text(
        WORDS.read_text(encoding="utf-8").replace("{number} holder {place}", "{number} {place} hodler", 1)
    )
    monkeypatch.setattr(centre.words, "WORDS", broken)
    words.cache_clear()
    try:
        assert main(["--config", str(config), "--check"]) == 78
    finally:
        words.cache_clear()

    assert capfd.readouterr().err == f"kezek-audio: {broken}: sentences.kk.call: there is no phrase 'hodler'\n"
