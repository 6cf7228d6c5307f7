"""All rules over one run: the history of what left the hall, and its journal. Pure; none of the hall's code decides."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from centre.settings import CentreSettings
from firmware.words import Role
from mqtt_bridge.events import Recorded
from storm.calls import check_calls
from storm.clicks import check_clicks
from storm.copied import check_copied
from storm.fault_log import FaultLog
from storm.findings import Excuse, Excused, Finding, Violation
from storm.papers import check_papers, check_replies
from storm.presses import check_presses
from storm.story import Story
from storm.words import AnyLine, FaultBegan, Row, StartedAgain


@dataclass(frozen=True)
class Verdict:
    """What was found, and the story that was read for it."""

    story: Story
    violations: tuple[Violation, ...]
    excused: Counter[Excuse]


def check(lines: Sequence[AnyLine], rows: Sequence[Row], copied: Sequence[Recorded], centre: CentreSettings) -> Verdict:
    """Apply every rule. *lines* in the order of time, *rows* in that of the journal; *copied* is the console's copy."""
    story = Story(rows, {place.name: place.zones for place in centre.places})
    findings = [
        *_findings(lines, story, centre),
        *check_clicks(lines, rows, FaultLog(lines)),
        *check_copied(lines, rows, copied, story),
    ]
    violations = [finding for finding in findings if isinstance(finding, Violation)]
    # One thing that two rules excuse for the same reason is excused once.
    excused = {(finding.excuse, finding.id) for finding in findings if isinstance(finding, Excused)}
    return Verdict(story, (*story.violations, *violations), Counter(excuse for excuse, _id in excused))


def _findings(lines: Sequence[AnyLine], story: Story, centre: CentreSettings) -> Iterator[Finding]:
    faults = FaultLog(lines)
    stations = [peer.name for peer in centre.peers if peer.station is not None]
    wall = {
        "displays": [peer.name for peer in centre.peers if peer.role is Role.DISPLAY],
        "speakers": [peer.name for peer in centre.peers if peer.role is Role.AUDIO],
    }
    yield from check_presses(lines, story, faults, stations)
    yield from check_papers(lines, story, faults)
    yield from check_replies(lines, story, faults)
    yield from check_calls(lines, story, faults, wall, centre.queue.speak_s)
    yield from _crashes(lines)


def _crashes(lines: Sequence[AnyLine]) -> Iterator[Violation]:
    """Hold that no process ended which nobody had killed."""
    kills = Counter(line.target for line in lines if isinstance(line, FaultBegan) and line.kind == "kill")
    starts = [line for line in lines if isinstance(line, StartedAgain)]
    for name, count in Counter(line.name for line in starts).items():
        if count > kills[name]:
            first = next(line.at for line in starts if line.name == name)
            told = f"{name} was started again {count} times and killed {kills[name]} times"
            yield Violation("no process ends by itself", told, (), first)
