"""Acts in a hall and looks what comes of it: every thing done is a row, and what is not as expected is noted there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import time
from typing import Any

from firmware.words import Language, OpeningState
from mqtt_bridge.commands import AnyCommand, CallNext, Finish, IssueTicket, Recall
from mqtt_bridge.events import AnyEvent, CallAnnounced, TicketCalled, TicketIssued
from mqtt_bridge.hall_events import AnnouncementMade
from mqtt_bridge.public import Board
from mqtt_bridge.replies import AtPlace, Issued, Refusal, RefusalCode, Result
from scripted.clocked_hall import ClockedHall
from scripted.staff import SEEN_S, Staff
from scripted.table import Row

STATION = "entrance"
SPEAKER = "hall-voice"
SAID_S = 10.0
DISPLAY = "hall-board"


class Scene:
    """The hall, its staff, and the rows so far. For one thread."""

    def __init__(self, hall: ClockedHall, staff: Staff) -> None:
        self._hall = hall
        self.staff = staff
        self.rows: list[Row] = []
        self._numbers: dict[str, int] = {}
        """By ticket."""

    @contextmanager
    def at(self, local: time, deed: str) -> Iterator[None]:
        """Let it be that time, have done what the block does, and note what came of it."""
        row = Row(f"{local:%H:%M}", self._hall.moment(local), deed)
        self.rows.append(row)
        seen, frame = self._last_seq(), self._frame()
        self._hall.go_to(local)
        try:
            yield
        except TimeoutError as error:
            self.expect(is_so=False, claim=str(error))
        self._look(row, seen, frame)

    def expect(self, *, is_so: bool, claim: str) -> None:
        """Note a *claim* that does not hold."""
        if not is_so:
            self.rows[-1].complaints.append(claim)

    def shows(self, claim: str, **wanted: object) -> None:
        """Expect the board to come to show *wanted*, by the names of its fields."""
        self.comes(claim, lambda board: all(getattr(board, name) == value for name, value in wanted.items()))

    def comes(self, claim: str, is_so: Callable[[Board], bool]) -> None:
        """Expect the board to become so within seconds."""
        came = self.staff.comes_true(lambda: self.staff.board is not None and is_so(self.staff.board))
        self.expect(is_so=came, claim=claim)

    def is_told(self, state: OpeningState) -> None:
        """Expect all to be told that the centre is so."""
        came = self.staff.comes_true(lambda: self.staff.centre is not None and self.staff.centre.opening.state is state)
        self.expect(is_so=came, claim=f"the centre is told to be {state.value}")

    def happens(self, kind: type[AnyEvent], **wanted: object) -> None:
        """Expect an event of *kind* with these fields to be told, whenever on this day."""
        told = ", ".join(f"{name} {value}" for name, value in wanted.items())
        came = self.staff.comes_true(
            lambda: any(
                isinstance(one.event, kind) and all(getattr(one.event, name) == value for name, value in wanted.items())
                for one in self.staff.events
            )
        )
        self.expect(is_so=came, claim=f"event {kind.__struct_config__.tag} {told}")

    def ask(self, command: AnyCommand, staff: str = "") -> Result:
        """Ask; a refusal is against expectation."""
        result = self.staff.ask(command, staff)
        if isinstance(result, Refusal):
            self.expect(
                is_so=False, claim=f"{type(command).__name__} is done; refused {result.code.value} {result.detail}"
            )
        return result

    def refused(self, command: AnyCommand, code: RefusalCode) -> None:
        """Expect a refusal."""
        result = self.staff.ask(command)
        got = result.code if isinstance(result, Refusal) else type(result).__name__
        self.expect(is_so=got is code, claim=f"{type(command).__name__} is refused as {code.value}, not {got}")

    def ticket(self, zone: str = "consultation", language: Language = Language.KK, **wishes: Any) -> str:
        """Have a ticket printed at the entrance, and its visitor wait; return its id."""
        result = self.ask(IssueTicket(zone=zone, language=language, station=STATION, **wishes))
        if not isinstance(result, Issued):
            raise TimeoutError("there is no ticket to go on with")
        paper = result.paper
        self._numbers[paper.ticket_id] = paper.number
        came = self.staff.comes_true(
            lambda: any(
                _tag(one.event) == "paper-reported" and _about(one.event) == paper.ticket_id
                for one in self.staff.events
            )
        )
        self.expect(is_so=came, claim=f"the paper of {paper.number} comes out")
        return paper.ticket_id

    def call(self, place: str, ticket_id: str) -> TicketCalled | None:
        """Have *place* call the next, and expect it to be that ticket; return the call."""
        result = self.ask(CallNext(place=place))
        if not isinstance(result, AtPlace) or result.ticket is None:
            return None
        got, number = result.ticket, self.number(ticket_id)
        self.expect(is_so=got.ticket_id == ticket_id, claim=f"{number} is called to {place}, not {got.number}")
        self.comes(
            f"the board shows {number} at {place}",
            lambda board: self.at_place(place, board) == number,
        )
        self.staff.catch_up()
        calls = [one.event for one in self.staff.events if isinstance(one.event, TicketCalled)]
        return next((call for call in reversed(calls) if call.ticket_id == ticket_id), None)

    def recall(self, place: str) -> None:
        """Have *place* call once more, and wait until that is said."""
        self.ask(Recall(place=place))
        self.staff.catch_up()
        call = next(one.event for one in reversed(self.staff.events) if isinstance(one.event, TicketCalled))
        self.happens(CallAnnounced, call_id=call.call_id)

    def finish(self, place: str) -> None:
        """End the visit at *place*."""
        self.ask(Finish(place=place))

    def at_place(self, place: str, board: Board | None = None) -> int | None:
        """Return the number that the board shows at *place*."""
        shown = board or self.staff.board
        now = [called for zone in shown.zones for called in zone.now] if shown is not None else []
        return next((called.number for called in now if called.place == place), None)

    def moment(self, local: time) -> float:
        """Return that time of the day in Unix seconds."""
        return self._hall.moment(local)

    def number(self, ticket_id: str) -> int:
        """Return what stands on the ticket."""
        return self._numbers[ticket_id]

    def line(self) -> list[tuple[int, ...]]:
        """Return the next numbers of each zone, as the board has them."""
        return [zone.next for zone in self.staff.board.zones] if self.staff.board is not None else []

    def end(self) -> None:
        """Write down in each row which events happened in it: some, like what was said, are told a moment later."""
        for row, until in zip(self.rows, [*(row.since for row in self.rows[1:]), float("inf")], strict=True):
            row.events = [self._told(one.event) for one in self.staff.events if row.since <= one.at < until]

    def _look(self, row: Row, seen: int, frame: int) -> None:
        """Wait until board and voice have told of the events of a row, and write down what they told."""
        self.staff.catch_up()
        events = [one for one in self.staff.events if one.seq > seen and one.at >= row.since]
        last = self._last_seq()
        self.comes("the board follows the events", lambda board: board.seq >= last)
        row.board = _told_board(self.staff.board)
        calls = [one.event.call_id for one in events if isinstance(one.event, TicketCalled)]
        announced = [one.event.announcement_id for one in events if isinstance(one.event, AnnouncementMade)]
        row.said = self._said({*calls, *announced[-1:]})  # the last announcement overtakes those before it
        if calls:
            self._sees_more_than(frame)

    def _said(self, wanted: set[str]) -> list[str]:
        def all_of_them(said: list[dict[str, Any]]) -> bool:
            return wanted <= {one["call_id"] for one in said}

        try:
            said = self._hall.hall.until(f"/speakers/{SPEAKER}", all_of_them, SAID_S)
        except TimeoutError:
            said = self._hall.hall.get(f"/speakers/{SPEAKER}")
            heard = sum(one["call_id"] in wanted for one in said)
            self.expect(is_so=False, claim=f"the voice says all {len(wanted)} things that it is to say, not {heard}")
        return [one["text"] for one in reversed(said) if one["call_id"] in wanted]

    def _last_seq(self) -> int:
        return max((one.seq for one in self.staff.events), default=0)

    def _sees_more_than(self, frame: int) -> None:
        def is_newer(displays: list[dict[str, Any]]) -> bool:
            return any(shown["id"] == DISPLAY and (shown["frame"] or 0) > frame for shown in displays)

        try:
            self._hall.hall.until("/displays", is_newer, SEEN_S)
        except TimeoutError:
            self.expect(is_so=False, claim="the display shows a new picture")

    def _frame(self) -> int:
        return next(shown["frame"] or 0 for shown in self._hall.hall.get("/displays") if shown["id"] == DISPLAY)

    def _told(self, event: AnyEvent) -> str:
        if isinstance(event, TicketIssued):
            self._numbers.setdefault(event.ticket_id, event.number)
        number = self._numbers.get(_about(event))
        about = number or getattr(event, "place", None) or getattr(event, "kind", None) or ""
        return f"{_tag(event)} {getattr(about, 'value', about)}".strip()


def _tag(event: AnyEvent) -> str:
    return str(type(event).__struct_config__.tag)


def _about(event: AnyEvent) -> str:
    return getattr(event, "ticket_id", None) or ""


def _told_board(board: Board | None) -> str:
    if board is None:
        return ""
    now = [f"{called.number} → {called.place}" for zone in board.zones for called in zone.now]
    waits = "waits " + "/".join(str(zone.waiting) for zone in board.zones)
    alarm = ["EVACUATION"] if board.evacuation else []
    return " · ".join([*alarm, *now, waits, *(f"{summons.kind} wanted" for summons in board.summonses)])
