import base64
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from deadline import DEADLINE_S
from PIL import Image

from display.__main__ import main

SETTINGS = """
site = "test"
device = "hall-display"
size = [640, 480]
state_dir = "{folder}/state"
broker.port = 9  # nobody listens there
"""


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "display.toml"
    path.write_text(SETTINGS.format(folder=tmp_path))
    return path


def test_the_settings_in_force_are_printed(settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--config", str(settings), "--check"]) == 0

    assert json.loads(capsys.readouterr().out)["news_s"] == 12.0


def test_a_screen_too_small_is_one_line_and_exit_code_78(settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings.write_text(settings.read_text().replace("640", "64"))

    assert main(["--config", str(settings)]) == 78

    complaint = capsys.readouterr().err
    assert complaint.count("\n") == 1
    assert all(part in complaint for part in ("display.toml", "size", "640"))


class Process:
    """A display of its own, and its door."""

    def __init__(self, settings: Path, folder: Path) -> None:
        notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        notify.bind(str(folder / "notify"))
        notify.settimeout(DEADLINE_S)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "display", "--config", str(settings), "--simulate", str(folder)],
            env={**os.environ, "NOTIFY_SOCKET": str(folder / "notify")},
            stderr=subprocess.DEVNULL,
        )
        with notify:
            assert b"READY=1" in notify.recv(1000)
        self.door = socket.socket(socket.AF_UNIX)
        self.door.settimeout(DEADLINE_S)
        self.door.connect(str(folder / "hall-display.sock"))
        self.lines = self.door.makefile()

    def ask(self, **question: Any) -> dict[str, Any]:
        self.door.sendall(json.dumps(question).encode() + b"\n")
        answer: dict[str, Any] = json.loads(self.lines.readline())
        return answer

    def close(self) -> None:
        self.lines.close()
        self.door.close()
        self.process.kill()
        self.process.wait(DEADLINE_S)


@pytest.fixture
def process(settings: Path, tmp_path: Path) -> Iterator[Process]:
    process = Process(settings, tmp_path)
    yield process
    process.close()


def test_the_frame_on_the_screen_is_seen_through_the_door(process: Process) -> None:
    frame = process.ask(do="frame")

    picture = Image.open(BytesIO(base64.b64decode(frame["png"])))
    assert (picture.format, picture.size) == ("PNG", (640, 480))
    assert frame["n"] in {1, 2}, "the picture is shifted every five minutes: once at most since the start"
    assert frame["at"] > 1_700_000_000
    assert len(picture.getcolors(100_000) or ()) > 2
    assert process.ask(do="watch")["n"] in {frame["n"], 2}


def test_the_plug_can_be_pulled_and_other_questions_are_refused(process: Process) -> None:
    assert process.ask(do="unplug") == {"plugged": False}
    assert process.ask(do="plug-in") == {"plugged": True}
    assert "error" in process.ask(do="dance")


def test_a_display_told_to_stop_stops_cleanly(process: Process, tmp_path: Path) -> None:
    process.process.send_signal(signal.SIGTERM)

    assert process.process.wait(DEADLINE_S) == 0
    assert not (tmp_path / "hall-display.sock").exists()
