"""The hall as it stands now, from doors, broker, printers and processes, shown as the contract says."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from firmware.clock import Clock
from mqtt_bridge.client import Received
from mqtt_bridge.devices import Condition
from mqtt_bridge.events import Recorded, TicketIssued, TicketReprinted
from mqtt_bridge.paper import PrintTicket, TicketPaper
from mqtt_bridge.public import Board, Centre
from mqtt_bridge.replies import Issued, Reply
from simulator.doors import Doors, Word
from simulator.feed import Feed
from simulator.hall_plan import GROUND, PAPER_WIDTH_PX, HallPlan, Station
from simulator.observer import Heard
from simulator.papers import Papers
from simulator.processes import Supervisor
from simulator.recognition import Recognition

SHOWN = 30
"""Papers and sayings that the page shows. The contract lists all."""
_LOOK_AGAIN_S = 0.5
_OF_A_BUTTON = ("name", "action", "zone", "language", "place")

_WORKS = {Condition.READY.value, Condition.DEGRADED.value}
NO_PRINTER = {"state": "absent", "paper": "unknown"}
SILENT_PRINTER = {"state": "unknown", "paper": "unknown"}
"""What a station says of its printer while it does not run."""


class Hall:
    """Everything that the page and the contract show. For the event loop's thread."""

    def __init__(
        self,
        plan: HallPlan,
        supervisor: Supervisor,
        doors: Doors,
        feed: Feed,
        trays: Path,
        clock: Clock,
    ) -> None:
        self.plan = plan
        self._supervisor = supervisor
        self._doors = doors
        self._feed = feed
        self._trays = trays
        self._open: set[str] = set()
        self._told: dict[tuple[str, str], Word] = {}
        stations = (station.device for station in plan.stations if station.speaks)
        self._said: dict[str, list[Word]] = {speaker: [] for speaker in (*plan.speakers, *stations)}
        self._conditions: dict[str, Word] = {}
        self._tickets: dict[str, TicketIssued] = {}
        self._recognition = Recognition(PAPER_WIDTH_PX)
        self.papers = Papers(self._recognition, PAPER_WIDTH_PX, clock, self._papers_changed)
        self._stations = {station.name: station for station in plan.stations}
        self._of_device = {station.device: station for station in plan.stations}
        for show in (self.processes_changed, self._stations_changed, self._displays_changed, self._speakers_changed):
            show()
        self._papers_changed()
        feed.tell("centre", plan.names)
        supervisor.on_change = self.processes_changed

    def station(self, name: str) -> Station | None:
        """Return the station or call pad called *name*, if there is one."""
        return self._stations.get(name)

    # What the contract shows.

    def stations(self) -> list[dict[str, Any]]:
        """Return every station and call pad with its lamps and its printer as it sees it."""
        return [self._station_view(station) for station in self.plan.stations]

    def displays(self) -> list[dict[str, Any]]:
        """Return every display; `frame` grows with each new picture, and is null while there is none."""
        return [
            {"id": name, "frame": self._told.get((name, "frame"), {}).get("n") if name in self._open else None}
            for name in self.plan.displays
        ]

    def speakers(self) -> list[dict[str, Any]]:
        """Return every speaker and how much it has said: the hall's first, then the stations that have one."""
        return [{"id": name, "said": len(said), "station": self._station_of(name)} for name, said in self._said.items()]

    @property
    def speaker_names(self) -> frozenset[str]:
        """Return who speaks."""
        return frozenset(self._said)

    def said(self, speaker: str) -> list[Word]:
        """Return what *speaker* has said, newest first."""
        return self._said[speaker]

    def daemons(self) -> list[dict[str, Any]]:
        """Return every process of the hall, the broker and the printers among them."""
        return [
            {
                "name": name,
                "role": process.planned.role,
                "pid": process.pid,
                "state": process.state.value,
                "starts": process.starts,
                **self._conditions.get(name, {"condition": None, "faults": []}),
            }
            for name, process in self._supervisor.processes.items()
        ]

    def is_open(self) -> bool:
        """Whether visitors may come: every device has said that it works, and every door into it is open."""
        conditions = [daemon["condition"] for daemon in self.daemons() if daemon["role"] not in GROUND]
        devices = {*self._of_device, *self.plan.displays, *self.plan.speakers}
        return devices <= self._open and all(condition in _WORKS for condition in conditions)

    # What changes it.

    def heard(self, heard: Heard) -> None:
        """Act on a message or an event of the hall."""
        if isinstance(heard, Recorded):
            self._learn_event(heard)
        else:
            self._learn_message(heard)

    def processes_changed(self) -> None:
        """Show the processes: one has started, ended, or become ready."""
        self._feed.tell("daemons", self.daemons())

    async def watch(self) -> None:
        """Watch all doors, for ever."""
        async with asyncio.TaskGroup() as tasks:
            for station in self.plan.stations:
                said = "said" if station.speaks else ""
                tasks.create_task(self._watch(station.device, self._stations_changed, said))
                if station.printer:
                    tasks.create_task(self._watch_printer(station.name, station.printer))
            for display in self.plan.displays:
                tasks.create_task(self._watch(display, self._displays_changed))
            for speaker in self.plan.speakers:
                tasks.create_task(self._watch(speaker, self._speakers_changed, "said"))
            tasks.create_task(self._look_again())

    async def _watch(self, device: str, show: Callable[[], None], list_subject: str = "") -> None:
        def hear(word: Word) -> None:
            subject = str(word.pop("subject", ""))
            self._told[device, subject] = word
            if subject == list_subject:
                fetching.set()
            if subject == "paper":  # what a station alone prints nobody else has heard of
                self._learn_paper(self._of_device[device].name, msgspec.convert(word, TicketPaper))
            show()

        def changed(is_open: bool) -> None:  # noqa: FBT001 - the door's callback tells a fact
            (self._open.add if is_open else self._open.discard)(device)
            if not is_open:
                for key in [key for key in self._told if key[0] == device]:
                    del self._told[key]
            elif list_subject:
                fetching.set()
            show()

        fetching = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._doors.watch(device, hear, changed))
            if list_subject:
                tasks.create_task(self._fetch_said(device, fetching))

    async def _fetch_said(self, speaker: str, fetching: asyncio.Event) -> None:
        while True:
            await fetching.wait()
            fetching.clear()
            answer = await self._doors.fetch(speaker, {"do": "said"})
            self._said[speaker] = answer.get("said", [])
            self._speakers_changed()

    async def _watch_printer(self, station: str, printer: str) -> None:
        def hear(word: Word) -> None:
            self._told[printer, str(word.pop("subject", ""))] = word
            fetching.set()
            self._stations_changed()

        fetching = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._doors.watch(printer, hear, lambda _is_open: None))
            tasks.create_task(self._fetch_papers(station, printer, fetching))

    async def _fetch_papers(self, station: str, printer: str, fetching: asyncio.Event) -> None:
        last = 0
        while True:
            await fetching.wait()
            fetching.clear()
            answer = await self._doors.fetch(printer, {"do": "tickets", "after": last})
            for ticket in answer["tickets"]:
                last = ticket["n"]
                data = (self._trays / printer / f"{last}.bin").read_bytes()
                self.papers.add(station, data, ticket["at"])

    async def _look_again(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_AGAIN_S)
            self.papers.look_again()

    def _learn_message(self, received: Received[Any]) -> None:
        message = received.message
        match message:
            case Centre():
                self._recognition.learn_centre(message)
            case Board():
                self._feed.tell("board", msgspec.to_builtins(message))
            case Reply(result=Issued(paper=paper)):
                station = self._of_device.get(received.levels["peer"])
                if station is not None:
                    self._learn_paper(station.name, paper)
            case PrintTicket(paper=paper):
                self._learn_paper(received.levels["station"], paper)
            case _:
                device = received.levels.get("device")
                if device is not None:
                    faults = msgspec.to_builtins(message.faults)
                    self._conditions[device] = {"condition": message.condition.value, "faults": faults}
                    self.processes_changed()

    def _learn_event(self, recorded: Recorded) -> None:
        """Learn from the journal what was missed on the wire, when the broker was away."""
        event = recorded.event
        if isinstance(event, TicketIssued):
            self._tickets[event.ticket_id] = event
            job_id, is_copy = event.ticket_id, False
        elif isinstance(event, TicketReprinted) and event.ticket_id in self._tickets:
            job_id, is_copy = event.job_id, True
        else:
            return
        issued = self._tickets[event.ticket_id]
        paper = TicketPaper(
            job_id=job_id,
            ticket_id=event.ticket_id,
            number=issued.number,
            zone=issued.zone,
            language=issued.language,
            issued_at=recorded.at,
            ahead=event.ahead,
            copy=is_copy,
            wait=None if is_copy else issued.wait,
            due_at=issued.due_at,
            place=issued.place,
            official=issued.official,
            purposes=issued.matters,
        )
        self._learn_paper(event.station, paper)

    def _learn_paper(self, station: str, paper: TicketPaper) -> None:
        self._recognition.learn_paper(station, paper)
        self.papers.look_again()

    def _station_view(self, station: Station) -> dict[str, Any]:
        told = {subject: word for (device, subject), word in self._told.items() if device == station.device}
        printer = told.get("printer", {}).get("printer", SILENT_PRINTER) if station.printer else NO_PRINTER
        return {
            "station": station.name,
            "buttons": [{key: getattr(button, key) for key in _OF_A_BUTTON} for button in station.buttons],
            "assistance": [button.name for button in station.buttons if button.assistance],
            "lamps": told.get("lamps", {}).get("lamps", {}),
            "indicators": told.get("lamps", {}).get("indicators", {}),
            "button_lamps": told.get("lamps", {}).get("buttons", {}),
            "printer": printer,
            "fault": self._told.get((str(station.printer), "printer"), {}).get("fault", "none"),
            "refusals": told.get("refusals", {"count": 0, "reason": None}),
            "is_running": station.device in self._open,
        }

    def _papers_changed(self) -> None:
        self._feed.tell("tickets", self.papers.listed(SHOWN))

    def _stations_changed(self) -> None:
        self._feed.tell("stations", self.stations())

    def _displays_changed(self) -> None:
        self._feed.tell("displays", self.displays())

    def _speakers_changed(self) -> None:
        shown = [{"id": n, "said": said[:SHOWN], "station": self._station_of(n)} for n, said in self._said.items()]
        self._feed.tell("speakers", shown)

    def _station_of(self, speaker: str) -> str | None:
        return self._of_device[speaker].name if speaker in self._of_device else None
