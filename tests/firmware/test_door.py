"""The simulator's door: questions, watching, clients that misbehave."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from deadline import DEADLINE_S

from firmware.door import Door


def answer(question: dict[str, Any]) -> dict[str, Any]:
    return {"heard": question["do"]}


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    opened = Door(tmp_path, "entrance", answer)
    yield opened
    opened.close()


class Client:
    """One connection to a door."""

    def __init__(self, door: Door) -> None:
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(DEADLINE_S)
        self.socket.connect(str(door.path))
        self._lines = self.socket.makefile("rb")

    def say(self, line: bytes) -> None:
        self.socket.sendall(line + b"\n")

    def hear(self) -> Any:
        line = self._lines.readline()
        return json.loads(line) if line else "closed"

    def count_to_the_end(self) -> int:
        """Return how many lines still come before the connection is closed."""
        return sum(1 for _ in self._lines)

    def close(self) -> None:
        self._lines.close()
        self.socket.close()


@contextmanager
def client_of(door: Door) -> Iterator[Client]:
    client = Client(door)
    yield client
    client.close()


def test_each_question_is_answered_with_one_line(door: Door) -> None:
    with client_of(door) as client:
        client.say(b'{"do": "a"}\n{"do": "b"}')

        assert [client.hear(), client.hear()] == [{"heard": "a"}, {"heard": "b"}]


@pytest.mark.parametrize("nonsense", [b"what", b"\xff", b"[]", b"7", b"null", b'"watch"', b"{", b"", b"[" * 9000])
def test_what_is_no_object_is_told_so_and_the_next_question_works(door: Door, nonsense: bytes) -> None:
    with client_of(door) as client:
        client.say(nonsense)
        assert "error" in client.hear()

        client.say(b'{"do": "a"}')
        assert client.hear() == {"heard": "a"}


def test_who_watches_hears_the_newest_word_of_each_subject_and_then_all(door: Door) -> None:
    door.tell("lamps", {"n": 1})
    door.tell("printer", {"n": 2})
    door.tell("lamps", {"n": 3})
    with client_of(door) as client:
        client.say(b'{"do": "watch"}')
        first = [client.hear(), client.hear()]
        door.tell("lamps", {"n": 4})

        assert first == [{"subject": "lamps", "n": 3}, {"subject": "printer", "n": 2}]
        assert client.hear() == {"subject": "lamps", "n": 4}


def test_a_watcher_that_left_does_not_disturb_the_others(door: Door) -> None:
    door.tell("n", {"n": 0})
    with client_of(door) as stays:
        stays.say(b'{"do": "watch"}')
        assert stays.hear()["n"] == 0
        with client_of(door) as leaves:
            leaves.say(b'{"do": "watch"}')
            assert leaves.hear()["n"] == 0

        for n in range(1, 4):
            door.tell("n", {"n": n})

        assert [stays.hear()["n"] for _ in range(3)] == [1, 2, 3]


def test_a_watcher_that_does_not_read_is_dropped_and_never_blocks_the_owner(door: Door) -> None:
    door.tell("n", {"n": 0})
    with client_of(door) as deaf:
        deaf.say(b'{"do": "watch"}')
        assert deaf.hear()["n"] == 0
        told = threading.Event()

        def tell_much() -> None:
            for n in range(200):
                door.tell("n", {"n": n, "ballast": "x" * 10_000})
            told.set()

        owner = threading.Thread(target=tell_much, daemon=True)
        owner.start()

        assert told.wait(DEADLINE_S)
        owner.join()
        assert deaf.count_to_the_end() < 200


def test_close_waits_for_nobody_ends_every_connection_and_takes_the_socket_away(tmp_path: Path) -> None:
    door = Door(tmp_path, "entrance", answer)
    with client_of(door) as watcher, client_of(door) as idle:
        idle.say(b'{"do": "a"}')
        assert idle.hear() == {"heard": "a"}
        door.tell("n", {})
        watcher.say(b'{"do": "watch"}')
        assert watcher.hear() == {"subject": "n"}

        door.close()

        assert (watcher.hear(), idle.hear()) == ("closed", "closed")
    assert not door.path.exists()
    assert not [thread for thread in threading.enumerate() if thread is door.thread]


def test_a_socket_that_a_killed_daemon_left_is_taken_over(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(str(tmp_path / "entrance.sock"))
    door = Door(tmp_path, "entrance", answer)
    with client_of(door) as client:
        client.say(b'{"do": "a"}')
        assert client.hear() == {"heard": "a"}
    door.close()


def test_a_folder_deep_in_the_tree_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    deep.mkdir(parents=True)
    door = Door(deep, "entrance", answer)
    monkeypatch.chdir(deep)

    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(DEADLINE_S)
        client.connect("entrance.sock")
    door.close()
    assert not door.path.exists()
