"""A benchmark measures daemons that work, however long they take to start."""

import threading

import pytest
import readiness
from load import connect
from readiness import wait_until_ready

from firmware.words import Role
from mqtt_bridge.devices import Condition, DeviceState
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.topics import DEVICE_STATE

ROLES = {"console": Role.CONSOLE, "dispatcher": Role.DISPATCHER}


def test_a_benchmark_waits_until_all_have_said_that_they_work(shared_broker: PrivateBroker, site: str) -> None:
    said: list[str] = []

    def start() -> None:
        client = connect(shared_broker.port, f"starting-{site}")
        client.loop_start()
        for condition in (Condition.INIT, Condition.READY):
            for device, role in ROLES.items():
                state = DeviceState(role=role, boot=1, condition=condition)
                topic = DEVICE_STATE.at(site, device=device)
                client.publish(topic, DEVICE_STATE.encode(state), qos=1, retain=True).wait_for_publish(20)
                said.append(f"{device} {condition.value}")
        client.disconnect()
        client.loop_stop()

    starting = threading.Thread(target=start)
    starting.start()
    wait_until_ready(shared_broker.port, site, *ROLES)
    heard = list(said)
    starting.join()

    assert heard[:3] == ["console init", "dispatcher init", "console ready"]


def test_who_does_not_get_ready_is_named(
    shared_broker: PrivateBroker, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "START_S", 0.2)

    with pytest.raises(TimeoutError, match=r"^after 0\.2 s not ready: console, dispatcher$"):
        wait_until_ready(shared_broker.port, site, *ROLES)
