"""What systemd hears."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from firmware.notify import systemd_notify
from firmware.words import new_id


@pytest.fixture
def systemd() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.settimeout(5)
        yield listener


def test_assignments_are_lines_of_one_datagram(
    systemd: socket.socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    systemd.bind(str(tmp_path / "notify"))
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))

    systemd_notify("READY=1", "STATUS=running")

    assert systemd.recv(1000) == b"READY=1\nSTATUS=running"


def test_a_socket_in_the_abstract_namespace_is_reached(systemd: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"kezek-test-{new_id()}"
    systemd.bind(f"\0{name}")
    monkeypatch.setenv("NOTIFY_SOCKET", f"@{name}")

    systemd_notify("WATCHDOG=1")

    assert systemd.recv(1000) == b"WATCHDOG=1"


def test_without_systemd_or_with_a_dead_one_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    systemd_notify("READY=1")

    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    systemd_notify("READY=1")


def test_a_systemd_that_has_stopped_reading_stops_no_daemon(
    systemd: socket.socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    systemd.bind(str(tmp_path / "notify"))
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))

    for _ in range(1000):  # more than any socket's queue holds
        systemd_notify("WATCHDOG=1")

    assert systemd.recv(1000) == b"WATCHDOG=1"
