"""The inbox: order, limit, waiting."""

import threading
import time

from deadline import DEADLINE_S

from firmware.inbox import Inbox, Stop


def test_values_come_out_in_the_order_they_went_in() -> None:
    inbox = Inbox()
    for value in range(5):
        assert inbox.put(value)

    assert inbox.take(0) == [0, 1, 2, 3, 4]


def test_one_take_has_no_more_than_most() -> None:
    inbox = Inbox()
    for value in range(5):
        inbox.put(value)

    assert inbox.take(0, most=2) == [0, 1]
    assert inbox.take(0) == [2, 3, 4]


def test_a_full_inbox_drops_and_counts_but_lets_stop_in() -> None:
    inbox = Inbox(limit=2)

    assert [inbox.put(value) for value in "abcd"] == [True, True, False, False]
    assert inbox.put(Stop("now"))

    assert inbox.dropped == 2
    assert inbox.take(0) == ["a", "b", Stop("now")]


def test_an_empty_inbox_answers_after_the_timeout_and_at_once_when_it_is_past() -> None:
    inbox = Inbox()
    began = time.monotonic()

    assert inbox.take(0.05) == []
    waited_s = time.monotonic() - began
    assert inbox.take(-1) == []

    assert waited_s >= 0.045


def test_a_value_from_another_thread_wakes_the_owner() -> None:
    inbox = Inbox()
    producer = threading.Timer(0.05, lambda: inbox.put("news"))
    producer.start()

    assert inbox.take(3600) == ["news"]
    producer.join()


def test_nothing_is_lost_or_doubled_between_many_producers() -> None:
    inbox = Inbox()

    def produce(who: int) -> None:
        for n in range(500):
            inbox.put((who, n))

    producers = [threading.Thread(target=produce, args=(who,)) for who in range(4)]
    for producer in producers:
        producer.start()
    taken: list[object] = []
    deadline = time.monotonic() + DEADLINE_S
    while len(taken) < 2000 and time.monotonic() < deadline:
        taken += inbox.take(0.1)
    for producer in producers:
        producer.join()

    assert sorted(taken, key=repr) == sorted(((who, n) for who in range(4) for n in range(500)), key=repr)
