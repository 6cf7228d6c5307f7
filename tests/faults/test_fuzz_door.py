"""Whatever a client writes into a daemon's door is answered with one line of JSON, and the next client is answered."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from any_message import spoilt
from deadline import DEADLINE_S
from fuzzing import fuzz
from hypothesis import example, given
from hypothesis import strategies as st

from firmware.clock import SystemClock
from firmware.door import Answer, Door
from firmware.inbox import Inbox
from firmware.settings import load_settings
from kiosk.settings import KioskSettings
from kiosk.simulated import SimulatedPanel
from printer.simulated_process import Tray

CHECKOUT = Path(__file__).parents[2]
WORDS = ("do", "press", "jam", "button", "fault", "state", "tickets", "after", "none", "consultation-kk", "n")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(WORDS) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=3),
    max_leaves=6,
)
QUESTIONS = st.fixed_dictionaries({"do": st.sampled_from(WORDS)}, optional=dict.fromkeys(WORDS[1:], VALUES)) | VALUES
STROKES = st.lists(st.tuples(st.integers(0), st.binary(max_size=3)), max_size=2)
LINES = (
    st.tuples(QUESTIONS.map(lambda value: json.dumps(value).encode()), STROKES).map(spoilt)
    | st.binary(max_size=50)
    | st.tuples(st.sampled_from((b"[", b'{"do":')), st.integers(1, 60_000)).map(lambda drawn: drawn[0] * drawn[1])
)


@contextmanager
def _kiosk(folder: Path) -> Iterator[Path]:
    settings = load_settings(CHECKOUT / "systemd" / "examples" / "kiosk.toml", KioskSettings)
    panel = SimulatedPanel(settings, folder, Inbox())
    buttons, _lamps = panel.open_devices()
    try:
        yield folder / f"{settings.device}.sock"
    finally:
        buttons.close()
        panel.close()


@contextmanager
def _tray(folder: Path) -> Iterator[Path]:
    tray = Tray(folder, "tray", port=0, width_px=576, mm_per_s=0, clock=SystemClock())
    try:
        yield folder / "tray.sock"
    finally:
        tray.close()


@contextmanager
def _plain(folder: Path) -> Iterator[Path]:
    answer: Answer = lambda question: {"heard": question}  # noqa: E731 - of that type
    door = Door(folder, "plain", answer)
    try:
        yield folder / "plain.sock"
    finally:
        door.close()


@pytest.fixture(scope="module", params=[_kiosk, _tray, _plain])
def door(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with request.param(tmp_path_factory.mktemp("doors")) as path:
        yield path


@given(line=LINES)
@example(line=b'{"do": []}')
@fuzz
def test_any_line_is_answered(door: Path, line: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(DEADLINE_S)
        client.connect(str(door))
        client.sendall(line.replace(b"\n", b" ") + b"\n")
        with client.makefile("rb") as answers:
            answer = json.loads(answers.readline())

    assert isinstance(answer, dict)
