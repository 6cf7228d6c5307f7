"""A hand-made history of a small hall where all went well, for tests that then spoil one thing of it."""

from collections.abc import Sequence

from storm.checker import Verdict, check
from storm.findings import Excuse
from storm.grounds import CENTRE
from storm.words import (
    Accepted,
    AnyLine,
    Asked,
    Calm,
    Clicked,
    ClickEnded,
    FaultBegan,
    FaultEnded,
    PaperOut,
    Pressed,
    Refused,
    Replied,
    Row,
    Said,
    Seen,
)

from centre.checks import load_centre
from firmware.words import Language
from mqtt_bridge.events import (
    AnyEvent,
    CallKind,
    DayOpened,
    PaperReported,
    Recorded,
    TicketAdopted,
    TicketCalled,
    TicketIssued,
    VisitFinished,
)
from mqtt_bridge.paper import PaperOutcome

DAY = "2027-01-15"
WALL = 1_800_000_000.0
ZONE = "consultation"
BUTTON = "consultation-kk"


class MadeHistory:
    """Lines and journal, made step by step. Every step is one second after the last."""

    def __init__(self) -> None:
        self.lines: list[AnyLine] = []
        self.rows: list[Row] = []
        self.copied: list[Recorded] | None = None
        """What the console has, if it is not the journal."""
        self.at = 0.0
        self.centre = load_centre(CENTRE)
        self.record(DayOpened(day=DAY, epoch=1, settings=""))

    def pass_time(self, seconds: float = 1.0) -> float:
        self.at += seconds
        return self.at

    def record(self, event: AnyEvent, request: str = "", at: float | None = None) -> None:
        seq = len(self.rows) + 1
        wall = WALL + (self.at if at is None else at)
        self.rows.append(Row(seq=seq, at=wall, day=DAY, request=request, event=event))

    def press(self, press: str, station: str = "entrance", *, felt: bool = True) -> None:
        at = self.pass_time()
        self.lines.append(Pressed(at=at, station=station, button=BUTTON, felt=felt))
        self.lines.append(Accepted(at=at + 0.05, station=station, press=press, button=BUTTON))

    def issue(self, press: str, number: int, station: str = "entrance") -> None:
        issued = TicketIssued(
            ticket_id=press,
            zone=ZONE,
            cycle=0,
            number=number,
            language=Language.KK,
            station=station,
            asker=station,
            ahead=0,
        )
        self.record(issued, press)
        replied = Replied(at=self.at + 0.1, peer=station, request=press, result="issued", ticket_id=press)
        self.lines.append(replied)

    def adopt(self, press: str, number: int, *, ago_s: float = 5.0, station: str = "entrance") -> None:
        adopted = TicketAdopted(
            ticket_id=press,
            zone=ZONE,
            cycle=-1,
            number=number,
            language=Language.KK,
            station=station,
            issued_at=WALL + self.at - ago_s,
            alone=True,
        )
        self.record(adopted, f"tells-{press}")

    def report(self, press: str, outcome: PaperOutcome = PaperOutcome.CONFIRMED) -> None:
        self.record(PaperReported(ticket_id=press, job_id=press, outcome=outcome), f"about-{press}")

    def paper(self, press: str | None, number: int | None, station: str = "entrance", *, copy: bool = False) -> None:
        n = 1 + sum(isinstance(line, PaperOut) for line in self.lines)
        out = PaperOut(at=self.at + 0.2, station=station, n=n, ticket_id=press, number=number, zone=ZONE, copy=copy)
        self.lines.append(out)

    def ticket(self, press: str, number: int, station: str = "entrance") -> None:
        """Press, and have it all go well until the ticket waits."""
        self.press(press, station)
        self.issue(press, number, station)
        self.paper(press, number, station)
        self.report(press)

    def refuse(self, press: str, reason: str = "no-answer", button: str = "") -> None:
        self.lines.append(Refused(at=self.at + 0.3, station="entrance", press=press, reason=reason, button=button))

    def call(self, call: str, press: str, number: int, place: str = "window-1") -> None:
        """Call to a place, and have it shown and said."""
        self.only_call(call, press, place)
        self.show(call)
        self.say(call, number, place)

    def only_call(self, call: str, press: str, place: str = "window-1", kind: CallKind = CallKind.FIRST) -> None:
        self.lines.append(Asked(at=self.pass_time(), request=call, command="call-next", about=place))
        self.record(TicketCalled(call_id=call, ticket_id=press, place=place, kind=kind), call)

    def show(self, *calls: str) -> None:
        self.lines.append(Seen(at=self.at + 0.1, display="hall-board", call_ids=calls))

    def say(self, call: str, number: int, place: str = "window-1") -> None:
        self.lines.append(Said(at=self.at + 0.2, speaker="hall-voice", call_id=call, number=number, place=place))

    def finish(self, press: str, place: str = "window-1") -> None:
        self.record(VisitFinished(ticket_id=press, place=place), f"ends-{press}")

    def click(self, request: str, button: str, press: str = "", place: str = "window-3") -> None:
        at = self.pass_time()
        self.lines.append(Clicked(at=at, place=place, button=button, request=request, ticket_id=press))

    def click_ended(self, request: str, status: int = 200) -> None:
        self.lines.append(ClickEnded(at=self.at + 0.1, request=request, status=status))

    def journal(self) -> list[Recorded]:
        """Return what a console has that has missed nothing."""
        return [Recorded(seq=row.seq, at=row.at, event=row.event) for row in self.rows]

    def fault(self, kind: str, target: str, since: float, until: float, detail: str = "") -> None:
        self.lines.append(FaultBegan(at=since, kind=kind, target=target, detail=detail))
        self.lines.append(FaultEnded(at=until, kind=kind, target=target))

    def without(self, kind: type[AnyLine]) -> None:
        """Take all lines of *kind* out."""
        self.lines = [line for line in self.lines if not isinstance(line, kind)]

    def verdict(self) -> Verdict:
        self.lines.append(Calm(at=self.pass_time(30)))
        copied = self.journal() if self.copied is None else self.copied
        return check(sorted(self.lines, key=lambda line: line.at), self.rows, copied, self.centre)

    def rules(self) -> Sequence[str]:
        """Return the rules that were broken, each once."""
        return sorted({violation.rule for violation in self.verdict().violations})

    def excuses(self) -> dict[Excuse, int]:
        """Return the excuses; fail when a rule was broken."""
        verdict = self.verdict()
        assert not verdict.violations, verdict.violations
        return dict(verdict.excused)
