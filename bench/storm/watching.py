"""Eyes and ears: papers, sounds, pictures, and what stations note of presses, each written into the history once."""

import json
import os
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from storm.grounds import Grounds
from storm.history import History
from storm.stalls import Stalls
from storm.together import Deed, going_on
from storm.words import Accepted, PaperOut, Refused, Said, Seen, StartedAgain

LOOK_S = 0.05
"""A station's log is looked at so often."""
POLL_S = 0.5
_ACCEPTED = re.compile(r" kiosk press accepted button=(\S+) press=(\S+)")
_REFUSED = re.compile(r" kiosk press refused press=(\S+) reason=(\S+)(?: detail=(?:button (\S+?)(?:,.*)?|.*))?$")
_LONGEST = 1 << 20


@contextmanager
def watching(grounds: Grounds, history: History) -> Iterator[None]:
    """Watch for as long as the block lasts."""
    hall = _Hall(grounds, history)
    logs, doors = grounds.folder / "hall" / "logs", grounds.folder / "hall" / "doors"
    watches: list[Deed] = [
        hall.watch,
        Stalls(history).watch,
        *(PressLog(logs / f"{peer}.log", peer, history).watch for peer in (*grounds.stations, *grounds.pads)),
        *(_Display(doors, display, history).watch for display in hall.displays),
    ]
    with going_on(watches):
        yield
    hall.look()


class PressLog:
    """The log of a station: which presses it took up, and which came to nothing."""

    def __init__(self, path: Path, station: str, history: History) -> None:
        self._path = path
        self._station = station
        self._history = history
        self._read = 0
        self._rest = b""

    def watch(self, stop: threading.Event) -> None:
        """Look again and again until *stop*."""
        while not stop.wait(LOOK_S):
            self.look()
        self.look()

    def look(self) -> None:
        """Note what has been written since the last time. Raises RuntimeError when the log was cut."""
        size = self._path.stat().st_size if self._path.exists() else 0
        if size < self._read:
            raise RuntimeError(f"{self._path} was cut in the middle of the run: its presses cannot be followed")
        if size == self._read:
            return
        with self._path.open("rb") as file:
            file.seek(self._read)
            came = self._rest + file.read(_LONGEST)
            self._read = file.tell()
        *lines, self._rest = came.split(b"\n")
        for line in lines:
            self._take(line.decode(errors="replace"))

    def _take(self, line: str) -> None:
        at = self._history.now()
        if found := _ACCEPTED.search(line):
            self._history.note(Accepted(at=at, station=self._station, button=found[1], press=found[2]))
        elif found := _REFUSED.search(line):
            refused = Refused(at=at, station=self._station, press=found[1], reason=found[2], button=found[3] or "")
            self._history.note(refused)


class _Display:
    """A display: which calls were on a picture."""

    def __init__(self, doors: Path, display: str, history: History) -> None:
        self._doors = os.open(doors, os.O_PATH)  # a socket's path may have 107 bytes, this is shorter
        self._display = display
        self._history = history
        self._seen: set[str] = set()

    def watch(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                with socket.socket(socket.AF_UNIX) as door:
                    door.settimeout(POLL_S)
                    door.connect(f"/proc/self/fd/{self._doors}/{self._display}.sock")
                    door.sendall(b'{"do": "watch"}\n')
                    self._hear(door, stop)
            except OSError:
                stop.wait(LOOK_S)  # the display does not run, or is frozen
        os.close(self._doors)

    def _hear(self, door: socket.socket, stop: threading.Event) -> None:
        rest = b""
        while not stop.is_set():
            try:
                came = door.recv(65536)
            except TimeoutError:
                continue
            if not came:
                return
            *lines, rest = (rest + came).split(b"\n")
            for line in lines:
                self._take(json.loads(line))

    def _take(self, word: dict[str, Any]) -> None:
        news = tuple(call for call in word.get("call_ids", ()) if call not in self._seen)
        if news:
            self._seen.update(news)
            self._history.note(Seen(at=self._history.now(), display=self._display, call_ids=news))


class _Hall:
    """What the simulator tells: papers, sounds, and processes that ended by themselves."""

    def __init__(self, grounds: Grounds, history: History) -> None:
        self._hall = grounds.hall
        self._history = history
        self._papers: set[int] = set()
        self._said: dict[str, int] = {}
        self._starts = {daemon["name"]: daemon["starts"] for daemon in self._hall.get("/daemons")}
        self.displays = [display["id"] for display in self._hall.get("/displays")]

    def watch(self, stop: threading.Event) -> None:
        while not stop.wait(POLL_S):
            self.look()

    def look(self) -> None:
        for ticket in reversed(self._hall.get("/tickets")):
            if ticket["n"] not in self._papers:
                self._papers.add(ticket["n"])
                self._history.note(_paper(self._history.at_wall(ticket["at"]), ticket))
        for speaker in self._hall.get("/speakers"):
            self._hear(speaker["id"])  # a speaker that has said a thousand sentences says so for ever
        self._count_starts()

    def _hear(self, speaker: str) -> None:
        said = [saying for saying in self._hall.get(f"/speakers/{speaker}") if saying["n"] > self._said.get(speaker, 0)]
        for saying in reversed(said):
            self._said[speaker] = saying["n"]
            if saying["place"] is None:
                continue  # words to all, and what a station says to who has pressed: no call
            about = {key: saying[key] for key in ("call_id", "number", "place")}
            self._history.note(Said(at=self._history.at_wall(saying["at"]), speaker=speaker, **about))

    def _count_starts(self) -> None:
        for daemon in self._hall.get("/daemons"):
            name, starts = daemon["name"], daemon["starts"]
            for _ in range(starts - self._starts[name]):
                self._history.note(StartedAgain(at=self._history.now(), name=name))
            self._starts[name] = starts


def _paper(at: float, ticket: dict[str, Any]) -> PaperOut:
    return PaperOut(
        at=at,
        station=ticket["station"],
        n=ticket["n"],
        ticket_id=ticket["ticket_id"],
        number=ticket["number"],
        zone=ticket["zone"],
        copy=ticket["copy"],
    )
