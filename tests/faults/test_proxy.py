import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from deadline import DEADLINE_S
from storm.proxy import Proxy, Way

DEVICE = "entrance"
QUIET_S = 0.15
"""Longer than a packet takes here, by far."""


class Echo:
    """A broker that says everything back."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._clients: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._accepting = threading.Thread(target=self._accept)
        self._accepting.start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._accepting.join()
        self._listening.close()
        for client in self._clients:
            with suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                self._clients.append(client)
                self._threads.append(threading.Thread(target=self._echo, args=(client,)))
                self._threads[-1].start()

    def _echo(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            while came := client.recv(65536):
                client.sendall(came)


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with closing(Echo()) as echo:
        proxy = Proxy(echo.port, [DEVICE, "other"])
        proxy.start()
        yield proxy
        proxy.stop()


@pytest.fixture
def line(proxy: Proxy) -> Iterator[socket.socket]:
    """Connect the device, and know that it reaches the other side."""
    with connected(proxy) as line:
        assert says_back(line, b"hello")
        yield line


def connected(proxy: Proxy, device: str = DEVICE) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", proxy.ports[device]), timeout=DEADLINE_S)
    line.settimeout(DEADLINE_S)
    return line


def says_back(line: socket.socket, words: bytes) -> bool:
    """Say something; True when it comes back whole, False when the connection ends."""
    came = b""
    with suppress(ConnectionError):
        line.sendall(words)
        while len(came) < len(words):
            part = line.recv(65536)
            if not part:
                return False
            came += part
    return came == words


def is_silent(line: socket.socket) -> bool:
    line.settimeout(QUIET_S)
    try:
        line.recv(65536)
    except TimeoutError:
        return True
    finally:
        line.settimeout(DEADLINE_S)
    return False


def test_an_open_line_carries_both_ways(line: socket.socket) -> None:
    assert says_back(line, b"x" * 300_000)


def test_a_line_that_is_cut_ends_and_takes_nobody_until_it_is_open(proxy: Proxy, line: socket.socket) -> None:
    proxy.go(DEVICE, Way.CUT)

    with pytest.raises(ConnectionError):
        raise_at_end(line)
    with connected(proxy) as second:
        assert not says_back(second, b"anybody there")
    proxy.go(DEVICE, Way.OPEN)
    with connected(proxy) as third:
        assert says_back(third, b"again")


def test_one_devices_line_is_nobody_elses(proxy: Proxy) -> None:
    with connected(proxy, "other") as other:
        proxy.go(DEVICE, Way.CUT)
        assert says_back(other, b"still here")


def test_what_a_stalled_line_holds_comes_when_it_is_open(proxy: Proxy, line: socket.socket) -> None:
    proxy.go(DEVICE, Way.STALLED)
    line.sendall(b"late")

    assert is_silent(line)
    proxy.go(DEVICE, Way.OPEN)
    assert line.recv(4) == b"late"


def test_what_a_line_has_lost_never_comes_and_the_connection_ends(proxy: Proxy, line: socket.socket) -> None:
    proxy.go(DEVICE, Way.LOST)
    line.sendall(b"lost")

    assert is_silent(line)
    proxy.go(DEVICE, Way.OPEN)
    with pytest.raises(ConnectionError):
        raise_at_end(line)


def test_a_slow_line_takes_its_time_and_loses_nothing(proxy: Proxy, line: socket.socket) -> None:
    proxy.go(DEVICE, Way.SLOW, QUIET_S)
    began = time.monotonic()
    line.sendall(b"slow")

    assert line.recv(4) == b"slow"
    assert time.monotonic() - began >= 2 * QUIET_S, "there and back"


def test_a_torn_line_gives_half_a_packet_and_ends(proxy: Proxy, line: socket.socket) -> None:
    proxy.go(DEVICE, Way.TORN)

    assert not says_back(line, b"a whole packet")
    with connected(proxy) as second:
        assert says_back(second, b"as before")


def test_a_line_that_is_cut_again_and_again_takes_the_proxy_with_it_never(proxy: Proxy) -> None:
    for _ in range(30):
        with connected(proxy) as line:
            assert says_back(line, b"hello")
            for _ in range(5):
                proxy.go(DEVICE, Way.CUT)
                proxy.go(DEVICE, Way.OPEN)
            with pytest.raises(ConnectionError):
                raise_at_end(line)


def raise_at_end(line: socket.socket) -> None:
    """Read to the end, however the connection ends."""
    while line.recv(65536):
        pass
    raise ConnectionAbortedError("ended in peace")
