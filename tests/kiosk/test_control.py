"""The control socket: orders of staff to the running daemon, and what they are told when it is not there."""

import json
import os
import queue
import socket
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from deadline import DEADLINE_S

from firmware.inbox import Inbox, Stop
from firmware.settings import parse_settings
from kiosk.control import Asked, Control, Order, Told, give_order, open_control
from kiosk.settings import KioskSettings


def settings(folder: Path) -> KioskSettings:
    text = f"""
        site = "hall"
        device = "entrance"
        station = "entrance"
        state_dir = "{folder}"
        printer = {{ transport = "usb", width_px = 576 }}
        [[buttons]]
        name = "ticket"
        pin = 5
        action = "take-ticket"
        zone = "consultation"
        language = "kk"
    """
    return parse_settings(text, KioskSettings, "kiosk.toml")


class Owner:
    """A daemon's owner thread that answers each order with what *say* returns."""

    def __init__(self, say: Callable[[Order], Told]) -> None:
        self.inbox = Inbox()
        self._say = say
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while True:
            for message in self.inbox.take(10):
                if isinstance(message, Stop):
                    return
                assert isinstance(message, Asked)
                message.tell(self._say(message.order))

    def stop(self) -> None:
        self.inbox.put(Stop("test"))
        self._thread.join(DEADLINE_S)


@pytest.fixture
def owner() -> Iterator[Owner]:
    made = Owner(lambda order: Told(f"{order.value} done", is_done=order is Order.WAITING_LIST))
    yield made
    made.stop()


@pytest.fixture
def control(owner: Owner, folder: Path) -> Iterator[Control]:
    made = open_control(settings(folder), owner.inbox)
    assert made is not None
    yield made
    made.close()


def test_an_order_is_carried_out_by_the_owner_and_its_answer_printed(
    control: Control, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert give_order(settings(folder), Order.WAITING_LIST) == 0
    assert capsys.readouterr() == ("waiting-list done\n", "")


def test_what_cannot_be_done_is_one_line_on_standard_error(
    control: Control, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert give_order(settings(folder), Order.ROLL_CHANGED) == 1
    assert capsys.readouterr() == ("", "kezek-kiosk: roll-changed done\n")


def test_nobody_but_the_owner_and_the_group_may_ask(control: Control, folder: Path) -> None:
    assert stat.S_IMODE((folder / "control.sock").stat().st_mode) == 0o660


@pytest.mark.parametrize("remains", [False, True], ids=["no socket", "a socket of a daemon that was killed"])
def test_a_daemon_that_does_not_run_is_said_not_to(
    folder: Path, capsys: pytest.CaptureFixture[str], *, remains: bool
) -> None:
    if remains:
        with socket.socket(socket.AF_UNIX) as dead:
            dead.bind(str(folder / "control.sock"))

    assert give_order(settings(folder), Order.WAITING_LIST) == 1
    assert capsys.readouterr().err == "kezek-kiosk: it does not run; see systemctl status kezek-kiosk\n"


def test_a_daemon_that_was_killed_leaves_no_obstacle_to_the_next_one(owner: Owner, folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(folder / "control.sock"))
    again = open_control(settings(folder), owner.inbox)

    assert again is not None
    assert give_order(settings(folder), Order.WAITING_LIST) == 0
    again.close()


def test_under_systemd_it_listens_in_the_runtime_directory_and_in_a_simulation_never(
    owner: Owner, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUNTIME_DIRECTORY", f"{tmp_path}:/run/other")
    monkeypatch.setattr("kiosk.control.RUNTIME_FOLDER", tmp_path)
    for simulated, place in ((False, tmp_path), (True, folder)):
        control = open_control(settings(folder), owner.inbox, simulated=simulated)
        assert control is not None
        assert (place / "control.sock").is_socket()
        assert give_order(settings(folder), Order.WAITING_LIST) == 0
        control.close()


def test_a_folder_that_cannot_be_written_is_no_reason_not_to_run(owner: Owner, folder: Path) -> None:
    assert open_control(settings(folder / "gone"), owner.inbox) is None


def test_who_asks_for_something_else_is_told_what_there_is(control: Control, folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(DEADLINE_S)
        client.connect(str(folder / "control.sock"))
        client.sendall(b'{"do": "explode"}\n')
        assert json.loads(client.recv(1000)) == {"error": "do is one of waiting-list, roll-changed"}


@pytest.mark.parametrize("answer", [b"", b"no JSON\n", b"[1]\n"])
def test_an_answer_that_makes_no_sense_is_an_error_in_one_line(
    folder: Path, answer: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "control.sock"))
        server.listen()

        def say() -> None:
            client, _ = server.accept()
            with client:
                asked.put(client.recv(1000))
                client.sendall(answer)

        thread = threading.Thread(target=say)
        thread.start()
        assert give_order(settings(folder), Order.WAITING_LIST) == 1
        thread.join(DEADLINE_S)

    assert json.loads(asked.get(timeout=DEADLINE_S)) == {"do": "waiting-list"}
    error = capsys.readouterr().err
    assert error.startswith("kezek-kiosk: it did not answer: ")
    assert error.count("\n") == 1


@contextmanager
def no_root() -> Iterator[None]:
    """Be somebody to whom rights apply."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


def test_somebody_who_may_not_is_told_who_may(
    control: Control, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "control.sock"
    folder.chmod(0o755)
    path.chmod(0o666)
    with no_root():
        assert give_order(settings(folder), Order.WAITING_LIST) == 0
    path.chmod(0)
    with no_root():
        assert give_order(settings(folder), Order.WAITING_LIST) == 1

    assert capsys.readouterr().err == "kezek-kiosk: only root and members of the group kezek may ask it; try sudo\n"
