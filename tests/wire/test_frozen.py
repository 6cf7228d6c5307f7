"""A broker and a daemon that stand still for ten seconds, as on a machine that swaps, and go on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peer import Peer

from firmware.words import Role
from mqtt_bridge.client import Arrived, LinkChanged, Received, subscription
from mqtt_bridge.commands import CallNext, Request
from mqtt_bridge.devices import Condition
from mqtt_bridge.presence import Presence
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.settings import BrokerSettings, DeviceSettings
from mqtt_bridge.topics import DEVICE_STATE, REQUEST

FROZEN_S = 10.0
SETTLED_S = 60.0
"""Seconds, on however busy a machine."""


ASKED = Request(id="3" * 16, command=CallNext(place="window-1"))


def taken(peer: Peer, seconds: float) -> list[object]:
    """Let time go by; return what came meanwhile: requests' ids, and how the link changed."""
    end, came = time.monotonic() + seconds, list[object]()
    while (left := end - time.monotonic()) > 0:
        for value in peer.inbox.take(left, most=1):
            received = peer.bridge.read(value) if isinstance(value, Arrived) else value
            came.append(received.message.id if isinstance(received, Received) else received)
    return came


def test_a_broker_that_stands_still_is_noticed_and_all_is_well_when_it_goes_on(
    own_broker: PrivateBroker, site: str, tmp_path: Path
) -> None:
    settings = DeviceSettings(
        site=site, device="entrance", broker=BrokerSettings(port=own_broker.port), state_dir=str(tmp_path)
    )
    presence = Presence(settings, Role.KIOSK)
    device = Peer(site, "entrance", own_broker.port, will=presence.will)
    hears = Peer(site, "hears", own_broker.port, subscription(REQUEST))
    device.up()
    hears.up()
    presence.say(device.bridge, Condition.READY)

    own_broker.freeze()
    links = [value.up for value in taken(device, FROZEN_S) if isinstance(value, LinkChanged)]
    own_broker.thaw()

    assert links in ([], [False])  # each end may be the one that has waited long enough
    heard: list[object] = []
    end = time.monotonic() + SETTLED_S
    while ASKED.id not in heard:  # asked again and again, as every daemon does
        assert time.monotonic() < end, "the link did not come back"
        device.bridge.publish(REQUEST, ASKED, peer="entrance")
        heard += taken(hears, 0.4)
    taken(device, 2.0)

    fresh = Peer(site, "fresh", own_broker.port, subscription(DEVICE_STATE))
    while fresh.message_on(DEVICE_STATE, SETTLED_S).condition is not Condition.READY:
        pass  # the broker may only now take the old connection for lost, and is told again then
    for peer in (device, hears, fresh):
        assert peer.bridge.thread.is_alive()
        peer.bridge.stop()


@contextmanager
def display(site: str, port: int, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    config = folder / "display.toml"
    config.write_text(
        f'site = "{site}"\ndevice = "wall"\nsize = [640, 480]\nstate_dir = "{folder}/state"\nbroker.port = {port}\n'
    )
    command = [sys.executable, "-m", "display", "--config", str(config), "--simulate", str(folder)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], stderr=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_daemon_that_stands_still_is_lost_for_the_hall_and_ready_again_in_the_same_life(
    shared_broker: PrivateBroker, site: str, tmp_path: Path
) -> None:
    hears = Peer(site, "hears", shared_broker.port, subscription(DEVICE_STATE))
    hears.up()
    with display(site, shared_broker.port, tmp_path) as process:
        before = hears.message_on(DEVICE_STATE, SETTLED_S)
        while before.condition is not Condition.READY:
            before = hears.message_on(DEVICE_STATE, SETTLED_S)
        os.kill(process.pid, signal.SIGSTOP)
        lost = hears.message_on(DEVICE_STATE, SETTLED_S)  # one and a half keepalives, when the broker looks next
        os.kill(process.pid, signal.SIGCONT)
        after = hears.message_on(DEVICE_STATE, SETTLED_S)
        process.terminate()
        assert process.stderr is not None
        log = process.stderr.read().decode()
        assert process.wait(SETTLED_S) == 0

    assert lost.condition is Condition.LOST
    assert (after.condition, after.boot, after.seq) == (Condition.READY, before.boot, before.seq)
    assert "hung" not in log
    hears.bridge.stop()
