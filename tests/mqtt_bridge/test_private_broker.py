"""Where a broker of one's own listens: at a port that nobody else is given."""

import socket

from mqtt_bridge.private_broker import free_port

EPHEMERAL = 32768
"""The first port of outgoing connections, as Linux is shipped (ip(7))."""


def test_no_port_is_given_twice_to_who_opens_them_later() -> None:
    ports = [free_port() for _ in range(200)]

    assert len(set(ports)) == len(ports)


def test_a_port_that_somebody_has_is_not_given() -> None:
    before = free_port()
    with socket.socket() as other:
        other.bind(("127.0.0.1", before + 1))
        assert free_port() != before + 1


def test_a_port_is_none_that_outgoing_connections_get() -> None:
    assert 1024 <= free_port() < EPHEMERAL
