"""The one client against a real Mosquitto."""

import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import paho.mqtt.client as paho
import pytest
from deadline import DEADLINE_S
from paho.mqtt.enums import CallbackAPIVersion
from peer import Peer

from firmware.words import Role
from mqtt_bridge.broker import broker_configuration
from mqtt_bridge.client import LinkChanged, Subscription, subscription, without_delay
from mqtt_bridge.commands import CallNext, Recall, Request
from mqtt_bridge.devices import Condition, DeviceState
from mqtt_bridge.presence import Presence
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.settings import BrokerSettings, DeviceSettings
from mqtt_bridge.topics import DEVICE_STATE, REQUEST

Make = Callable[..., Peer]

CONNECTED, STILL_THERE, GOODBYE = b"\x20\x03\x00\x00\x00", b"\xc0\x00", b"\xe0\x00"
"""CONNACK, PINGREQ and DISCONNECT (MQTT 5, 3.2, 3.12, 3.14)."""


@pytest.fixture
def make(shared_broker: PrivateBroker, site: str) -> Iterator[Make]:
    peers: list[Peer] = []

    def make_peer(device: str, *topics: Subscription[Any], port: int = shared_broker.port) -> Peer:
        peers.append(Peer(site, device, port, *topics))
        return peers[-1]

    yield make_peer
    for peer in peers:
        peer.bridge.stop()


def request(place: str = "window-1") -> Request:
    return Request(id="00" * 8, command=CallNext(place=place))


def test_a_message_arrives_as_what_it_was(make: Make) -> None:
    hears, says = make("hears", subscription(REQUEST)), make("says")
    hears.up()
    says.up()

    assert says.bridge.publish(REQUEST, request(), peer="says")

    received = hears.next_message()
    assert received is not None
    assert received.message == request()
    assert received.levels["peer"] == "says"


def test_both_ends_of_every_connection_send_without_delay(shared_broker: PrivateBroker) -> None:
    session = paho.Client(CallbackAPIVersion.VERSION2)
    with socket.create_connection(("127.0.0.1", shared_broker.port)) as opened:
        without_delay(session, None, opened)

        assert opened.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    assert "\nset_tcp_nodelay true\n" in broker_configuration(port=1883, address="127.0.0.1")


@pytest.mark.parametrize(
    "payload",
    [
        b"\xff\xfe\x00",
        b"no json",
        b"[]",
        b'{"id": 5}',
        b'{"v": 2, "id": "0000000000000000", "command": {"type": "call-next", "place": "window-1"}}',
        b'{"id": "0000000000000000", "command": {"type": "from-the-future"}}',
        b'{"id": "0000000000000000", "command": {"type": "call-next", "place": "NOT A SLUG"}}',
        b"[" * 60_000,
        b"",
    ],
)
def test_a_malformed_payload_is_dropped_and_counted_and_the_next_one_works(
    make: Make, shared_broker: PrivateBroker, site: str, payload: bytes
) -> None:
    hears = make("hears", subscription(REQUEST))
    hears.up()
    stranger = raw_client(shared_broker.port)
    stranger.publish(REQUEST.at(site, peer="stranger"), payload, qos=1).wait_for_publish(5)
    stranger.publish(REQUEST.at(site, peer="stranger"), REQUEST.encode(request()), qos=1).wait_for_publish(5)

    assert hears.next_message() is None
    assert hears.bridge.malformed == 1
    received = hears.next_message()
    assert received is not None
    assert received.message == request()
    close(stranger)


def test_a_payload_of_a_megabyte_costs_its_sender_the_connection_and_nobody_else(
    make: Make, shared_broker: PrivateBroker, site: str
) -> None:
    hears = make("hears", subscription(REQUEST))
    hears.up()
    stranger, other = raw_client(shared_broker.port), raw_client(shared_broker.port)
    stranger.publish(REQUEST.at(site, peer="stranger"), b"x" * 1_000_000, qos=1)
    other.publish(REQUEST.at(site, peer="other"), REQUEST.encode(request()), qos=1).wait_for_publish(5)

    received = hears.next_message()
    assert received is not None
    assert received.levels["peer"] == "other"
    close(stranger)
    close(other)


def test_a_retained_command_is_ignored_by_who_comes_later_and_by_who_is_there(
    make: Make, shared_broker: PrivateBroker, site: str
) -> None:
    there = make("there", subscription(REQUEST))
    there.up()
    stranger = raw_client(shared_broker.port)
    topic = REQUEST.at(site, peer="stranger")
    stranger.publish(topic, REQUEST.encode(request()), qos=1, retain=True).wait_for_publish(5)
    later = make("later", subscription(REQUEST))

    assert there.next_message() is None
    assert later.next_message() is None
    assert (there.bridge.malformed, later.bridge.malformed) == (1, 1)
    stranger.publish(topic, b"", qos=1, retain=True).wait_for_publish(5)
    close(stranger)


