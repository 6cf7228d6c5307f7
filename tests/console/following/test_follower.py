"""What the follower takes, asks for and forgets, against a journal that is lost, restored and cut."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.following.follower import BOARD_AWAY_S, MISSING_S, Follower, Forgot, Outcome, Took
from console.following.news import Standing
from mqtt_bridge.commands import EventsSince
from mqtt_bridge.events import CallingResumed, Recorded
from mqtt_bridge.public import Board
from mqtt_bridge.replies import EventsPage


@dataclass
class Copy:
    """What the copy has: `Known` for the follower."""

    events: dict[int, Recorded] = field(default_factory=dict)

    @property
    def first_seq(self) -> int:
        return min(self.events, default=0)

    @property
    def last_seq(self) -> int:
        return max(self.events, default=0)

    def recorded(self, seq: int) -> Recorded | None:
        return self.events.get(seq)

    def put(self, outcomes: list[Outcome]) -> None:
        for outcome in outcomes:
            if isinstance(outcome, Forgot):
                self.events = {seq: one for seq, one in self.events.items() if seq <= outcome.after}
                continue
            for one in outcome.recorded:
                assert one.seq > self.last_seq
                self.events[one.seq] = one


class Hall:
    """A journal, a follower of it, and a wire between them that loses what it is told to lose."""

    def __init__(self) -> None:
        self.journal: list[Recorded] = []
        self.epoch = 1
        self.at = 0.0
        self.copy = Copy()
        self.now = 100.0
        self.follower = Follower(self.copy)
        self.late: list[tuple[Recorded, ...]] = []
        self.asked = 0

    @property
    def last_seq(self) -> int:
        return self.journal[-1].seq if self.journal else 0

    def write(self, count: int = 1) -> tuple[Recorded, ...]:
        """Have events happen, and return them without telling."""
        batch = []
        for _ in range(count):
            self.at += 1.0
            event = CallingResumed(outage_s=self.at)
            batch.append(Recorded(seq=self.last_seq + 1, at=self.at, event=event))
            self.journal.append(batch[-1])
        return tuple(batch)

    def tell(self, batch: tuple[Recorded, ...]) -> None:
        self.copy.put(self.follower.hear_events(batch, self.now))

    def link(self, *, up: bool) -> None:
        self.follower.link_changed(self.now, up=up)

    def board(self) -> None:
        board = Board(epoch=self.epoch, seq=self.last_seq, at=self.at, calls=(), zones=())
        self.follower.hear_board(board, self.now)

    def page(self, question: EventsSince) -> EventsPage:
        later = [one for one in self.journal if one.seq > question.seq][: min(question.limit, 7)]
        return EventsPage(events=tuple(later), last_seq=self.last_seq)

    def ask(self, *, is_lost: bool = False) -> bool:
        question = self.follower.question(self.now)
        if question is None:
            return False
        self.asked += 1
        page = None if is_lost else self.page(question)
        self.copy.put(self.follower.answer(question, page, self.now))
        return True

    def restore(self, kept: int, new: int, *, is_anew: bool = False) -> None:
        """Go on from a backup with the first *kept* events, as another epoch unless the journal was begun anew."""
        del self.journal[kept:]
        self.epoch = 1 if is_anew else self.epoch + 1
        self.write(new)

    def settle(self) -> None:
        """Let all be well for a while, on a new connection."""
        self.link(up=True)
        self.go_on()

    def go_on(self) -> None:
        """Let all be well for a while, on the connection that there is."""
        for _ in range(500):
            self.now += 0.5
            self.board()
            while self.ask():
                pass
            if self.follower.standing(self.now) is Standing.LIVE and self.follower.seq == self.last_seq:
                return
        raise AssertionError("it never caught up")


@pytest.fixture
def hall() -> Hall:
    hall = Hall()
    hall.write(20)
    hall.settle()
    return hall


def test_what_follows_at_once_is_taken_without_a_question(hall: Hall) -> None:
    asked = hall.asked
    hall.tell(hall.write(3))

    assert not hall.ask()
    assert (hall.copy.last_seq, hall.asked) == (23, asked)


def test_a_gap_is_asked_for_and_what_came_twice_is_dropped(hall: Hall) -> None:
    lost, heard = hall.write(2), hall.write(1)
    hall.tell(heard)
    assert hall.copy.last_seq == 20
    assert hall.follower.standing(hall.now) is Standing.BEHIND

    assert hall.ask()
    hall.tell(lost)
    hall.tell(heard)
    assert list(hall.copy.events.values()) == hall.journal
    assert hall.follower.standing(hall.now) is Standing.LIVE


def test_a_loss_that_no_later_event_betrays_is_seen_on_the_board(hall: Hall) -> None:
    hall.write(1)
    hall.board()
    assert not hall.ask()
    hall.now += MISSING_S

    assert hall.ask()
    assert hall.copy.last_seq == 21


def test_a_dispatcher_that_does_not_answer_is_asked_again_after_growing_pauses(hall: Hall) -> None:
    hall.write(1)
    hall.tell(hall.write(1))
    pauses = []
    for _ in range(8):
        assert hall.ask(is_lost=True)
        began = hall.now
        hall.now = hall.follower.next_due(hall.now)
        pauses.append(hall.now - began)

    assert pauses[:3] == [0.25, 0.5, 1.0]
    assert pauses[-1] == 8.0
    assert hall.ask()
    assert hall.copy.last_seq == 22


def test_it_is_starting_until_it_has_caught_up_and_away_without_boards_or_link() -> None:
    hall = Hall()
    hall.write(3)
    assert hall.follower.standing(hall.now) is Standing.AWAY
    hall.link(up=True)
    hall.board()
    assert hall.follower.standing(hall.now) is Standing.STARTING
    hall.settle()
    assert hall.follower.standing(hall.now) is Standing.LIVE

    assert hall.follower.standing(hall.now + BOARD_AWAY_S + 0.1) is Standing.AWAY
    hall.link(up=False)
    assert hall.follower.standing(hall.now) is Standing.AWAY


@pytest.mark.parametrize(("kept", "new", "is_anew"), [(19, 1, False), (5, 40, False), (0, 3, True), (0, 60, True)])
def test_after_a_restore_all_that_differs_is_forgotten_and_all_that_is_the_same_is_kept(
    hall: Hall,
    kept: int,
    new: int,
    is_anew: bool,  # noqa: FBT001 - a parameter of the example
) -> None:
    forgotten: list[int] = []
    put = hall.copy.put

    def noting(outcomes: list[Outcome]) -> None:
        forgotten.extend(one.after for one in outcomes if isinstance(one, Forgot))
        put(outcomes)

    hall.copy.put = noting  # type: ignore[method-assign]
    hall.link(up=False)
    hall.restore(kept, new, is_anew=is_anew)
    hall.settle()

    assert list(hall.copy.events.values()) == hall.journal
    assert forgotten == [kept]


def test_an_epoch_that_changes_while_the_link_stays_is_found_out_at_the_board(hall: Hall) -> None:
    hall.restore(10, 30)
    hall.go_on()

    assert list(hall.copy.events.values()) == hall.journal


def test_a_journal_that_was_begun_anew_while_a_gap_is_asked_for_is_found_out_by_its_end(hall: Hall) -> None:
    hall.write(1)
    hall.tell(hall.write(1))
    hall.restore(0, 5, is_anew=True)
    assert hall.ask()
    hall.write(40)
    hall.go_on()

    assert list(hall.copy.events.values()) == hall.journal


def test_a_copy_whose_old_days_are_erased_takes_another_journal_from_its_beginning(hall: Hall) -> None:
    for seq in range(1, 16):
        del hall.copy.events[seq]
    hall.restore(0, 5, is_anew=True)
    hall.settle()

    assert list(hall.copy.events.values()) == hall.journal


def test_what_the_journal_keeps_no_more_stays_in_the_copy_and_is_told_as_a_hole(hall: Hall) -> None:
    hall.link(up=False)
    hall.write(10)
    del hall.journal[:25]
    hall.link(up=True)
    question = hall.follower.question(hall.now)
    assert question is not None
    outcomes = hall.follower.answer(question, hall.page(question), hall.now)

    assert outcomes == [Took(tuple(hall.journal), after_a_hole=True)]
    hall.copy.put(outcomes)
    assert sorted(hall.copy.events) == [*range(1, 21), *range(26, 31)]


def test_an_answer_to_an_older_question_is_passed_over(hall: Hall) -> None:
    hall.write(1)
    hall.tell(hall.write(1))
    older = hall.follower.question(hall.now)
    assert older is not None
    hall.link(up=True)

    assert hall.follower.answer(older, hall.page(older), hall.now) == []
    hall.settle()
    assert list(hall.copy.events.values()) == hall.journal


def _twice(hall: Hall, number: int) -> None:
    batch = hall.write(number)
    hall.tell(batch)
    hall.tell(batch)


def _those_that_were_late(hall: Hall, _number: int) -> None:
    for batch in hall.late:
        hall.tell(batch)
    hall.late.clear()


def _time(hall: Hall, number: int) -> None:
    hall.now += number / 2


def _restart(hall: Hall, _number: int) -> None:
    hall.follower = Follower(hall.copy)


def _restore(hall: Hall, percent: int, *, is_anew: bool = False) -> None:
    hall.late.clear()  # the broker keeps no event over the dispatcher's end, and a restore takes its time
    hall.link(up=False)
    hall.restore(percent * len(hall.journal) // 100, max(percent, 1), is_anew=is_anew)


STEPS: dict[str, Callable[[Hall, int], object]] = {
    "told": lambda hall, number: hall.tell(hall.write(number % 4 + 1)),
    "lost": lambda hall, number: hall.write(number % 4 + 1),
    "twice": lambda hall, number: _twice(hall, number % 4 + 1),
    "late": lambda hall, number: hall.late.append(hall.write(number % 4 + 1)),
    "those that were late": _those_that_were_late,
    "board": lambda hall, _number: hall.board(),
    "answered": lambda hall, _number: hall.ask(),
    "not answered": lambda hall, _number: hall.ask(is_lost=True),
    "up": lambda hall, _number: hall.link(up=True),
    "down": lambda hall, _number: hall.link(up=False),
    "time": _time,
    "restore": _restore,
    "begin anew": lambda hall, number: _restore(hall, 0, is_anew=True) if number % 4 == 0 else None,
    "restart": _restart,
}


@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 100)), max_size=60))
def test_whatever_is_lost_doubled_late_or_restored_the_copy_ends_as_the_journal(steps: list[tuple[str, int]]) -> None:
    hall = Hall()
    for what, number in steps:
        STEPS[what](hall, number)
    hall.settle()

    assert list(hall.copy.events.values()) == hall.journal
