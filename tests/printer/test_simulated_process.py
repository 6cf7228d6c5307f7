import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from deadline import DEADLINE_S, until
from PIL import Image

from printer.device import WorkedOff
from printer.drawing import draw_ticket
from printer.encoding import encode
from printer.network import NetworkWire
from printer.picture import as_paper
from printer.sample import sample_centre, sample_paper
from printer.wire import WirePrinter


class Watched:
    """A process and a watcher at its door."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = [sys.executable, "-m", "printer.simulated_process", "--folder", str(folder), "--name", "p", "--width"]
        self.process = subprocess.Popen([*command, "384"])
        deadline = monotonic() + DEADLINE_S
        while True:
            self._watcher = socket.socket(socket.AF_UNIX)
            self._watcher.settimeout(DEADLINE_S)
            try:
                self._watcher.connect(str(folder / "p.sock"))
                break
            except OSError:
                self._watcher.close()
                assert monotonic() < deadline
                assert self.process.poll() is None
        self._watcher.sendall(b'{"do": "watch"}\n')
        self._lines = self._watcher.makefile("rb")

    def hear(self, subject: str) -> dict[str, Any]:
        while True:
            said: dict[str, Any] = json.loads(self._lines.readline())
            if said["subject"] == subject:
                return said

    def ask(self, **question: object) -> dict[str, Any]:
        with socket.socket(socket.AF_UNIX) as asker:
            asker.settimeout(DEADLINE_S)
            asker.connect(str(self.folder / "p.sock"))
            asker.sendall(json.dumps(question).encode() + b"\n")
            answer: dict[str, Any] = json.loads(asker.makefile("rb").readline())
            return answer

    def leave(self) -> int:
        self._lines.close()
        self._watcher.close()
        return self.process.wait(DEADLINE_S)

    def close(self) -> None:
        self.process.terminate()
        assert self.leave() == 0


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    watched = Watched(tmp_path)
    yield watched
    watched.close()


def test_tickets_land_as_files_and_are_told(watched: Watched) -> None:
    port = watched.hear("printer")["port"]
    layout = draw_ticket(sample_paper(), sample_centre(), 384).layout
    printer = WirePrinter(lambda: NetworkWire("127.0.0.1", port))
    until(printer.status, lambda said: said.is_ready)
    printer.send(encode(layout))
    told = watched.hear("ticket")
    printer.close()

    assert (told["n"], told["bytes"]) == (1, len(encode(layout)))
    assert (watched.folder / "p" / "1.bin").read_bytes() == encode(layout)
    with Image.open(watched.folder / "p" / "1.png") as png:
        assert png.convert("1").tobytes() == as_paper(layout.picture()).tobytes()
    assert [ticket["n"] for ticket in watched.ask(do="tickets")["tickets"]] == [1]
    assert watched.ask(do="tickets", after=1) == {"tickets": []}


def test_what_it_called_printed_is_there_when_it_was_killed_at_once(tmp_path: Path) -> None:
    layout = draw_ticket(sample_paper(), sample_centre(), 384).layout
    first = Watched(tmp_path)
    port = first.hear("printer")["port"]
    printer = WirePrinter(lambda: NetworkWire("127.0.0.1", port))
    for _ in range(10):
        receipt = printer.send(encode(layout))
        assert printer.worked_off(receipt, DEADLINE_S) is WorkedOff.YES
    first.process.kill()
    printer.close()
    first.leave()

    second = Watched(tmp_path)
    second.hear("printer")
    tickets = second.ask(do="tickets")["tickets"]
    second.close()

    assert [(ticket["n"], ticket["bytes"]) for ticket in tickets] == [(n, len(encode(layout))) for n in range(1, 11)]


def test_a_printer_that_has_nothing_to_print_goes_on_waiting(watched: Watched) -> None:
    watched.hear("printer")

    with pytest.raises(subprocess.TimeoutExpired):
        watched.process.wait(2.5)


def test_faults_come_through_the_door(watched: Watched) -> None:
    watched.hear("printer")
    assert watched.ask(do="fault", fault="paper-out")["paper"] == "out"
    assert watched.hear("printer")["fault"] == "paper-out"
    assert "error" in watched.ask(do="fault", fault="on fire")
    assert "error" in watched.ask(do="dance")
    assert watched.ask(do="state")["fault"] == "paper-out"


def test_a_question_that_makes_no_sense_is_told_so(watched: Watched) -> None:
    assert "error" in watched.ask(do="tickets", after="yesterday")
    assert "error" in watched.ask(do=["state"])


def test_what_is_no_command_is_counted_as_garbage(watched: Watched) -> None:
    port = watched.hear("printer")["port"]
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"hello")
        assert watched.hear("printer")["garbage"] == 1