def test_after_a_broker_restart_everything_is_subscribed_and_published_again(
    own_broker: PrivateBroker, make: Make
) -> None:
    hears = make("hears", subscription(DEVICE_STATE), subscription(REQUEST), port=own_broker.port)
    says = make("says", port=own_broker.port)
    hears.up()
    says.up()
    state = DeviceState(role=Role.KIOSK, boot=1, condition=Condition.READY)
    says.bridge.publish(DEVICE_STATE, state, device="says")
    assert hears.next_message() is not None

    own_broker.kill()
    hears.down()
    says.down()
    assert not says.bridge.publish(REQUEST, request(), peer="says")  # nobody is told too late what was asked now
    own_broker.start()
    hears.up()
    says.up()

    received = hears.next_message()
    assert received is not None
    assert received.message == state
    says.bridge.publish(REQUEST, request("window-2"), peer="says")
    received = hears.next_message()
    assert received is not None
    assert received.message == request("window-2")


def test_who_stops_while_connecting_says_what_is_kept_and_leaves(site: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(DEADLINE_S)
        leaves = Peer(site, "leaves", listener.getsockname()[1])
        broker, _ = listener.accept()
        with broker:
            broker.settimeout(DEADLINE_S)
            state = DeviceState(role=Role.KIOSK, boot=1, condition=Condition.OFFLINE)
            leaves.bridge.publish(DEVICE_STATE, state, device="leaves")
            leaves.bridge.stop(patience_s=0.0)
            assert leaves.bridge.thread.is_alive(), "it waits for the broker's word"
            broker.sendall(CONNECTED)
            heard = b""
            while not heard.endswith((GOODBYE, STILL_THERE)) and (came := broker.recv(4096)):
                heard += came

    assert heard.endswith(GOODBYE)
    assert DEVICE_STATE.encode(state) in heard
    leaves.bridge.thread.join(DEADLINE_S)
    assert not leaves.bridge.thread.is_alive()


def test_two_devices_of_one_name_do_not_throw_each_other_out_all_the_time(make: Make) -> None:
    first = make("twin")
    first.up()
    second = make("twin")
    second.up()
    first.down()
    deadline = time.monotonic() + 2.0
    changes = 0
    while (left := deadline - time.monotonic()) > 0:
        changes += sum(isinstance(value, LinkChanged) for value in first.inbox.take(left))

    assert changes < 20  # without pauses it is more than 40


def test_a_killed_device_is_lost_by_its_will_and_the_will_names_its_boot(
    make: Make, shared_broker: PrivateBroker, site: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    hears = make("hears", subscription(DEVICE_STATE))
    hears.up()
    settings = DeviceSettings(
        site=site,
        device="fragile",
        broker=BrokerSettings(port=shared_broker.port),
        state_dir=str(tmp_path_factory.mktemp("state")),
    )
    presence = Presence(settings, Role.KIOSK)
    dies = raw_client(shared_broker.port, client_id="fragile", will=(presence.will.topic, presence.will.payload))
    wire = dies.socket()
    assert isinstance(wire, socket.socket)
    wire.shutdown(socket.SHUT_RDWR)  # the wire is cut: no DISCONNECT is ever sent

    received = hears.next_message()
    assert received is not None
    assert received.message == msgspec.structs.replace(presence.state, condition=Condition.LOST)
    close(dies)


def test_a_command_of_a_newer_neighbour_with_more_fields_is_understood(
    make: Make, shared_broker: PrivateBroker, site: str
) -> None:
    hears = make("hears", subscription(REQUEST))
    hears.up()
    newer = raw_client(shared_broker.port)
    payload = b'{"id":"0000000000000001","command":{"type":"recall","place":"window-1","tone":"soft"},"mood":"good"}'
    newer.publish(REQUEST.at(site, peer="newer"), payload, qos=1).wait_for_publish(5)

    received = hears.next_message()
    assert received is not None
    assert received.message == Request(id="0000000000000001", command=Recall(place="window-1"))
    close(newer)


def raw_client(port: int, client_id: str = "", will: tuple[str, bytes] | None = None) -> paho.Client:
    """Make a client that is not ours, to send what ours never would."""
    client = paho.Client(CallbackAPIVersion.VERSION2, client_id=client_id, protocol=paho.MQTTv5)
    client.reconnect_delay_set(1, 1)
    if will is not None:
        client.will_set(*will, qos=1, retain=True)
    client.connect("127.0.0.1", port)
    client.loop_start()
    return client


def close(client: paho.Client) -> None:
    client.disconnect()
    client.loop_stop()
