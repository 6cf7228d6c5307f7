"""The moment from which a benchmark may measure: all devices have told the hall that they work."""

import threading
from typing import Any

from load import connect

from mqtt_bridge.devices import Condition
from mqtt_bridge.topics import DEVICE_STATE

START_S = 60.0
"""A daemon takes a second; on a machine that does much else, many times as long."""


def wait_until_ready(port: int, site: str, *devices: str) -> None:
    """Wait for the word of each of *devices*. Raises TimeoutError, naming those who have not said it."""
    missing = set(devices)
    changed = threading.Condition()

    def hear(_client: Any, _userdata: object, message: Any) -> None:
        levels = DEVICE_STATE.levels_of(message.topic) or {}
        if DEVICE_STATE.decode(bytes(message.payload)).condition is Condition.READY:
            with changed:
                missing.discard(levels["device"])
                changed.notify_all()

    client = connect(port, "bench-readiness")
    client.on_message = hear
    client.loop_start()
    client.subscribe(DEVICE_STATE.filter(site), qos=1)
    try:
        with changed:
            if not changed.wait_for(lambda: not missing, START_S):
                raise TimeoutError(f"after {START_S:g} s not ready: {', '.join(sorted(missing))}")
    finally:
        client.disconnect()
        client.loop_stop()
