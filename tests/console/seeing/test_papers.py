"""What is known of the day's papers, from events alone."""

import pytest

from console.seeing.papers import DayPapers, PaperStand
from firmware.words import Language
from mqtt_bridge.events import (
    AnyEvent,
    PaperReported,
    PaperSilent,
    Recorded,
    TicketAdmitted,
    TicketIssued,
    TicketReprinted,
)
from mqtt_bridge.paper import PaperOutcome

TICKET, COPY = "a" * 16, "b" * 16
ISSUED = TicketIssued(
    ticket_id=TICKET,
    zone="consultation",
    cycle=0,
    number=101,
    language=Language.KK,
    station="entrance",
    asker="console",
    ahead=0,
)
REPRINTED = TicketReprinted(ticket_id=TICKET, job_id=COPY, station="waiting-hall", ahead=0)


def reported(outcome: PaperOutcome, job_id: str = TICKET, fault: str = "") -> PaperReported:
    return PaperReported(ticket_id=TICKET, job_id=job_id, outcome=outcome, fault=fault)


def after(*events: AnyEvent) -> DayPapers:
    papers = DayPapers()
    papers.hear(Recorded(seq=seq, at=float(seq), event=event) for seq, event in enumerate(events, 1))
    return papers


def stand(papers: DayPapers) -> PaperStand:
    paper = papers.of(TICKET)
    assert paper is not None
    return paper.stand


@pytest.mark.parametrize(
    ("outcome", "wanted"),
    [
        (PaperOutcome.CONFIRMED, PaperStand.OUT),
        (PaperOutcome.SENT, PaperStand.OUT),
        (PaperOutcome.UNCONFIRMED, PaperStand.UNSURE),
        (PaperOutcome.FAILED, PaperStand.FAILED),
    ],
)
def test_a_paper_is_coming_until_its_station_says_what_became_of_it(outcome: PaperOutcome, wanted: PaperStand) -> None:
    assert stand(after(ISSUED)) is PaperStand.COMING
    assert stand(after(ISSUED, reported(outcome))) is wanted


def test_the_cause_and_the_station_are_known() -> None:
    paper = after(ISSUED, reported(PaperOutcome.FAILED, fault="paper-out")).of(TICKET)

    assert paper is not None
    assert (paper.fault, paper.station, paper.at) == ("paper-out", "entrance", 1.0)


def test_silence_is_unsure_and_admitting_ends_it() -> None:
    silent = (ISSUED, PaperSilent(ticket_id=TICKET))

    assert stand(after(*silent)) is PaperStand.UNSURE
    assert stand(after(*silent, TicketAdmitted(ticket_id=TICKET))) is PaperStand.OUT


def test_of_a_copy_its_own_report_counts_and_good_news_of_any_paper() -> None:
    asked = (ISSUED, reported(PaperOutcome.UNCONFIRMED), REPRINTED)

    assert stand(after(*asked)) is PaperStand.COMING
    assert stand(after(*asked, reported(PaperOutcome.FAILED))) is PaperStand.COMING
    assert stand(after(*asked, reported(PaperOutcome.FAILED, COPY))) is PaperStand.FAILED
    assert stand(after(*asked, reported(PaperOutcome.CONFIRMED))) is PaperStand.OUT


def test_a_paper_that_is_out_stays_out() -> None:
    assert stand(after(ISSUED, reported(PaperOutcome.CONFIRMED), reported(PaperOutcome.FAILED))) is PaperStand.OUT
