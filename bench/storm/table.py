"""What a campaign tells at its end: counts for people and for programs, and the story of each violation. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from storm.checker import Verdict
from storm.clicks import DONE, LOST, REFUSED
from storm.findings import Violation
from storm.run import Ran
from storm.words import (
    Accepted,
    AnyLine,
    Asked,
    Clicked,
    ClickEnded,
    FaultBegan,
    PaperOut,
    Pressed,
    Refused,
    Said,
    Stalled,
)

NEAR_S = 2.0
"""Lines so near to a violation belong to its story."""
MOST_LINES = 40
_ANSWERS = {DONE: "done", REFUSED: "refused", LOST: "lost"}


def figures(ran: Ran, verdict: Verdict) -> dict[str, Any]:
    """Return all counts by name."""
    stations = {peer.name for peer in ran.centre.peers if peer.station is not None}
    tickets, calls = verdict.story.tickets.values(), verdict.story.calls.values()
    begun = Counter(line.kind for line in ran.lines if isinstance(line, FaultBegan))
    refused = [line for line in ran.lines if isinstance(line, Refused) and line.station in stations]
    ends = [line for line in ran.lines if isinstance(line, ClickEnded)]
    stalls = [line for line in ran.lines if isinstance(line, Stalled)]
    return {
        "presses": _count(ran.lines, Pressed, lambda line: line.station in stations and line.felt),
        "presses_unfelt": _count(ran.lines, Pressed, lambda line: line.station in stations and not line.felt),
        "accepted": _count(ran.lines, Accepted, lambda line: line.station in stations),
        "papers": _count(ran.lines, PaperOut, lambda line: not line.copy),
        "tickets": len(tickets),
        "tickets_alone": sum(ticket.alone for ticket in tickets),
        "refusals": dict(Counter(line.reason for line in refused)),
        "pad_presses": _count(ran.lines, Pressed, lambda line: line.station not in stations and line.felt),
        "clicks": dict(Counter(line.button for line in ran.lines if isinstance(line, Clicked))),
        "click_answers": dict(Counter(_ANSWERS.get(end.status, str(end.status)) for end in ends)),
        "clicks_sent_again": sum(end.tries > 1 for end in ends),
        "clicks_sent_twice": len(ends) - len({end.request for end in ends}),
        "reception_requests": _count(ran.lines, Asked, lambda _line: True),
        "calls": sum(call.is_first for call in calls),
        "recalls": sum(not call.is_first for call in calls),
        "sentences": _count(ran.lines, Said, lambda _line: True),
        "acted_on_after_refusal": _late_acts(ran.lines, verdict),
        "faults": {kind: begun[kind] for kind in ("kill", "freeze", "cut", "printer", "disk-full", "clock")},
        "killed": dict(
            Counter(line.target for line in ran.lines if isinstance(line, FaultBegan) and line.kind == "kill")
        ),
        "stalls": len(stalls),
        "stalled_s": round(sum(line.until - line.at for line in stalls), 1),
        "not_tried": {kind.value: why for kind, why in ran.not_tried.items()},
        "excused": {excuse.value: count for excuse, count in verdict.excused.items()},
        "violations": dict(Counter(violation.rule for violation in verdict.violations)),
        "unsettled": dict.fromkeys(ran.unsettled, 1),
    }


def _count(lines: Sequence[AnyLine], kind: type, wanted: Any) -> int:
    return sum(1 for line in lines if isinstance(line, kind) and wanted(line))


def _late_acts(lines: Sequence[AnyLine], verdict: Verdict) -> int:
    """Count what was refused for want of an answer at a pad, and acted on all the same."""
    return sum(
        1
        for line in lines
        if isinstance(line, Refused) and line.reason == "no-answer" and line.press in verdict.story.calls
    )


def table(told: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the table for people."""
    names = {name.replace("_", " "): value for name, value in told.items()}
    width = max(map(len, names))
    for name, value in names.items():
        if isinstance(value, dict):
            yield f"{name:<{width}}  {sum(value.values()) if all(isinstance(n, int) for n in value.values()) else ''}"
            for key, count in sorted(value.items()):
                yield f"{'':<{width}}    {key}: {count}"
        elif value != "":
            yield f"{name:<{width}}  {value}"


def told_of(violation: Violation, lines: Sequence[AnyLine]) -> Iterator[str]:
    """Yield what the history knows of a violation: the lines that name its ids, and those around its time."""
    yield f"VIOLATION {violation.rule}: {violation.story}"
    encode = msgspec.json.Encoder().encode
    about = [line for line in lines if any(id_.encode() in encode(line) for id_ in violation.ids)]
    times = [violation.at] if violation.at is not None else [line.at for line in about[:1]]
    near = [line for line in lines if any(abs(line.at - at) <= NEAR_S for at in times)]
    for line in sorted({*about, *near}, key=lambda line: line.at)[:MOST_LINES]:
        yield f"  {encode(line).decode()}"
