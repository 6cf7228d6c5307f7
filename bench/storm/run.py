"""One campaign: a hall, its visitors and staff, a storm over both, and then calm. What comes of it is a history."""

import random
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from centre.settings import CentreSettings
from firmware.clock import SystemClock
from mqtt_bridge.commands import CallNext, Recall
from simulator.hall_plan import BROKER, PRINTER
from storm.console import Console
from storm.faults import Faults
from storm.grounds import Grounds
from storm.history import History
from storm.journal_copy import read_journal
from storm.schedule import FaultKind, draw_schedule
from storm.settling import Settling
from storm.together import Deed, going_on
from storm.visitors import Presser
from storm.watching import watching
from storm.words import AnyLine, Calm, Row

HISTORY = "history.jsonl"
READY_S = 60.0
STATION_EVERY_S = (1.0, 2.0)
PAD_EVERY_S = (1.4, 2.4)
CONSOLE_EVERY_S = (1.4, 2.4)
PAD_BUTTONS = {"call-next": 12.0, "recall": 2.0, "finish": 1.0, "no-show": 1.0}
CONSOLE_PLACE = "window-3"
RECALLS = 0.2
"""One visitor of five does not hear."""


@dataclass(frozen=True)
class Wish:
    """What to run."""

    folder: Path
    voice_bank: Path
    seed: int
    storm_s: float
    may_mount: bool


@dataclass(frozen=True)
class Ran:
    """What came of it."""

    lines: Sequence[AnyLine]
    rows: Sequence[Row]
    centre: CentreSettings
    not_tried: dict[FaultKind, str]
    unsettled: Sequence[str]
    """What did not come to rest in the calm after the storm."""


def run_campaign(wish: Wish) -> Ran:
    """Run it all, and read what is left. Raises RuntimeError when the hall does not even start."""
    wish.folder.mkdir(parents=True, exist_ok=True)
    with Grounds(wish.folder, wish.voice_bank, may_mount=wish.may_mount) as grounds:
        hall = grounds.hall
        hall.until("/daemons", _is_well, READY_S)
        history = History(wish.folder / HISTORY, SystemClock())
        console = Console(grounds, history)
        faults = Faults(grounds, history)
        with console.connected(), watching(grounds, history):
            schedule = draw_schedule(wish.seed, wish.storm_s, grounds.targets())
            with going_on([*_people(grounds, history, console, random.Random(wish.seed))]):  # noqa: S311 - to be had again
                faults.run(schedule, history.now())
            history.note(Calm(at=history.now()))
            unsettled = Settling(grounds, history, console).settle()
        history.close()
    return Ran(history.lines(), read_journal(grounds.journal), grounds.centre, grounds.not_tried, unsettled)


def _is_well(daemons: list[dict[str, Any]]) -> bool:
    return all(daemon["condition"] == "ready" or daemon["role"] in {BROKER, PRINTER} for daemon in daemons)


def _people(grounds: Grounds, history: History, console: Console, chance: random.Random) -> Iterator[Deed]:
    """Yield what visitors and staff do: each presses and calls at their own pace."""
    # What is answered by voice alone ends in no ticket and no refusal, and is not pressed.
    buttons = {
        entry["station"]: [button["name"] for button in entry["buttons"] if button["action"] != "now-serving"]
        for entry in grounds.hall.get("/stations")
    }
    for station in (*grounds.stations, *grounds.pads):
        presser = Presser(grounds.hall, history, station, random.Random(chance.random()))  # noqa: S311 - likewise
        if station in grounds.pads:
            yield partial(presser.press, PAD_BUTTONS, PAD_EVERY_S)
        else:
            yield partial(presser.press, dict.fromkeys(buttons[station], 1.0), STATION_EVERY_S)
    yield partial(_call, console, random.Random(chance.random()))  # noqa: S311 - likewise


def _call(console: Console, chance: random.Random, stop: threading.Event) -> None:
    while not stop.wait(chance.uniform(*CONSOLE_EVERY_S)):
        recalls = chance.random() < RECALLS
        wanted = Recall(place=CONSOLE_PLACE) if recalls else CallNext(place=CONSOLE_PLACE, finish_current=True)
        console.ask(wanted, CONSOLE_PLACE)
