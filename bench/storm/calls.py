"""Every call is shown, and spoken once, as the journal has it; or it expired, and its place can recall it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from storm.fault_log import LINK_FAULTS, FaultLog
from storm.findings import Excuse, Excused, Finding, Violation
from storm.story import Call, Story
from storm.words import Accepted, AnyLine, Asked, Clicked, Replied, Said, Seen

FAULT_S = 12.0
"""No fault but a clock's lasts longer."""
ASKED_WITHIN_S = 3.0
"""Who asked for a call has waited for no longer."""
SPOKEN = "every call is spoken once"
SHOWN = "every call is shown"
_SLACK_S = 1.0
_LOST_SHARE = 0.5
"""A call expires for a reason when its way was blocked for so much of its time."""
PICTURE_S = 5.0
"""A busy machine may need so long for a picture; calls that come meanwhile in a burst have no room on it."""
ROOM = 5
"""So many calls have room on a picture of 1920 × 1080 besides those that have the stage in a rush."""
WELL_AGAIN_S = 3.5
"""So soon after a fault a display must show the board again: it may need two seconds to try the next connection."""


def check_calls(
    lines: Sequence[AnyLine],
    story: Story,
    faults: FaultLog,
    wall: Mapping[str, Sequence[str]],
    speak_s: float,
) -> Iterator[Finding]:
    """Compare sounds and pictures with the journal. *wall* names the `displays` and the `speakers`."""
    said: dict[tuple[str, str], list[Said]] = defaultdict(list)
    seen: dict[str, set[str]] = defaultdict(set)
    pictures: dict[str, list[float]] = defaultdict(list)
    for line in lines:
        if isinstance(line, Said):
            said[line.speaker, line.call_id].append(line)
            yield from _right(line, story.calls.get(line.call_id))
        elif isinstance(line, Seen):
            seen[line.display].update(line.call_ids)
            pictures[line.display].append(line.at)
    calls = [*story.calls.values()]
    made_at = _made(calls, lines)
    at = _asked(calls, lines, made_at)
    for index, call in enumerate(calls):
        for speaker in wall["speakers"]:
            until = max(at[index] + ASKED_WITHIN_S, made_at[index]) + speak_s
            recalls = (
                newer for newer, asked_at in zip(calls[index + 1 :], at[index + 1 :], strict=True) if asked_at < until
            )
            if not said[speaker, call.call_id] and _is_recalled(call, recalls, speaker, said):
                yield Excused(Excuse.OVERTAKEN, call.call_id)
            else:
                yield from _spoken(call, said[speaker, call.call_id], (at[index], until), faults, (speaker, speak_s))
        # A picture shows one call of a ticket, its newest.
        same = {newer.call_id for newer in calls[index:] if newer.ticket_id == call.ticket_id}
        replaced_at = _replaced_at(calls, index, made_at)
        for display in wall["displays"]:
            if not seen[display] & same:
                drawn_at = next((drawn for drawn in pictures[display] if drawn >= made_at[index]), float("inf"))
                if replaced_at <= drawn_at <= made_at[index] + PICTURE_S:
                    yield Excused(Excuse.NOT_SHOWN, call.call_id)
                else:
                    yield _unseen(call, display, made_at[index], replaced_at, faults)


def _is_recalled(
    call: Call, newer: Iterable[Call], speaker: str, said: Mapping[tuple[str, str], Sequence[Said]]
) -> bool:
    """Tell whether the speaker has said a recall of the same ticket to the same place instead."""
    return any(
        (other.ticket_id, other.place) == (call.ticket_id, call.place)
        and not other.is_first
        and bool(said.get((speaker, other.call_id)))
        for other in newer
    )


