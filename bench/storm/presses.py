"""Every press ends in exactly one ticket or one visible refusal; no press, no ticket. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mqtt_bridge.paper import PaperOutcome
from storm.fault_log import FaultLog
from storm.findings import Excuse, Excused, Finding, Violation
from storm.story import Story, Ticket
from storm.words import Accepted, AnyLine, PaperOut, Pressed, Refused

ANSWERED_S = 20.0
"""Patience, a print job's life, and the printer's own time: an accepted press has ended after so long, or never will.

A freeze of the station comes on top.
"""
_SLACK_S = 0.3
_ONE_PRESS_S = 0.3
"""Presses of one button closer together are one: what stations keep to unless told."""
LOSES_PAPER = frozenset({"silent", "unplugged"})
Button = tuple[str, str]
"""A station and one of its buttons."""
ONE_END = "a press ends in one ticket or one refusal"


def check_presses(
    lines: Sequence[AnyLine], story: Story, faults: FaultLog, stations: Sequence[str]
) -> Iterator[Finding]:
    """Match presses with what their stations noted, and what was noted with papers and refusals."""
    pressed, noted = _by_button(lines)
    unnoted: Counter[str] = Counter()
    for (station, button), notes in noted.items():
        if (station, button) not in pressed:
            yield _ghost(notes[0])
    for (station, button), presses in pressed.items():
        for finding in _match(presses, noted[station, button], faults):
            if isinstance(finding, Excused) and finding.excuse is Excuse.KIOSK_KILLED:
                unnoted[station] += 1
            yield finding
    known = {note.press for notes in noted.values() for note in notes}
    yield from _unasked([ticket for ticket in story.tickets.values() if ticket.ticket_id not in known], unnoted)
    yield from _ends(lines, story, faults, stations)


def _by_button(
    lines: Sequence[AnyLine],
) -> tuple[Mapping[Button, list[Pressed]], Mapping[Button, list[Accepted | Refused]]]:
    pressed: dict[Button, list[Pressed]] = defaultdict(list)
    noted: dict[Button, list[Accepted | Refused]] = defaultdict(list)
    for line in lines:
        if isinstance(line, Pressed):
            pressed[line.station, line.button].append(line)
        elif isinstance(line, Accepted) or (isinstance(line, Refused) and line.button):
            noted[line.station, line.button].append(line)
    return pressed, noted


def _unasked(tickets: Sequence[Ticket], unnoted: Counter[str]) -> Iterator[Violation]:
    """Hold that each of *tickets* is of a press whose station was killed before it could write it down."""
    for ticket in tickets:
        unnoted[ticket.station] -= 1
        if unnoted[ticket.station] < 0:
            yield Violation("no ticket without a press", f"{ticket.number} of {ticket.station}", (ticket.ticket_id,))


def _ghost(note: Accepted | Refused) -> Violation:
    return Violation("nothing is pressed by itself", f"{note.station} {note.button}", (note.press,), note.at)


def _match(presses: Sequence[Pressed], notes: Sequence[Accepted | Refused], faults: FaultLog) -> Iterator[Finding]:
    """Give each press of one button the notes that came before its next press."""
    waiting = list(notes)
    while waiting and waiting[0].at < presses[0].at:
        yield _ghost(waiting.pop(0))
    noted_at = float("-inf")
    for index, press in enumerate(presses):
        until = presses[index + 1].at if index + 1 < len(presses) else float("inf")
        own = []
        while waiting and waiting[0].at < until:
            own.append(waiting.pop(0))
        if len(own) > 1:
            ids = tuple(note.press for note in own)
            yield Violation("a press counts once", f"{press.station} {press.button}: {len(own)} times", ids, press.at)
        elif not own and press.felt:
            if faults.any({"kill"}, {press.station}, press.at - _SLACK_S, min(until, press.at + ANSWERED_S)):
                yield Excused(Excuse.KIOSK_KILLED, f"{press.station} {press.button} {press.at:.2f}")
            elif press.at - noted_at < _ONE_PRESS_S and faults.any(
                {"freeze"}, {press.station}, presses[index - 1].at, press.at
            ):
                yield Excused(Excuse.ONE_PRESS, f"{press.station} {press.button} {press.at:.2f}")
            else:
                yield Violation(ONE_END, f"{press.station} {press.button}: nothing came of it", (), press.at)
        noted_at = own[-1].at if own else noted_at


def _ends(lines: Sequence[AnyLine], story: Story, faults: FaultLog, stations: Sequence[str]) -> Iterator[Finding]:
    """Hold that each press at a ticket station has one end."""
    accepted: dict[str, Accepted] = {}
    refused: dict[str, list[Refused]] = defaultdict(list)
    papers: dict[str, list[PaperOut]] = defaultdict(list)
    for line in lines:
        if isinstance(line, Accepted) and line.station in stations:
            if line.press in accepted:
                yield Violation("a press counts once", f"{line.station} accepted it twice", (line.press,), line.at)
            accepted[line.press] = line
        elif isinstance(line, Refused):
            refused[line.press].append(line)
        elif isinstance(line, PaperOut) and line.ticket_id is not None and not line.copy:
            papers[line.ticket_id].append(line)
    for press in {**refused, **papers, **accepted}:
        ends = [*papers[press], *refused[press]]
        if len(ends) > 1:
            told = ", ".join(f"{type(end).__struct_config__.tag} at {end.at:.2f} s" for end in ends)
            yield Violation(ONE_END, f"{press}: {told}", (press,), ends[0].at)
        elif not ends:
            yield _no_end(accepted[press], story, faults)


def _no_end(press: Accepted, story: Story, faults: FaultLog) -> Finding:
    until = press.at + ANSWERED_S + faults.seconds({"freeze"}, {press.station}, press.at, press.at + ANSWERED_S)
    if faults.any({"kill"}, {press.station}, press.at - _SLACK_S, until):
        return Excused(Excuse.KIOSK_KILLED, press.press)
    ticket = story.tickets.get(press.press)
    lost = [
        spell
        for spell in faults.overlapping({"printer"}, {press.station}, press.at - _SLACK_S, until)
        if spell.detail in LOSES_PAPER
    ]
    is_lost = bool(lost) or faults.any({"kill"}, {f"printer-{press.station}"}, press.at - _SLACK_S, until)
    if is_lost and ticket is not None and PaperOutcome.UNCONFIRMED in ticket.outcomes:
        return Excused(Excuse.PAPER_LOST, press.press)
    return Violation(
        ONE_END, f"{press.station} {press.button}: neither came of {press.press}", (press.press,), press.at
    )
