"""Writes Mosquitto's configuration for a hall, and the pages that are made from the contract."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from mqtt_bridge.broker import broker_configuration
from mqtt_bridge.fault_page import fault_page
from mqtt_bridge.reference import contract_page

_TEXTS = {"configuration": "mosquitto.conf", "contract": "docs/mqtt.md", "faults": "docs/faults.md"}


def main(argv: Sequence[str] | None = None) -> int:
    """Print what was asked for, or write it to a file."""
    parser = argparse.ArgumentParser(prog="kezek-broker", description=__doc__)
    parser.add_argument("what", choices=_TEXTS, help="; ".join(f"{what}: {file}" for what, file in _TEXTS.items()))
    parser.add_argument("--port", type=int, default=1883)
    parser.add_argument("--address", default="0.0.0.0", help="where the broker listens; 0.0.0.0 is everywhere")  # noqa: S104 - the hall's devices are other machines
    parser.add_argument("--out", type=Path, help="a file to write, standard output unless told")
    options = parser.parse_args(argv)
    if options.what == "configuration":
        text = broker_configuration(port=options.port, address=options.address)
    else:
        text = contract_page() if options.what == "contract" else fault_page()
    if options.out is None:
        sys.stdout.write(text)
    else:
        options.out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
