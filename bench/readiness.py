"""The moment from which a benchmark may measure: all devices have told the hall that they work."""

import threading
from typing import Any

from load import connect
from measured_hall import START_S

from mqtt_bridge.devices import Condition
from mqtt_bridge.topics import DEVICE_STATE


def wait_until_ready(port: int, site: str, *devices: str) -> None:
    """Wait for the word of each of *devices*. Raises TimeoutError, naming those who have not said it."""
    missing = {DEVICE_STATE.at(site, device=device): device for device in devices}
    changed = threading.Condition()

    def hear(_client: Any, _userdata: object, message: Any) -> None:
        if DEVICE_STATE.decode(bytes(message.payload)).condition is Condition.READY:
            with changed:
                missing.pop(message.topic, None)
                changed.notify_all()

    client = connect(port, "bench-readiness")
    client.on_message = hear
    client.loop_start()
    client.subscribe([(topic, 1) for topic in missing])
    try:
        with changed:
            if not changed.wait_for(lambda: not missing, START_S):
                raise TimeoutError(f"after {START_S:g} s not ready: {', '.join(sorted(missing.values()))}")
    finally:
        client.disconnect()
        client.loop_stop()
