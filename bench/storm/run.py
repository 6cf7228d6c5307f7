"""One campaign: a hall, its visitors and staff, a storm over both, and then calm. What comes of it is a history."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from centre.settings import CentreSettings
from firmware.clock import SystemClock
from mqtt_bridge.events import Recorded
from storm.clerks import Clerk, clerks_at_work
from storm.faults import Faults
from storm.grounds import Grounds
from storm.history import History
from storm.journal_copy import read_copy, read_journal
from storm.reception import Reception
from storm.schedule import FaultKind, draw_schedule
from storm.settling import Settling
from storm.together import Deed, going_on
from storm.visitors import Presser
from storm.watching import watching
from storm.words import AnyLine, Calm, Row

HISTORY = "history.jsonl"
STATION_EVERY_S = (1.0, 2.0)
PAD_EVERY_S = (1.4, 2.4)
PAD_BUTTONS = {"call-next": 12.0, "recall": 2.0, "finish": 1.0, "no-show": 1.0}


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
    copied: Sequence[Recorded]
    """What the console has of the journal."""
    centre: CentreSettings
    not_tried: dict[FaultKind, str]
    unsettled: Sequence[str]
    """What did not come to rest in the calm after the storm."""


def run_campaign(wish: Wish) -> Ran:
    """Run it all, and read what is left. Raises RuntimeError when the hall does not even start."""
    wish.folder.mkdir(parents=True, exist_ok=True)
    with Grounds(wish.folder, wish.voice_bank, may_mount=wish.may_mount) as grounds:
        hall = grounds.hall
        hall.until_well()
        history = History(wish.folder / HISTORY, SystemClock())
        reception = Reception(grounds, history)
        faults = Faults(grounds, history)
        with reception.connected(), watching(grounds, history), clerks_at_work(grounds, history) as clerks:
            schedule = draw_schedule(wish.seed, wish.storm_s, grounds.targets())
            with going_on([*_people(grounds, history, clerks, random.Random(wish.seed))]):  # noqa: S311 - to be had again
                faults.run(schedule, history.now())
            history.note(Calm(at=history.now()))
            unsettled = Settling(grounds, history, reception).settle(clerks)
        history.close()
    rows, copied = read_journal(grounds.journal), read_copy(grounds.hall_copy)
    return Ran(history.lines(), rows, copied, grounds.centre, grounds.not_tried, unsettled)


def _people(grounds: Grounds, history: History, clerks: Sequence[Clerk], chance: random.Random) -> Iterator[Deed]:
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
    for clerk in clerks:
        yield partial(clerk.work, random.Random(chance.random()))  # noqa: S311 - likewise
