"""What waits for a station's disk: nothing that counts is dropped, and a day without a disk fills no memory."""

from station_disk import out, ticket

from kiosk.backlog import Backlog
from kiosk.kept import PAPERS_KEPT, LeasesHeld, Noted, NumberGiven


def test_what_waits_is_written_in_the_order_in_which_it_came() -> None:
    backlog, facts = Backlog(), (NumberGiven(ticket=ticket(801)), out(801), NumberGiven(ticket=ticket(802)))
    for fact in facts:
        backlog.add(fact)

    assert backlog.facts() == facts
    backlog.clear()
    assert not backlog


def test_of_what_only_the_newest_counts_for_only_the_newest_waits() -> None:
    backlog = Backlog()
    for number in range(1, 4):
        backlog.add(LeasesHeld(leases=()))
        backlog.add(Noted(key="roll-mm", value=str(number)))
        backlog.add(Noted(key="other", value=str(number)))

    assert backlog.facts() == (LeasesHeld(leases=()), Noted(key="roll-mm", value="3"), Noted(key="other", value="3"))


def test_no_more_papers_wait_than_a_file_keeps_and_the_oldest_goes_first() -> None:
    backlog, papers = Backlog(), tuple(out(number) for number in range(1, PAPERS_KEPT + 21))
    for paper in papers:
        backlog.add(paper)

    assert backlog.facts() == papers[20:]


def test_no_ticket_that_the_station_numbered_is_ever_dropped() -> None:
    backlog, numbers = Backlog(), tuple(NumberGiven(ticket=ticket(number)) for number in range(1, PAPERS_KEPT + 21))
    for number in numbers:
        backlog.add(number)

    assert backlog.facts() == numbers
