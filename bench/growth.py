"""What one visit costs the dispatcher with almost 10,000 people waiting, against 10.

A visit is an issue, its paper, a call and a finish, each decided, written to a real journal and published as on any
other day (to a client that has no connection, so that the broker's time is not in it). Both halls take turns in one
process, so that the machine's noise falls on both.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
from figures import parser, percentile, show

from centre.checks import load_centre
from centre.settings import CentreSettings
from dispatcher.settings import DispatcherSettings
from dispatcher.shell import Dispatcher
from firmware.clock import SystemClock
from firmware.inbox import Inbox
from firmware.words import Language, Role, new_id
from mqtt_bridge.client import Arrived, Bridge, subscription
from mqtt_bridge.commands import AnyCommand, CallNext, Finish, IssueTicket, ReportPaper, Request
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.presence import Presence
from mqtt_bridge.topics import REQUEST

FEW, MANY = 10, 9_990
CENTRE = Path(__file__).parents[1] / "centre" / "borodulikha.toml"


def wide_centre() -> CentreSettings:
    """Return the shipped centre with one zone that has every number there is."""
    centre = load_centre(CENTRE)
    zone = msgspec.structs.replace(centre.zones[0], first=1, last=9999)
    return msgspec.structs.replace(
        centre,
        hours=None,
        zones=(zone,),
        places=tuple(msgspec.structs.replace(place, zones=(zone.name,)) for place in centre.places),
    )


class BusyHall:
    """A dispatcher with a journal in *folder* and *waiting* people in its line."""

    def __init__(self, folder: Path, waiting: int) -> None:
        journal = str(folder / "journal.db")
        settings = DispatcherSettings(site="bench", device="dispatcher", state_dir=str(folder), journal=journal)
        bridge = Bridge(settings, Inbox(), [subscription(REQUEST)])
        self._clock = SystemClock()
        presence = Presence(settings, Role.DISPATCHER)
        self._dispatcher = Dispatcher(settings, wide_centre(), bridge, presence, self._clock)
        for _ in range(waiting):
            self._arrive()
        self._dispatcher.tick()

    def visit(self) -> float:
        """Let one visitor come and the first one go; return the seconds that it took, disk included."""
        began = time.perf_counter()
        self._arrive(tick=True)
        self._ask("pad-window-1", CallNext(place="window-1"), tick=True)
        self._ask("pad-window-1", Finish(place="window-1"), tick=True)
        return time.perf_counter() - began

    def close(self) -> None:
        """Close the journal."""
        self._dispatcher.close()

    def _arrive(self, *, tick: bool = False) -> None:
        issue = IssueTicket(zone="consultation", language=Language.KK, station="entrance")
        ticket_id = self._ask("entrance", issue, tick=tick)
        report = ReportPaper(ticket_id=ticket_id, job_id=ticket_id, outcome=PaperOutcome.CONFIRMED)
        self._ask("entrance", report, tick=tick)

    def _ask(self, peer: str, command: AnyCommand, *, tick: bool) -> str:
        request = Request(id=new_id(), command=command)
        topic = REQUEST.at("bench", peer=peer)
        self._dispatcher.handle(Arrived(topic, REQUEST.encode(request), retained=False, at=self._clock.monotonic()))
        if tick:
            self._dispatcher.tick()
        return request.id


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    arguments = parser(__doc__)
    arguments.add_argument("--visits", type=int, default=1500)
    options = arguments.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        few, many = BusyHall(Path(folder) / "few", FEW), BusyHall(Path(folder) / "many", MANY)
        pairs = [(few.visit(), many.visit()) for _ in range(options.visits)]
        few.close()
        many.close()
    few_ms = percentile([pair[0] for pair in pairs], 50) * 1000
    many_ms = percentile([pair[1] for pair in pairs], 50) * 1000
    show({"few_ms": few_ms, "many_ms": many_ms, "ratio": many_ms / few_ms}, as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
