"""How many tickets a second the dispatcher issues durably, with 64 requests in flight, against a bare loop.

The bare loop receives, commits and replies, and does nothing else. Both run as processes of their own on one private
Mosquitto, both keep a SQLite journal with a write-ahead log and synchronous=FULL, and they take turns, round by round.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from figures import parser, percentile, show
from load import Load
from measured_hall import ROOT, dispatcher_settings, process

from mqtt_bridge.private_broker import PrivateBroker

IN_FLIGHT = 64


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    arguments = parser(__doc__)
    arguments.add_argument("--requests", type=int, default=1000, help="of each side and round")
    arguments.add_argument("--rounds", type=int, default=5)
    options = arguments.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        broker = PrivateBroker(folder)
        broker.start()
        settings = dispatcher_settings(folder, "real", broker.port)
        bare = ("bare", str(folder / "bare.db"))
        with (
            process("-m", "dispatcher", "--config", str(settings)),
            process(str(ROOT / "bench" / "load.py"), str(broker.port), *bare),
        ):
            real_rates: list[float] = []
            bare_rates: list[float] = []
            for _ in range(options.rounds):
                for site, rates in (("real", real_rates), ("bare", bare_rates)):
                    rates.append(_rate(broker.port, site, options.requests))
        broker.kill()
    real, floor = percentile(real_rates, 50), percentile(bare_rates, 50)
    show({"per_second": real, "bare_loop_per_second": floor, "ratio": real / floor}, as_json=options.json)
    return 0


def _rate(port: int, site: str, requests: int) -> float:
    load = Load(port, site, IN_FLIGHT)
    load.wait_until_served()
    load.ask(IN_FLIGHT)  # warms up
    began = time.perf_counter()
    load.ask(requests)
    took = time.perf_counter() - began
    load.close()
    return requests / took


if __name__ == "__main__":
    sys.exit(main())
