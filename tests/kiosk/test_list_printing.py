"""A list on its way to paper, in front of a spool that does as the test says."""

import pytest
from obedient_dispatcher import SIGNS

from firmware.inbox import Inbox
from kiosk.control import Told
from kiosk.hand_list import HallSeen, OwnTicket
from kiosk.list_printing import ListPrinting
from mqtt_bridge.devices import Fault
from mqtt_bridge.paper import PaperOutcome
from printer.device import FakePrinter
from printer.jobs import ListDone, ListJob, PrintJob
from printer.spool import Spool

NOW = 100.0
NUMBERS = tuple(range(101, 221))
SEEN = HallSeen(SIGNS, None, tuple(OwnTicket("consultation", number, told=True, at=None) for number in NUMBERS), None)
"""Two papers."""


class HeldSpool(Spool):
    """A spool that never begins, and keeps what it was given."""

    def __init__(self, room: int = 8) -> None:
        super().__init__(FakePrinter(), Inbox(), 576, "processed")
        self.jobs: list[ListJob] = []
        self._room = room

    def put(self, job: PrintJob | ListJob) -> bool:
        assert isinstance(job, ListJob)
        if len(self.jobs) >= self._room:
            return False
        self.jobs.append(job)
        return True


@pytest.fixture
def told() -> list[Told]:
    return []


def test_the_next_paper_is_begun_when_the_one_before_is_out_and_the_answer_comes_last(told: list[Told]) -> None:
    spool = HeldSpool()
    lists = ListPrinting(spool)
    lists.print(SEEN, None, told.append, NOW)
    assert (len(spool.jobs), told) == (1, [])
    assert spool.jobs[0].deadline == NOW + 10
    lists.done(ListDone(spool.jobs[0].job_id, PaperOutcome.CONFIRMED, None), NOW + 3)
    assert (len(spool.jobs), told) == (2, [])
    lists.done(ListDone(spool.jobs[1].job_id, PaperOutcome.SENT, None), NOW + 6)

    assert [t.is_done for t in told] == [True]
    assert told[0].text.startswith("printed on 2 paper(s): 120 waiting")


@pytest.mark.parametrize(
    ("fault", "why"), [(Fault(code="paper-out"), "paper-out"), (None, "unconfirmed")], ids=["a fault", "no fault"]
)
def test_a_paper_that_does_not_come_out_ends_the_list(fault: Fault | None, why: str, told: list[Told]) -> None:
    spool = HeldSpool()
    lists = ListPrinting(spool)
    lists.print(SEEN, None, told.append, NOW)
    lists.done(ListDone(spool.jobs[0].job_id, PaperOutcome.UNCONFIRMED, fault), NOW)

    assert told == [Told(f"the list did not come out as a whole: {why}", is_done=False)]
    assert len(spool.jobs) == 1
    lists.print(SEEN, None, told.append, NOW)
    assert len(spool.jobs) == 2, "another one may be asked for"


def test_while_one_list_is_printed_another_is_refused(told: list[Told]) -> None:
    lists = ListPrinting(HeldSpool())
    lists.print(SEEN, None, lambda _: None, NOW)
    lists.print(SEEN, None, told.append, NOW)

    assert told == [Told("a list is being printed already", is_done=False)]


def test_a_spool_without_room_is_told(told: list[Told]) -> None:
    ListPrinting(HeldSpool(room=0)).print(SEEN, None, told.append, NOW)

    assert told == [Told("too many tickets wait for the printer", is_done=False)]


def test_whoever_waits_when_the_station_stops_is_answered_once(told: list[Told]) -> None:
    spool = HeldSpool()
    lists = ListPrinting(spool)
    lists.print(SEEN, None, told.append, NOW)
    lists.abandon()
    lists.abandon()
    lists.done(ListDone(spool.jobs[0].job_id, PaperOutcome.CONFIRMED, None), NOW)

    assert told == [Told("the station is stopping", is_done=False)]
