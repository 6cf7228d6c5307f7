"""The spool against the fake printer, and once over real TCP against the simulated one."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

import pytest

from firmware.inbox import Inbox
from firmware.words import new_id
from mqtt_bridge.paper import PaperOutcome
from printer.device import Answers, FakePrinter, Printer
from printer.network import NetworkWire
from printer.preview import Piece
from printer.sample import sample_centre, sample_paper
from printer.simulated import PrinterFault, SimulatedPrinter
from printer.spool import MOST_JOBS, PaperDone, PrinterChanged, PrintJob, Spool
from printer.status import Paper
from printer.wire import WirePrinter

T = TypeVar("T")


class Owner:
    """Who hears the spool: waits for what it says, in order."""

    def __init__(self) -> None:
        self.inbox = Inbox()
        self._heard: list[object] = []

    def hear(self, kind: type[T], that: Callable[[T], bool] = lambda _: True, within_s: float = 12.0) -> T:
        """Return the next value of *kind* of which *that* is true; what came before it is forgotten."""
        deadline = monotonic() + within_s
        while True:
            while self._heard:
                value = self._heard.pop(0)
                if isinstance(value, kind) and that(value):
                    return value
            left_s = deadline - monotonic()
            assert left_s > 0, f"no such {kind.__name__} within {within_s} s"
            self._heard += self.inbox.take(left_s)

    def has_heard(self, kind: type[object], within_s: float = 0.3) -> bool:
        return any(isinstance(value, kind) for value in self._heard + self.inbox.take(within_s))


@contextmanager
def spooling(printer: Printer, owner: Owner, answers: Answers = "processed") -> Iterator[Spool]:
    spool = Spool(printer, owner.inbox, 384, answers)
    spool.start()
    try:
        yield spool
    finally:
        assert spool.stop()


def job(number: int = 105, lives_s: float = 10.0, job_id: str | None = None) -> PrintJob:
    paper = sample_paper(number, job_id=job_id or new_id())
    return PrintJob(paper, sample_centre(), monotonic() + lives_s)


def outcome_of(owner: Owner, wanted: PrintJob) -> PaperDone:
    return owner.hear(PaperDone, lambda done: done.job_id == wanted.paper.job_id)


def ailing(*codes: str) -> Callable[[PrinterChanged], bool]:
    return lambda changed: tuple(fault.code for fault in changed.faults) == codes


def test_a_ticket_comes_out_and_is_confirmed() -> None:
    printer, owner, ticket = FakePrinter(), Owner(), job()
    with spooling(printer, owner) as spool:
        assert owner.hear(PrinterChanged).faults == ()
        assert spool.put(ticket)
        done = outcome_of(owner, ticket)

    assert done.outcome is PaperOutcome.CONFIRMED
    assert done.ticket_id == ticket.paper.ticket_id
    assert [len(bytes_) for bytes_ in printer.printed] == [done.bytes]
    assert done.first_byte_at is not None
    assert done.last_byte_at is not None
    assert done.first_byte_at <= done.last_byte_at


def test_the_same_job_is_printed_once_and_told_twice() -> None:
    printer, owner, ticket = FakePrinter(), Owner(), job()
    with spooling(printer, owner) as spool:
        assert spool.put(ticket)
        assert spool.put(ticket)
        first = outcome_of(owner, ticket)
        assert spool.put(ticket)
        assert outcome_of(owner, ticket) == first

    assert len(printer.printed) == 1


def test_a_ticket_waits_for_paper_and_comes_out_within_two_seconds() -> None:
    printer, owner, ticket = FakePrinter(tickets_left=0), Owner(), job()
    with spooling(printer, owner) as spool:
        spool.put(ticket)
        owner.hear(PrinterChanged, ailing("paper-out"))
        assert not owner.has_heard(PaperDone)
        printer.refill()
        refilled_at = monotonic()
        assert outcome_of(owner, ticket).outcome is PaperOutcome.CONFIRMED

    assert monotonic() - refilled_at < 2


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (FakePrinter(tickets_left=0), "paper-out"),
        (FakePrinter(cover_open=True), "cover-open"),
        (FakePrinter(silent=True), "printer-silent"),
        (FakePrinter(unplugged=True), "printer-unplugged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_ticket_that_grew_too_old_fails_and_never_comes_out(broken: FakePrinter, code: str) -> None:
    owner, ticket = Owner(), job(lives_s=0.2)
    with spooling(broken, owner) as spool:
        spool.put(ticket)
        done = outcome_of(owner, ticket)
        broken.silent = broken.unplugged = broken.cover_open = False
        broken.refill()
        owner.hear(PrinterChanged, ailing())
        spool.put(ticket)
        again = outcome_of(owner, ticket)

    assert done.outcome is again.outcome is PaperOutcome.FAILED
    assert done.fault is not None
    assert done.fault.code == code
    assert broken.printed == []


def test_a_plug_pulled_in_the_middle_leaves_the_ticket_unconfirmed_for_good() -> None:
    printer, owner, ticket = FakePrinter(breaks_in_job=True), Owner(), job()
    with spooling(printer, owner) as spool:
        spool.put(ticket)
        assert outcome_of(owner, ticket).outcome is PaperOutcome.UNCONFIRMED
        printer.unplugged = False
        owner.hear(PrinterChanged, ailing())
        spool.put(ticket)
        assert outcome_of(owner, ticket).outcome is PaperOutcome.UNCONFIRMED

    assert printer.printed == []


def test_paper_that_ends_in_the_middle_is_unconfirmed_and_confirmed_after_the_refill(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("printer.spool.DONE_WITHIN_S", 0.3)
    printer, owner, ticket = FakePrinter(runs_out_in_job=True), Owner(), job()
    with spooling(printer, owner) as spool:
        spool.put(ticket)
        done = outcome_of(owner, ticket)
        assert (done.outcome, done.fault and done.fault.code) == (PaperOutcome.UNCONFIRMED, "paper-out")
        printer.refill()
        assert outcome_of(owner, ticket).outcome is PaperOutcome.CONFIRMED

    assert len(printer.printed) == 1


def test_a_ninth_ticket_is_refused_and_a_place_becomes_free() -> None:
    printer, owner = FakePrinter(tickets_left=0), Owner()
    tickets = [job(100 + n) for n in range(MOST_JOBS)]
    with spooling(printer, owner) as spool:
        assert all(spool.put(ticket) for ticket in tickets)
        assert spool.waiting == MOST_JOBS
        assert not spool.put(job(999))
        printer.refill()
        for ticket in tickets:
            assert outcome_of(owner, ticket).outcome is PaperOutcome.CONFIRMED
        assert spool.waiting == 0
        assert spool.put(job(999))

    assert len(printer.printed) >= MOST_JOBS


def test_a_printer_that_cannot_answer_gets_its_tickets_as_sent() -> None:
    printer, owner, ticket = FakePrinter(silent=True), Owner(), job()
    with spooling(printer, owner, "nothing") as spool:
        spool.put(ticket)
        assert outcome_of(owner, ticket).outcome is PaperOutcome.SENT


def test_a_printer_that_only_tells_its_status_is_believed() -> None:
    printer, owner, ticket = FakePrinter(), Owner(), job()
    with spooling(printer, owner, "status") as spool:
        spool.put(ticket)
        assert outcome_of(owner, ticket).outcome is PaperOutcome.CONFIRMED


def test_an_idle_printer_is_watched_and_each_change_told_once() -> None:
    printer, owner = FakePrinter(tickets_left=5), Owner()
    with spooling(printer, owner):
        assert owner.hear(PrinterChanged).status.paper is Paper.OK
        printer.low_at = 5
        assert ailing("paper-low")(owner.hear(PrinterChanged, within_s=3))
        printer.cover_open = True
        assert ailing("cover-open", "paper-low")(owner.hear(PrinterChanged, within_s=3))
        assert not owner.has_heard(PrinterChanged, 1.2)


def test_stopping_fails_what_waits_at_once() -> None:
    printer, owner = FakePrinter(tickets_left=0), Owner()
    tickets = [job(), job()]
    with spooling(printer, owner) as spool:
        for ticket in tickets:
            spool.put(ticket)
        owner.hear(PrinterChanged, ailing("paper-out"))
        began = monotonic()
        assert spool.stop()
        assert monotonic() - began < 2
        assert [outcome_of(owner, ticket).outcome for ticket in tickets] == [PaperOutcome.FAILED] * 2


@pytest.mark.parametrize("fault", [fault for fault in PrinterFault if fault.value not in {"none", "paper-low"}])
def test_over_tcp_each_fault_is_seen_outlived_and_prints_nothing_twice(fault: PrinterFault) -> None:
    owner, tray = Owner(), list[Piece]()
    simulated = SimulatedPrinter(tray.append, width_px=384)
    simulated.start()
    printer = WirePrinter(lambda: NetworkWire("127.0.0.1", simulated.port))
    with spooling(printer, owner) as spool:
        owner.hear(PrinterChanged, ailing())
        simulated.set_fault(fault)
        code = fault.value if fault.value.startswith(("paper", "cover")) else f"printer-{fault.value}"
        owner.hear(PrinterChanged, ailing(code), within_s=4)
        ticket = job()
        spool.put(ticket)
        assert not owner.has_heard(PaperDone)
        simulated.set_fault(PrinterFault.NONE)
        repaired_at = monotonic()
        done = outcome_of(owner, ticket)
        assert done.outcome is PaperOutcome.CONFIRMED
        assert monotonic() - repaired_at < 3
    printer.close()
    simulated.stop()

    assert [len(piece.data) for piece in tray] == [done.bytes]


def test_over_tcp_a_ticket_torn_by_the_papers_end_is_unconfirmed_then_confirmed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("printer.spool.DONE_WITHIN_S", 0.5)
    owner, tray, is_sent = Owner(), list[Piece](), threading.Event()

    class WatchedWire(NetworkWire):
        def write(self, data: memoryview, timeout_s: float) -> int:
            left = super().write(data, timeout_s)
            if left > 100:
                is_sent.set()
            return left

    simulated = SimulatedPrinter(tray.append, width_px=384, mm_per_s=60)  # a ticket takes more than a second
    simulated.start()
    printer = WirePrinter(lambda: WatchedWire("127.0.0.1", simulated.port))
    try:
        with spooling(printer, owner) as spool:
            ticket = job()
            spool.put(ticket)
            assert is_sent.wait(5)
            simulated.set_fault(PrinterFault.PAPER_OUT)
            assert outcome_of(owner, ticket).outcome is PaperOutcome.UNCONFIRMED
            assert tray == []
            simulated.set_fault(PrinterFault.NONE)
            assert outcome_of(owner, ticket).outcome is PaperOutcome.CONFIRMED
    finally:
        printer.close()
        simulated.stop()

    assert len(tray) == 1