def _asked(calls: Sequence[Call], lines: Sequence[AnyLine], made_at: Sequence[float]) -> Sequence[float]:
    """Return when each call was asked for; a pad that was killed may not have written it down: like the one before.

    A click may be sent again for long: it was asked for no longer before it was heard of than a fault lasts.
    """
    made = {call.call_id: at for call, at in zip(calls, made_at, strict=True)}
    asked = {line.press: line.at for line in lines if isinstance(line, Accepted)}
    asked |= {line.request: line.at for line in lines if isinstance(line, Asked)}
    clicks = [line for line in lines if isinstance(line, Clicked)]
    asked |= {line.request: max(line.at, made.get(line.request, 0.0) - FAULT_S) for line in clicks}
    return _filled(calls, asked)


def _made(calls: Sequence[Call], lines: Sequence[AnyLine]) -> Sequence[float]:
    """Return when each call was heard of first: a dispatcher that was held up may make many at once."""
    heard: dict[str, float] = {}
    for line in lines:
        if isinstance(line, Said):
            heard.setdefault(line.call_id, line.at)
        elif isinstance(line, Replied):
            heard.setdefault(line.request, line.at)
    return _filled(calls, heard)


def _filled(calls: Sequence[Call], known: Mapping[str, float]) -> Sequence[float]:
    times = [0.0]
    for call in calls:
        times.append(known.get(call.call_id, times[-1]))
    return times[1:]


def _replaced_at(calls: Sequence[Call], index: int, made_at: Sequence[float]) -> float:
    """Return when so many other tickets had been called after this one that a picture has no room for it any more."""
    others: set[str] = set()
    for newer in range(index + 1, len(calls)):
        others |= {calls[newer].ticket_id} - {calls[index].ticket_id}
        if len(others) == ROOM:
            return made_at[newer]
    return float("inf")


def _right(line: Said, call: Call | None) -> Iterator[Violation]:
    ids = (line.call_id,)
    if call is None:
        yield Violation("only what was called is spoken", f"{line.number} to {line.place}", ids, line.at)
    elif (call.number, call.place) != (line.number, line.place):
        told = f"said {line.number} to {line.place}, called was {call.number} to {call.place}"
        yield Violation("what is spoken is right", told, ids, line.at)


def _spoken(
    call: Call, said: Sequence[Said], when: tuple[float, float], faults: FaultLog, speaking: tuple[str, float]
) -> Iterator[Finding]:
    (at, until), (speaker, speak_s) = when, speaking
    ids = (call.call_id, call.ticket_id)
    if len(said) > 1:
        told = f"{call.number} to {call.place}: {len(said)} times, at " + ", ".join(f"{s.at:.2f} s" for s in said)
        yield Violation(SPOKEN, told, ids, said[1].at)
    if said:
        return
    if faults.any({"kill"}, {speaker}, at - _SLACK_S, until):
        yield Excused(Excuse.SPEAKER_KILLED, call.call_id)
        return
    blocked_s = faults.seconds(LINK_FAULTS, {speaker, "broker", "dispatcher"}, at - _SLACK_S, until)
    jumped = faults.any({"clock"}, {"dispatcher"}, at - _SLACK_S, until)
    if jumped or blocked_s >= speak_s * _LOST_SHARE:
        yield Excused(Excuse.CALL_EXPIRED, call.call_id)
    else:
        yield Violation(SPOKEN, f"{call.number} to {call.place}: never", ids, at)


def _unseen(call: Call, display: str, since: float, until: float, faults: FaultLog) -> Finding:
    """Excuse only who was replaced by newer calls *until* then, before the display was ever well for long enough."""
    story = f"{call.number} to {call.place}: not on {display}"
    violation = Violation(SHOWN, story, (call.call_id, call.ticket_id), since)
    spells = [*faults.overlapping(LINK_FAULTS, {display, "broker", "dispatcher"}, since - WELL_AGAIN_S, until)]
    if not spells:
        return violation
    well_since = since
    for spell in sorted(spells, key=lambda spell: spell.began):
        if spell.began - well_since > WELL_AGAIN_S:
            return violation
        well_since = max(well_since, spell.ended)
    return violation if until - well_since > WELL_AGAIN_S else Excused(Excuse.NOT_SHOWN, call.call_id)
