"""The spool against the fake printer."""

from pathlib import Path
from time import monotonic

import pytest
from spooling import Owner, ailing, job, outcome_of, spooling

from mqtt_bridge.devices import Fault
from mqtt_bridge.paper import PaperOutcome
from printer.device import FakePrinter
from printer.drawing import draw_ticket
from printer.encoding import encode
from printer.jobs import ListDone, ListJob, PaperDone, PaperUsed, PrinterChanged
from printer.list_drawing import list_pages
from printer.preview import Preview
from printer.sample import sample_list
from printer.spool import MOST_JOBS, TO_THE_KNIFE_MM, Spool
from printer.status import Paper
from printer.ticket_design import load_design


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


def test_a_ticket_waits_for_paper_and_comes_out_after_the_refill() -> None:
    printer, owner, ticket = FakePrinter(tickets_left=0), Owner(), job()
    with spooling(printer, owner) as spool:
        spool.put(ticket)
        owner.hear(PrinterChanged, ailing("paper-out"))
        assert not owner.has_heard(PaperDone)
        printer.refill()
        assert outcome_of(owner, ticket).outcome is PaperOutcome.CONFIRMED


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (FakePrinter(tickets_left=0), "paper-out"),
        (FakePrinter(cover_open=True), "cover-open"),
        (FakePrinter(cutter_jammed=True), "cutter-jammed"),
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
        broken.silent = broken.unplugged = broken.cover_open = broken.cutter_jammed = False
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


def test_a_knife_that_jams_in_the_middle_leaves_the_ticket_unconfirmed_until_it_is_cut_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("printer.spool.DONE_WITHIN_S", 0.3)
    printer, owner, ticket, next_one = FakePrinter(jams_in_job=True), Owner(), job(), job(106, lives_s=1.0)
    with spooling(printer, owner) as spool:
        spool.put(ticket)
        done = outcome_of(owner, ticket)
        assert (done.outcome, done.fault and done.fault.code) == (PaperOutcome.UNCONFIRMED, "cutter-jammed")
        spool.put(next_one)
        assert outcome_of(owner, next_one).outcome is PaperOutcome.FAILED
        printer.free_cutter()
        assert outcome_of(owner, ticket).outcome is PaperOutcome.CONFIRMED

    assert len(printer.printed) == 1


def test_a_waiting_list_is_printed_paper_by_paper_and_nobody_takes_it_for_a_ticket() -> None:
    printer, owner = FakePrinter(), Owner()
    pages = list_pages(*sample_list())
    jobs = [ListJob(page, monotonic() + 10) for page in pages]
    with spooling(printer, owner) as spool:
        assert all(spool.put(one) for one in jobs)
        for one in jobs:
            assert owner.hear(ListDone) == ListDone(one.job_id, PaperOutcome.CONFIRMED, None)
        assert spool.waiting == 0
        assert not owner.has_heard(PaperDone)

    assert [len(bytes_) for bytes_ in printer.printed] == [len(encode(page.draw(384))) for page in pages]


def test_a_waiting_list_that_the_printer_cannot_print_fails_with_the_reason() -> None:
    owner, one = Owner(), ListJob(list_pages(*sample_list())[0], monotonic() + 0.2)
    with spooling(FakePrinter(tickets_left=0), owner) as spool:
        spool.put(one)
        assert owner.hear(ListDone) == ListDone(one.job_id, PaperOutcome.FAILED, Fault(code="paper-out"))


def test_a_waiting_list_torn_by_the_papers_end_is_told_once_and_never_as_a_ticket(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("printer.spool.DONE_WITHIN_S", 0.1)
    printer, owner = FakePrinter(runs_out_in_job=True), Owner()
    with spooling(printer, owner) as spool:
        spool.put(ListJob(list_pages(*sample_list())[0], monotonic() + 10))
        assert owner.hear(ListDone).outcome is PaperOutcome.UNCONFIRMED
        printer.refill()
        owner.hear(PrinterChanged, ailing())
        assert not owner.has_heard(PaperDone)


def test_the_paper_that_a_ticket_takes_is_told_once_whatever_becomes_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("printer.spool.DONE_WITHIN_S", 0.3)
    printer, owner, ticket = FakePrinter(runs_out_in_job=True), Owner(), job()
    height_mm = draw_ticket(ticket.paper, ticket.centre, 384).layout.height_px / 8
    with spooling(printer, owner) as spool:
        spool.put(ticket)
        assert owner.hear(PaperUsed).paper_mm == pytest.approx(height_mm + TO_THE_KNIFE_MM, abs=2)
        assert outcome_of(owner, ticket).outcome is PaperOutcome.UNCONFIRMED
        printer.refill()
        late = owner.hear(PaperDone)
        assert late.outcome is PaperOutcome.CONFIRMED
        spool.put(ticket)
        assert not owner.has_heard(PaperUsed)


def test_a_ticket_that_never_left_takes_no_paper() -> None:
    owner, ticket = Owner(), job(lives_s=0.2)
    with spooling(FakePrinter(cover_open=True), owner) as spool:
        spool.put(ticket)
        assert not owner.has_heard(PaperUsed, within_s=0.6)


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
        assert ailing("paper-low")(owner.hear(PrinterChanged))
        printer.cover_open = True
        assert ailing("cover-open", "paper-low")(owner.hear(PrinterChanged))
        assert not owner.has_heard(PrinterChanged, 1.2)


def test_stopping_fails_what_waits_at_once() -> None:
    printer, owner = FakePrinter(tickets_left=0), Owner()
    tickets = [job(lives_s=1000), job(lives_s=1000)]
    with spooling(printer, owner) as spool:
        for ticket in tickets:
            spool.put(ticket)
        owner.hear(PrinterChanged, ailing("paper-out"))
        assert spool.stop()
        assert [outcome_of(owner, ticket).outcome for ticket in tickets] == [PaperOutcome.FAILED] * 2


def test_a_station_with_a_layout_of_its_own_prints_by_it(tmp_path: Path) -> None:
    file = tmp_path / "ticket.toml"
    file.write_text(
        '[[blocks]]\nblock = "number"\nsize_px = [208, 208]\n'
        + "".join(f'[[blocks]]\nblock = "{mark}"\nsize_px = [26, 22]\n' for mark in ("copy", "alone"))
    )
    owner, printer = Owner(), FakePrinter()
    spool = Spool(printer, owner.inbox, 384, "processed", design=load_design(file, 384))
    spool.start()
    wanted = job()
    spool.put(wanted)
    outcome_of(owner, wanted)
    assert spool.stop()

    (piece,) = Preview(384).feed(printer.printed[0])
    assert piece.picture.height < 200, "the number, and nothing else"
