"""Mosquitto's configuration for one hall, as text. What each line is for stands beside it in the file."""

from pathlib import Path

from mqtt_bridge.topics import PAYLOAD_LIMIT

_PACKET_LIMIT = PAYLOAD_LIMIT + 1024
"""A payload, and around it the topic and MQTT's own bytes."""

_TEXT = """\
# The broker of one Kezek hall (Mosquitto 2). Written by kezek-broker; change the settings there, not here.
listener {port} {address}
# Every device of the hall is on its own wire; certificates and rights per device come with installation.
allow_anonymous true

# Without this, and TCP_NODELAY on every client, a QoS 1 round trip takes 88 ms instead of 0.26 ms.
set_tcp_nodelay true

# The dispatcher's journal is the truth, and it publishes every snapshot anew after each start of the broker. A file
# of the broker's own would be old after a power cut (it is written every 30 minutes), or keep it from starting.
persistence false

# One device cannot take the hall down: a larger packet ends its sender's connection, and nobody's else.
max_packet_size {packet_limit}
max_inflight_messages 1000
max_queued_messages 1000
max_queued_bytes 8388608
max_keepalive 60

sys_interval 0
connection_messages false
log_dest stderr
log_type error
log_type warning
"""


def broker_configuration(*, port: int, address: str) -> str:
    """Return the text of mosquitto.conf for a broker on *address*:*port*."""
    return _TEXT.format(port=port, address=address, packet_limit=_PACKET_LIMIT)


def write_broker_configuration(folder: Path, *, port: int, address: str = "127.0.0.1") -> Path:
    """Write mosquitto.conf into *folder*, for `mosquitto -c`; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "mosquitto.conf"
    path.write_text(broker_configuration(port=port, address=address), encoding="utf-8")
    return path
