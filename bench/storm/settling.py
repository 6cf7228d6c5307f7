"""After a storm: everything becomes still, the reception decides what is unsure, and whoever waits is called."""

import threading
from collections.abc import Callable, Sequence

from mqtt_bridge.commands import Admit, CallNext, VoidTicket
from mqtt_bridge.events import Recorded
from mqtt_bridge.replies import Refusal, RefusalCode
from storm.clerks import Clerk
from storm.grounds import Grounds
from storm.history import History
from storm.journal_copy import read_copy, read_journal
from storm.presses import ANSWERED_S
from storm.reception import Reception
from storm.story import Story
from storm.words import Accepted, CopyDue, PaperOut, Refused, Said

WELL_S = 40.0
"""So long after the last fault a hall may need to be well."""
STILL_S = 60.0
DRAINED_S = 120.0
COPIED_S = 10.0
_LOOK_S = 0.2
_CALL_EVERY_S = 0.12
"""A wall shows some six calls at once: slowly enough that each is on a picture."""
_WORKS = {"ready", "degraded", None}


class Settling:
    """Brings a hall to rest. For one thread."""

    def __init__(self, grounds: Grounds, history: History, reception: Reception) -> None:
        self._grounds = grounds
        self._history = history
        self._reception = reception
        self._pause = threading.Event()

    def settle(self, clerks: Sequence[Clerk]) -> list[str]:
        """Do all of it; return what does not come to rest although nothing ails the hall any more.

        The pages of *clerks* are looked at in the end.
        """
        left = [*self._until(WELL_S, self._ailing), *self._until(STILL_S, self._open)]
        self._decide()
        left += self._call_all()
        self._until(self._grounds.centre.queue.speak_s + 5.0, self._unspoken)  # the checker knows whether it matters
        self._compare(clerks)
        return left

    def _compare(self, clerks: Sequence[Clerk]) -> None:
        """Note what the console shows and has of the hall, which is at rest; the checker compares."""
        story, seq = self.story(), read_journal(self._grounds.journal)[-1].seq
        self._history.note(CopyDue(at=self._history.now(), seq=seq))
        self._until(COPIED_S, lambda: _behind(read_copy(self._grounds.hall_copy), seq))
        shows = lambda: [clerk.page.place for clerk in clerks if clerk.page.ticket_id != story.at(clerk.page.place)]  # noqa: E731 - used once, below
        self._until(COPIED_S, shows)
        for clerk in clerks:
            clerk.look()

    def story(self) -> Story:
        """Return what the journal tells so far."""
        zones = {place.name: place.zones for place in self._grounds.centre.places}
        return Story(read_journal(self._grounds.journal), zones)

    def _until(self, deadline_s: float, left: Callable[[], Sequence[str]]) -> Sequence[str]:
        """Wait until nothing is *left*; return what is left all the same."""
        end = self._history.now() + deadline_s
        while (what := left()) and self._history.now() < end:
            self._pause.wait(_LOOK_S)
        return [f"{one}, {deadline_s:.0f} s later" for one in what]

    def _ailing(self) -> Sequence[str]:
        daemons = self._grounds.hall.get("/daemons")
        ill = [
            f"{daemon['name']} is {daemon['state']}, {daemon['condition']} {daemon['faults']}"
            for daemon in daemons
            if daemon["state"] != "running" or daemon["condition"] not in _WORKS
        ]
        stations = self._grounds.hall.get("/stations")
        dark = [
            f"{station['station']} shows {station['lamps']}"
            for station in stations
            if not station["lamps"] or "cannot" in station["lamps"].values()
        ]
        return [*ill, *dark]

    def _open(self) -> Sequence[str]:
        """Name what is on its way still: presses that may end yet, papers and tickets without a word."""
        lines, now = self._history.lines(), self._history.now()
        ended = {line.press for line in lines if isinstance(line, Refused)}
        ended |= {line.ticket_id for line in lines if isinstance(line, PaperOut) and line.ticket_id}
        stations = self._grounds.stations
        presses = [
            f"press {line.press} of {line.station}"
            for line in lines
            if isinstance(line, Accepted) and line.station in stations and line.press not in ended
            if now - line.at < ANSWERED_S
        ]
        story = self.story()
        untold = [
            f"{line.number} of {line.station} is on paper and not in the journal"
            for line in lines
            if isinstance(line, PaperOut) and line.ticket_id is not None and line.ticket_id not in story.tickets
        ]
        unknown = [f"ticket {ticket.number} has no word on its paper" for ticket in story.by_stage("issued")]
        return [*presses, *untold, *unknown]

    def _decide(self) -> None:
        """Admit the unsure tickets whose paper is out, and void the others."""
        out = {line.ticket_id for line in self._history.some(lambda line: isinstance(line, PaperOut))}  # type: ignore[union-attr]  # only papers are left
        for ticket in list(self.story().by_stage("unsure")):
            ticket_id = ticket.ticket_id
            command = Admit(ticket_id=ticket_id) if ticket_id in out else VoidTicket(ticket_id=ticket_id)
            self._reception.ask(command, ticket_id)

    def _call_all(self) -> Sequence[str]:
        """Call at every place in turn, until nobody waits for any; return the places where somebody waits still."""
        places = [place.name for place in self._grounds.centre.places]
        empty: set[str] = set()
        end = self._history.now() + DRAINED_S
        while len(empty) < len(places):
            if self._history.now() > end:
                return [f"somebody waits for {place}" for place in places if place not in empty]
            for place in places:
                result = self._reception.ask(CallNext(place=place, finish_current=True), place)
                if isinstance(result, Refusal) and result.code is RefusalCode.NOBODY_WAITING:
                    empty.add(place)
                elif place not in empty:
                    self._pause.wait(_CALL_EVERY_S)
        return []

    def _unspoken(self) -> Sequence[str]:
        """Name the last calls that were not spoken yet; those of the storm had their time."""
        said = {line.call_id for line in self._history.lines() if isinstance(line, Said)}
        return [f"call {call_id}" for call_id in [*self.story().calls][-3:] if call_id not in said]


def _behind(copied: Sequence[Recorded], seq: int) -> Sequence[str]:
    return [] if copied and copied[-1].seq >= seq else ["the console's copy"]
