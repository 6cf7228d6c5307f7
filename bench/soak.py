"""A whole hall pressed every two seconds, for an hour, to see whether any process grows.

Every ten seconds memory, threads and open files of every process are read. Memory must be flat: after the warm-up, the
first fifth, the last fifth of the samples may not lie more than a little above the first; threads and files must be no
more at the end than they ever were in the first fifth after the warm-up. Ends with 1 when something grew. The simulator
itself keeps the pictures of the newest 2,000 papers for whoever looks: its figures are told, and not judged.
"""

import itertools
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from figures import parser, percentile, show
from measured_hall import ROOT
from process_cost import handles, memory_mb, threads

from firmware.clock import SystemClock
from simulator.driving import DrivenHall

SIMULATOR = "simulator"
PRESS_S = 2.0
SAMPLE_S = 10.0
GROWTH_MB = 3.0
"""More than the noise of a collector that has not come by yet."""
SPEED = 20.0
"""The speakers speak so much faster than real: a call is spoken in less than two seconds."""


@dataclass
class Course:
    """One process over time, a value for each sample."""

    memory: list[float] = field(default_factory=list)
    threads: list[float] = field(default_factory=list)
    handles: list[float] = field(default_factory=list)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the hall, measure and print; 1 when a process grew."""
    arguments = parser(__doc__)
    arguments.add_argument("--minutes", type=float, default=60.0)
    arguments.add_argument("--bank", type=Path, default=ROOT / "run" / "voice", help="the voice, as make hall has it")
    options = arguments.parse_args(argv)
    with (
        tempfile.TemporaryDirectory() as folder,
        DrivenHall(Path(folder), voice_bank=options.bank, voice_speed=SPEED) as hall,
    ):
        hall.until_well()
        courses, presses = _run(hall, options.minutes * 60)
        tickets = len(hall.get("/tickets"))
        restarted = [daemon["name"] for daemon in hall.get("/daemons") if daemon["starts"] != 1]
    grown = [complaint for name, course in courses.items() if name != SIMULATOR for complaint in _grown(name, course)]
    grown += [f"{name}: was started again" for name in restarted]
    figures = {"minutes": options.minutes, "presses": float(presses), "tickets": float(tickets)}
    for name, course in sorted(courses.items()):
        for what, values in (("mb", course.memory), ("threads", course.threads), ("handles", course.handles)):
            first, last = _first_and_last(values)
            figures[f"{name}_{what}_first"] = percentile(first, 50)
            figures[f"{name}_{what}_last"] = percentile(last, 50)
    show({**figures, "grown": float(len(grown))}, as_json=options.json)
    for complaint in grown:
        sys.stderr.write(f"{complaint}\n")
    return 1 if grown else 0


def _run(hall: DrivenHall, duration_s: float) -> tuple[dict[str, Course], int]:
    courses: dict[str, Course] = defaultdict(Course)
    clock, pause = SystemClock(), threading.Event()
    presses = _presses(hall.get("/stations"))
    pressed = 0
    begin = press_at = sample_at = clock.monotonic()
    while clock.monotonic() < begin + duration_s:
        if clock.monotonic() >= sample_at:
            _sample(hall, courses)
            sample_at += SAMPLE_S
        if clock.monotonic() >= press_at:
            for station, button in next(presses):
                hall.press(station, button)
                pressed += 1
            press_at += PRESS_S
        pause.wait(max(0.0, min(press_at, sample_at) - clock.monotonic()))
    return courses, pressed


def _presses(stations: list[dict[str, Any]]) -> Iterator[list[tuple[str, str]]]:
    """Yield, for every two seconds, a visitor's press and a place's: each button and each place in turn."""
    take = [(s["station"], b["name"]) for s in stations for b in s["buttons"] if b["action"] == "take-ticket"]
    call = [(s["station"], b["name"]) for s in stations for b in s["buttons"] if b["action"] == "call-next"]
    return ([ticket, pad] for ticket, pad in zip(itertools.cycle(take), itertools.cycle(call), strict=False))


def _sample(hall: DrivenHall, courses: dict[str, Course]) -> None:
    for name, pid in [(SIMULATOR, hall.pid), *((d["name"], d["pid"]) for d in hall.get("/daemons"))]:
        course = courses[name]
        course.memory.append(memory_mb(pid)[0])
        course.threads.append(float(threads(pid)))
        course.handles.append(float(handles(pid)))


def _first_and_last(values: list[float]) -> tuple[list[float], list[float]]:
    """Return the first fifth after the warm-up, which is the fifth before, and the last fifth."""
    fifth = max(1, len(values) // 5)
    return values[fifth : fifth * 2] or values, values[-fifth:]


def _grown(name: str, course: Course) -> Iterator[str]:
    first, last = _first_and_last(course.memory)
    grown_mb = percentile(last, 50) - percentile(first, 50)
    if grown_mb > GROWTH_MB:
        yield f"{name}: grew by {grown_mb:.1f} MB, at most {GROWTH_MB:g}"
    for what, values in (("threads", course.threads), ("open files", course.handles)):
        first, last = _first_and_last(values)
        if min(last) > max(first):
            yield f"{name}: has {min(last):.0f} {what} left, {max(first):.0f} in the beginning"


if __name__ == "__main__":
    sys.exit(main())
